// What a patent is worth to an owner who still learns what it can earn and may stop paying: Pakes
// 1986, "Patents as options", Econometrica 54, 755-784.
//
// V(a, r) = max(0, r - c_a + β E[V(a+1, r') | r]), V(n+1, .) = 0, a = 1..n. From age a to a + 1:
//   r' = 0 with chance exp(-θ r): nothing will come of it;
//   else r' = max(k r, z), z of density exp(-(γ+z)/s_a)/s_a on z ≥ -γ, s_a = φ^(a-1) s:
//   the known use decays, or a better one is found, less likely with age.
#pragma once

#include <vector>

#include "models/base/error.hpp"

namespace pledgelab {

/// Amounts in the unit of the fees.
struct LearningTerms {
  std::vector<double> fees;  // c_a by age from 1; 1..100, ≥ 0, non-decreasing, the last above 0
  double kept_frac = 0;      // k: of the return, a year, in (0, 1]
  double ruin_rate = 0;      // θ > 0: by unit of return
  double reach = 0;          // γ ≥ 0
  double spread = 0;         // s > 0: of what may be found, at age 1
  double spread_kept_frac = 0;  // φ in (0, 1]
  double discount_factor = 0;   // β in (0, 1)
};

struct LearningWorth {
  std::vector<double> values;      // V(1, r) for each return asked for, in order
  std::vector<double> thresholds;  // by age: the least return at which the fee is paid; in [0, c_a]
};

/// F128. Backward on a grid of 8,000 returns up to twice the most of fees and returns asked for
/// plus 40 s, linear between points and beyond the last; the exponential is integrated exactly on
/// each piece. Error below 1e-3 of s. V-220 for fees, V-223 for the rest and for returns outside
/// [0, 1e12] or none.
Result<LearningWorth> learning_worth(const LearningTerms& terms,
                                     const std::vector<double>& first_returns);

}  // namespace pledgelab
