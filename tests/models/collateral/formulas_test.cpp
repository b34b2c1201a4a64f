// The index's worked examples give the figures of the acceptance table or of a hand derivation.
#include "models/collateral/formulas.hpp"

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

using namespace pledgelab;

namespace {

FormulaArguments example_of(const Formula& formula) {
  std::map<std::string, std::string> typed;
  for (const FormulaInput& input : formula.inputs) typed[input.name] = input.example;
  return FormulaArguments(std::move(typed));
}

}  // namespace

TEST_CASE("collateral formulas: worked examples") {
  const std::vector<std::pair<std::string, double>> expected = {
      {"F40", 0.5}, {"F41", 4.0 / 15}, {"F42", 4.0 / 15}, {"F43", 500000}, {"F44", 0.0}};
  REQUIRE(collateral_formulas().size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const Formula& formula = collateral_formulas()[i];
    CHECK(formula.number == expected[i].first);
    const auto output = formula.run(example_of(formula));
    REQUIRE_MESSAGE(output.ok(), formula.number);
    CHECK_MESSAGE(
        output.value().front().second == doctest::Approx(expected[i].second).epsilon(2e-5),
        formula.number);
  }
}

TEST_CASE(
    "collateral formulas: a missing or unreadable input, or one out of its domain, is refused") {
  for (const Formula& formula : collateral_formulas()) {
    for (const FormulaInput& input : formula.inputs) {
      std::map<std::string, std::string> typed;
      for (const FormulaInput& other : formula.inputs) typed[other.name] = other.example;
      typed.erase(input.name);
      CHECK_MESSAGE(!formula.run(FormulaArguments(typed)).ok(), formula.number, " ", input.name);
      typed[input.name] = "nan";
      CHECK_MESSAGE(!formula.run(FormulaArguments(typed)).ok(), formula.number, " ", input.name);
    }
  }
}

TEST_CASE("collateral formulas: V49, both rights hold the whole, either alone nothing") {
  const Formula& bundle = collateral_formulas()[4];
  const auto held = [&](const char* count) {
    const auto run = bundle.run(FormulaArguments(
        {{"product_value", "12.5796"}, {"essential_count", "2"}, {"held_count", count}}));
    return run.value().front().second;
  };
  CHECK(held("0") == 0);
  CHECK(held("1") == 0);
  CHECK(held("2") == doctest::Approx(12.5796));
}
