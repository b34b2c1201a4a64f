#include <algorithm>
#include <cmath>

#include "models/collateral/package.hpp"

namespace pledgelab {
namespace {

Error outside(const char* code, const char* needs) {
  return {code, {}, needs, "", ErrorKind::input};
}

bool from_zero(double x) { return std::isfinite(x) && x >= 0; }

bool is_covariance(std::span<const double> c, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) {
    if (!from_zero(c[i * n + i])) return false;
    for (std::size_t j = 0; j < n; ++j) {
      const double most = std::sqrt(c[i * n + i] * c[j * n + j]) * (1 + 1e-9);
      const double apart = std::abs(c[i * n + j] - c[j * n + i]);
      if (!(std::abs(c[i * n + j]) <= most) || !(apart <= 1e-12 * (1 + most))) return false;
    }
  }
  return true;
}

// Σ w (e^{c_ii} - 1) / (e^{s²} - 1).
double effective_count(std::span<const double> means, std::span<const double> c, double mean,
                       double variation) {
  const std::size_t n = means.size();
  double own = 0;
  double with_worth = 0;
  for (std::size_t i = 0; i < n; ++i) {
    own += means[i] / mean * std::expm1(c[i * n + i]);
    if (means[i] > 0) with_worth += 1;
  }
  return variation > 0 ? own / variation : with_worth;
}

}  // namespace

Result<SumShape> lognormal_sum(std::span<const double> means, std::span<const double> covariances) {
  const std::size_t n = means.size();
  double mean = 0;
  bool sound = n > 0 && covariances.size() == n * n;
  for (const double one : means) {
    sound = sound && from_zero(one);
    mean += one;
  }
  if (!sound || !(mean > 0) || !is_covariance(covariances, n)) {
    return outside("K-130",
                   "a sum of lognormals needs means from 0, one of them above 0, and as many "
                   "covariances as their square: symmetric, correlations from -1 to 1");
  }
  // e^{s²} - 1, so that small spreads keep their digits.
  double variation = 0;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      variation += means[i] / mean * (means[j] / mean) * std::expm1(covariances[i * n + j]);
    }
  }
  variation = std::max(0.0, variation);
  SumShape shape{mean, std::sqrt(std::log1p(variation)),
                 effective_count(means, covariances, mean, variation)};
  if (!std::isfinite(mean) || !std::isfinite(shape.ln_sd)) {
    return outside("K-130", "a sum beyond what a number holds");
  }
  return shape;
}

double package_price(double worth_yuan, double discount_frac) {
  return worth_yuan * (1 - discount_frac);
}

Result<std::vector<double>> marginal_worths(std::span<const double> worths,
                                            std::span<const std::uint8_t> needed) {
  const std::size_t n = worths.size();
  double whole = 0;
  bool sound = n > 0 && needed.size() == n * n;
  for (const double one : worths) {
    sound = sound && from_zero(one);
    whole += one;
  }
  if (!sound || !std::isfinite(whole)) {
    return outside("K-131",
                   "a package needs a worth from 0 for each right, and for each pair whether one "
                   "is nothing without the other");
  }
  std::vector<double> marginal;
  for (std::size_t i = 0; i < n; ++i) {
    double left = 0;
    for (std::size_t j = 0; j < n; ++j) {
      if (j != i && needed[i * n + j] == 0) left += worths[j];
    }
    marginal.push_back(whole - left);
  }
  return marginal;
}

}  // namespace pledgelab
