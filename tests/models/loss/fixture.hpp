// Small made books and scenarios for the tests of loss.
#pragma once

#include <string>
#include <vector>

#include "models/loss/loss_model.hpp"

namespace pledgelab::test {

inline const Date kAsOf = *make_date(2026, 1, 1);

/// Every level that loss reads, with no correlation, no recovery, no unpaid interest.
Scenario quiet_scenario();
/// Sets one level, for every key.
void set_level(Scenario& scenario, const std::string& name, double value);
/// One borrower, one bullet loan of 1,000 yuan over 12 months, `count` times; all in one sector and
/// region.
Book plain_book(std::uint32_t count);
/// Flat curve: cumulative(m) = pd × m / months; or all of it in the last month.
std::vector<PdCurve> flat_curves(const Book& book, double pd_frac, int months = 12);
std::vector<PdCurve> late_curves(const Book& book, double pd_frac, int months = 12);
/// The model without pledged rights; a failure ends the test.
LossModel model_of(const Book& book, const std::vector<PdCurve>& curves, const Scenario& scenario,
                   const PledgedRights& rights = {});
/// Number of defaults of each of paths 0..paths − 1.
std::vector<double> default_counts(const LossModel& model, std::uint32_t paths);

}  // namespace pledgelab::test
