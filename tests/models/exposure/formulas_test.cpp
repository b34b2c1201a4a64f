#include "models/exposure/formulas.hpp"

#include <doctest/doctest.h>

using namespace pledgelab;

TEST_CASE("exposure formulas: each worked example gives its hand-derived figure") {
  // 599.55: the mortgage table; 1000/3; 3000 x 0.1 x 31/365; 10,000 x 6 % x 3/12.
  const std::vector<double> expected = {599.55, 333.33, 25.4794521, 150.0};
  const auto formulas = exposure_formulas();
  REQUIRE(formulas.size() == expected.size());
  for (std::size_t i = 0; i < formulas.size(); ++i) {
    std::map<std::string, std::string> typed;
    for (const FormulaInput& input : formulas[i].inputs) typed[input.name] = input.example;
    CAPTURE(formulas[i].name);
    CHECK(formulas[i].number == "F" + std::to_string(10 + i));
    const auto output = formulas[i].run(FormulaArguments(typed));
    REQUIRE(output.ok());
    CHECK(output.value()[0].second == doctest::Approx(expected[i]).epsilon(1e-8));
    CHECK_FALSE(formulas[i].run(FormulaArguments({})).ok());
    typed["balance_yuan"] = "-1";
    CHECK_FALSE(formulas[i].run(FormulaArguments(typed)).ok());
  }
}
