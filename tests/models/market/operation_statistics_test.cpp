// The published figures of the report on 2002-2018 as arithmetic, and a made market of 29 rows with
// every count by hand.
#include "models/market/operation_statistics.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <map>
#include <string>

#include "tests/models/market/made_market.hpp"
#include "tests/support/csv_rows.hpp"

using namespace pledgelab;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

using Years = std::vector<std::int64_t>;

const std::vector<Operation>& made() {
  static const std::vector<Operation> records = testing::made_operations().operations;
  return records;
}

std::map<std::string, Years> counts(MarketFact fact, CountUnit unit,
                                    const RecordFilter& filter = {}) {
  const CountTable table = count_operations(made(), fact, unit, filter).value();
  CHECK(table.first_year == 2016);
  CHECK(table.unit == unit);
  std::map<std::string, Years> found = {{"whole", table.whole.by_year}};
  std::int64_t sum = 0;
  for (const CountRow& row : table.rows) {
    found[row.key] = row.by_year;
    CHECK(row.total == row.by_year[0] + row.by_year[1] + row.by_year[2]);
    sum += row.total;
  }
  CHECK(sum == table.whole.total + table.overlap);
  return found;
}

// Percent with two decimals, rounded half up, as reports print it.
std::string printed(const Ratio& ratio) {
  const double percent = 100 * ratio.frac();
  const double rounded = std::floor(std::abs(percent) * 100 + 0.5) / 100;
  char text[32];
  std::snprintf(text, sizeof text, "%+.2f", percent < 0 ? -rounded : rounded);
  return text;
}

std::vector<std::pair<std::string, std::int64_t>> places(const CountRanking& ranking) {
  std::vector<std::pair<std::string, std::int64_t>> found;
  for (const RankedCount& one : ranking.places) found.emplace_back(one.key, one.count);
  return found;
}

using Places = std::vector<std::pair<std::string, std::int64_t>>;

}  // namespace

TEST_CASE("published: 16,745 pledges of 2017 after +53.62 % leave 10,900 for 2016 alone") {
  // 16,745 / 1.53625 = 10,899.9 and 16,745 / 1.53615 = 10,900.6: one whole number between.
  const CountRange before = counts_before(16745, .5362, .00005).value();
  CHECK(before.least == 10900);
  CHECK(before.most == 10900);
  // 5,845 / 10,900 = .536239
  CHECK(growth(10900, 16745).value().value() == Ratio::of(5845, 10900));
  CHECK(printed(*growth(10900, 16745).value()) == "+53.62");
  CHECK(printed(*growth(10899, 16745).value()) == "+53.64");
  CHECK(printed(*growth(10901, 16745).value()) == "+53.61");
}

TEST_CASE("published: -4.78 % of transfers; whatever their number, the year before follows") {
  // Were there 200,000 transfers in 2018: 200,000 / .95225 = 210,028.9; / .95215 = 210,050.9.
  const CountRange before = counts_before(200000, -.0478, .00005).value();
  CHECK(before.least == 210029);
  CHECK(before.most == 210050);
  CHECK(printed(*growth(210029, 200000).value()) == "-4.78");
  CHECK(printed(*growth(210050, 200000).value()) == "-4.78");
  CHECK(printed(*growth(210028, 200000).value()) == "-4.77");
  CHECK(printed(*growth(210051, 200000).value()) == "-4.79");
}

TEST_CASE("published: shares of 1.47 million operations and of the year 2018") {
  // 85.08 % of 1,470,000 = 1,250,676 transfers; 2.9 % = 42,630 licences; 45.45 % inventions of the
  // transfers: .4545 × 1,250,676 = 568,432.2; 248,000 of 1,470,000 = 16.87 %.
  CHECK(share_of(1250676, 1470000).value() == Ratio::of(8508, 10000));
  CHECK(share_of(42630, 1470000).value() == Ratio::of(29, 1000));
  CHECK(printed(share_of(568432, 1250676).value()) == "+45.45");
  CHECK(printed(share_of(248000, 1470000).value()) == "+16.87");
  // Transfers and licences leave 12.02 % for pledges and all else: 176,694.
  CHECK(share_of(1470000 - 1250676 - 42630, 1470000).value() == Ratio::of(1202, 10000));
}

TEST_CASE("counts before: bounds that are whole count; bad input is refused") {
  // 110 / 1.1 = 100 exactly.
  const CountRange exact = counts_before(110, .1, 0).value();
  CHECK(exact.least == 100);
  CHECK(exact.most == 100);
  // 10 / 1.5 = 6.67, no whole number.
  CHECK(counts_before(10, .5, 0).value().empty());
  CHECK(counts_before(0, .5, .1).value().least == 0);
  CHECK_FALSE(counts_before(-1, .5, 0).ok());
  CHECK_FALSE(counts_before(10, -1, 0).ok());
  CHECK_FALSE(counts_before(10, -.5, .5).ok());
  CHECK_FALSE(counts_before(10, .5, -.1).ok());
  CHECK_FALSE(counts_before(10, kNaN, 0).ok());
  CHECK_FALSE(counts_before(10, 0, kNaN).ok());
  CHECK_FALSE(counts_before(std::numeric_limits<std::int64_t>::max(), -.999999, 0).ok());
}

