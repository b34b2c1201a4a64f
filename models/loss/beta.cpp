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

// x^a (1 − x)^b / B(a, b), 0 < x < 1.
double front_of(double a, double b, double ln_whole, double x) {
  return std::exp(a * std::log(x) + b * std::log1p(-x) - ln_whole);
}

double incomplete(double a, double b, double front, double x) {
  if (x < (a + 1) / (a + b + 2)) return front * continued_fraction(a, b, x) / a;
  return 1 - front * continued_fraction(b, a, 1 - x) / b;
}

// Newton from `x`, 0 < x < 1, kept inside a bracket; 0 < p < 1.
double quantile_from(double a, double b, double ln_whole, double p, double x) {
  double low = 0;
  double high = 1;
  for (int step = 0; step < 200; ++step) {
    const double front = front_of(a, b, ln_whole, x);
    const double miss = incomplete(a, b, front, x) - p;
    if (std::abs(miss) < 1e-14) break;
    (miss > 0 ? high : low) = x;
    const double density = front / (x * (1 - x));
    const double newton = x - miss / density;
    const double next = newton > low && newton < high ? newton : (low + high) / 2;
    if (next == x) break;
    x = next;
  }
  return x;
}

}  // namespace

double incomplete_beta(double a, double b, double x) {
  PL_CHECK(a > 0 && b > 0 && x >= 0 && x <= 1);
  if (x == 0 || x == 1) return x;
  return incomplete(a, b, front_of(a, b, ln_beta(a, b), x), x);
}

double beta_quantile(double a, double b, double p) {
  PL_CHECK(p >= 0 && p <= 1);
  if (p == 0 || p == 1) return p;
  return quantile_from(a, b, ln_beta(a, b), p, a / (a + b));
}

BetaScore::BetaScore(double mean_frac, double concentration) : x_mean(mean_frac) {
  PL_CHECK(mean_frac >= 0 && mean_frac <= 1 && concentration >= 0);
  if (mean_frac == 0 || mean_frac == 1 || concentration == 0) return;
  const double a = mean_frac * concentration;
  const double b = (1 - mean_frac) * concentration;
  const int last = 2 * static_cast<int>(kReach) * kStepsPerUnit;
  x_fraction.reserve(static_cast<std::size_t>(last) + 1);
  const double ln_whole = ln_beta(a, b);
  double start = mean_frac;
  for (int i = 0; i <= last; ++i) {
    const double score = -kReach + static_cast<double>(i) / kStepsPerUnit;
    const double p = normal_cdf(score);
    x_fraction.push_back(quantile_from(a, b, ln_whole, p, start));
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
