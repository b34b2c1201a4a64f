#include "models/scenario/scenario.hpp"

namespace pledgelab {
namespace {

const ParameterRow* row_of(const Parameter& parameter, const std::string& key) {
  const ParameterRow* otherwise = nullptr;
  for (const ParameterRow& row : parameter.rows) {
    if (row.key == key) return &row;
    if (row.key == "else") otherwise = &row;
  }
  return otherwise;
}

double shocked(double level, const Shock& shock) {
  switch (shock.operation) {
    case Shock::Operation::multiply:
      return level * shock.amount;
    case Shock::Operation::add:
      return level + shock.amount;
    case Shock::Operation::replace:
      break;
  }
  return shock.amount;
}

}  // namespace

const Parameter* Scenario::find(const std::string& name) const {
  for (const Parameter& parameter : parameters) {
    if (parameter.name == name) return &parameter;
  }
  return nullptr;
}

std::optional<double> FactorState::find(const std::string& parameter,
                                        const std::string& key) const {
  const Parameter* found = x_scenario->find(parameter);
  if (found == nullptr) return std::nullopt;
  const ParameterRow* row = row_of(*found, key);
  if (row == nullptr) return std::nullopt;
  double level = row->value;
  for (const Shock& shock : x_scenario->shocks) {
    if (shock.parameter != parameter) continue;
    if (!shock.key.empty() && shock.key != key) continue;
    if (x_month < shock.from_month || x_month > shock.to_month) continue;
    level = shocked(level, shock);
  }
  return level;
}

Result<double> FactorState::level(const std::string& parameter, const std::string& key) const {
  const std::optional<double> found = find(parameter, key);
  if (found) return *found;
  const Parameter* there = x_scenario->find(parameter);
  Error error;
  error.code = "C-110";
  error.origin = there == nullptr ? Origin{x_scenario->file, 0, 0} : there->origin;
  error.message = there == nullptr ? "scenario '" + x_scenario->id + "' has no level of '" +
                                         parameter + "', which this run needs"
                                   : "parameter '" + parameter + "' has no row for '" + key + "'";
  error.hint = there == nullptr ? "write it, or give the file a baseline that has it"
                                : "add the row, or a row 'else' for all others";
  return error;
}

}  // namespace pledgelab
