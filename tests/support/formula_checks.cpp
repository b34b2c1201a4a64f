#include "tests/support/formula_checks.hpp"

#include <doctest/doctest.h>

namespace pledgelab::test {

std::map<std::string, std::string> examples_of(const Formula& formula) {
  std::map<std::string, std::string> typed;
  for (const FormulaInput& input : formula.inputs) typed[input.name] = input.example;
  return typed;
}

void check_worked_examples(std::span<const Formula> formulas,
                           const std::map<std::string, std::vector<double>>& expected,
                           double relative) {
  REQUIRE(formulas.size() == expected.size());
  for (const Formula& formula : formulas) {
    REQUIRE_MESSAGE(expected.count(formula.number) == 1, formula.number);
    const auto output = formula.run(FormulaArguments(examples_of(formula)));
    REQUIRE_MESSAGE(output.ok(), formula.number);
    const std::vector<double>& figures = expected.at(formula.number);
    REQUIRE_MESSAGE(output.value().size() == figures.size(), formula.number);
    for (std::size_t i = 0; i < figures.size(); ++i) {
      CHECK_MESSAGE(output.value()[i].second == doctest::Approx(figures[i]).epsilon(relative),
                    formula.number, " ", output.value()[i].first);
    }
  }
}

void check_inputs_refused(std::span<const Formula> formulas) {
  for (const Formula& formula : formulas) {
    for (const FormulaInput& input : formula.inputs) {
      auto typed = examples_of(formula);
      typed.erase(input.name);
      const auto missing = formula.run(FormulaArguments(typed));
      REQUIRE_MESSAGE(!missing.ok(), formula.number, " ", input.name);
      CHECK(missing.errors()[0].message.find(input.name) != std::string::npos);
      for (const char* bad : {"nan", "", "1,", "inf", "x"}) {
        typed[input.name] = bad;
        CHECK_MESSAGE(!formula.run(FormulaArguments(typed)).ok(), formula.number, " ", input.name);
      }
    }
  }
}

}  // namespace pledgelab::test
