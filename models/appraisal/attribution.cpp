#include "models/appraisal/attribution.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <string>

namespace pledgelab {
namespace {

Error outside(const std::string& needs) { return {"V-316", {}, needs, "", ErrorKind::input}; }

bool finite_all(std::span<const double> values) {
  return std::all_of(values.begin(), values.end(), [](double x) { return std::isfinite(x); });
}

// |S|! (n-1-|S|)! / n!  =  1 / (n · binomial(n-1, |S|)), by |S|.
std::vector<double> subset_weights(std::size_t drivers) {
  std::vector<double> weights;
  double binomial = 1;
  for (std::size_t size = 0; size < drivers; ++size) {
    weights.push_back(1 / (static_cast<double>(drivers) * binomial));
    binomial *= static_cast<double>(drivers - 1 - size) / static_cast<double>(size + 1);
  }
  return weights;
}

double log_mean(double a, double b) {
  const double ratio = std::log(a / b);
  // Near 1 the quotient loses its digits; the geometric mean is then right to the last one.
  return std::abs(ratio) < 1e-8 ? std::sqrt(a) * std::sqrt(b) : (a - b) / ratio;
}

bool paired(std::span<const double> before, std::span<const double> after) {
  return !before.empty() && before.size() <= kMostDrivers && before.size() == after.size() &&
         finite_all(before) && finite_all(after);
}

}  // namespace

Result<std::vector<double>> shapley_split(std::span<const double> worth_by_subset) {
  const std::size_t subsets = worth_by_subset.size();
  if (subsets < 2 || subsets > (std::size_t{1} << kMostDrivers) || !std::has_single_bit(subsets) ||
      !finite_all(worth_by_subset)) {
    return outside(
        "a Shapley split needs one finite worth for every subset of 1 to 9 drivers: 2, 4, .. 512");
  }
  const auto drivers = static_cast<std::size_t>(std::countr_zero(subsets));
  const std::vector<double> weights = subset_weights(drivers);
  std::vector<double> parts(drivers, 0.0);
  // The whole set has nobody left to add.
  for (std::size_t subset = 0; subset + 1 < subsets; ++subset) {
    const double weight = weights[static_cast<std::size_t>(std::popcount(subset))];
    for (std::size_t i = 0; i < drivers; ++i) {
      const std::size_t with = subset | (std::size_t{1} << i);
      if (with == subset) continue;
      parts[i] += weight * (worth_by_subset[with] - worth_by_subset[subset]);
    }
  }
  return parts;
}

Result<std::vector<double>> product_by_subset(std::span<const double> before,
                                              std::span<const double> after) {
  if (!paired(before, after)) {
    return outside("a split of a product needs 1 to 9 factors before and as many after");
  }
  std::vector<double> worths;
  for (std::size_t subset = 0; subset < (std::size_t{1} << before.size()); ++subset) {
    double product = 1;
    for (std::size_t i = 0; i < before.size(); ++i) {
      product *= (subset >> i & 1U) != 0 ? after[i] : before[i];
    }
    worths.push_back(product);
  }
  return worths;
}

Result<std::vector<double>> divisia_split(std::span<const double> before,
                                          std::span<const double> after) {
  double first = 1;
  double last = 1;
  bool positive = paired(before, after);
  for (std::size_t i = 0; positive && i < before.size(); ++i) {
    positive = before[i] > 0 && after[i] > 0;
    first *= before[i];
    last *= after[i];
  }
  if (!positive || !std::isfinite(first) || !std::isfinite(last) || first == 0 || last == 0) {
    return outside("a Divisia split needs 1 to 9 factors before and as many after, all above 0");
  }
  const double scale = log_mean(last, first);
  std::vector<double> parts;
  for (std::size_t i = 0; i < before.size(); ++i) {
    parts.push_back(scale * std::log(after[i] / before[i]));
  }
  return parts;
}

}  // namespace pledgelab
