#include "models/backtest/matching.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <string>
#include <tuple>
#include <unordered_map>

namespace pledgelab {
namespace {

std::vector<std::size_t> in_order(std::span<const RealisedValue> outcomes) {
  std::vector<std::size_t> order(outcomes.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto key = [&](std::size_t i) {
    const RealisedValue& one = outcomes[i];
    return std::tie(one.asset_id, one.date, one.what, one.valuer_id, one.line);
  };
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
  return order;
}

using ForecastsByAsset = std::unordered_map<std::string, std::vector<std::size_t>>;

ForecastsByAsset by_asset(std::span<const ValueForecast> forecasts) {
  ForecastsByAsset found;
  for (std::size_t i = 0; i < forecasts.size(); ++i) found[forecasts[i].asset_id].push_back(i);
  return found;
}

// Of one day the forecast of several methods together stands before those of one alone.
bool stands_before(const ValueForecast& one, const ValueForecast& other) {
  if (one.made_on != other.made_on) return other.made_on < one.made_on;
  return one.method < other.method;
}

// The last forecast before the outcome among those of its right, or why there is none.
struct Search {
  std::optional<std::size_t> forecast;
  Unforecast why = Unforecast::no_forecast;
};

Search last_before(std::span<const ValueForecast> forecasts, const ForecastsByAsset& of_asset,
                   const RealisedValue& outcome) {
  Search search;
  const auto found = of_asset.find(outcome.asset_id);
  if (found == of_asset.end()) return search;
  search.why = Unforecast::other_purpose;
  for (const std::size_t i : found->second) {
    const ValueForecast& one = forecasts[i];
    if (one.purpose != outcome.what) continue;
    search.why = Unforecast::not_before;
    if (one.made_on >= outcome.date) continue;
    if (!search.forecast || stands_before(one, forecasts[*search.forecast])) search.forecast = i;
  }
  return search;
}

}  // namespace

ForecastMatches match_forecasts(std::span<const ValueForecast> forecasts,
                                std::span<const RealisedValue> outcomes) {
  const ForecastsByAsset of_asset = by_asset(forecasts);
  std::vector<std::size_t> used(forecasts.size(), 0);
  ForecastMatches matches;
  for (const std::size_t i : in_order(outcomes)) {
    const Search search = last_before(forecasts, of_asset, outcomes[i]);
    if (!search.forecast) {
      matches.unmatched.push_back({i, search.why});
      continue;
    }
    const std::int32_t days = outcomes[i].date.days - forecasts[*search.forecast].made_on.days;
    matches.pairs.push_back({*search.forecast, i, days});
    ++used[*search.forecast];
  }
  for (const std::size_t count : used) {
    matches.open_count += count == 0 ? 1U : 0U;
    matches.shared_count += count > 1 ? count : 0U;
  }
  return matches;
}

AppraisalTests match_appraisals(std::span<const RealisedValue> outcomes) {
  AppraisalTests tests;
  std::map<std::string, std::vector<std::size_t>> appraisals;  // by right, in time order
  const std::vector<std::size_t> order = in_order(outcomes);
  for (const std::size_t i : order) {
    const RealisedValue& one = outcomes[i];
    const bool counts = one.what == Realisation::reappraisal && one.amount > Money();
    if (counts) appraisals[one.asset_id].push_back(i);
  }
  for (const std::size_t i : order) {
    const RealisedValue& sale = outcomes[i];
    if (sale.what != Realisation::sale) continue;
    if (sale.amount <= Money()) {
      ++tests.unsold_count;
      continue;
    }
    std::optional<std::size_t> last;
    for (const std::size_t k : appraisals[sale.asset_id]) {
      if (outcomes[k].date < sale.date) last = k;
    }
    if (!last) {
      ++tests.unappraised_count;
      continue;
    }
    const RealisedValue& appraisal = outcomes[*last];
    tests.tested.push_back({*last, i, sale.date.days - appraisal.date.days,
                            std::log(appraisal.amount.yuan() / sale.amount.yuan())});
  }
  return tests;
}

}  // namespace pledgelab
