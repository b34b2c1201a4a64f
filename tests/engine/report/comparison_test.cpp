#include "engine/report/comparison.hpp"

#include <doctest/doctest.h>

#include "engine/report/figure.hpp"
#include "engine/report/report.hpp"

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

TEST_CASE(
    "comparison: groups show rates and severities, parts their sums; empty groups no figure") {
  OutcomeGroup group;
  group.name = {"全部", "whole"};
  group.loan_count = 200;
  group.lent = Money::of_yuan(9000);
  group.realised_count = 20;
  group.simulated_count = 10;
  group.realised_defaulted_yuan = 3000;
  group.simulated_defaulted_yuan = 1000;
  group.realised_loss_yuan = 1500;
  group.simulated_loss_yuan = 600;
  group.from_count_yuan = 600;
  group.from_size_yuan = 600;
  group.from_severity_yuan = -300;
  const MoneyUnit unit = shown_unit("USD", 1e4);
  const Table groups = group_table({group, {}}, unit);
  CHECK(fault_of(groups) == "");
  const auto& cells = groups.rows[0].cells;
  CHECK(std::get<Frac>(cells[3]).frac == doctest::Approx(0.10));
  CHECK(std::get<Frac>(cells[4]).frac == doctest::Approx(0.05));
  CHECK(std::get<Yuan>(cells[5]).yuan == doctest::Approx(150));
  CHECK(std::get<Yuan>(cells[6]).yuan == doctest::Approx(100));
  CHECK(std::get<Frac>(cells[7]).frac == doctest::Approx(0.5));
  CHECK(std::get<Frac>(cells[8]).frac == doctest::Approx(0.6));
  CHECK(std::holds_alternative<std::monostate>(groups.rows[1].cells[3]));
  const Table parts = parts_table({group}, unit);
  CHECK(fault_of(parts) == "");
  double sum = 0;
  for (std::size_t at = 4; at <= 6; ++at) sum += std::get<Yuan>(parts.rows[0].cells[at]).yuan;
  CHECK(std::get<Yuan>(parts.rows[0].cells[3]).yuan == doctest::Approx(sum));
}

TEST_CASE("comparison: a section of its own, first, and only when outcomes are there") {
  ReportInput input;
  input.currency = "USD";
  CHECK(make_report(input).sections.front().id == "who-pays");
  OutcomeComparison comparison;
  comparison.variants.push_back(
      {{"全部", "whole"}, {{{"损失", "loss"}, true, 5, 4, 1, 3, 6, 0.9}}});
  comparison.groups.emplace_back();
  comparison.years = {{*make_date(2003, 10, 1), *make_date(2004, 10, 1), 1, 4.0},
                      {*make_date(2004, 10, 1), *make_date(2005, 10, 1), 9, 4.0},
                      {*make_date(2005, 10, 1), *make_date(2006, 10, 1), 6, 4.0},
                      {*make_date(2006, 10, 1), *make_date(2007, 10, 1), 7, 4.0},
                      {*make_date(2007, 10, 1), *make_date(2008, 10, 1), 2, 4.0}};
  comparison.late_count = 2;
  input.comparison = comparison;
  const Report report = make_report(input);
  CHECK(report.sections.size() == make_report({}).sections.size() + 1);
  REQUIRE(report.sections.front().id == "comparison");
  std::string words;
  bool alarm = false;
  for (const Block& block : report.sections.front().blocks) {
    if (const auto* text = std::get_if<Words>(&block)) words += text->en + "\n";
    if (const auto* notice = std::get_if<Notice>(&block)) alarm = alarm || notice->alarm;
    if (const auto* table = std::get_if<Table>(&block)) CHECK(fault_of(*table) == "");
  }
  CHECK(alarm);  // defaults past the horizon
  CHECK(words.find("the 3 consecutive years") != std::string::npos);
  CHECK(words.find(
            "after 2004-10-01 to 2007-10-01: 22 defaults, 88.0 % of all dated ones, 10 more") !=
        std::string::npos);
  CHECK(words.find("Inference") != std::string::npos);
  CHECK(words.find("lender") !=
        std::string::npos);  // of the inference; no lender fact in one group
}
