// The worked examples of the index give the figures of the acceptance table or of a hand
// derivation.
#include "models/market/formulas.hpp"

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

using namespace pledgelab;

namespace {

std::map<std::string, std::string> examples_of(const Formula& formula) {
  std::map<std::string, std::string> typed;
  for (const FormulaInput& input : formula.inputs) typed[input.name] = input.example;
  return typed;
}

}  // namespace

TEST_CASE("market formulas: worked examples") {
  const std::map<std::string, std::vector<double>> expected = {
      // n_eff 2.4086 refuses in the method, not here; scatter: weights .17242, .82258, .82258,
      // .00758 on ln 50, 80, 120, 300, reckoned apart
      {"F144", {92.3745, 2.4086, .285533}},
      // ln P = x ln 10 exactly: no residual
      {"F145", {316.227766, 0, 1, 0, 2.302585}},
      {"F146", {.2000}},
      // 110 × 1.1 and 121 × 1.1
      {"F147", {121, 133.1}},
  };
  REQUIRE(market_formulas().size() == expected.size());
  for (const Formula& formula : market_formulas()) {
    REQUIRE_MESSAGE(expected.count(formula.number) == 1, formula.number);
    const auto output = formula.run(FormulaArguments(examples_of(formula)));
    REQUIRE_MESSAGE(output.ok(), formula.number);
    const std::vector<double>& figures = expected.at(formula.number);
    REQUIRE_MESSAGE(output.value().size() == figures.size(), formula.number);
    for (std::size_t i = 0; i < figures.size(); ++i) {
      CHECK_MESSAGE(output.value()[i].second == doctest::Approx(figures[i]).epsilon(2e-5),
                    formula.number, " ", output.value()[i].first);
    }
  }
}

TEST_CASE("market formulas: a missing, unreadable or empty input is refused by its name") {
  for (const Formula& formula : market_formulas()) {
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

TEST_CASE("market formulas: features that are not as many as prices times the subject's, refused") {
  for (const Formula& formula : market_formulas()) {
    auto typed = examples_of(formula);
    if (typed.count("features") == 0) continue;
    typed["features"] = "0,1,2";
    const auto output = formula.run(FormulaArguments(typed));
    REQUIRE_FALSE(output.ok());
    CHECK(output.errors()[0].code == "V-302");
  }
}
