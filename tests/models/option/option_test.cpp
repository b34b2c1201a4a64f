// Options of the literature (acceptance V01 to V03, V07, V09, V10, V34) and what holds for any.
#include "models/option/option.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <random>

#include "models/option/lattice.hpp"

using namespace pledgelab;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

OptionTerms avonex() {
  return {OptionRight::call, 3422, 2875, 17, 0.067, 1.0 / 17, std::sqrt(0.224)};
}

double value_of(const Result<double>& price) {
  REQUIRE_MESSAGE(price.ok(), price.errors()[0].message);
  return price.value();
}

bool near(double value, double expected, double tolerance) {
  return std::fabs(value - expected) <= tolerance;
}

bool refused(const Result<double>& price, const char* code) {
  return !price.ok() && price.errors()[0].code == code && !price.errors()[0].message.empty();
}

}  // namespace

TEST_CASE("option: V01, V02, the right to wait with Avonex, European and American") {
  CHECK(near(value_of(european_option(avonex())), 906.865, 0.05));
  const double american = value_of(american_option(avonex()));
  CHECK(near(american, 1603.66, 1));
  const double bound = value_of(perpetual_option(avonex()));
  CHECK(near(bound, 1650.35, 0.01));
  CHECK(american < bound);
}

TEST_CASE("option: V03, the ulcer drug's print belongs to sigma 0.30") {
  OptionTerms drug = {OptionRight::call, 350, 500, 17, 0.04, 1.0 / 17, 0.25};
  CHECK(near(value_of(european_option(drug)), 26.600, 0.01));
  drug.volatility_annual = 0.30;
  CHECK(near(value_of(european_option(drug)), 37.165, 0.01));
  CHECK(near(value_of(european_option(drug)), 37.12, 0.1));
}

TEST_CASE("option: V09, V10, the approximations of Haug's book") {
  const OptionTerms haug24 = {OptionRight::call, 100, 100, 0.5, 0.1, 0.1, 0.35};
  CHECK(near(value_of(barone_adesi_whaley(haug24)), 9.5106, 0.003));
  const OptionTerms haug27 = {OptionRight::call, 42, 40, 0.75, 0.04, 0.08, 0.35};
  CHECK(near(value_of(bjerksund_stensland(haug27)), 5.2704, 5e-5));
  CHECK(near(value_of(american_option(haug27)), 5.309, 0.001));
}

TEST_CASE("option: V07, Bermudan call on the better of two") {
  MaxCallTerms terms = {{OptionRight::call, 90, 100, 3, 0.05, 0.10, 0.2}, 0, 9};
  for (const auto& [spot, expected] :
       {std::pair{90.0, 8.08}, std::pair{100.0, 13.90}, std::pair{110.0, 21.34}}) {
    terms.each.spot = spot;
    CHECK(near(value_of(max_call(terms)), expected, 0.02));
  }
  // Far in the money, and waiting costs a tenth a year: used today, which is date 0.
  terms.each.spot = 1'000;
  terms.dates = 1;
  CHECK(value_of(max_call(terms)) == 900);
  terms.correlation = 0.96;
  CHECK(refused(max_call(terms), "V-201"));
  terms.correlation = 0;
  terms.each.right = OptionRight::put;
  CHECK(refused(max_call(terms), "V-201"));
  terms.each.right = OptionRight::call;
  for (const int dates : {0, -1, 101}) {
    terms.dates = dates;
    CHECK(refused(max_call(terms), "V-203"));
  }
  terms.dates = 9;
  terms.correlation = kNan;
  CHECK(refused(max_call(terms), "V-201"));
  terms = {avonex(), 0, 9};
  terms.each.spot = -1;
  CHECK(refused(max_call(terms), "V-201"));
}

