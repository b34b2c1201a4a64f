#include <algorithm>
#include <cmath>

#include "engine/report/figure.hpp"
#include "engine/report/sections.hpp"

namespace pledgelab {

namespace {

Table fund_table(const FundResult& fund, const MoneyUnit& unit) {
  Table table;
  table.id = "fund-" + fund.party_id + "-path";
  table.columns = {date_column("date", {"日期", "date"})};
  const std::array<const char*, 5> levels = {"5 %", "25 %", "50 %", "75 %", "95 %"};
  for (const char* level : levels)
    table.columns.push_back(money_column(std::string("q") + level, {level, ""}, unit));
  table.columns.push_back(share_column("exhausted", {"已耗尽", "exhausted"}));
  for (const FanPoint& point : fund.path) {
    Row row{{point.date}};
    for (const double quantile : point.quantile_yuan) row.cells.push_back(Yuan{quantile});
    row.cells.push_back(Frac{point.exhausted_frac});
    table.rows.push_back(std::move(row));
  }
  table.note = {"余额的分位数与截至该日已耗尽的路径占比。",
                "Quantiles of the balance, and the part of paths exhausted by that date."};
  return table;
}

Chart fund_chart(const ReportInput& input, const FundResult& fund, const MoneyUnit& unit) {
  Fan fan;
  FanPoint opening{input.as_of, {}, 0};
  opening.quantile_yuan.fill(fund.opening_yuan);
  fan.points = {opening};
  double largest = std::fabs(fund.opening_yuan);
  for (const FanPoint& point : fund.path) {
    fan.points.push_back(point);
    for (const double quantile : point.quantile_yuan)
      largest = std::max(largest, std::fabs(quantile));
  }
  fan.unit = axis_unit(input.currency, largest);
  fan.axis = {"基金余额", "fund balance"};
  fan.strip = {"已耗尽的路径占比 (%)", "paths exhausted (%)"};
  Chart chart;
  chart.id = "fund-" + fund.party_id;
  chart.title = {fund.name.zh + "：余额路径",
                 (fund.name.en.empty() ? fund.name.zh : fund.name.en) + ": path of the balance"};
  chart.reading = {"中线为中位数，深带含一半路径，浅带含九成；下方为截至该日耗尽的概率。",
                   "Line: median. Dark band: half of the paths; light band: nine in ten. Below: "
                   "probability of exhaustion by that date."};
  chart.table = fund_table(fund, unit);
  chart.drawing = std::move(fan);
  return chart;
}

}  // namespace

Section fund_section(const ReportInput& input, const MoneyUnit& unit) {
  Section section{"fund", {"基金余额", "Fund balance"}, {}};
  if (input.funds.empty())
    section.blocks.push_back(Words{"本政策没有基金，或没有计算其余额。",
                                   "This policy has no fund, or none was tracked."});
  for (const FundResult& fund : input.funds) {
    const std::string odds = show_percent(fund.exhausted_frac, 1);
    const std::string unpaid = show_yuan(fund.shortfall.value, unit);
    section.blocks.push_back(
        Notice{{fund.name.zh + "：期内耗尽概率 " + odds + " %，因余额不足未能支付的金额平均 " +
                    unpaid + " " + unit.label.zh + "。",
                (fund.name.en.empty() ? fund.name.zh : fund.name.en) +
                    ": runs dry within the horizon on " + odds +
                    " % of paths; unpaid for want of "
                    "balance, mean " +
                    unpaid + " " + (unit.label.en.empty() ? unit.label.zh : unit.label.en) + "."},
               fund.exhausted_frac > 0});
    if (!fund.path.empty()) section.blocks.push_back(fund_chart(input, fund, unit));
  }
  return section;
}

}  // namespace pledgelab
