// Rounding by rule 6 of the policy language: what is handed out always sums to what there is.
#pragma once

#include <span>

#include "models/base/money.hpp"

namespace pledgelab {

/// What one payer is booked now: round(share × running_total) less what was booked before for the
/// same unit, never below zero and never more than `left` (which must be ≥ 0).
/// With booked = 0 and running_total = amount this is the part of a single loss.
Money running_part(Money running_total, Ratio share, Money booked, Money left, Rounding rounding);

/// Splits `amount` by `shares` in written order; `parts` has one more element than `shares`, the
/// last takes the remainder. Σ parts = amount exactly; no part is negative. amount ≥ 0.
void split(Money amount, std::span<const Ratio> shares, Rounding rounding, std::span<Money> parts);

}  // namespace pledgelab
