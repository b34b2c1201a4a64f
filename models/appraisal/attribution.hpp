// Why a worth changed between two dates: parts by driver that sum to the change.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "models/base/error.hpp"

namespace pledgelab {

/// More drivers than these need more revaluations than a waterfall is worth.
inline constexpr std::size_t kMostDrivers = 9;

/// F142. Shapley's split. `worth_by_subset` has 2^n elements, 1 ≤ n ≤ 9: element m is the worth
/// with driver i at its new level where bit i of m is set and at its old one where not. Part of
/// driver i = Σ over subsets S without i of |S|! (n-1-|S|)! / n! · (worth(S+i) - worth(S)); the
/// parts sum to worth(all) - worth(none) up to rounding. Source: Shapley 1953, valuation.md 5.3;
/// acceptance V44. Error V-316 on another size or a worth that is not finite.
Result<std::vector<double>> shapley_split(std::span<const double> worth_by_subset);

/// Worths by subset of a product of factors, for shapley_split. Equal lengths, 1 to 9. Error V-316.
Result<std::vector<double>> product_by_subset(std::span<const double> before,
                                              std::span<const double> after);

/// F143. Logarithmic mean Divisia split of a product: L(V1,V0) · ln(x1/x0), L(a,b) = (a-b)/ln(a/b),
/// L(a,a) = a. All factors > 0; the parts sum to the change. Source: Ang 2005, Energy Policy 33;
/// valuation.md 5.3; acceptance V44. Error V-316.
Result<std::vector<double>> divisia_split(std::span<const double> before,
                                          std::span<const double> after);

}  // namespace pledgelab
