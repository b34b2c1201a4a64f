// Liquidity by class: the made market by hand, and a larger one made in place with round figures.
#include "models/market/liquidity.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "models/market/sale_relative.hpp"
#include "tests/models/market/made_market.hpp"

using namespace pledgelab;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

LiquidityTerms made_terms() {
  LiquidityTerms terms;
  terms.from = testing::day("2016-01-01");
  terms.to = testing::day("2019-01-01");
  terms.least_records = 2.5;
  terms.horizon_years = 8;
  return terms;
}

// Patents in force for exactly four years (1,461 days = 4 × 365.25), and their transfers.
struct RoundMarket {
  std::vector<RegisteredPatent> patents = {};
  std::vector<Operation> records = {};
  std::uint32_t operations = 0;
  LiquidityTerms terms = {.from = testing::day("2016-01-01"),
                          .to = testing::day("2020-01-01"),
                          .kind = OperationKind::transfer,
                          .least_records = 20,
                          .horizon_years = 10};

  // `traded` of the patents change hands, `at_once` in each operation.
  void add(const std::string& technology_class, int count, int traded, int at_once = 1) {
    for (int i = 0; i < count; ++i) {
      RegisteredPatent patent;
      patent.id = technology_class + std::to_string(patents.size());
      patent.technology_class = technology_class;
      patent.grant = testing::day("2010-01-01");
      if (i < traded) {
        Operation record;
        record.patent_id = patent.id;
        record.date = testing::day("2018-05-05");
        record.operation = operations;
        if ((i + 1) % at_once == 0) ++operations;
        records.push_back(record);
      }
      patents.push_back(patent);
    }
    ++operations;
  }
  [[nodiscard]] Liquidity measured() const {
    return measure_liquidity(records, patents, terms).value();
  }
};

RoundMarket two_sections() {
  RoundMarket market;
  market.add("H01M", 100, 60);
  market.add("H02J", 100, 20);
  market.add("G06F", 200, 16);
  return market;
}

void refused(const Result<Liquidity>& result) {
  REQUIRE_FALSE(result.ok());
  CHECK(result.errors()[0].code == "M-165");
}

}  // namespace

TEST_CASE("liquidity: the made market: counts, exposure and effective numbers by hand") {
  const OperationReading reading = testing::made_operations();
  const RegisterReading patents = testing::made_register();
  const Liquidity found =
      measure_liquidity(reading.operations, patents.patents, made_terms()).value();
  // 1,096 days each; N03 only 2016 (366), N07 only 2018 (365).
  const ClassLiquidity& all = found.classes[0];
  CHECK(all.patents == 20);
  CHECK(all.patent_days == 18 * 1096 + 366 + 365);
  CHECK(all.records == 14);
  CHECK(all.traded_patents == 12);  // P03 three times
  // T1 2, T2 1, T3 4, T4 1, T5 1, T6 1, T7 2, T8 1, T9 1: 14² / 30
  CHECK(all.effective_count == doctest::Approx(196.0 / 30));
  CHECK(all.rate_annual == doctest::Approx(14 / (20459 / 365.25)));
  const ClassLiquidity& battery = found.of("H01M");
  CHECK(battery.patents == 6);
  CHECK(battery.patent_days == 5 * 1096 + 366);
  CHECK(battery.records == 3);
  CHECK(battery.effective_count == doctest::Approx(9.0 / 5));  // T1 2, T4 1
  const ClassLiquidity& computing = found.of("G06F");
  CHECK(computing.records == 6);
  CHECK(computing.traded_patents == 4);
  CHECK(computing.effective_count == doctest::Approx(36.0 / 8));  // 1 1 1 2 1
  CHECK(found.of("A61K").effective_count == 1);                   // T3 alone
  CHECK(found.of("06").effective_count == 2);                     // T3's design, T9
  CHECK(found.of("A01B").technology_class == "A");                // unknown below A
  CHECK(found.of("F").technology_class.empty());
  // Sections: Σn² = 9 + 8 + 5 + 2 over Σn = 14. Rates differ by less than deals explain: τ² 0.
  REQUIRE(found.depths.size() == 3);
  CHECK(found.depths[0].dispersion == doctest::Approx(24.0 / 14));
  CHECK(found.depths[0].between_variance == 0);
  for (const ClassLiquidity& one : found.classes) {
    CHECK(one.estimate_annual == doctest::Approx(all.rate_annual));
    CHECK(one.relative == doctest::Approx(1));
    CHECK(one.stands_on.empty());
  }
}

