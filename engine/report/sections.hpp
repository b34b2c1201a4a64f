// The sections of a report, one builder each; `make_report` puts them in order.
#pragma once

#include "engine/report/report.hpp"

namespace pledgelab {

Section who_pays_section(const ReportInput& input, const MoneyUnit& unit);
Section loss_section(const ReportInput& input, const MoneyUnit& unit);
/// Simulated beside realised; `input.comparison` must be there.
Section comparison_section(const ReportInput& input, const MoneyUnit& unit);
Section fund_section(const ReportInput& input, const MoneyUnit& unit);
Section concentration_section(const ReportInput& input, const MoneyUnit& unit);
Section coverage_section(const ReportInput& input, const MoneyUnit& unit);
Section valuation_section(const ReportInput& input, const MoneyUnit& unit);
Section quality_section(const ReportInput& input, const MoneyUnit& unit);
Section assumption_section(const ReportInput& input);
Section manifest_section(const ReportInput& input);

/// Bins of one width (1, 2 or 5 times a power of ten) from 0, at most about 36; losses beyond
/// 1.25 × the tail mark go into an open last bin. `tail_yuan` is the farthest mark drawn.
Histogram loss_histogram(const std::vector<double>& paths_yuan, double tail_yuan);

/// Falls from what was owed at default over what came back to the loss, then party by party to
/// zero. A difference between Σ net and the loss is a step of its own, never hidden.
Waterfall who_pays_waterfall(const LossResult& loss, const std::vector<PartyResult>& parties);

Words mark_words(Mark mark);
Words route_words(PdRoute route);
/// The payer's own word for what it pays.
Words payment_words(PartyRole role);
Tone tone_of(PartyRole role);

}  // namespace pledgelab