TEST_CASE("growth and shares: exact, none on a year of 0, refused outside") {
  CHECK(growth(3, 6).value().value() == Ratio::of(1, 1));
  CHECK(growth(6, 3).value().value() == Ratio::of(-1, 2));
  CHECK(growth(6, 0).value().value() == Ratio::of(-1, 1));
  CHECK(growth(1, 3).value().value() == Ratio::of(2, 1));
  CHECK_FALSE(growth(0, 3).value().has_value());
  CHECK_FALSE(growth(-1, 3).ok());
  CHECK_FALSE(growth(3, -1).ok());
  CHECK(growth(1, -1).errors()[0].code == "M-162");
  CHECK(share_of(0, 5).value() == Ratio::of(0, 1));
  CHECK(share_of(5, 5).value() == Ratio::of(1, 1));
  CHECK_FALSE(share_of(6, 5).ok());
  CHECK_FALSE(share_of(-1, 5).ok());
  CHECK_FALSE(share_of(0, 0).ok());
}

TEST_CASE("made market: operations by year, by patents") {
  // Transfers T1 (2 patents), T2 | T3 (4), T4, T5 | T6, T7 (2), T8, T9; licences L1 (2) | L2, L3 |
  // L4, L5, L6; pledges G1 (2) | G2 (3) | G3, G4 (2).
  const auto found = counts(MarketFact::operation, CountUnit::patent);
  CHECK(found.at("transfer") == Years{3, 6, 5});
  CHECK(found.at("licence") == Years{2, 2, 3});
  CHECK(found.at("pledge") == Years{2, 3, 3});
  CHECK(found.at("whole") == Years{7, 11, 11});
  CHECK(found.size() == 4);
  const CountTable table =
      count_operations(made(), MarketFact::operation, CountUnit::patent).value();
  const auto change = growths(table.whole);
  REQUIRE(change.size() == 3);
  CHECK_FALSE(change[0].has_value());
  CHECK(change[1] == Ratio::of(4, 7));
  CHECK(change[2] == Ratio::of(0, 1));
  CHECK(table.overlap == 0);
}

TEST_CASE("made market: the same by operations") {
  const auto found = counts(MarketFact::operation, CountUnit::operation);
  CHECK(found.at("transfer") == Years{2, 3, 4});
  CHECK(found.at("licence") == Years{1, 2, 3});
  CHECK(found.at("pledge") == Years{1, 1, 2});
  CHECK(found.at("whole") == Years{4, 6, 9});
}

TEST_CASE("made market: transfers by kind of patent; an operation counts in each it touches") {
  const RecordFilter transfers{OperationKind::transfer, {}};
  auto found = counts(MarketFact::patent_kind, CountUnit::patent, transfers);
  CHECK(found.at("invention") == Years{3, 3, 3});      // P01 P02 P03 | P05 P06 P03 | P10 P11 P03
  CHECK(found.at("utility_model") == Years{0, 2, 1});  // – | P07 P09 | P12
  CHECK(found.at("design") == Years{0, 1, 1});         // – | P08 | P13
  CHECK(found.at("whole") == Years{3, 6, 5});
  found = counts(MarketFact::patent_kind, CountUnit::operation, transfers);
  CHECK(found.at("invention") == Years{2, 2, 3});      // T1 T2 | T3 T5 | T6 T7 T8
  CHECK(found.at("utility_model") == Years{0, 2, 1});  // T3 T4 | T7
  CHECK(found.at("design") == Years{0, 1, 1});         // T3 | T9
  CHECK(found.at("whole") == Years{2, 3, 4});
  // T3 counts three times, T7 twice: 3 more than the 9 transfers.
  CHECK(count_operations(made(), MarketFact::patent_kind, CountUnit::operation, transfers)
            .value()
            .overlap == 3);
}

