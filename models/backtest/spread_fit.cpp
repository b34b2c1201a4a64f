#include "models/backtest/spread_fit.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <utility>

#include "models/backtest/matching.hpp"
#include "models/backtest/scores.hpp"
#include "models/base/normal.hpp"

namespace pledgelab {
namespace {

constexpr double kFarthestLnScale = 12;

Error fault(const char* code, std::string what, std::string hint) {
  return {code, {}, std::move(what), std::move(hint), ErrorKind::input};
}

// Derivative of the summed CRPS by c; rises in c.
double slope_at(std::span<const ForecastError> errors, double scale) {
  double slope = 0;
  for (const ForecastError& one : errors) {
    const double z = one.error_ln / (scale * one.ln_sd);
    slope += one.ln_sd * (2 * normal_density(z) - std::numbers::inv_sqrtpi);
  }
  return slope;
}

double mean_score(std::span<const ForecastError> errors, double scale) {
  double sum = 0;
  for (const ForecastError& one : errors) {
    sum += crps_normal(0, scale * one.ln_sd, one.error_ln).value();
  }
  return sum / static_cast<double>(errors.size());
}

using ErrorsByMethod = std::map<std::string, std::vector<ForecastError>>;

std::vector<ForecastError> errors_of(const std::vector<ValueForecast>& forecasts,
                                     std::span<const RealisedValue> outcomes) {
  std::vector<ForecastError> errors;
  for (const ForecastPair& pair : match_forecasts(forecasts, outcomes).pairs) {
    const DeltaLognormal& worth = forecasts[pair.forecast].worth;
    const double yuan = outcomes[pair.outcome].amount.yuan();
    if (yuan <= 0 || worth.zero_frac == 1) continue;
    errors.push_back({std::log(yuan) - worth.ln_mean, worth.ln_sd});
  }
  return errors;
}

ErrorsByMethod errors_by_method(std::span<const ValueForecast> forecasts,
                                std::span<const RealisedValue> outcomes) {
  std::map<std::string, std::vector<ValueForecast>> by_method;
  for (const ValueForecast& one : forecasts) {
    if (!one.method.empty()) by_method[one.method].push_back(one);
  }
  ErrorsByMethod errors;
  for (const auto& [method, own] : by_method) errors[method] = errors_of(own, outcomes);
  return errors;
}

Result<MethodSpread> spread_of(const std::string& method, const std::vector<ForecastError>& errors,
                               double prior_count) {
  MethodSpread spread;
  spread.method = method;
  spread.count = static_cast<std::int64_t>(errors.size());
  const auto count = static_cast<double>(errors.size());
  for (const ForecastError& one : errors) {
    spread.mean_error_ln += one.error_ln / count;
    spread.mean_ln_sd += one.ln_sd / count;
  }
  const auto fit = spread_scale(errors);
  if (!fit) return spread;
  spread.fit = fit.value();
  spread.weight_frac = count / (count + prior_count);
  const CountedScale own{fit.value().scale, count};
  const auto shrunk = shrunk_scale({&own, 1}, prior_count);
  if (!shrunk) return shrunk.errors();
  spread.shrunk = shrunk.value();
  return spread;
}

Error too_few(const std::vector<MethodSpread>& spreads) {
  std::string counts;
  for (const MethodSpread& one : spreads) {
    counts += (counts.empty() ? "" : ", ") + one.method + " " + std::to_string(one.count);
  }
  return fault("B-169", "no method's spread can be fitted; outcomes that met a forecast: " + counts,
               "a method needs five outcomes above 0, after its forecasts and for their purpose, "
               "that do not all fall on their medians");
}

}  // namespace

Result<SpreadScale> spread_scale(std::span<const ForecastError> errors) {
  const bool sound = std::all_of(errors.begin(), errors.end(), [](const ForecastError& one) {
    return std::isfinite(one.error_ln) && std::isfinite(one.ln_sd) && one.ln_sd > 0;
  });
  if (!sound || static_cast<std::int64_t>(errors.size()) < kFewestForSpread) {
    return fault("B-158",
                 "a spread is fitted from five finite errors or more, with spreads above 0",
                 "fewer outcomes say too little of a spread");
  }
  double low = -kFarthestLnScale;
  double high = kFarthestLnScale;
  if (slope_at(errors, std::exp(low)) >= 0 || slope_at(errors, std::exp(high)) <= 0) {
    return fault("B-158", "no spread scores best: the outcomes lie on the forecasts, or beyond all",
                 "errors of exactly 0 are copies of the forecasts, not outcomes");
  }
  while (high - low > 1e-13) {
    const double middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) break;  // neighbours: nothing lies between
    (slope_at(errors, std::exp(middle)) < 0 ? low : high) = middle;
  }
  const double scale = std::exp(low + (high - low) / 2);
  return SpreadScale{scale, mean_score(errors, 1), mean_score(errors, scale)};
}

Result<double> shrunk_scale(std::span<const CountedScale> scales, double prior_count) {
  double squares = prior_count;
  double counts = prior_count;
  bool sound = std::isfinite(prior_count) && prior_count >= 0 && !scales.empty();
  for (const CountedScale& one : scales) {
    sound = sound && one.scale > 0 && one.count > 0;
    squares += one.count * one.scale * one.scale;
    counts += one.count;
  }
  if (!sound || !std::isfinite(squares) || !std::isfinite(counts)) {
    return fault("B-159",
                 "a shrunk scale needs scales and counts above 0, and a prior count from 0", {});
  }
  return std::sqrt(squares / counts);
}

Result<std::vector<MethodSpread>> method_spreads(std::span<const ValueForecast> forecasts,
                                                 std::span<const RealisedValue> outcomes,
                                                 double prior_count) {
  const ErrorsByMethod errors = errors_by_method(forecasts, outcomes);
  if (errors.empty()) {
    return fault("B-168", "no forecast names the method that made it",
                 "add the column method, as `pledgelab value --ledger` writes it for rights that "
                 "stand on one method");
  }
  std::vector<MethodSpread> spreads;
  bool fitted = false;
  for (const auto& [method, own] : errors) {
    auto spread = spread_of(method, own, prior_count);
    if (!spread) return spread.errors();
    fitted = fitted || spread.value().fit.has_value();
    spreads.push_back(std::move(spread).value());
  }
  if (!fitted) return too_few(spreads);
  return spreads;
}

}  // namespace pledgelab
