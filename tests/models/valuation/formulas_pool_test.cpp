// The formulas of the pool's bounds, run by their examples: figures by hand.
#include <doctest/doctest.h>

#include "models/valuation/formulas.hpp"
#include "tests/support/formula_checks.hpp"

using namespace pledgelab;

TEST_CASE("valuation pool formulas: worked examples by hand") {
  test::check_worked_examples(valuation_pool_formulas(),
                              {
                                  // e^(.5 + .225/2), e^(.6125 - .6125), √11.475, √1.225
                                  {"F196", {1.8450382, 1, 3.3874769, 1.1067972}},
                                  // ln 10 / .5
                                  {"F197", {4.6051702}},
                              },
                              1e-6);
}

TEST_CASE("valuation pool formulas: an input that is missing, no number or outside is refused") {
  test::check_inputs_refused(valuation_pool_formulas());
  const auto refused = [](std::size_t formula, const char* name, const char* value) {
    const Formula& one = valuation_pool_formulas()[formula];
    auto typed = test::examples_of(one);
    typed[name] = value;
    return !one.run(FormulaArguments(typed)).ok();
  };
  CHECK(refused(0, "values_yuan", "0,80"));
  CHECK(refused(0, "values_yuan", "80"));
  CHECK(refused(0, "ln_sds", "0,0.5"));
  CHECK(refused(0, "correlation", "1"));
  for (const char* name : {"evidence_yuan", "evidence_ln_sd", "rest_yuan", "rest_ln_sd"}) {
    CHECK(refused(1, name, "0"));
  }
}