TEST_CASE("option: V34, a call on what may fall to nothing") {
  const OptionTerms terms = {OptionRight::call, 100, 100, 3, 0.03, 0, 0.5};
  const auto with = call_under_jump_to_zero(terms, 0.05);
  REQUIRE(with.ok());
  CHECK(near(with.value().priced, 41.6600, 1e-3));
  CHECK(near(with.value().uncompensated, 31.4361, 1e-3));
  const auto without = call_under_jump_to_zero(terms, 0);
  REQUIRE(without.ok());
  CHECK(near(without.value().priced, 36.5235, 1e-3));
  CHECK(without.value().priced == without.value().uncompensated);
  CHECK(call_under_jump_to_zero(terms, -0.01).errors()[0].code == "V-201");
  CHECK(call_under_jump_to_zero(terms, kNan).errors()[0].code == "V-201");
  OptionTerms put = terms;
  put.right = OptionRight::put;
  CHECK(call_under_jump_to_zero(put, 0.05).errors()[0].code == "V-201");
  OptionTerms fast = terms;
  fast.rate_annual = 0.97;
  CHECK(call_under_jump_to_zero(fast, 0.05).errors()[0].code == "V-201");
}

TEST_CASE("option: a perpetual put without yield, by hand") {
  // q = 0: b = -2r/s² = -0.75, S* = K b/(b-1) = 40 × 0.75/1.75 = 120/7; above it
  // (K - S*) (S/S*)^-0.75, at or below it K - S.
  OptionTerms put = {OptionRight::put, 36, 40, 1, 0.06, 0, 0.4};
  const double expected = (40 - 120.0 / 7) * std::pow(36 / (120.0 / 7), -0.75);
  CHECK(near(value_of(perpetual_option(put)), expected, 1e-10));
  put.spot = 17;
  CHECK(value_of(perpetual_option(put)) == 23);
  put.spot = 17.2;
  CHECK(value_of(perpetual_option(put)) > 22.8);
  put.rate_annual = 0;
  CHECK(refused(perpetual_option(put), "V-201"));
  const auto never = perpetual_option({OptionRight::call, 36, 40, 1, 0.06, 0, 0.4});
  REQUIRE_FALSE(never.ok());
  CHECK(never.errors()[0].message == "a perpetual call needs a yield above 0");
  // A call used at once: spot far above S*.
  CHECK(value_of(perpetual_option({OptionRight::call, 900, 40, 1, 0.06, 0.06, 0.4})) == 860);
}

