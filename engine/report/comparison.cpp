#include "engine/report/comparison.hpp"

namespace pledgelab {

namespace {

TableCell amount(const ComparisonLine& line, double value) {
  if (line.money) return Yuan{value};
  return value;
}

TableCell miss(const ComparisonLine& line) {
  if (line.simulated_sd > 0) return (line.realised - line.simulated_mean) / line.simulated_sd;
  if (line.realised == line.simulated_mean) return 0.0;
  return {};
}

Column amount_column(std::string key, Words label, const MoneyUnit& unit) {
  Column column = money_column(std::move(key), std::move(label), unit);
  column.type = ColumnType::mixed;
  column.unit = {};
  column.decimals = 1;
  return column;
}

}  // namespace

Table comparison_table(const std::vector<Comparison>& comparisons, const MoneyUnit& unit) {
  Table table;
  table.id = "simulated-realised";
  table.title = {"模拟与实际", "simulated and realised"};
  table.columns = {text_column("book", {"台账", "book"}),
                   text_column("measure", {"指标", "measure"}),
                   text_column("unit", {"单位", "unit"}),
                   amount_column("realised", {"实际", "realised"}, unit),
                   amount_column("simulated", {"模拟均值", "simulated mean"}, unit),
                   amount_column("sd", {"模拟标准差", "simulated s.d."}, unit),
                   amount_column("low", {"5 %", ""}, unit),
                   amount_column("high", {"95 %", ""}, unit),
                   number_column("miss", {"偏差", "miss"}, {"个标准差", "s.d."}, 2),
                   text_column("inside", {"在 5–95 % 内", "within 5–95 %"})};
  for (const Comparison& comparison : comparisons) {
    for (const ComparisonLine& line : comparison.lines) {
      const bool inside = line.low <= line.realised && line.realised <= line.high;
      table.rows.push_back(
          {{comparison.name, line.measure, line.money ? unit.label : Words{"笔", "loans"},
            amount(line, line.realised), amount(line, line.simulated_mean),
            amount(line, line.simulated_sd), amount(line, line.low), amount(line, line.high),
            miss(line), inside ? Words{"是", "yes"} : Words{"否", "no"}},
           false,
           !inside});
    }
  }
  table.note = {
      "偏差 =（实际 − 模拟均值）÷ 模拟标准差；正数表示实际比模拟更差。",
      "Miss = (realised − simulated mean) / simulated s.d.; positive: reality was worse."};
  return table;
}

}  // namespace pledgelab
