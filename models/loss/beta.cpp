#include "models/loss/beta.hpp"

#include <algorithm>
#include <cmath>

#include "models/base/check.hpp"
#include "models/base/normal.hpp"

namespace pledgelab {
namespace {

constexpr double kReach = 6;
constexpr int kStepsPerUnit = 128;

double no_zero(double value) { return std::abs(value) < 1e-300 ? 1e-300 : value; }

// The continued fraction of DLMF 8.17.22, converging for x < (a + 1) / (a + b + 2).
double continued_fraction(double a, double b, double x) {
  double c = 1;
  double d = 1 / no_zero(1 - (a + b) * x / (a + 1));
  double product = d;
  for (int m = 1; m <= 500; ++m) {
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / no_zero(1 + even * d);
    c = no_zero(1 + even / c);
    product *= d * c;
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / no_zero(1 + odd * d);
    c = no_zero(1 + odd / c);
    product *= d * c;
    if (std::abs(d * c - 1) < 1e-15) break;
  }
  return product;
}

double ln_beta(double a, double b) { return std::lgamma(a) + std::lgamma(b) - std::lgamma(a + b); }

}  // namespace

double incomplete_beta(double a, double b, double x) {
  PL_CHECK(a > 0 && b > 0 && x >= 0 && x <= 1);
  if (x == 0 || x == 1) return x;
  const double front = std::exp(a * std::log(x) + b * std::log1p(-x) - ln_beta(a, b));
  if (x < (a + 1) / (a + b + 2)) return front * continued_fraction(a, b, x) / a;
  return 1 - front * continued_fraction(b, a, 1 - x) / b;
}

double beta_quantile(double a, double b, double p) {
  PL_CHECK(p >= 0 && p <= 1);
  if (p == 0 || p == 1) return p;
  double low = 0;
  double high = 1;
  double x = a / (a + b);
  for (int step = 0; step < 200; ++step) {
    const double miss = incomplete_beta(a, b, x) - p;
    if (std::abs(miss) < 1e-14) break;
    (miss > 0 ? high : low) = x;
    const double density =
        std::exp((a - 1) * std::log(x) + (b - 1) * std::log1p(-x) - ln_beta(a, b));
    const double newton = x - miss / density;
    const double next = newton > low && newton < high ? newton : (low + high) / 2;
    if (next == x) break;
    x = next;
  }
  return x;
}

BetaScore::BetaScore(double mean_frac, double concentration) : x_mean(mean_frac) {
  PL_CHECK(mean_frac >= 0 && mean_frac <= 1 && concentration >= 0);
  if (mean_frac == 0 || mean_frac == 1 || concentration == 0) return;
  const double a = mean_frac * concentration;
  const double b = (1 - mean_frac) * concentration;
  const int last = 2 * static_cast<int>(kReach) * kStepsPerUnit;
  x_fraction.reserve(static_cast<std::size_t>(last) + 1);
  for (int i = 0; i <= last; ++i) {
    const double score = -kReach + static_cast<double>(i) / kStepsPerUnit;
    x_fraction.push_back(beta_quantile(a, b, normal_cdf(score)));
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