TEST_CASE("made market: by region, section, party and whether international") {
  auto found = counts(MarketFact::region, CountUnit::patent);
  CHECK(found.at("Zhejiang") == Years{4, 5, 2});   // T1 G1 | T4 T5 G2 | L6 G3
  CHECK(found.at("Beijing") == Years{3, 1, 5});    // T2 L1 | L2 | T6 T7 L4 L5
  CHECK(found.at("Jiangsu") == Years{0, 5, 0});    // T3 L3
  CHECK(found.at("Guangdong") == Years{0, 0, 3});  // T8 G4
  CHECK(found.at("") == Years{0, 0, 1});           // T9
  found = counts(MarketFact::section, CountUnit::patent);
  CHECK(found.at("H") == Years{4, 1, 1});   // T1 G1 | T4 | G3
  CHECK(found.at("G") == Years{3, 2, 8});   // T2 L1 | T5 L2 | T6 T7 T8 L4 L5 G4
  CHECK(found.at("A") == Years{0, 7, 1});   // T3 (3) L3 G2 | L6
  CHECK(found.at("06") == Years{0, 1, 1});  // T3's design | T9
  found = counts(MarketFact::from_kind, CountUnit::patent);
  CHECK(found.at("company") == Years{4, 4, 5});
  CHECK(found.at("university") == Years{3, 1, 5});
  CHECK(found.at("institute") == Years{0, 5, 0});
  CHECK(found.at("individual") == Years{0, 1, 1});
  found = counts(MarketFact::to_kind, CountUnit::patent);
  CHECK(found.at("other") == Years{2, 3, 3});  // the bank takes the pledges
  found = counts(MarketFact::international, CountUnit::patent);
  CHECK(found.at("true") == Years{0, 0, 3});  // P10 in T6 and L5, P11 in T7
  CHECK(found.at("false") == Years{0, 11, 8});
  CHECK(found.at("") == Years{7, 0, 0});
}

TEST_CASE(
    "made market: a year without a taken operation counts 0, years are those of all records") {
  const auto found =
      counts(MarketFact::patent_kind, CountUnit::patent, {{}, HolderKind::institute});
  CHECK(found.at("whole") == Years{0, 5, 0});
  std::vector<Operation> gap = {made().front(), made().back()};
  gap[1].date = testing::day("2020-05-01");
  const CountTable table = count_operations(gap, MarketFact::operation, CountUnit::patent).value();
  CHECK(table.whole.by_year == Years{1, 0, 0, 0, 1});
  CHECK(growths(table.whole)[1] == Ratio::of(-1, 1));
  CHECK_FALSE(growths(table.whole)[2].has_value());
}

TEST_CASE("made market: rankings; ties by name, and what a cut leaves out is told") {
  const RecordFilter transfers{OperationKind::transfer, {}};
  CountRanking found =
      rank_operations(made(), MarketFact::from_party, CountUnit::patent, 3, transfers).value();
  // 东海大学: T2 T6 T7 (2) = 4; 江南研究所: T3 (4); equal, 东 comes before 江. 甲公司: T1 (2) T5.
  CHECK(places(found) == Places{{"东海大学", 4}, {"江南研究所", 4}, {"甲公司", 3}});
  CHECK(found.whole == 14);
  CHECK(found.keys == 5);
  CHECK(found.tied_below == 0);
  CHECK(found.places[0].share == Ratio::of(4, 14));
  found =
      rank_operations(made(), MarketFact::from_party, CountUnit::operation, 9, transfers).value();
  CHECK(places(found) ==
        Places{{"东海大学", 3}, {"张三", 2}, {"甲公司", 2}, {"丙公司", 1}, {"江南研究所", 1}});
  CHECK(found.whole == 9);
  found = rank_operations(made(), MarketFact::patent, CountUnit::patent, 3,
                          {OperationKind::licence, {}})
              .value();
  CHECK(places(found) == Places{{"P04", 3}, {"P05", 2}, {"P03", 1}});
  CHECK(found.tied_below == 1);  // P10 was licensed once as well
  found = rank_operations(made(), MarketFact::from_party, CountUnit::patent, 5,
                          {{}, HolderKind::university})
              .value();
  CHECK(places(found) == Places{{"东海大学", 9}});
  found = rank_operations(made(), MarketFact::technology_class, CountUnit::patent, 9).value();
  CHECK(places(found) ==
        Places{{"G06F", 13}, {"A61K", 8}, {"H01M", 6}, {"06-01", 1}, {"06-02", 1}});
}

TEST_CASE("made market: who states nothing is in no place, and in the whole") {
  const CountRanking found =
      rank_operations(made(), MarketFact::region, CountUnit::patent, 1).value();
  CHECK(places(found) == Places{{"Zhejiang", 11}});
  CHECK(found.whole == 29);
  CHECK(found.unstated == 1);
  CHECK(found.keys == 4);
  CHECK(found.places[0].share == Ratio::of(11, 29));
}

TEST_CASE("counts: nothing to count is refused") {
  const RecordFilter none{OperationKind::licence, HolderKind::individual};
  const auto table = count_operations(made(), MarketFact::region, CountUnit::patent, none);
  REQUIRE_FALSE(table.ok());
  CHECK(table.errors()[0].code == "M-161");
  CHECK_FALSE(count_operations({}, MarketFact::region, CountUnit::patent).ok());
  CHECK(rank_operations(made(), MarketFact::region, CountUnit::patent, 3, none).errors()[0].code ==
        "M-161");
  CHECK(rank_operations(made(), MarketFact::region, CountUnit::patent, 0).errors()[0].code ==
        "M-162");
}
