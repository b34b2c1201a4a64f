#include "models/base/quantity.hpp"

#include <doctest/doctest.h>

using namespace pledgelab;

namespace {

void check_quantity(const char* text, Quantity::Kind kind, std::int64_t num, std::int64_t den) {
  CAPTURE(text);
  const auto read = parse_quantity(text);
  REQUIRE(read.has_value());
  CHECK(read->kind == kind);
  CHECK(read->value.num == num);
  CHECK(read->value.den == den);
}

}  // namespace

TEST_CASE("quantities: numbers with units are read exactly") {
  using Kind = Quantity::Kind;
  check_quantity("5.22%", Kind::rate, 261, 5'000);
  check_quantity("-5%", Kind::rate, -1, 20);
  check_quantity("150bp", Kind::rate, 3, 200);
  check_quantity("1/3", Kind::rate, 1, 3);
  check_quantity("2/6", Kind::rate, 1, 3);
  check_quantity("0/6", Kind::rate, 0, 1);
  check_quantity("600wan", Kind::money, 600'000'000, 1);
  check_quantity("0.000001wan", Kind::money, 1, 1);
  check_quantity("1.5yi", Kind::money, 15'000'000'000, 1);
  check_quantity("100yuan", Kind::money, 10'000, 1);
  check_quantity("7fen", Kind::money, 7, 1);
  check_quantity("0.07yuan", Kind::money, 7, 1);
  check_quantity("2000usd", Kind::money, 200'000, 1);
  check_quantity("90d", Kind::days, 90, 1);
  check_quantity("6mo", Kind::months, 6, 1);
  check_quantity("4q", Kind::months, 12, 1);
  check_quantity("1.5y", Kind::months, 18, 1);
  check_quantity("0.5", Kind::number, 1, 2);
  check_quantity("0", Kind::number, 0, 1);
  check_quantity("-3", Kind::number, -3, 1);
  CHECK(parse_quantity("600wan")->currency == "CNY");
  CHECK(parse_quantity("2000usd")->currency == "USD");
  CHECK(parse_quantity("5gbp")->currency == "GBP");
  CHECK(parse_quantity("5%")->currency.empty());
}

TEST_CASE("quantities: what YAML would silently bend is refused") {
  for (const char* text : {"",
                           "010",
                           "0x10",
                           "1e5",
                           "1E5",
                           ".nan",
                           "nan",
                           ".inf",
                           "-.inf",
                           "inf",
                           "+5",
                           "1_000",
                           "1,000",
                           " 5",
                           "5 ",
                           "5 %",
                           "5 wan",
                           ".5",
                           "5.",
                           "5.%",
                           "-",
                           "--5",
                           "1.2.3",
                           "00",
                           "-010",
                           "1/0",
                           "1/-3",
                           "1/3%",
                           "1/03",
                           "1.5/3",
                           "/3",
                           "5%%",
                           "5wan%",
                           "5WAN",
                           "5万",
                           "０",
                           "1:30",
                           "true",
                           "0.5fen",
                           "0.001yuan",
                           "0.5mo",
                           "0.3y",
                           "1.5d",
                           "0b1",
                           "0o17",
                           "5cny",
                           "12abc",
                           "99999999999999999999",
                           "9223372036854775808yuan",
                           "0.0000000000000000000000001"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_quantity(text).has_value());
  }
}

TEST_CASE("money and quantity agree, and the help names units that are read") {
  CHECK(parse_quantity("12.30yuan")->value.num == parse_money("12.30")->fen());
  CHECK(unit_help().find("600wan") != std::string::npos);
  CHECK_FALSE(parse_money("-").has_value());
  CHECK_FALSE(parse_money("--1").has_value());
  CHECK_FALSE(parse_money("1.2.3").has_value());
  CHECK_FALSE(parse_money("nan").has_value());
  CHECK_FALSE(parse_money("0x10").has_value());
  CHECK_FALSE(parse_money(std::string(400, '9')).has_value());
  CHECK_FALSE(parse_money("0." + std::string(400, '0') + "1").has_value());
  CHECK(parse_money("7", 1)->fen() == 7);
  CHECK_FALSE(parse_money("7.5", 1).has_value());
}
