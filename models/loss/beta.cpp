#include "models/loss/beta.hpp"

#include <algorithm>

#include "models/base/check.hpp"
#include "models/base/normal.hpp"

namespace pledgelab {
namespace {

constexpr double kReach = 6;
constexpr int kStepsPerUnit = 128;

}  // namespace

BetaScore::BetaScore(double mean_frac, double concentration) : x_mean(mean_frac) {
  PL_CHECK(mean_frac >= 0 && mean_frac <= 1 && concentration >= 0);
  if (mean_frac == 0 || mean_frac == 1 || concentration == 0) return;
  const double a = mean_frac * concentration;
  const double b = (1 - mean_frac) * concentration;
  const int last = 2 * static_cast<int>(kReach) * kStepsPerUnit;
  x_fraction.reserve(static_cast<std::size_t>(last) + 1);
  const BetaQuantile quantile(a, b);
  double start = mean_frac;
  for (int i = 0; i <= last; ++i) {
    const double score = -kReach + static_cast<double>(i) / kStepsPerUnit;
    const double p = normal_cdf(score);
    x_fraction.push_back(quantile.from(p, start));
    // The next quantile is near this one; one that has met the edge is no place to start from.
    start = x_fraction.back() > 0 && x_fraction.back() < 1 ? x_fraction.back() : mean_frac;
  }
}

double BetaScore::at(double score) const {
  if (x_fraction.empty()) return x_mean;
  const double place = (std::clamp(score, -kReach, kReach) + kReach) * kStepsPerUnit;
  const auto i = std::min(static_cast<std::size_t>(place), x_fraction.size() - 2);
  const double rest = place - static_cast<double>(i);
  return x_fraction[i] + rest * (x_fraction[i + 1] - x_fraction[i]);
}

}  // namespace pledgelab
