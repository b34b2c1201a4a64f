#include "models/base/money.hpp"

#include <doctest/doctest.h>

using namespace pledgelab;

TEST_CASE("rounding: ties go away from zero, or to even") {
  CHECK(round_quotient(5, 2, Rounding::half_up) == 3);
  CHECK(round_quotient(5, 2, Rounding::half_even) == 2);
  CHECK(round_quotient(7, 2, Rounding::half_even) == 4);
  CHECK(round_quotient(-5, 2, Rounding::half_up) == -3);
  CHECK(round_quotient(-5, 2, Rounding::half_even) == -2);
  CHECK(round_quotient(1, 3, Rounding::half_up) == 0);
  CHECK(round_quotient(2, 3, Rounding::half_up) == 1);
}

TEST_CASE("money is parsed exactly, from text to fen") {
  CHECK(parse_money("12.30")->fen() == 1230);
  CHECK(parse_money("-0.5")->fen() == -50);
  CHECK(parse_money("12.300")->fen() == 1230);
  CHECK(parse_money("860.000001", 1'000'000)->fen() == 860'000'001);
  CHECK_FALSE(parse_money("12.345").has_value());
  CHECK_FALSE(parse_money("1e5").has_value());
  CHECK_FALSE(parse_money("1,000").has_value());
  CHECK_FALSE(parse_money("").has_value());
  CHECK_FALSE(parse_money(".").has_value());
  CHECK_FALSE(parse_money("10000000000000.01").has_value());
  CHECK(parse_money("10000000000000")->fen() == Money::kMaxInputFen);
}

TEST_CASE("money is printed with two decimals") {
  CHECK(to_decimal(Money::of_fen(5)) == "0.05");
  CHECK(to_decimal(Money::of_fen(-123456)) == "-1234.56");
}
