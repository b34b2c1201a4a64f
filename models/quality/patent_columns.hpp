// How the headers of a patents file are understood; used by the reader alone.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "models/base/cells.hpp"
#include "models/base/error.hpp"
#include "models/quality/indicators.hpp"

namespace pledgelab {

/// Columns that are no indicator; words: kPatentFieldWords.
enum class PatentField : std::uint8_t {
  patent_id,
  kind,
  section,
  technology_field,
  filing_date,
  grant_date,
  filing_year,
  grant_year,
  status,
  consent_missing,
  pledged,
  ipc,
  cited_ipc,
  citing_ipc,
  independent_claims,
  dependent_claims
};
inline const std::vector<std::string> kPatentFieldWords = {
    "patent_id",       "kind",        "section",    "technology_field", "filing_date",
    "grant_date",      "filing_year", "grant_year", "status",           "consent_missing",
    "pledged",         "ipc",         "cited_ipc",  "citing_ipc",       "independent_claims",
    "dependent_claims"};
inline constexpr std::size_t kPatentFields = 16;

/// Which column of the file is what.
struct PatentColumns {
  std::array<std::optional<std::size_t>, kPatentFields> fields;
  std::vector<std::optional<std::size_t>> indicators;  // by place in the catalogue
  std::optional<std::size_t> outcome;
  std::vector<std::string> notes;

  [[nodiscard]] std::optional<std::size_t> of(PatentField field) const {
    return fields[static_cast<std::size_t>(field)];
  }
  [[nodiscard]] bool has(PatentField field) const { return of(field).has_value(); }
};

/// Errors as of read_patents.
PatentColumns find_columns(const Cells& cells, const std::string& outcome, Errors& errors);

}  // namespace pledgelab
