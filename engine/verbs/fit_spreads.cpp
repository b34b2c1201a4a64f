#include "engine/verbs/fit_spreads.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "models/scenario/parameters.hpp"
#include "models/valuation/method_levels.hpp"

namespace pledgelab {
namespace {

constexpr const char* kLevels = "estimate_ln_sd";

// Scales of the fitted methods whose spread is this row.
std::vector<CountedScale> scales_of(const std::vector<MethodSpread>& methods,
                                    const std::string& row) {
  std::vector<CountedScale> scales;
  for (const MethodLevel& level : method_levels()) {
    if (level.row != row) continue;
    for (const MethodSpread& one : methods) {
      if (one.method != level.method || !one.fit) continue;
      scales.push_back({one.fit->scale, static_cast<double>(one.count)});
    }
  }
  return scales;
}

Result<FittedRow> fit_row(const ParameterRow& row, const std::vector<CountedScale>& scales,
                          double prior_count) {
  const auto factor = shrunk_scale(scales, prior_count);
  if (!factor) return factor.errors();
  const ParameterSpec& spec = *find_parameter(kLevels);
  FittedRow fitted{row.key, row.value, row.value * factor.value()};
  for (const CountedScale& one : scales) fitted.count += static_cast<std::int64_t>(one.count);
  fitted.cut = fitted.fitted < spec.low || fitted.fitted > spec.high;
  fitted.fitted = std::clamp(fitted.fitted, spec.low, spec.high);
  return fitted;
}

// The scenario's rows; a row that it leaves to "else" is written out where a method is fitted on
// it.
std::vector<ParameterRow> rows_of(const Parameter& levels) {
  std::vector<ParameterRow> rows = levels.rows;
  const auto has = [&](const std::string& key) {
    return std::any_of(rows.begin(), rows.end(), [&](const auto& row) { return row.key == key; });
  };
  const auto otherwise = std::find_if(levels.rows.begin(), levels.rows.end(),
                                      [](const auto& row) { return row.key == "else"; });
  if (otherwise == levels.rows.end()) return rows;
  for (const MethodLevel& one : method_levels()) {
    if (!one.row.empty() && !has(one.row)) rows.push_back({one.row, otherwise->value});
  }
  return rows;
}

Date last_of(std::span<const RealisedValue> outcomes) {
  Date last;
  for (const RealisedValue& one : outcomes) last = std::max(last, one.date);
  return last;
}

std::string source_of(const FittedSpreads& spreads) {
  std::string methods;
  for (const MethodSpread& one : spreads.methods) {
    if (!one.fit) continue;
    methods += fmt::format("{}{} {} outcomes (c {:.4f})", methods.empty() ? "" : ", ", one.method,
                           one.count, one.fit->scale);
  }
  return fmt::format(
      "fitted: spread of least mean CRPS against outcomes, {}; shrunk to the level of {}, which "
      "counts as {:g} outcomes; other rows as there",
      methods, spreads.scenario, spreads.prior_count);
}

std::string yaml_of(const FittedSpreads& spreads, const std::vector<ParameterRow>& rows,
                    Date last) {
  std::string text = fmt::format(
      "# Made by: pledgelab backtest --fit-spreads\n"
      "schema: scenario/1\nid: fitted-spreads\n"
      "name: {{zh: \"由结果校准的方法离散度\", en: \"spreads of methods fitted from outcomes\"}}\n"
      "as_of: {0}\nbaseline: {1}\nparameters:\n  {2}:\n    unit: number\n    by: evidence\n"
      "    source: \"{3}\"\n    date: {0}\n    mark: fitted\n    rows:\n",
      to_iso(last), spreads.scenario, kLevels, source_of(spreads));
  for (const ParameterRow& row : rows) {
    double level = row.value;
    for (const FittedRow& one : spreads.rows) {
      if (one.row == row.key) level = one.fitted;
    }
    text += fmt::format("      {}: {:.6f}\n", row.key, level);
  }
  return text;
}

}  // namespace

Result<FittedSpreads> fit_spreads(std::span<const ValueForecast> forecasts,
                                  std::span<const RealisedValue> outcomes,
                                  const Scenario& scenario) {
  const FactorState state(scenario, 0);
  const auto prior_count = state.level("spread_prior_count");
  if (!prior_count) return prior_count.errors();
  const Parameter* levels = scenario.find(kLevels);
  if (levels == nullptr) return state.level(kLevels).errors();
  auto methods = method_spreads(forecasts, outcomes, prior_count.value());
  if (!methods) return methods.errors();
  FittedSpreads spreads;
  spreads.scenario = scenario.id;
  spreads.prior_count = prior_count.value();
  spreads.methods = std::move(methods).value();
  const std::vector<ParameterRow> rows = rows_of(*levels);
  for (const ParameterRow& row : rows) {
    const auto scales = scales_of(spreads.methods, row.key);
    if (scales.empty()) continue;
    const auto fitted = fit_row(row, scales, spreads.prior_count);
    if (!fitted) return fitted.errors();
    spreads.rows.push_back(fitted.value());
  }
  if (!spreads.rows.empty()) spreads.yaml = yaml_of(spreads, rows, last_of(outcomes));
  return spreads;
}

}  // namespace pledgelab
