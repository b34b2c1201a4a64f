// The formulas of evidence, run by their examples: figures by hand.
#include <doctest/doctest.h>

#include "models/valuation/formulas.hpp"
#include "tests/support/formula_checks.hpp"

using namespace pledgelab;

TEST_CASE("valuation evidence formulas: worked examples by hand") {
  test::check_worked_examples(
      valuation_evidence_formulas().first(6),
      {
          // 120 (2/3)^.25; √(27/400); see pool_on_factor_test.cpp
          {"F163", {108.4322, .2598076, .75, .125, .125}},
          // 75 (1/1.1 + 1/1.21) + 75 (1/1.331 + 1/1.4641)/2; see evidence_test.cpp
          {"F167", {183.95260, .380181, .707602}},
          {"F185", {24.2929}},  // V31
          {"F186",
           {1454991.41,
            .5}},  // e^(.5 - .125)
                   // 75/1.1 + 67.5/1.21 + 60.75/1.331; the quarter of 400 is the same 100
          {"F189", {169.609316}},
          {"F190", {169.609316}},
      },
      1e-5);
  // Half of V02's 1,603.66, abs 1.
  test::check_worked_examples(valuation_evidence_formulas().subspan(6), {{"F191", {801.83}}},
                              .5 / 801.83);
}

TEST_CASE(
    "valuation evidence formulas: an input that is missing, no number or outside is refused") {
  test::check_inputs_refused(valuation_evidence_formulas());
  const auto refused = [](std::size_t formula, const char* name, const char* value) {
    const Formula& one = valuation_evidence_formulas()[formula];
    auto typed = test::examples_of(one);
    typed[name] = value;
    return !one.run(FormulaArguments(typed)).ok();
  };
  CHECK(refused(0, "values_yuan", "0,80,80"));
  CHECK(refused(0, "values_yuan", "120,80"));
  CHECK(refused(0, "ln_sds", "0.3,0,0.6"));
  CHECK(refused(0, "loadings", "0,1,0.5"));
  CHECK(refused(0, "loadings", "0,0.5"));
  CHECK(refused(1, "life_years", "0"));
  CHECK(refused(1, "life_years", "21"));
  CHECK(refused(1, "hazard_frac", "1"));
  CHECK(refused(1, "discount_frac", "-1"));
  CHECK(refused(1, "year_end", "2"));
  CHECK(refused(1, "renewal_frac", "1.1"));
  CHECK(refused(2, "revenue_yuan", "0"));
  CHECK(refused(2, "margin_frac", "20"));
  CHECK(refused(2, "charge_frac", "-0.1"));
  CHECK(refused(2, "life_years", "0"));
  CHECK(refused(3, "z", "95"));
  CHECK(refused(3, "r2_frac", "1"));
  CHECK(refused(4, "extra_profit_yuan", "0"));
  CHECK(refused(4, "tax_frac", "25"));
  CHECK(refused(5, "operating_profit_yuan", "-1"));
  CHECK(refused(5, "split_frac", "25"));
  CHECK(refused(5, "split_frac", "0"));
  CHECK(refused(5, "hazard_frac", "1"));
  CHECK(refused(6, "cost_yuan", "0"));
  CHECK(refused(6, "life_years", "0.5"));
  CHECK(refused(6, "survival_frac", "1.1"));
  CHECK(refused(6, "volatility_frac", "47"));
}
