// The worked examples of the index give the figures of the acceptance table or of a hand
// derivation.
#include "models/appraisal/formulas.hpp"

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

#include "tests/support/formula_checks.hpp"

using namespace pledgelab;
using test::examples_of;

TEST_CASE("appraisal formulas: worked examples") {
  const std::map<std::string, std::vector<double>> expected = {
      {"F135", {1.143470, 14.3844}},
      {"F136", {.1478, .005, 1}},
      {"F137", {24.2929}},
      {"F138", {.1}},
      {"F139", {17.7460}},
      {"F140", {2.04949e9, .945567, 18.0623}},
      {"F141", {935.638, .11}},
      {"F142", {2.98333, -4.66667, -1.91667, -3.6}},
      {"F143", {2.94141, -4.64121, -1.90021, -3.6}},
      {"F148", {80.222}},  // (79.62 + 81.18 + 84.91 + 77.54 + 77.86) / 5
      {"F149", {44500}},
  };
  test::check_worked_examples(appraisal_formulas(), expected, 2e-5);
}

TEST_CASE("appraisal formulas: a missing, unreadable or empty input is refused by its name") {
  test::check_inputs_refused(appraisal_formulas());
}

TEST_CASE("appraisal formulas: a flag is 0 or 1, and a model's refusal is handed on") {
  for (const Formula& formula : appraisal_formulas()) {
    auto typed = examples_of(formula);
    if (typed.count("mid_year") == 0) continue;
    typed["mid_year"] = "2";
    CHECK_FALSE(formula.run(FormulaArguments(typed)).ok());
    typed["mid_year"] = "1";
    CHECK(formula.run(FormulaArguments(typed)).ok());
  }
  const auto run = [](const char* number, const char* input, const char* text) {
    for (const Formula& formula : appraisal_formulas()) {
      if (formula.number != number) continue;
      auto typed = examples_of(formula);
      REQUIRE(typed.count(input) == 1);
      typed[input] = text;
      const auto output = formula.run(FormulaArguments(typed));
      return output.ok() ? std::string("taken") : output.errors()[0].code;
    }
    return std::string("no such formula");
  };
  CHECK(run("F135", "tax_frac", "1") == "V-310");
  CHECK(run("F136", "weights", "1") == "V-311");
  CHECK(run("F137", "revenue_yuan", "100") == "V-312");
  CHECK(run("F138", "price_yuan", "0") == "V-313");
  CHECK(run("F139", "strength", "-1") == "V-314");
  CHECK(run("F140", "strength", "-1") == "V-314");
  CHECK(run("F141", "growth_frac", "0.12") == "V-315");
  CHECK(run("F142", "before", "1,2") == "V-316");
  CHECK(run("F143", "before", "0,1,1") == "V-316");
  CHECK(run("F148", "weights", "1") == "V-314");
  CHECK(run("F149", "prices_yuan", "150") == "F-202");
  CHECK(run("F149", "prices_yuan", "150,-1") == "V-314");
}
