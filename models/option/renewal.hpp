// What a patent shows to be worth by the fees its owner pays: returns decay at a known rate, fees
// do not fall, and the owner pays while the year's return covers the fee. Schankerman and Pakes
// 1986, "Estimates of the value of patent rights in European countries", Economic Journal 96,
// 1052-1076.
//
// Age a = 1..n; r_a = r_1 k^(a-1), k = 1 - decay; fee c_a. A patent is renewed at age a when its
// first return was at least h_a = c_a k^(1-a), which does not fall with age.
#pragma once

#include <vector>

#include "models/base/error.hpp"

namespace pledgelab {

/// Amounts in the unit of the fees (the results' unit too).
struct RenewalTerms {
  std::vector<double> fees;    // by age from 1; 1..100 of them, ≥ 0, non-decreasing, ≤ 1e12
  double decay_frac = 0;       // of the return a year, [0, 1)
  double discount_factor = 0;  // of one year, (0, 1]
};

/// V-220: fees empty, negative, falling or too many. V-221: decay or discount outside.
Outcome check_terms(const RenewalTerms& terms);

struct RenewalValue {
  double value = 0;  // of the years paid for, each return less its fee, year 1 undiscounted
  int years = 0;     // paid for
};

/// F125. V = sum over a ≤ a* of β^(a-1) (r_a - c_a). 0 ≤ first_return ≤ 1e15. V-220, V-221.
Result<RenewalValue> renewal_value(const RenewalTerms& terms, double first_return);

/// First returns over patents: ln r_1 ~ N(ln_mean, ln_sd²).
struct FirstReturns {
  double ln_mean = 0;  // in [-50, 50]
  double ln_sd = 0;    // in (0, 10]
};

/// F126. Share of patents renewed at each age: 1 - Φ((ln h_a - ln_mean)/ln_sd). V-220, V-221; V-222
/// for the distribution.
Result<std::vector<double>> renewal_shares(const RenewalTerms& terms, const FirstReturns& returns);

/// F127. Mean of V over patents, in closed form:
///   sum β^(a-1) [ k^(a-1) E(r_1; r_1 ≥ h_a) - c_a P(r_1 ≥ h_a) ],
///   E(r_1; r_1 ≥ h) = exp(m + s²/2) Φ((m + s² - ln h)/s). V-220 to V-222.
Result<double> renewal_mean(const RenewalTerms& terms, const FirstReturns& returns);

/// F127. Quantile of V: V of the quantile of r_1, since V does not fall in r_1. 0 < level < 1.
/// V-220 to V-222.
Result<double> renewal_quantile(const RenewalTerms& terms, const FirstReturns& returns,
                                double level);

}  // namespace pledgelab
