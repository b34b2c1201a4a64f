// The index's worked examples give the figures of a hand derivation.
#include "models/offer/formulas.hpp"

#include <doctest/doctest.h>

#include "tests/support/formula_checks.hpp"

using namespace pledgelab;

TEST_CASE("offer formulas: worked examples") {
  // F170: s1² = 100² (e^.25 - 1) = 2840.254, s2² = 300² (e/.8 - 1) = 215806.7, s1 s2 = 24757.8 once
  // (ρ = .5 counts it twice by half), Var/400² = 1.521280, σ² = ln 2.521280 = .9247665; M = 360;
  // median 360 e^(-.462383), quartiles × e^(∓.674490 σ).
  test::check_worked_examples(offer_formulas(),
                              {{"F170", {360, 0.9616478, 118.52207, 226.72114, 433.69537}},
                               {"F171", {220'000, 550'000, 1'375'000}},
                               {"F172", {0.5}},
                               {"F173", {0.6}},
                               {"F174", {460'000, 920'000, 460'000}},
                               {"F175", {0.375}}},
                              2e-6);
}

TEST_CASE("offer formulas: a missing or unreadable input, or one out of domain, is refused") {
  test::check_inputs_refused(offer_formulas());
  const auto refused = [](std::size_t at, const char* input, const char* value) {
    auto typed = test::examples_of(offer_formulas()[at]);
    REQUIRE(typed.count(input) == 1);
    typed[input] = value;
    return !offer_formulas()[at].run(FormulaArguments(typed)).ok();
  };
  CHECK(refused(0, "means_yuan", "100"));
  CHECK(refused(0, "zeros_frac", "0,1"));
  CHECK(refused(1, "factor_frac", "1.2"));
  CHECK(refused(2, "one", "Q99"));
  CHECK(refused(2, "class_frac", "1.5"));
  CHECK(refused(3, "weights", "0,1,1"));
  CHECK(refused(3, "weights", "1,1"));
  CHECK(refused(4, "share_frac", "1.5"));
  CHECK(refused(5, "shares_frac", "0.5"));
}
