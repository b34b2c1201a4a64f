// Effective numbers, rates, credibility and the part traded within some years, by hand.
#include "models/market/credibility.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "tests/support/csv_rows.hpp"
#include "tests/support/places.hpp"

using namespace pledgelab;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInf = std::numeric_limits<double>::infinity();

using Numbers = std::vector<double>;
using Family = std::vector<ClassExposure>;

template <class T>
void refused(const Result<T>& result, const char* code) {
  REQUIRE_FALSE(result.ok());
  CHECK(result.errors()[0].code == code);
}

}  // namespace

TEST_CASE("effective number: (Σn)²/Σn²") {
  CHECK(effective_number(Numbers{1, 1, 1}).value() == 3);
  CHECK(effective_number(Numbers{200}).value() == 1);
  // 10² / (1 + 1 + 1 + 49) = 100/52
  CHECK(effective_number(Numbers{1, 1, 1, 7}).value() == doctest::Approx(100.0 / 52));
  refused(effective_number({}), "M-163");
  for (const double bad : {0.0, -1.0, kNaN, kInf, 1e200}) {
    refused(effective_number(Numbers{1, bad}), "M-163");
  }
}

TEST_CASE("effective number: 52,634 patents in 1,337 American deals are 248 pieces of news") {
  const auto file = test::reference_file("patent/us_patent_portfolio_transfers.csv");
  if (!file) return;
  Numbers moved;
  for (const auto& row : test::csv_rows(*file)) moved.push_back(test::number_in(row, "n_patents"));
  REQUIRE(moved.size() == 1337);
  // awk: Σn = 52,634, Σn² = 11,157,998
  CHECK(effective_number(moved).value() == doctest::Approx(248.2827).epsilon(1e-6));
}

TEST_CASE("operation rate: records a patent-year") {
  CHECK(operation_rate(12, 146100).value() == doctest::Approx(.03));  // 400 years
  CHECK(operation_rate(0, 1).value() == 0);
  CHECK(operation_rate(1, 1).value() == 365.25);
  refused(operation_rate(-1, 1), "M-163");
  refused(operation_rate(1, 0), "M-163");
  refused(operation_rate(kNaN, 1), "M-163");
  refused(operation_rate(1, kNaN), "M-163");
}

TEST_CASE("variance between classes: by hand, pooled over parents, never below 0") {
  // x = .1, .02, m = 16/400 = .04; Σw(x-m)² = .36 + .12; less 1 × .04; over 400 - 1e5/400 = 150.
  const std::vector<Family> one = {{{100, 10}, {300, 6}}};
  CHECK(between_variance(one, 1).value() == doctest::Approx(.44 / 150));
  // φ = 2: .48 - .08
  CHECK(between_variance(one, 2).value() == doctest::Approx(.40 / 150));
  // A second parent: x = .2, .1 on 50 each, m = .15: .125 + .125 - .15; scale 100 - 50 = 50.
  const std::vector<Family> two = {{{100, 10}, {300, 6}}, {{50, 10}, {50, 5}}};
  CHECK(between_variance(two, 1).value() == doctest::Approx((.44 + .10) / 200));
  // An only child says nothing of its siblings.
  const std::vector<Family> with_only = {{{100, 10}, {300, 6}}, {{70, 9}}};
  CHECK(between_variance(with_only, 1).value() == doctest::Approx(.44 / 150));
  CHECK(between_variance(std::vector<Family>{{{70, 9}}}, 1).value() == 0);
  CHECK(between_variance({}, 1).value() == 0);
  // Equal rates differ by less than chance: 0.
  CHECK(between_variance(std::vector<Family>{{{100, 5}, {100, 5}}}, 1).value() == 0);
  refused(between_variance(one, .99), "M-163");
  refused(between_variance(one, kNaN), "M-163");
  refused(between_variance(std::vector<Family>{{{0, 1}}}, 1), "M-163");
  refused(between_variance(std::vector<Family>{{{1, -1}}}, 1), "M-163");
  refused(between_variance(std::vector<Family>{{{kNaN, 1}}}, 1), "M-163");
}

TEST_CASE("credibility: Z = w/(w + φλ/τ²)") {
  CHECK(credibility_weight(300, 1.5, .04, .0002).value() == doctest::Approx(.5));  // k = 300
  CHECK(credibility_weight(900, 1.5, .04, .0002).value() == doctest::Approx(.75));
  CHECK(credibility_weight(300, 1, .04, 0).value() == 0);
  CHECK(credibility_weight(300, 1, 0, .1).value() == 1);
  refused(credibility_weight(0, 1, .04, .1), "M-163");
  refused(credibility_weight(1, .5, .04, .1), "M-163");
  refused(credibility_weight(1, 1, -.04, .1), "M-163");
  refused(credibility_weight(1, 1, .04, -.1), "M-163");
  refused(credibility_weight(kNaN, 1, .04, .1), "M-163");
  refused(credibility_weight(1, 1, .04, kNaN), "M-163");
}

TEST_CASE("traded within: Kaplan-Meier with late entry, by hand") {
  // At 2: A (traded), B, C are watched and E; D enters at 2, which is not before: 1 of 4. At 4: C
  // (traded), D, E: 1 of 3. Untraded 3/4 × 2/3 = 1/2.
  const std::vector<TradeSpell> spells = {
      {0, 2, true}, {0, 3, false}, {1, 4, true}, {2, 6, false}, {0, 6, false}};
  const TradedWithin five = traded_within(spells, 5).value();
  CHECK(five.frac == doctest::Approx(.5));
  CHECK(five.traded == 2);
  CHECK(five.least_at_risk == 3);
  CHECK(traded_within(spells, 4).value().frac == doctest::Approx(.5));
  CHECK(traded_within(spells, 3.9).value().frac == doctest::Approx(.25));
  CHECK(traded_within(spells, 1).value().frac == 0);
  CHECK(traded_within(spells, 1).value().least_at_risk == 5);
  CHECK(traded_within(spells, 6).value().frac == doctest::Approx(.5));
  refused(traded_within(spells, 6.1), "M-164");  // nobody is watched so long
  // Two at one time, one that leaves at that time is still there: 2 of 3.
  const std::vector<TradeSpell> tied = {{0, 2, true}, {0, 2, true}, {0, 2, false}};
  CHECK(traded_within(tied, 2).value().frac == doctest::Approx(2.0 / 3));
}

TEST_CASE("traded within: bad spells and horizons are refused") {
  refused(traded_within({}, 1), "M-164");
  for (const double bad : {0.0, -1.0, kNaN}) {
    refused(traded_within(std::vector<TradeSpell>{{0, 5, false}}, bad), "M-164");
  }
  refused(traded_within(std::vector<TradeSpell>{{-1, 5, false}}, 1), "M-164");
  refused(traded_within(std::vector<TradeSpell>{{5, 5, false}}, 1), "M-164");
  refused(traded_within(std::vector<TradeSpell>{{0, kInf, false}}, 1), "M-164");
  refused(traded_within(std::vector<TradeSpell>{{kNaN, 1, false}}, 1), "M-164");
}
