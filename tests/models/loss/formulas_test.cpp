#include "models/loss/formulas.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <map>

using namespace pledgelab;
using doctest::Approx;

TEST_CASE("loss: each formula runs on its own example, and refuses what lies outside") {
  const std::map<std::string, double> expected = {
      {"F60", 0.0397603},  // Φ(−1.644854 / √0.88) = Φ(−1.753414)
      {"F61", 0.0625},     // policies.md 1D
      {"F63", 0.0749},     // Φ(−0.5 − 0.938083) = Φ(−1.438083)
      {"F64", 0.5},        // the median of a symmetric Beta
      {"F65", std::exp(-0.18)},
      {"F66", 108'000},  // 1,000,000 × 0.6 × 0.2 × 0.9
  };
  for (const Formula& formula : loss_formulas()) {
    std::map<std::string, std::string> typed;
    for (const FormulaInput& input : formula.inputs) typed[input.name] = input.example;
    const auto output = formula.run(FormulaArguments(typed));
    REQUIRE(output.ok());
    CAPTURE(formula.number);
    CHECK(output.value().front().second == Approx(expected.at(formula.number)).epsilon(2e-3));
    typed[formula.inputs.front().name] = "-1e9";
    CHECK(!formula.run(FormulaArguments(typed)).ok());
  }
}
