// The index's worked examples give the figures of a hand derivation.
#include "models/programme/formulas.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <vector>

#include "models/programme/programme.hpp"
#include "tests/support/formula_checks.hpp"

using namespace pledgelab;

TEST_CASE("programme formulas: worked examples") {
  // Means 450 and 300: premium 150, a third of the own price, half of the generic one.
  // 300/250 - 1 = .2. 1.5 of 4 million = .375. The middle of 420, 450, 500 is 450.
  test::check_worked_examples(programme_formulas(),
                              {{"F176", {1.0 / 3, 0.5, 150}},
                               {"F177", {0.2}},
                               {"F178", {0.375}},
                               {"F198", {4'800'000.0 / 450}}},
                              1e-12);
}

TEST_CASE("programme formulas: bad input is refused") {
  test::check_inputs_refused(programme_formulas());
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const std::vector<double> own = {10, 20};
  CHECK(price_premium({}, {}).errors()[0].code == "G-101");
  CHECK_FALSE(price_premium(own, std::vector<double>{10}).ok());
  CHECK_FALSE(price_premium(own, std::vector<double>{10, 0}).ok());
  CHECK_FALSE(price_premium(std::vector<double>{10, -1}, own).ok());
  CHECK_FALSE(price_premium(std::vector<double>{10, nan}, own).ok());
  CHECK(price_premium(own, std::vector<double>{20, 40}).value().of_own_frac == -1);
  CHECK(yearly_change(0, 1).errors()[0].code == "G-102");
  CHECK_FALSE(yearly_change(1, -1).ok());
  CHECK_FALSE(yearly_change(nan, 1).ok());
  CHECK_FALSE(yearly_change(1, nan).ok());
  CHECK(yearly_change(4, 0).value() == -1);
  CHECK(secured_share(Money::of_yuan(1), Money()).errors()[0].code == "G-103");
  CHECK_FALSE(secured_share(Money::of_yuan(2), Money::of_yuan(1)).ok());
  CHECK_FALSE(secured_share(Money::of_yuan(-1), Money::of_yuan(1)).ok());
  CHECK(secured_share(Money::of_yuan(1), Money::of_yuan(1)).value() == Ratio::of(1, 1));
  CHECK(secured_share(Money(), Money::of_yuan(1)).value() == Ratio::of(0, 1));
}
