// A set of patents to be ranked: identity, cohort keys, gates and indicators, read from one table.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/base/cells.hpp"
#include "models/base/error.hpp"
#include "models/quality/index_policy.hpp"
#include "models/quality/indicators.hpp"

namespace pledgelab {

/// Columns, one row a patent; all of one length. An empty text or a none is "not told".
struct PatentSet {
  std::string file;
  std::vector<std::string> id;  // unique, never empty
  std::vector<std::uint32_t> line;
  std::vector<std::string> kind;     // invention, utility_model, design
  std::vector<std::string> section;  // IPC or CPC section, one letter
  std::vector<std::string> field;    // technology field, "1" to "35" (WIPO 2008)
  std::vector<std::optional<int>> filing_year;
  std::vector<std::optional<int>> grant_year;
  std::vector<bool> status_known;
  std::vector<std::array<bool, kGates>> gates;
  std::vector<IndicatorColumn> indicators;  // those of the file, in catalogue order
  std::optional<IndicatorColumn> outcome;   // the column asked for; `indicator` null: it is none
  std::vector<std::string> notes;           // what was read as what, what is not used

  [[nodiscard]] std::size_t size() const { return id.size(); }
  [[nodiscard]] const IndicatorColumn* find(const Indicator* indicator) const;
};

/// Columns: patent_id · kind · section, technology_field (1 to 35) · filing_date, grant_date or
/// filing_year, grant_year · status (valid, pending_invalidation, grace, lapsed, invalid, expired)
/// · consent_missing, pledged (0 or 1) · indicators by their names (indicator_catalogue) · ipc,
/// cited_ipc, citing_ipc: codes parted by ';', patents by '|' · independent_claims,
/// dependent_claims. What lists, dates and parts give is computed (scope, originality, radicalness,
/// generality, grant lag, NPL share, claims, claims per citation) where no column gives it.
/// `outcome`: a further numeric column that is wanted (empty: none). Errors (at most 20 told, then
/// their number): Q-105 no patent_id column, no row; Q-106 a column given twice, or both given and
/// computed from the file; Q-107 a header that is a slip of the pen (others are told and left
/// aside); Q-108 a cell; Q-109 the outcome's column is not there.
Result<PatentSet> read_patents(const Cells& cells, const std::string& outcome = {});

/// Ids from a list of awarded patents: the column patent_id. Errors: Q-105; Q-108 an empty cell.
struct AwardList {
  std::string file;
  std::vector<std::string> id;
  std::vector<std::uint32_t> line;
};
Result<AwardList> read_awards(const Cells& cells);

}  // namespace pledgelab
