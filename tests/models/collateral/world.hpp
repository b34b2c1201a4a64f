// The shipped scenario with levels that a test sets by hand.
#pragma once

#include <string>
#include <vector>

#include "engine/formats/yaml.hpp"
#include "models/scenario/read.hpp"
#include "tests/support/places.hpp"

namespace pledgelab::collateral_test {

inline Scenario base_scenario() {
  return read_scenario(read_yaml(test::source_root() + "/scenarios/base.yaml").value()).value();
}

/// The rows of one parameter.
inline void set(Scenario& scenario, const std::string& name, std::vector<ParameterRow> rows) {
  for (Parameter& parameter : scenario.parameters) {
    if (parameter.name == name) parameter.rows = std::move(rows);
  }
}

inline void remove(Scenario& scenario, const std::string& name) {
  std::erase_if(scenario.parameters, [&](const Parameter& one) { return one.name == name; });
}

}  // namespace pledgelab::collateral_test
