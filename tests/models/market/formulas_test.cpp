// The worked examples of the index give the figures of the acceptance table or of a hand
// derivation.
#include "models/market/formulas.hpp"

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

#include "tests/support/formula_checks.hpp"

using namespace pledgelab;
using test::examples_of;

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
  test::check_worked_examples(market_formulas(), expected, 2e-5);
}

TEST_CASE("market formulas: a missing, unreadable or empty input is refused by its name") {
  test::check_inputs_refused(market_formulas());
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
