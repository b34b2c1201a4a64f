// How much of a spread lies between groups of observations: cohorts, years, lenders.
#pragma once

#include <span>
#include <vector>

namespace pledgelab {

/// F85. The part of the variance that lies between groups, in [0, 1]: one-way random effects by
/// moments, s_b² = (MSB − MSW)/n0, n0 = (N − Σn²/N)/(k − 1), part = s_b²/(s_b² + MSW); 0 when
/// MSB ≤ MSW. Searle, Casella, McCulloch 1992, Variance Components, sec. 3.6. At least 2 groups,
/// none empty, more observations than groups (PL_CHECK).
double between_share(std::span<const std::vector<double>> groups);

}  // namespace pledgelab
