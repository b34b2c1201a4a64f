// The tax amortisation benefit: what the deduction of the price is worth to a buyer who pays tax.
#pragma once

#include "models/base/error.hpp"

namespace pledgelab {

/// Straight-line deduction of the price over the life that tax law gives an intangible.
struct Amortisation {
  double tax_frac = 0;       // T, 0 ≤ T < 1
  double tax_years = 0;      // n, 1 ≤ n ≤ 100; China: at least 10
  double discount_frac = 0;  // k, 0 ≤ k ≤ 10, after tax
  bool mid_year = false;     // the deduction falls in the middle of its year
};

/// F135. Step-up factor 1 / (1 - T/n · a), a = (1 - (1+k)^-n)/k (n for k = 0), times (1+k)^½ at
/// mid-year; worth with the benefit = worth without × factor, ≥ 1. Left out for a pledge: who buys
/// at a forced sale may not pay tax. Source: valuation.md 1.2; acceptance V24, V25. Error V-310
/// outside the domain.
Result<double> amortisation_factor(const Amortisation& amortisation);

}  // namespace pledgelab
