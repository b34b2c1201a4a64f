// Every formula of the index, runnable alone: how a validator checks us.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "models/base/formula.hpp"

namespace pledgelab {

/// All formulas of all rooms, in the order of their numbers.
std::vector<const Formula*> all_formulas();

/// Runs one by number or name. An unknown name, an unknown or missing argument is an error with the
/// nearest word. Results are finite.
struct FormulaAnswer {
  const Formula* formula = nullptr;
  FormulaOutput output;
};
Result<FormulaAnswer> run_formula(const std::string& name,
                                  const std::map<std::string, std::string>& typed);
Result<const Formula*> find_formula(const std::string& name);

}  // namespace pledgelab
