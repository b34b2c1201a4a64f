#include "models/base/beta_distribution.hpp"

#include <cmath>

#include "models/base/check.hpp"

namespace pledgelab {
namespace {

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

}  // namespace

double incomplete_beta(double a, double b, double x) {
  PL_CHECK(a > 0 && b > 0 && x >= 0 && x <= 1);
  if (x == 0 || x == 1) return x;
  return incomplete(a, b, front_of(a, b, ln_beta(a, b), x), x);
}

BetaQuantile::BetaQuantile(double a, double b) : x_a(a), x_b(b), x_ln_whole(ln_beta(a, b)) {
  PL_CHECK(a > 0 && b > 0);
}

double BetaQuantile::from(double p, double start) const {
  PL_CHECK(p > 0 && p < 1 && start > 0 && start < 1);
  double x = start;
  double low = 0;
  double high = 1;
  for (int step = 0; step < 200; ++step) {
    const double front = front_of(x_a, x_b, x_ln_whole, x);
    const double miss = incomplete(x_a, x_b, front, x) - p;
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

double beta_quantile(double a, double b, double p) {
  PL_CHECK(p >= 0 && p <= 1);
  if (p == 0 || p == 1) return p;
  return BetaQuantile(a, b).from(p, a / (a + b));
}

}  // namespace pledgelab
