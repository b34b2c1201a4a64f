// Page one: what the run says in one sentence, in five numbers, and how far to trust it.
#pragma once

#include "engine/report/report.hpp"

namespace pledgelab {

/// The sentence; a range instead of a point when the report is illustrative.
Words headline_of(const ReportInput& input, const MoneyUnit& unit);
/// What share of the expected loss rests on which marks, and the written threshold.
Words trust_of(const ReportInput& input);
/// Exposure, collateral value, weighted loan-to-value, expected loss, expected shortfall.
std::vector<KeyFigure> key_figures(const ReportInput& input, const MoneyUnit& unit);
/// Notices of what page one must not hide: losses left undecided, quarantined rows, loans already
/// in default.
void add_cautions(const ReportInput& input, const MoneyUnit& unit, Report& report);
std::vector<Words> facts_of(const ReportInput& input);

}  // namespace pledgelab
