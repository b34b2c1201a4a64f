// The index's worked examples give the figures of the acceptance table or of a hand derivation.
#include "models/valuation/formulas.hpp"

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

TEST_CASE("valuation formulas: worked examples") {
  const std::vector<std::pair<std::string, double>> expected = {
      {"F20", 2.679075},       {"F21", 12.5796}, {"F22", 3.0225},   {"F23", 7.82705},
      {"F24", 10 * 0.2474873}, {"F25", 10.4924}, {"F26", 7.389056}, {"F27", 66.6977},
      {"F28", 0.86114},        {"F29", 0.4866},  {"F30", 0.04},     {"F31", 0.08},
      {"F32", 371.418},        {"F33", 750000},  {"F34", 27000},    {"F35", 0.0595},
      {"F36", 0.6725},         {"F37", 0.5},     {"F38", 17212.5},  {"F39", 0.028625}};
  REQUIRE(valuation_formulas().size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const Formula& formula = valuation_formulas()[i];
    CHECK(formula.number == expected[i].first);
    const auto output = formula.run(example_of(formula));
    REQUIRE_MESSAGE(output.ok(), formula.number);
    CHECK_MESSAGE(
        output.value().front().second == doctest::Approx(expected[i].second).epsilon(1e-4),
        formula.number);
  }
}

TEST_CASE(
    "valuation formulas: a missing or unreadable input, or one out of its domain, is refused") {
  for (const Formula& formula : valuation_formulas()) {
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