TEST_CASE("liquidity: time from filing to the first transfer, those traded and all watched") {
  const Liquidity found = measure_liquidity(testing::made_operations().operations,
                                            testing::made_register().patents, made_terms())
                              .value();
  // Twelve traded; the 6th and 7th are T3's of 2017-01-10, 2,566 days after 2010-01-01.
  CHECK(found.classes[0].first_trade_median_years.value() == doctest::Approx(2566 / 365.25));
  // Watched from 2016; until 2018-01-01 (2,922 days = 8 years): T1 2 of 20, T2 1 of 18, T3 4 of 16
  // (N03 has ended), T4 1 of 12: untraded 9/10 × 17/18 × 3/4 × 11/12 = 187/320.
  CHECK(found.classes[0].traded_within_frac.value() == doctest::Approx(133.0 / 320));
  CHECK_FALSE(found.of("H01M").traded_within_frac.has_value());  // 6 patents are too few
  CHECK(found.of("06-02").first_trade_median_years.value() ==
        doctest::Approx(3195 / 365.25));  // 2018-10-01
  CHECK_FALSE(found.of("06-02").traded_within_frac.has_value());
}

TEST_CASE("liquidity: records that count in no rate are told apart") {
  std::vector<Operation> records = testing::made_operations().operations;
  const auto patents = testing::made_register().patents;
  const auto altered = [&](std::size_t at, const char* date, const char* patent) {
    records[at].date = testing::day(date);
    if (*patent != 0) records[at].patent_id = patent;
  };
  altered(0, "2015-12-31", "");     // before the terms
  altered(1, "2019-01-01", "");     // their end is left out
  altered(2, "2016-06-01", "X1");   // not registered
  altered(7, "2016-06-01", "N07");  // filed, not granted before 2018
  altered(8, "2017-01-01", "N03");  // ended that day
  LiquidityTerms terms = made_terms();
  Liquidity found = measure_liquidity(records, patents, terms).value();
  CHECK(found.outside_terms == 2);
  CHECK(found.unregistered == 1);
  CHECK(found.not_in_force == 2);
  CHECK(found.before_filing == 0);
  CHECK(found.classes[0].records == 14 - 5);
  altered(8, "2016-12-31", "N03");  // its last day
  CHECK(measure_liquidity(records, patents, terms).value().classes[0].records == 14 - 4);
  altered(7, "2018-01-01", "N07");  // the day of its grant
  altered(0, "2016-01-01", "");     // the first day of the terms
  CHECK(measure_liquidity(records, patents, terms).value().classes[0].records == 14 - 2);
  auto later = patents;
  later[2].filing = later[2].grant = testing::day("2017-12-01");  // P03: T5 before its filing
  found = measure_liquidity(records, later, terms).value();
  CHECK(found.before_filing == 1);
  later[2].filing = later[2].grant = testing::day("2017-11-11");  // T5's own day
  CHECK(measure_liquidity(records, later, terms).value().before_filing == 0);
  terms.kind = OperationKind::pledge;
  CHECK(measure_liquidity(testing::made_operations().operations, patents, terms)
            .value()
            .classes[0]
            .records == 8);
}