TEST_CASE("option: bad terms are refused, each named") {
  const auto refuses = [](auto change) {
    OptionTerms terms = avonex();
    change(terms);
    CHECK(refused(european_option(terms), "V-201"));
    CHECK(refused(american_option(terms), "V-201"));
    CHECK(refused(perpetual_option(terms), "V-201"));
    CHECK(refused(bermudan_option(terms, 10), "V-201"));
    CHECK(refused(barone_adesi_whaley(terms), "V-201"));
    CHECK(refused(bjerksund_stensland(terms), "V-201"));
    CHECK_FALSE(lattice_option(terms, 10).ok());
  };
  for (const double bad : {0.0, -1.0, kNan, 1.1e15}) {
    refuses([&](OptionTerms& t) { t.spot = bad; });
    refuses([&](OptionTerms& t) { t.strike = bad; });
    refuses([&](OptionTerms& t) { t.years = bad; });
  }
  for (const double bad : {-0.01, 1.01, kNan}) {
    refuses([&](OptionTerms& t) { t.rate_annual = bad; });
    refuses([&](OptionTerms& t) { t.yield_annual = bad; });
  }
  for (const double bad : {0.0, 0.004, 5.1, kNan}) {
    refuses([&](OptionTerms& t) { t.volatility_annual = bad; });
  }
  refuses([](OptionTerms& t) { t.years = 101; });
  refuses([](OptionTerms& t) { t.rate_annual = 0.3; });        // × 17 years > 5
  refuses([](OptionTerms& t) { t.yield_annual = 0.3; });       // the same
  refuses([](OptionTerms& t) { t.volatility_annual = 1.5; });  // × √17 > 6
  refuses([](OptionTerms& t) { t.years = 1e-6; });             // σ√T < 0.01
  for (const int dates : {0, 1'001}) {
    CHECK(refused(bermudan_option(avonex(), dates), "V-203"));
    CHECK(lattice_option(avonex(), dates).errors()[0].code == "V-203");
  }
  OptionTerms several = avonex();
  several.spot = several.strike = 0;
  CHECK(check_terms(several).errors().size() == 2);
  // At the edges of the domain there is a price.
  const OptionTerms edge = {OptionRight::put, 1, 1e15, 1, 1, 0, 5};
  CHECK(european_option(edge).ok());
}

TEST_CASE("option: parity and the price at an instant, by hand") {
  OptionTerms terms = avonex();
  const double call = value_of(european_option(terms));
  terms.right = OptionRight::put;
  const double put = value_of(european_option(terms));
  CHECK(near(call - put, 3422 / std::exp(1) - 2875 * std::exp(-0.067 * 17), 1e-9));
  terms.years = 0;
  CHECK(european_price(terms) == 0);
  terms.spot = 2'000;
  CHECK(european_price(terms) == 875);
  // Nothing is +0, not -0: d1 = 100, both terms of the put vanish.
  CHECK_FALSE(std::signbit(value_of(european_option({OptionRight::put, 100, 100, 1, 1, 0, 0.01}))));
  CHECK(payoff(OptionRight::call, 5, 4) == 1);
  CHECK(payoff(OptionRight::put, 5, 4) == 0);
}

TEST_CASE("option: a lattice without a chance is refused") {
  // s√h = 0.01/√2000 against a drift of 0.5/2000 a step: up is less than the growth.
  const auto lattice = lattice_option({OptionRight::call, 100, 100, 1, 0.5, 0, 0.01}, 1);
  CHECK(lattice.errors()[0].code == "V-204");
}

TEST_CASE("option: orders among the prices of random terms") {
  std::mt19937_64 random(20'190'830);
  const auto draw = [&](double low, double high) {
    return low + (high - low) * std::uniform_real_distribution<double>()(random);
  };
  for (int i = 0; i < 30; ++i) {
    OptionTerms terms = {i % 2 == 0 ? OptionRight::call : OptionRight::put,
                         draw(50, 200),
                         100,
                         draw(0.1, 8),
                         draw(0.005, 0.12),
                         draw(0.005, 0.12),
                         draw(0.1, 0.6)};
    CAPTURE(i);
    const double intrinsic = payoff(terms.right, terms.spot, terms.strike);
    const double european = value_of(european_option(terms));
    const double american = value_of(american_option(terms));
    const auto lattice = lattice_option(terms, 40);
    REQUIRE(lattice.ok());
    CHECK(american >= std::max(european, intrinsic));
    // The boundary is found to about 1e-6 of the strike.
    CHECK(american <= value_of(perpetual_option(terms)) + 5e-4);
    CHECK(lattice.value().value <= american + 0.02);
    CHECK(lattice.value().value >= european - 0.02);
    CHECK(near(value_of(bermudan_option(terms, 40)), lattice.value().value, 0.03));
    CHECK(near(value_of(bermudan_option(terms, 1)), european, 0.02));
    CHECK(lattice.value().use_probability_frac > 0);
    CHECK(lattice.value().use_probability_frac <= 1 + 1e-12);
    // The currency does not matter.
    OptionTerms fen = terms;
    fen.spot *= 100;
    fen.strike *= 100;
    CHECK(value_of(american_option(fen)) == doctest::Approx(100 * american).epsilon(1e-9));
    // Nor does the unit of time.
    OptionTerms half = terms;
    half.years /= 2;
    half.rate_annual *= 2;
    half.yield_annual *= 2;
    half.volatility_annual *= std::sqrt(2);
    CHECK(value_of(american_option(half)) == doctest::Approx(american).epsilon(1e-9));
  }
}
