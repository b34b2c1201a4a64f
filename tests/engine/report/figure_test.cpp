#include "engine/report/figure.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace pledgelab;

TEST_CASE("figure: the unit follows the currency, 万元 only for CNY") {
  CHECK(shown_unit("CNY", 5).label == Words{"万元", "CNY 10k"});
  CHECK(shown_unit("CNY", 1e12).label.zh == "万元");
  CHECK(shown_unit("USD", 2e6).label == Words{"千 USD", "USD thousand"});
  CHECK(shown_unit("GBP", 99'999).label == Words{"GBP", ""});
  CHECK(shown_unit("GBP", 100'000).label.zh == "千 GBP");
  CHECK(axis_unit("CNY", 9999).label.zh == "元");
  CHECK(axis_unit("CNY", 10'000).label.zh == "万元");
  CHECK(axis_unit("CNY", 1e9).label.zh == "亿元");
  CHECK(axis_unit("USD", 1e8).label.en == "USD million");
  CHECK(axis_unit("USD", 1e15).label.en == "USD trillion");
}

TEST_CASE("figure: money is rounded half up from its fen and grouped") {
  const MoneyUnit wan = shown_unit("CNY", 1e6);
  CHECK(show(Money::of_fen(1'284'300'0000), wan) == "12,843.00");
  CHECK(show(Money::of_fen(5'000), wan) == "0.01");  // 50 yuan: the half goes up
  CHECK(show(Money::of_fen(4'999), wan) == "<0.01");
  CHECK(show(Money::of_fen(-15'000), wan) == "-0.02");  // half away from zero
  CHECK(show(Money::of_fen(-1), wan) == ">-0.01");
  CHECK(show(Money(), wan) == "0.00");
  CHECK(show(Money::of_fen(999'999'999), wan) == "1,000.00");
  const MoneyUnit thousand = shown_unit("USD", 1e6);
  CHECK(show(Money::of_fen(4'176'916'600), thousand) == "41,769.2");
  CHECK(show(Money::of_fen(INT64_MAX), wan) == "9,223,372,036,854.78");
}

TEST_CASE("figure: estimates, percentages, ranges") {
  const MoneyUnit wan = shown_unit("CNY", 1e6);
  CHECK(show_yuan(12'843'000, wan) == "1,284.30");
  CHECK(show_yuan(-0.0, wan) == "0.00");
  CHECK(show_yuan(3, wan) == "<0.01");
  CHECK(show_yuan(std::numeric_limits<double>::quiet_NaN(), wan) == "–");
  CHECK(show_yuan(std::numeric_limits<double>::infinity(), wan) == "–");
  CHECK(show_percent(0.1234, 1) == "12.3");
  CHECK(show_count(-1'234'567) == "-1,234,567");
  CHECK(show_rounded(12'843'000, wan) == "1,280");
  CHECK(show_rounded(128'430, wan) == "12.8");
  CHECK(show_rounded(0, wan) == "0");
  CHECK(show_rounded(99'990'000, wan) == "10,000");
}

TEST_CASE("figure: a cell shows by what it holds") {
  Column column = money_column("x", {"甲", "x"}, shown_unit("CNY", 1));
  CHECK(show(TableCell{Money::of_yuan(10'000)}, column) == "1.00");
  CHECK(show(TableCell{}, column) == "–");
  CHECK(show(TableCell{std::int64_t{5547}}, column) == "5,547");
  CHECK(show(TableCell{Frac{0.5}}, column) == "50.00");
  CHECK(show(TableCell{*make_date(2019, 8, 30)}, column) == "2019-08-30");
}

TEST_CASE("table: a row that does not suit its columns is found") {
  Table table;
  table.id = "t";
  table.columns = {text_column("a", {"甲", ""}), count_column("b", {"乙", ""}, {"笔", ""})};
  table.rows.push_back({{Words{"x", ""}, std::int64_t{1}}});
  CHECK(fault_of(table).empty());
  table.rows.push_back({{Words{"x", ""}, 1.5}});
  CHECK(fault_of(table).find("row 1") != std::string::npos);
  table.rows[1] = {{Words{"x", ""}}};
  CHECK(fault_of(table).find("1 cells for 2 columns") != std::string::npos);
}