TEST_CASE("liquidity: shrinkage over two depths, with round figures") {
  const Liquidity found = two_sections().measured();
  // H 80 in 800 years, G 16 in 800, all 96 in 1,600: .1, .02, .06. τ² = (2 × 800 × .0016 - .06) /
  // (1,600 - 800) = .003125; k = 19.2, Z = 800/819.2.
  CHECK(found.depths[0].dispersion == 1);
  CHECK(found.depths[0].between_variance == doctest::Approx(.003125));
  const double z = 800 / 819.2;
  CHECK(found.of("H").credibility == doctest::Approx(z));
  CHECK(found.of("H").estimate_annual == doctest::Approx(.0990625));
  CHECK(found.of("G").estimate_annual == doctest::Approx(.0209375));
  CHECK(found.of("H").relative == doctest::Approx(.0990625 / .06));
  // H01 60 in 400, H02 20 in 400 about .1: τ² = (2 × 400 × .0025 - .1) / (800 - 400) = .00475.
  CHECK(found.depths[1].between_variance == doctest::Approx(.00475));
  const double below = 400 / (400 + .0990625 / .00475);
  CHECK(found.of("H01").estimate_annual == doctest::Approx(below * .15 + (1 - below) * .0990625));
  CHECK(found.of("H02").estimate_annual == doctest::Approx(below * .05 + (1 - below) * .0990625));
  CHECK(found.of("H02").stands_on == "H02");  // 20 records are not fewer than 20
  // An only child takes its parent's estimate.
  CHECK(found.of("H01M").estimate_annual == found.of("H01").estimate_annual);
  CHECK(found.of("H01M").stands_on == "H01");
  CHECK(found.of("H01M").credibility == 0);
  // 16 records are fewer than 20, but 48 were to be expected: rarely traded, not unknown.
  CHECK(found.of("G").stands_on == "G");
}

TEST_CASE("liquidity: a class with too few records falls back to its parent and says so") {
  RoundMarket market = two_sections();
  market.add("H03K", 2, 1);
  market.add("C07C", 3, 0);
  const Liquidity found = market.measured();
  CHECK(found.of("H03K").stands_on == "H");
  CHECK(found.of("H03K").estimate_annual == found.of("H").estimate_annual);
  CHECK(found.of("H03K").records == 1);
  CHECK(found.of("C07C").stands_on.empty());
  CHECK(found.of("C07C").relative == doctest::Approx(1));
  market.terms.least_records = 0;
  CHECK(market.measured().of("H03").stands_on == "H03");
}

TEST_CASE("liquidity: at the least number of records a class stands on its own, seen or expected") {
  // H 20 records in 100 years where 100 × 50/1,600 = 3 were expected.
  const auto few = [](int traded) {
    RoundMarket market;
    market.add("H01M", 25, traded);
    market.add("G06F", 375, 30);
    return market.measured().of("H").stands_on;
  };
  CHECK(few(20) == "H");
  CHECK(few(19).empty());
  // G 10 records where 400 × 70/800 = 35 were expected.
  RoundMarket market;
  market.add("H01M", 100, 60);
  market.add("G06F", 100, 10);
  CHECK(market.measured().of("G").stands_on == "G");
}

TEST_CASE("liquidity: a patent is at risk only at the ages at which it was watched") {
  RoundMarket market;
  market.add("H01M", 40, 10);
  market.add("G06F", 60, 1);
  for (RegisteredPatent& patent : market.patents) {
    const bool young = patent.technology_class == "H01M";
    patent.filing = testing::day(young ? "2012-01-01" : "2000-01-01");
  }
  for (Operation& record : market.records) record.date = testing::day("2018-01-01");
  // G's one trade falls on the first day: watched for no time, it says nothing.
  market.records.back().date = market.terms.from;
  market.terms.horizon_years = 7;
  // At age 6 the 40 of H are watched, 10 trade; G is watched from age 16 on.
  CHECK(market.measured().classes[0].traded_within_frac.value() == doctest::Approx(.25));
}

TEST_CASE("liquidity: one deal over 60 patents is one piece of news") {
  RoundMarket market;
  market.add("H01M", 100, 60, 60);
  market.add("H02J", 100, 20);
  market.add("G06F", 200, 16);
  const Liquidity found = market.measured();
  CHECK(found.of("H01M").records == 60);
  CHECK(found.of("H01M").effective_count == 1);
  CHECK(found.depths[0].dispersion == doctest::Approx((3600 + 36) / 96.0));
  CHECK(found.of("H01M").stands_on.empty());
  CHECK(found.of("H01M").relative == doctest::Approx(1));
}

