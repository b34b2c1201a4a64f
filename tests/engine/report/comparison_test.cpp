#include "engine/report/comparison.hpp"

#include <doctest/doctest.h>

#include "engine/report/figure.hpp"

using namespace pledgelab;

TEST_CASE("comparison: the miss in standard deviations, positive when reality was worse") {
  const Comparison all{{"全部", "all"},
                       {{{"违约笔数", "default count"}, false, 1262, 1100, 81, 970, 1240},
                        {{"损失", "loss"}, true, 41'769'166, 43'769'166, 4e6, 37e6, 51e6}}};
  const Table table = comparison_table({all}, shown_unit("USD", 1e8));
  CHECK(fault_of(table) == "");
  REQUIRE(table.rows.size() == 2);
  CHECK(std::get<double>(table.rows[0].cells[8]) == doctest::Approx(2.0));
  CHECK(table.rows[0].alarm);
  Comparison edge = all;
  edge.lines[0].high = edge.lines[0].realised;
  CHECK_FALSE(comparison_table({edge}, shown_unit("USD", 1e8)).rows[0].alarm);
  CHECK(std::get<double>(table.rows[1].cells[8]) == doctest::Approx(-0.5));
  CHECK_FALSE(table.rows[1].alarm);
  CHECK(show(table.rows[0].cells[3], table.columns[3]) == "1,262.0");
  CHECK(show(table.rows[1].cells[3], table.columns[3]) == "41,769.2");
  CHECK(std::get<Words>(table.rows[1].cells[2]).zh == "千 USD");
}

TEST_CASE("comparison: no spread gives no figure unless both agree") {
  const Comparison fixed{
      {"固定", "fixed"},
      {{{"损失", "loss"}, true, 5, 5, 0, 5, 5}, {{"损失", "loss"}, true, 6, 5, 0, 5, 5}}};
  const Table table = comparison_table({fixed}, shown_unit("CNY", 1));
  CHECK(std::get<double>(table.rows[0].cells[8]) == 0.0);
  CHECK(std::holds_alternative<std::monostate>(table.rows[1].cells[8]));
}
