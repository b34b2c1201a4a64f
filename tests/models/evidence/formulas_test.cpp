// The formulas of the room, run by their examples: figures by hand.
#include "models/evidence/formulas.hpp"

#include <doctest/doctest.h>

#include "tests/support/formula_checks.hpp"

using namespace pledgelab;

TEST_CASE("evidence formulas: worked examples by hand") {
  test::check_worked_examples(evidence_formulas(),
                              {
                                  {"F162", {4}},   // E1 has .45: less than half; E4 reaches .9
                                  {"F164", {.6}},  // .3 + .15 × 2
                                  {"F165", {1e6 * 5 / 8}},  // five years left, eight then
                                  {"F166", {.183686}},      // √2 ln 1.1 √(1.3/.7)
                              },
                              1e-5);
}

TEST_CASE("evidence formulas: an input that is missing or no number is refused") {
  test::check_inputs_refused(evidence_formulas());
  for (const Formula& formula : evidence_formulas()) {
    if (formula.number != "F162") continue;
    for (const char* grades : {"0,1,4", "6,1,4", "1.5,1,4", "1,4"}) {
      CHECK_FALSE(
          formula.run(FormulaArguments({{"grades", grades}, {"weights_frac", "0.1,0.45,0.45"}}))
              .ok());
    }
  }
}
