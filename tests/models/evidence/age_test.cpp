// What time does to a price, by hand.
#include "models/evidence/age.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace pledgelab;

TEST_CASE("transaction spread: .3 while fresh, .15 more for each year after two") {
  const TransactionSpread levels{.3, .15, 2};
  CHECK(transaction_ln_sd(levels, 0).value() == .3);
  CHECK(transaction_ln_sd(levels, 2).value() == .3);
  CHECK(transaction_ln_sd(levels, 3).value() == doctest::Approx(.45));
  CHECK(transaction_ln_sd(levels, 4.5).value() == doctest::Approx(.675));
}

TEST_CASE("transaction spread: outside the domain it is refused") {
  const double nan = std::nan("");
  for (const TransactionSpread& bad :
       {TransactionSpread{0, .15, 2}, TransactionSpread{-.3, .15, 2}, TransactionSpread{.3, -.1, 2},
        TransactionSpread{.3, .15, -1}, TransactionSpread{nan, .15, 2},
        TransactionSpread{.3, nan, 2}, TransactionSpread{.3, .15, nan}}) {
    CHECK(transaction_ln_sd(bad, 1).errors()[0].code == "EV-112");
  }
  CHECK(transaction_ln_sd({.3, .15, 2}, -1).errors()[0].code == "EV-112");
  CHECK(transaction_ln_sd({.3, .15, 2}, nan).errors()[0].code == "EV-112");
}

TEST_CASE("a value carried along a life: the years since are gone from what was left then") {
  // Five years left today, eight then: five eighths.
  CHECK(carried_value(800, 5, 3, 20).value() == doctest::Approx(500));
  CHECK(carried_value(800, 5, 0, 20).value() == 800);
  // A cap of six years held then too: five sixths.
  CHECK(carried_value(600, 5, 3, 6).value() == doctest::Approx(500));
  // The cap binds today as it did then (a mark that is renewed): nothing has aged.
  CHECK(carried_value(600, 10, 3, 10).value() == 600);
  // A life beyond the cap is not shortened to it.
  CHECK(carried_value(600, 12, 3, 10).value() == 600);
}

TEST_CASE("a value carried along a life: outside the domain it is refused") {
  const double nan = std::nan("");
  CHECK(carried_value(0, 5, 3, 10).errors()[0].code == "EV-113");
  CHECK(carried_value(-1, 5, 3, 10).errors()[0].code == "EV-113");
  CHECK(carried_value(1, 0, 3, 10).errors()[0].code == "EV-113");
  CHECK(carried_value(1, 5, -1, 10).errors()[0].code == "EV-113");
  CHECK(carried_value(1, 5, 3, -1).errors()[0].code == "EV-113");
  CHECK_FALSE(carried_value(nan, 5, 3, 10).ok());
  CHECK_FALSE(carried_value(1, nan, 3, 10).ok());
  CHECK_FALSE(carried_value(1, 5, nan, 10).ok());
  CHECK_FALSE(carried_value(1, 5, 3, nan).ok());
}
