#include "models/backtest/forecast.hpp"

#include <algorithm>
#include <cmath>

#include "models/valuation/distribution.hpp"

namespace pledgelab {
namespace {

// With an open question the spread about the median is not the method's own.
std::string sole_method(const Valuation& valuation) {
  std::string sole;
  for (const MethodEstimate& one : valuation.methods) {
    if (one.weight_frac <= 0) continue;
    if (!sole.empty()) return {};
    sole = one.method;
  }
  return valuation.zero_frac == 0 ? sole : std::string();
}

}  // namespace

std::optional<ValueForecast> forecast_of(const Valuation& valuation, const Asset& asset) {
  const bool refused =
      std::any_of(valuation.flags.begin(), valuation.flags.end(),
                  [](const std::string& flag) { return flag.rfind("refused ", 0) == 0; });
  if (refused) return std::nullopt;
  ValueForecast forecast;
  forecast.asset_id = asset.id;
  forecast.kind = asset.kind;
  forecast.made_on = valuation.as_of;
  if (!(valuation.mean_yuan > 0 && valuation.ln_sd > 0)) {
    forecast.worth = {1, 0, 0};
    return forecast;
  }
  const double alive_yuan = valuation.mean_yuan / (1 - valuation.zero_frac);
  const double median = median_of_expectation(alive_yuan, valuation.ln_sd);
  forecast.worth = {valuation.zero_frac, std::log(median), valuation.ln_sd};
  forecast.method = sole_method(valuation);
  return forecast;
}

}  // namespace pledgelab
