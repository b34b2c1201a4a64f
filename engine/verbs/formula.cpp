#include "engine/verbs/formula.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "models/appraisal/formulas.hpp"
#include "models/backtest/formulas.hpp"
#include "models/base/formulas.hpp"
#include "models/base/nearest.hpp"
#include "models/collateral/formulas.hpp"
#include "models/credit/formulas.hpp"
#include "models/evidence/formulas.hpp"
#include "models/exposure/formulas.hpp"
#include "models/fit/formulas.hpp"
#include "models/loss/formulas.hpp"
#include "models/market/formulas.hpp"
#include "models/offer/formulas.hpp"
#include "models/option/formulas.hpp"
#include "models/programme/formulas.hpp"
#include "models/quality/formulas.hpp"
#include "models/sharing/formulas.hpp"
#include "models/valuation/formulas.hpp"

namespace pledgelab {
namespace {

using Room = std::span<const Formula> (*)();
constexpr std::array kRooms = {Room{base_formulas},
                               Room{credit_formulas},
                               Room{exposure_formulas},
                               Room{fit_formulas},
                               Room{loss_formulas},
                               Room{sharing_formulas},
                               Room{valuation_formulas},
                               Room{collateral_formulas},
                               Room{collateral_sale_formulas},
                               Room{collateral_package_formulas},
                               Room{collateral_trigger_formulas},
                               Room{option_formulas},
                               Room{quality_formulas},
                               Room{valuation_rate_formulas},
                               Room{appraisal_formulas},
                               Room{market_formulas},
                               Room{operation_formulas},
                               Room{backtest_formulas},
                               Room{evidence_formulas},
                               Room{valuation_evidence_formulas},
                               Room{valuation_pool_formulas},
                               Room{offer_formulas},
                               Room{programme_formulas}};

int number_of(const Formula& formula) { return std::stoi(formula.number.substr(1)); }

Errors unknown_arguments(const Formula& formula, const std::map<std::string, std::string>& typed) {
  std::vector<std::string> names;
  for (const FormulaInput& input : formula.inputs) names.push_back(input.name);
  Errors errors;
  for (const auto& [name, text] : typed) {
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    errors.push_back({"F-202",
                      {},
                      formula.name + " has no input '" + name + "'",
                      suggestion(name, names),
                      ErrorKind::input});
  }
  return errors;
}

}  // namespace

std::vector<const Formula*> all_formulas() {
  std::vector<const Formula*> all;
  for (const Room room : kRooms) {
    for (const Formula& formula : room()) all.push_back(&formula);
  }
  std::stable_sort(all.begin(), all.end(), [](const Formula* a, const Formula* b) {
    return number_of(*a) < number_of(*b);
  });
  return all;
}

Result<const Formula*> find_formula(const std::string& name) {
  std::vector<std::string> names;
  for (const Formula* formula : all_formulas()) {
    if (formula->name == name || formula->number == name) return formula;
    names.push_back(formula->name);
  }
  return Error{
      "F-203", {}, "no formula '" + name + "'", suggestion(name, names), ErrorKind::not_found};
}

Result<FormulaAnswer> run_formula(const std::string& name,
                                  const std::map<std::string, std::string>& typed) {
  const auto found = find_formula(name);
  if (!found) return found.errors();
  const Formula& formula = *found.value();
  if (Errors errors = unknown_arguments(formula, typed); !errors.empty()) return errors;
  auto output = formula.run(FormulaArguments(typed));
  if (!output) return output.errors();
  for (const auto& [key, value] : output.value()) {
    if (!std::isfinite(value)) {
      return Error{"F-204",
                   {},
                   formula.name + ": " + key + " is not finite for these inputs",
                   "see the domain in: pledgelab formula " + formula.name,
                   ErrorKind::input};
    }
  }
  return FormulaAnswer{&formula, std::move(output).value()};
}

}  // namespace pledgelab
