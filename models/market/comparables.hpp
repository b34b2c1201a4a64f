// What comparable transactions say of a price: a kernel mean beside its effective number, a hedonic
// regression, and the refusal when too few of them are near.
#pragma once

#include <span>
#include <vector>

#include "models/base/error.hpp"
#include "models/market/least_squares.hpp"

namespace pledgelab {

/// One transaction between strangers. Features as numbers (ln of remaining life, family, citations;
/// 0/1 for a type or sector), the same for all.
struct Comparable {
  double price_yuan = 0;  // > 0
  std::vector<double> features;
};

/// A price seen through its neighbours, in ln.
struct KernelPrice {
  double price_yuan = 0;       // exp of the weighted mean of ln price
  double effective_count = 0;  // Kish: (Σw)² / Σw²
  double scatter_ln_sd = 0;    // weighted SD of ln price about that mean
};

/// Fewer than these effective comparables say nothing: fall back on the prior.
inline constexpr double kLeastEffective = 5;
/// A kernel's own ln-SD is never taken smaller.
inline constexpr double kLeastKernelSd = 0.5;

/// F144. Nadaraya-Watson in ln price: Σ w ln P / Σ w, w = Π exp(-½ ((x0 - x)/h)²) over the
/// features. Source: Nadaraya 1964, Watson 1964, Kish 1965; valuation.md 1.5; acceptance V45. The
/// scale of the weights cancels, so a subject far from all takes the nearest. Error V-302: no
/// comparable, lists of unequal length, no feature, a price or bandwidth ≤ 0, a number that is not
/// finite.
Result<KernelPrice> kernel_price(std::span<const Comparable> comparables,
                                 std::span<const double> subject,
                                 std::span<const double> bandwidths);

/// What the market method hands to pooling.
struct MarketEstimate {
  double ln_centre = 0;
  double ln_sd = 0;
  double effective_count = 0;
};

/// The kernel's price with ln-SD max(0.5, scatter / √n_eff). Refused below 5 effective comparables
/// (V-301), however many rows there are. Errors as kernel_price.
Result<MarketEstimate> market_estimate(std::span<const Comparable> comparables,
                                       std::span<const double> subject,
                                       std::span<const double> bandwidths);

/// ln P = b0 + b'x + e.
struct Hedonic {
  LeastSquares fit;  // coefficients: constant, then the features in order
};

/// F145. Ordinary least squares of ln price on a constant and the features; leave one class of each
/// set of 0/1 features out. Source: Rosen 1974; valuation.md 1.5. Errors: V-302 as above; V-303
/// when fewer than 2 rows are left over beside the coefficients, or features depend on each other.
Result<Hedonic> fit_hedonic(std::span<const Comparable> comparables);

/// The median price of a subject with the spread of one new price: s √(1 + x'(X'X)^-1 x). Error
/// V-302 when the subject has another number of features or one that is not finite.
Result<MarketEstimate> hedonic_price(const Hedonic& hedonic, std::span<const double> subject);

}  // namespace pledgelab
