// What time does to a price once paid: it says less each year, and a right nearer its end is worth
// less.
#pragma once

#include "models/base/error.hpp"

namespace pledgelab {

/// Levels of a transaction's spread.
struct TransactionSpread {
  double ln_sd = 0;         // of a fresh one, > 0
  double yearly_ln_sd = 0;  // added for each further year, ≥ 0
  double fresh_years = 0;   // how long it is fresh, ≥ 0
};

/// F164. ln-SD of an own arm's-length transaction: s + y · max(0, age - fresh). Source:
/// valuation.md 5.2 item 1 (.3, +.15 per further year after 2). age ≥ 0, else EV-112.
Result<double> transaction_ln_sd(const TransactionSpread& spread, double age_years);

/// F165. A worth of `age` years ago carried to today along a right's life, in a straight line:
/// V · L / min(L + age, max(cap, L)), L what is left today, `cap` the longest economic life that is
/// counted. A right whose cap still binds has aged by nothing. Source: the age-life method of the
/// cost approach (F32's last factor); valuation.md 3.1 (a value is of its remaining schedule).
/// V > 0, L > 0, age ≥ 0, cap ≥ 0, finite, else EV-113.
Result<double> carried_value(double value_yuan, double life_years, double age_years,
                             double cap_years);

}  // namespace pledgelab
