#include "models/backtest/calibration.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "models/base/check.hpp"
#include "models/base/normal.hpp"

namespace pledgelab {
namespace {

constexpr int kLeastExpected = 5;
constexpr std::size_t kLeastTested = 10;  // two bins of five
constexpr double kIntervalLevel = 0.95;

Error bad_transforms(std::string what) {
  return {
      "B-153", {}, std::move(what), "they are values of a distribution function", ErrorKind::input};
}

bool all_in_unit(std::span<const double> transforms) {
  return std::all_of(transforms.begin(), transforms.end(),
                     [](double u) { return u >= 0 && u <= 1; });
}

std::size_t bin_of(double transform, std::size_t bins) {
  const auto at = static_cast<std::size_t>(transform * static_cast<double>(bins));
  return std::min(at, bins - 1);
}

}  // namespace

Result<PitHistogram> pit_histogram(std::span<const double> transforms) {
  if (!all_in_unit(transforms)) return bad_transforms("a transform lies outside 0..1");
  PitHistogram counts{};
  for (const double u : transforms) ++counts[bin_of(u, kDeciles)];
  return counts;
}

double chi_square_tail(double statistic, int degrees) {
  PL_CHECK(statistic >= 0 && std::isfinite(statistic) && degrees >= 1 && degrees <= 200);
  const double half = statistic / 2;
  const bool odd = degrees % 2 == 1;
  // Each further pair of degrees adds half^a / Γ(a + 1) e^-half, a = ½, 3/2 … or 0, 1 …
  double a = odd ? 0.5 : 0.0;
  double term = std::exp(-half);
  double tail = odd ? std::erfc(std::sqrt(half)) : 0;
  if (odd) term *= 2 * std::sqrt(half) * std::numbers::inv_sqrtpi;
  for (int left = degrees - (odd ? 1 : 0); left > 0; left -= 2) {
    tail += term;
    a += 1;
    term *= half / a;
  }
  return std::min(1.0, tail);
}

Result<Uniformity> pit_uniformity(std::span<const double> transforms) {
  if (transforms.size() < kLeastTested) {
    return bad_transforms("fewer than 10 transforms: uniformity cannot be tested");
  }
  if (!all_in_unit(transforms)) return bad_transforms("a transform lies outside 0..1");
  const std::size_t bins = std::min(kDeciles, transforms.size() / kLeastExpected);
  std::vector<std::int64_t> counts(bins, 0);
  for (const double u : transforms) ++counts[bin_of(u, bins)];
  const double expected = static_cast<double>(transforms.size()) / static_cast<double>(bins);
  Uniformity test{static_cast<int>(bins), 0, 1};
  for (const std::int64_t count : counts) {
    const double gap = static_cast<double>(count) - expected;
    test.chi_square += gap * gap / expected;
  }
  test.p_value = chi_square_tail(test.chi_square, test.bins - 1);
  return test;
}

Result<ShareInterval> share_interval(std::int64_t hits, std::int64_t trials, double level) {
  if (!(trials >= 1 && hits >= 0 && hits <= trials && level > 0 && level < 1)) {
    return Error{"B-154",
                 {},
                 "needs 0 <= hits <= trials, at least one trial, a level between 0 "
                 "and 1",
                 {},
                 ErrorKind::input};
  }
  const auto k = static_cast<double>(hits);
  const auto n = static_cast<double>(trials);
  const double z = normal_quantile((1 + level) / 2);
  const double middle = (k + z * z / 2) / (n + z * z);
  const double half = z * std::sqrt(k * (n - k) / n + z * z / 4) / (n + z * z);
  ShareInterval interval{hits, trials, k / n, middle - half, middle + half};
  if (hits == 0) interval.low_frac = 0;  // exact; the difference leaves a rounding
  if (hits == trials) interval.high_frac = 1;
  return interval;
}

Result<Coverage80> coverage_of(std::span<const double> transforms) {
  if (transforms.empty()) return bad_transforms("no transform: nothing was covered or missed");
  if (!all_in_unit(transforms)) return bad_transforms("a transform lies outside 0..1");
  Coverage80 coverage;
  for (const double u : transforms) {
    coverage.below += u < (1 - kNominalCoverage) / 2 ? 1 : 0;
    coverage.above += u > (1 + kNominalCoverage) / 2 ? 1 : 0;
  }
  const auto trials = static_cast<std::int64_t>(transforms.size());
  coverage.inside =
      share_interval(trials - coverage.below - coverage.above, trials, kIntervalLevel).value();
  return coverage;
}

}  // namespace pledgelab