TEST_CASE(
    "sale relatives: of classes on their own record, within bounds, all others by those above") {
  const Liquidity found = two_sections().measured();
  const auto relatives = sale_relatives(found);
  REQUIRE(relatives.size() == 5);  // G, H, H01, H02 and the rest
  CHECK(relatives[0].technology_class == "G");
  CHECK(relatives[0].relative == doctest::Approx(.0209375 / .06));
  CHECK(relatives[2].technology_class == "H01");
  CHECK(relatives[2].relative == doctest::Approx(found.of("H01").relative));
  CHECK(relatives.back().technology_class.empty());
  CHECK(relatives.back().relative == 1);
  RoundMarket far;
  far.add("H01M", 100, 90);
  far.add("G06F", 1900, 10);
  const auto bounded = sale_relatives(far.measured());
  CHECK(bounded.front().technology_class == "G");
  CHECK(bounded.front().relative == kLeastRelative);
  CHECK(bounded[1].technology_class == "H");
  CHECK(bounded[1].relative == kMostRelative);
}

TEST_CASE("liquidity: terms and registers that give no rate are refused") {
  const auto records = testing::made_operations().operations;
  const auto patents = testing::made_register().patents;
  LiquidityTerms terms = made_terms();
  terms.to = terms.from;
  refused(measure_liquidity(records, patents, terms));
  CHECK(measure_liquidity(records, patents, terms).errors()[0].message.find("before they begin") !=
        std::string::npos);
  terms = made_terms();
  for (const double bad : {-1.0, kNaN}) {
    terms.least_records = bad;
    refused(measure_liquidity(records, patents, terms));
  }
  terms = made_terms();
  for (const double bad : {0.0, kNaN}) {
    terms.horizon_years = bad;
    refused(measure_liquidity(records, patents, terms));
  }
  terms = made_terms();
  refused(measure_liquidity(records, {}, terms));
  refused(measure_liquidity({}, patents, terms));
  terms.from = testing::day("2005-01-01");
  terms.to = testing::day("2006-01-01");
  refused(measure_liquidity(records, patents, terms));
}

TEST_CASE("chance and haircut at a relative") {
  CHECK(chance_at_relative(.19, .5).value() == doctest::Approx(.1));  // 1 - √.81
  CHECK(chance_at_relative(.19, 1).value() == doctest::Approx(.19));
  CHECK(chance_at_relative(.1, 2).value() == doctest::Approx(.19));
  CHECK(chance_at_relative(.3, 0).value() == 0);
  CHECK(chance_at_relative(1, .25).value() == 1);
  // 1 - .5 × 1.1/1.2
  CHECK(haircut_at_relative(.5, .1, 1, .5).value() == doctest::Approx(1 - .55 / 1.2));
  CHECK(haircut_at_relative(.5, .1, 1, 1).value() == doctest::Approx(.5));
  CHECK(haircut_at_relative(0, .1, 1, 4).value() == 0);  // never below 0
  CHECK(haircut_at_relative(1, .1, 1, .5).value() == 1);
  for (const auto& result :
       {chance_at_relative(-.1, 1), chance_at_relative(1.1, 1), chance_at_relative(.1, -1),
        chance_at_relative(kNaN, 1), chance_at_relative(.1, kNaN),
        haircut_at_relative(-.1, .1, 1, 1), haircut_at_relative(1.1, .1, 1, 1),
        haircut_at_relative(.5, -.1, 1, 1), haircut_at_relative(.5, .1, -1, 1),
        haircut_at_relative(.5, .1, 1, 0), haircut_at_relative(.5, .1, 1, kNaN)}) {
    REQUIRE_FALSE(result.ok());
    CHECK(result.errors()[0].code == "M-166");
  }
}
