// A level royalty's worth as QuantLib's user would get it: with one curve for all, and with a leg
// of cash flows and its present value right by right. Called from one thread.
#pragma once

#include <cstddef>
#include <span>

#include "models/valuation/royalty_columns.hpp"

namespace pledgelab::oracle {

/// Values from the discount factors of one zero curve, the rest by the standard library; mid-year.
/// All rights must have one discount rate: the first's is taken.
void values_by_shared_curve(const RoyaltyColumns& columns, std::span<double> values);

/// Values of rights 0, step, 2 step, …: each its own leg, flat curve and CashFlows::npv; mid-year.
/// The middle of each year must fall on a whole day of 360 to the year.
void values_by_npv(const RoyaltyColumns& columns, std::size_t step, std::span<double> values);

}  // namespace pledgelab::oracle
