#include "models/market/comparables.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <string>
#include <utility>

namespace pledgelab {
namespace {

Error outside(const std::string& needs) { return {"V-302", {}, needs, "", ErrorKind::input}; }

bool finite_all(std::span<const double> values) {
  return std::all_of(values.begin(), values.end(), [](double x) { return std::isfinite(x); });
}

Outcome check(std::span<const Comparable> comparables, std::size_t features) {
  if (comparables.empty()) return outside("no comparable transaction");
  for (std::size_t i = 0; i < comparables.size(); ++i) {
    const Comparable& one = comparables[i];
    const std::string which = "comparable " + std::to_string(i + 1);
    if (!(one.price_yuan > 0) || !std::isfinite(one.price_yuan)) {
      return outside(which + " needs a price above 0");
    }
    if (one.features.size() != features || !finite_all(one.features)) {
      return outside(which + " needs " + std::to_string(features) + " finite features");
    }
  }
  return Done{};
}

// Half the squared distance in bandwidths.
double distance(const Comparable& one, std::span<const double> subject,
                std::span<const double> bandwidths) {
  double sum = 0;
  for (std::size_t j = 0; j < subject.size(); ++j) {
    const double apart = (subject[j] - one.features[j]) / bandwidths[j];
    sum += apart * apart / 2;
  }
  return sum;
}

}  // namespace

Result<KernelPrice> kernel_price(std::span<const Comparable> comparables,
                                 std::span<const double> subject,
                                 std::span<const double> bandwidths) {
  const bool wide = std::all_of(bandwidths.begin(), bandwidths.end(),
                                [](double h) { return std::isfinite(h) && h > 0; });
  if (subject.empty() || subject.size() != bandwidths.size() || !finite_all(subject) || !wide) {
    return outside("a kernel price needs a subject's features and as many bandwidths above 0");
  }
  if (const Outcome sound = check(comparables, subject.size()); !sound) return sound.errors();
  std::vector<double> weights;
  for (const Comparable& one : comparables) {
    weights.push_back(distance(one, subject, bandwidths));
  }
  // Measured from the nearest: far from all, every weight would underflow to 0.
  const double nearest = *std::min_element(weights.begin(), weights.end());
  if (!std::isfinite(nearest)) return outside("the subject lies too far from every comparable");
  double sum = 0;
  double squares = 0;
  double centre = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    weights[i] = std::exp(nearest - weights[i]);
    sum += weights[i];
    squares += weights[i] * weights[i];
    centre += weights[i] * std::log(comparables[i].price_yuan);
  }
  centre /= sum;
  double scatter = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double apart = std::log(comparables[i].price_yuan) - centre;
    scatter += weights[i] * apart * apart;
  }
  return KernelPrice{std::exp(centre), sum * sum / squares, std::sqrt(scatter / sum)};
}

Result<MarketEstimate> market_estimate(std::span<const Comparable> comparables,
                                       std::span<const double> subject,
                                       std::span<const double> bandwidths) {
  const auto kernel = kernel_price(comparables, subject, bandwidths);
  if (!kernel) return kernel.errors();
  const double count = kernel.value().effective_count;
  if (count < kLeastEffective) {
    std::array<char, 32> shown{};
    std::snprintf(shown.data(), shown.size(), "%.1f", count);
    return Error{"V-301",
                 {},
                 "only " + std::string(shown.data()) + " effective comparables of " +
                     std::to_string(comparables.size()) + ", needs 5",
                 "fall back on the prior of its kind, or give more transactions like it",
                 ErrorKind::input};
  }
  const double ln_sd = std::max(kLeastKernelSd, kernel.value().scatter_ln_sd / std::sqrt(count));
  return MarketEstimate{std::log(kernel.value().price_yuan), ln_sd, count};
}

Result<Hedonic> fit_hedonic(std::span<const Comparable> comparables) {
  const std::size_t features = comparables.empty() ? 0 : comparables.front().features.size();
  if (const Outcome sound = check(comparables, features); !sound) return sound.errors();
  if (comparables.size() < features + 3) {
    return Error{"V-303",
                 {},
                 "a hedonic regression of " + std::to_string(features) + " features needs " +
                     std::to_string(features + 3) + " comparables, has " +
                     std::to_string(comparables.size()),
                 "",
                 ErrorKind::input};
  }
  DesignRows design;
  std::vector<double> ln_prices;
  for (const Comparable& one : comparables) {
    std::vector<double>& row = design.emplace_back(1, 1.0);
    row.insert(row.end(), one.features.begin(), one.features.end());
    ln_prices.push_back(std::log(one.price_yuan));
  }
  auto fit = fit_least_squares(design, ln_prices);
  if (!fit) return fit.errors();
  return Hedonic{std::move(fit).value()};
}

Result<MarketEstimate> hedonic_price(const Hedonic& hedonic, std::span<const double> subject) {
  const LeastSquares& fit = hedonic.fit;
  if (subject.size() + 1 != fit.coefficients.size() || !finite_all(subject)) {
    return outside("the subject of a hedonic price needs " +
                   std::to_string(fit.coefficients.size() - 1) + " finite features");
  }
  std::vector<double> row(1, 1.0);
  row.insert(row.end(), subject.begin(), subject.end());
  MarketEstimate estimate;
  for (std::size_t j = 0; j < row.size(); ++j) estimate.ln_centre += row[j] * fit.coefficients[j];
  const double leverage = leverage_of(fit, row);
  estimate.ln_sd = fit.residual_sd * std::sqrt(1 + leverage);
  estimate.effective_count = 1 / leverage;
  return estimate;
}

}  // namespace pledgelab
