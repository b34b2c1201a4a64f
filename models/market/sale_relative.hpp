// What liquidity makes of a chance of sale and of a haircut: a class against all.
#pragma once

#include <string>
#include <vector>

#include "models/base/error.hpp"
#include "models/market/liquidity.hpp"

namespace pledgelab {

/// A class's relative as it is used on a chance of sale.
struct SaleRelative {
  std::string technology_class;  // empty: every class that is not named
  double relative = 1;
};

/// Bounds of a relative: assumed, since a trade between willing parties is no forced sale.
inline constexpr double kLeastRelative = 0.25;
inline constexpr double kMostRelative = 4;

/// The relatives of the classes that stand on their own record, within the bounds; a class that is
/// not named takes the nearest above it. The last is that of all: 1.
std::vector<SaleRelative> sale_relatives(const Liquidity& liquidity);

/// F107. A chance within a time under a hazard `relative` times as high: 1 − (1 − p)^r. Source: Cox
/// 1972, proportional hazards. Error M-166: p outside 0..1, r < 0 or not finite.
Result<double> chance_at_relative(double chance_frac, double relative);

/// F108. A haircut for a class that sells `relative` times as fast: the wait of an exponential time
/// to sale costs 1/(1 + k τ) (F28), of which the base haircut holds τ and the class τ/r: h' = 1 −
/// (1 − h)(1 + k τ)/(1 + k τ/r), at least 0. A proposal to whoever signs the lending policy; no
/// stage reads it. Error M-166: h outside 0..1, k < 0, τ < 0, r ≤ 0, not finite.
Result<double> haircut_at_relative(double haircut_frac, double rate_annual_frac, double mean_years,
                                   double relative);

}  // namespace pledgelab
