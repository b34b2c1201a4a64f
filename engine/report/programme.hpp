// The yearly programme report of geographical indications. Public brand value and pledge value
// stand in different sections and are never added. Shapes what models/programme found.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/report/backtested.hpp"
#include "engine/report/report.hpp"
#include "models/programme/programme.hpp"

namespace pledgelab {

/// A right in an indication that the book holds, as a lender sees it.
struct PledgedIndication {
  std::string gi_id;
  std::string asset_id;
  std::string owner_id;
  bool pledged = false;
  double lower_quartile_yuan = 0;
  double median_yuan = 0;
  double upper_quartile_yuan = 0;
  std::string remark;  // the valuation's flags
};

struct ProgrammeReportInput {
  Words backtested = not_backtested_sentence();  // what outcomes say of the values
  std::string programme_id;                      // "g" and 12 hex digits
  Date as_of;
  std::string currency = "CNY";
  bool synthetic = false;
  int first = 0;  // years asked
  int last = 0;
  std::vector<ProgrammeFigures> figures;  // by indication and year
  bool members_given = false;
  std::string scenario_id;  // of the pledge values; empty: no book
  std::vector<PledgedIndication> pledged;
  std::size_t sheet_rejects = 0;
  std::size_t member_rejects = 0;
  std::vector<std::pair<std::string, std::string>> hashes;  // name, SHA-256
};

/// The whole report. Deterministic.
Report make_programme_report(const ProgrammeReportInput& input);

/// What a missing figure is called.
Words figure_words(const std::string& figure);
/// "示例茶 2024" / "示例茶 2024": the indication, or its id where it has no name.
std::string year_label(const ProgrammeYear& year);

}  // namespace pledgelab
