#include "models/backtest/scores.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "models/base/normal.hpp"

namespace pledgelab {
namespace {

constexpr double kMostLnMean = 100;
constexpr double kMostLnSd = 10;
constexpr double kMostYuan = 1e15;

Error fault(const char* code, std::string what, std::string hint) {
  return {code, {}, std::move(what), std::move(hint), ErrorKind::input};
}

Outcome check_outcome(double outcome_yuan) {
  if (outcome_yuan >= 0 && outcome_yuan <= kMostYuan) return Done{};
  return fault("B-152", "an outcome must lie in 0..1e15", "a right that brought nothing is 0");
}

// Φ⁻¹-scale place of an outcome above zero.
double place_of(const DeltaLognormal& forecast, double outcome_yuan) {
  return (std::log(outcome_yuan) - forecast.ln_mean) / forecast.ln_sd;
}

}  // namespace

Outcome check_distribution(const DeltaLognormal& worth) {
  if (!(worth.zero_frac >= 0 && worth.zero_frac <= 1)) {
    return fault("B-151", "the probability of zero must lie in 0..1", "write 0.05 for 5 %");
  }
  if (worth.zero_frac == 1) return Done{};
  if (!(std::abs(worth.ln_mean) <= kMostLnMean)) {
    return fault("B-151", "the ln-mean of a forecast must lie in -100..100",
                 "it is the natural logarithm of the median in units of the currency");
  }
  if (!(worth.ln_sd > 0 && worth.ln_sd <= kMostLnSd)) {
    return fault("B-151", "the ln-SD of a forecast must lie above 0 and be at most 10",
                 "a point without a spread is no forecast");
  }
  return Done{};
}

Result<DeltaLognormal> lognormal_of_quantiles(double p10_yuan, double p90_yuan) {
  if (!(p10_yuan > 0 && p10_yuan < p90_yuan && p90_yuan <= kMostYuan)) {
    return fault("B-151", "quantiles of a forecast must be above 0 and rise: P10 < P90",
                 "they are those of the worth given that it is above zero");
  }
  const double low = std::log(p10_yuan);
  const double high = std::log(p90_yuan);
  return DeltaLognormal{0, (low + high) / 2, (high - low) / (2 * normal_quantile(0.9))};
}

Result<double> crps_lognormal(const DeltaLognormal& forecast, double outcome_yuan) {
  if (const Outcome good = check_distribution(forecast); !good) return good.errors();
  if (const Outcome good = check_outcome(outcome_yuan); !good) return good.errors();
  const double p = forecast.zero_frac;
  if (p == 1) return outcome_yuan;
  const double q = 1 - p;
  const double s = forecast.ln_sd;
  const double mean = std::exp(forecast.ln_mean + s * s / 2);
  const double gini = normal_cdf(-s / std::numbers::sqrt2);
  if (outcome_yuan == 0) return 2 * q * q * mean * gini;
  const double w = place_of(forecast, outcome_yuan);
  const double score = outcome_yuan * (p + q * (2 * normal_cdf(w) - 1)) +
                       2 * q * mean * (q * gini - normal_cdf(w - s));
  return std::max(0.0, score);  // a spread near nothing leaves a rounding below zero
}

Result<double> crps_normal(double mean, double sd, double outcome) {
  if (!(std::isfinite(mean) && std::isfinite(outcome) && std::isfinite(sd) && sd > 0)) {
    return fault("B-152", "needs a finite mean and outcome and a spread above 0", {});
  }
  const double z = (outcome - mean) / sd;
  return sd * (z * (2 * normal_cdf(z) - 1) + 2 * normal_density(z) - std::numbers::inv_sqrtpi);
}

Result<double> pit(const DeltaLognormal& forecast, double outcome_yuan, double draw) {
  if (const Outcome good = check_distribution(forecast); !good) return good.errors();
  if (const Outcome good = check_outcome(outcome_yuan); !good) return good.errors();
  if (!(draw > 0 && draw < 1)) {
    return fault("B-152", "the draw on the atom must lie between 0 and 1", {});
  }
  const double p = forecast.zero_frac;
  if (outcome_yuan == 0) return draw * p;
  if (p == 1) return 1.0;
  return p + (1 - p) * normal_cdf(place_of(forecast, outcome_yuan));
}

Result<std::vector<double>> climatology_scores(std::span<const double> outcomes) {
  const std::size_t n = outcomes.size();
  const bool finite = std::all_of(outcomes.begin(), outcomes.end(),
                                  [](double x) { return std::abs(x) <= kMostYuan; });
  if (n < 3 || !finite) {
    return fault("B-155", "a reference needs at least 3 finite outcomes",
                 "each outcome is forecast by the others, and one other has no spread");
  }
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return outcomes[a] < outcomes[b]; });
  const double all = std::accumulate(outcomes.begin(), outcomes.end(), 0.0);
  std::vector<double> distance(n);
  double below = 0;  // sum of the outcomes below
  double total = 0;  // Σ of distances, each pair twice
  for (std::size_t rank = 0; rank < n; ++rank) {
    const double x = outcomes[order[rank]];
    const double lower = x * static_cast<double>(rank) - below;
    const double upper = all - below - x - x * static_cast<double>(n - rank - 1);
    distance[order[rank]] = lower + upper;
    total += lower + upper;
    below += x;
  }
  const auto others = static_cast<double>(n - 1);
  for (double& d : distance) d = std::max(0.0, d / others - (total / 2 - d) / (others * others));
  return distance;
}

Result<double> crps_skill(double mean_score, double mean_reference) {
  if (!(mean_score >= 0 && mean_reference > 0 && std::isfinite(mean_score) &&
        std::isfinite(mean_reference))) {
    return fault("B-155", "skill needs a score of 0 or more and a reference above 0",
                 "outcomes that are all alike leave nothing to forecast");
  }
  return 1 - mean_score / mean_reference;
}

}  // namespace pledgelab
