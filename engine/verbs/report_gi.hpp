// Verb report --gi: the yearly programme report of geographical indications.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/report/programme.hpp"
#include "engine/verbs/backtest.hpp"
#include "engine/verbs/inputs.hpp"
#include "engine/verbs/report_page.hpp"

namespace pledgelab {

struct ProgrammeRequest {
  InputsRequest inputs;           // the book is read with members only
  std::string programme_path;     // an indication a year
  std::string members_path;       // the association's members; empty: no lending
  std::optional<int> first;       // years shown; none: from the sheet's first
  std::optional<int> last;        // none: to its last
  QuarantineLimit most_rejected;  // of each sheet
  TestFiles tests;                // of the values
  PageRequest page;
};

struct ProgrammeOutcome {
  ProgrammeReportInput programme;
  Report report;
  PageOutcome page;
  std::optional<BacktestOutcome> test;  // of the values
  std::vector<std::string> warnings;
};

/// Errors: those of the sheets' readers, of read_inputs and the valuation; I-101 no as-of date;
/// G-141 a member that is no borrower of the book, G-142 a member of an indication that the
/// programme has not; G-143 (quarantined) more rows left out than borne; G-144 no year asked for is
/// in the sheet; O-140 the tables' folder.
Result<ProgrammeOutcome> report_gi(const ProgrammeRequest& request);

}  // namespace pledgelab
