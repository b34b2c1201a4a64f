#include <algorithm>

#include "models/base/nearest.hpp"
#include "models/scenario/parameters.hpp"
#include "models/scenario/read.hpp"

namespace pledgelab {
namespace {

std::string shown(double value) {
  std::string text = std::to_string(value);
  text.erase(text.find_last_not_of('0') + 1);
  if (!text.empty() && text.back() == '.') text.pop_back();
  return text;
}

// A level can only change where a shock begins or has just ended.
std::vector<int> turning_months(const Scenario& scenario, const std::string& parameter) {
  std::vector<int> months = {0};
  for (const Shock& shock : scenario.shocks) {
    if (shock.parameter != parameter) continue;
    months.push_back(shock.from_month);
    months.push_back(shock.to_month + 1);
  }
  std::sort(months.begin(), months.end());
  months.erase(std::unique(months.begin(), months.end()), months.end());
  return months;
}

const Shock* shock_at(const Scenario& scenario, const std::string& parameter, int month) {
  for (const Shock& shock : scenario.shocks) {
    if (shock.parameter == parameter && shock.from_month <= month && month <= shock.to_month) {
      return &shock;
    }
  }
  return nullptr;
}

std::vector<std::string> keys_of(const Scenario& scenario, const Parameter& parameter) {
  std::vector<std::string> keys;
  for (const ParameterRow& row : parameter.rows) keys.push_back(row.key);
  for (const Shock& shock : scenario.shocks) {
    if (shock.parameter == parameter.name && !shock.key.empty()) keys.push_back(shock.key);
  }
  return keys;
}

void check_parameter(const Scenario& scenario, const Parameter& parameter, Errors& errors) {
  const ParameterSpec* spec = find_parameter(parameter.name);
  PL_CHECK_MSG(spec != nullptr, parameter.name);
  for (const int month : turning_months(scenario, parameter.name)) {
    const FactorState state(scenario, month);
    for (const std::string& key : keys_of(scenario, parameter)) {
      const auto level = state.find(parameter.name, key);
      if (!level || (*level >= spec->low && *level <= spec->high)) continue;
      const Shock* shock = shock_at(scenario, parameter.name, month);
      errors.push_back({"C-111", shock == nullptr ? parameter.origin : shock->origin,
                        "level " + shown(*level) + " of '" + parameter.name + "'" +
                            (key.empty() ? "" : " for '" + key + "'") + " in month " +
                            std::to_string(month) + " lies outside " + shown(spec->low) + ".." +
                            shown(spec->high),
                        "", ErrorKind::input});
    }
  }
}

void check_shock(const Scenario& scenario, const Shock& shock, Errors& errors) {
  const Parameter* parameter = scenario.find(shock.parameter);
  if (parameter == nullptr) {
    errors.push_back({"C-112", shock.origin,
                      "shock on '" + shock.parameter + "', which this scenario has no level of",
                      "give the file a baseline, or write the parameter", ErrorKind::input});
    return;
  }
  if (shock.key.empty() || FactorState(scenario, 0).find(shock.parameter, shock.key)) return;
  std::vector<std::string> keys;
  for (const ParameterRow& row : parameter->rows) keys.push_back(row.key);
  errors.push_back({"C-112", shock.origin,
                    "shock on key '" + shock.key + "' that '" + shock.parameter + "' has not",
                    suggestion(shock.key, keys), ErrorKind::input});
}

}  // namespace

Outcome check_levels(const Scenario& scenario) {
  Errors errors;
  for (const Parameter& parameter : scenario.parameters) {
    check_parameter(scenario, parameter, errors);
  }
  for (const Shock& shock : scenario.shocks) check_shock(scenario, shock, errors);
  if (!errors.empty()) return errors;
  return Done{};
}

Result<Scenario> merge_over(const Scenario& base, const Scenario& over) {
  const Origin file{over.file, 0, 0};
  if (over.baseline != base.id) {
    return Error{"C-121", file,
                 "baseline of '" + over.id + "' is '" + over.baseline + "', not '" + base.id + "'",
                 "", ErrorKind::input};
  }
  if (!over.currency.empty() && !base.currency.empty() && over.currency != base.currency) {
    return Error{"C-122", file, "baseline '" + base.id + "' is in " + base.currency, "",
                 ErrorKind::input};
  }
  Scenario merged = base;
  merged.id = over.id;
  merged.name_zh = over.name_zh;
  merged.name_en = over.name_en;
  merged.file = over.file;
  merged.as_of = over.as_of;
  if (merged.currency.empty()) merged.currency = over.currency;
  for (const Parameter& parameter : over.parameters) {
    const auto same =
        std::find_if(merged.parameters.begin(), merged.parameters.end(),
                     [&](const Parameter& candidate) { return candidate.name == parameter.name; });
    if (same == merged.parameters.end()) {
      merged.parameters.push_back(parameter);
    } else {
      *same = parameter;
    }
  }
  merged.shocks.insert(merged.shocks.end(), over.shocks.begin(), over.shocks.end());
  if (const Outcome checked = check_levels(merged); !checked) return checked.errors();
  return merged;
}

}  // namespace pledgelab
