// Do outcomes fall where the forecasts said they would: histogram of the probability integral
// transforms with a test of uniformity, and how many lie between the 10 % and 90 % quantiles.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "models/base/error.hpp"

namespace pledgelab {

inline constexpr std::size_t kDeciles = 10;
inline constexpr double kNominalCoverage = 0.8;  // between P10 and P90

/// How many transforms lie in each tenth of [0, 1]; 1 belongs to the last. A heap in the middle:
/// spreads too wide; at both ends: too narrow; on one side: a bias.
using PitHistogram = std::array<std::int64_t, kDeciles>;
/// Error B-153: a transform outside [0, 1].
Result<PitHistogram> pit_histogram(std::span<const double> transforms);

/// Upper tail of the chi-square distribution, finite sums (Abramowitz and Stegun 26.4.4, 26.4.5).
/// statistic ≥ 0 and finite, 1 ≤ degrees ≤ 200 (PL_CHECK).
double chi_square_tail(double statistic, int degrees);

struct Uniformity {
  int bins = 0;
  double chi_square = 0;
  double p_value = 1;  // chance of a statistic at least this large if all is right
};

/// F153. Pearson's test over equal bins, χ² = Σ (n_k - N/B)²/(N/B) on B - 1 degrees. B = the least
/// of 10 and N/5, so that each bin expects five (Cochran 1954). Outcomes are taken as independent:
/// those of one date or one sale are not. Errors B-153: fewer than 10 transforms, one outside.
Result<Uniformity> pit_uniformity(std::span<const double> transforms);

/// A share of trials with its interval.
struct ShareInterval {
  std::int64_t hits = 0;
  std::int64_t trials = 0;
  double share_frac = 0;
  double low_frac = 0;
  double high_frac = 1;

  [[nodiscard]] bool covers(double frac) const { return low_frac <= frac && frac <= high_frac; }
};

/// F154. Wilson's interval of a binomial share: (k + z²/2 ± z √(k (n - k)/n + z²/4))/(n + z²),
/// z = Φ⁻¹((1 + level)/2). Source: Wilson 1927; Newcombe 1998, method 3. 0 ≤ k ≤ n, n ≥ 1,
/// 0 < level < 1, else B-154.
Result<ShareInterval> share_interval(std::int64_t hits, std::int64_t trials, double level);

/// Outcomes between P10 and P90, and outside on either side, read from the transforms: with an atom
/// at zero their randomised form keeps the nominal 80 % and 10 % exact.
struct Coverage80 {
  ShareInterval inside;    // in [P10, P90], interval at 95 %
  std::int64_t below = 0;  // under P10
  std::int64_t above = 0;  // over P90
};
/// Errors B-153: no transform, one outside [0, 1].
Result<Coverage80> coverage_of(std::span<const double> transforms);

}  // namespace pledgelab
