// A Bermudan option on a recombining lattice: its price, and how likely it is to be used.
#pragma once

#include "models/base/error.hpp"
#include "models/option/option.hpp"

namespace pledgelab {

struct LatticeOption {
  double value = 0;
  double use_probability_frac = 0;  // under the pricing measure, at or before T
};

/// F117. Cox, Ross, Rubinstein 1979: up e^(s√h), down 1/up, p = (e^((r-q)h) - down)/(up - down).
/// Use at i T/dates, i = 1..dates, as soon as the payoff is positive and no less than what waiting
/// is worth; the probability is that of the same rule. At least 2,000 steps. V-201; V-203 for dates
/// outside 1..1000; V-204 when p leaves (0, 1): volatility too small for this drift.
Result<LatticeOption> lattice_option(const OptionTerms& terms, int dates);

}  // namespace pledgelab
