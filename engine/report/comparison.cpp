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
                   text_column("inside", {"在 5–95 % 内", "within 5–95 %"}),
                   share_column("below", {"低于实际的路径", "paths below"})};
  for (const Comparison& comparison : comparisons) {
    for (const ComparisonLine& line : comparison.lines) {
      const bool inside = line.low <= line.realised && line.realised <= line.high;
      table.rows.push_back(
          {{comparison.name, line.measure, line.money ? unit.label : Words{"笔", "loans"},
            amount(line, line.realised), amount(line, line.simulated_mean),
            amount(line, line.simulated_sd), amount(line, line.low), amount(line, line.high),
            miss(line), inside ? Words{"是", "yes"} : Words{"否", "no"}, Frac{line.below_frac}},
           false,
           !inside});
    }
  }
  table.note = {
      "偏差 =（实际 − 模拟均值）÷ 模拟标准差；正数表示实际比模拟更差。",
      "Miss = (realised − simulated mean) / simulated s.d.; positive: reality was worse."};
  return table;
}

Table group_table(const std::vector<OutcomeGroup>& groups, const MoneyUnit& unit) {
  Table table;
  table.id = "realised-groups";
  table.title = {"违约率、金额与损失率：实际与模拟", "default rate, size and severity by group"};
  table.columns = {text_column("group", {"分组", "group"}),
                   count_column("loans", {"贷款", "loans"}, {"笔", "count"}),
                   money_column("lent", {"放款额", "lent"}, unit),
                   share_column("rate_realised", {"违约率 实际", "default rate realised"}),
                   share_column("rate_simulated", {"违约率 模拟", "default rate simulated"}),
                   money_column("size_realised", {"违约笔均 实际", "size realised"}, unit),
                   money_column("size_simulated", {"违约笔均 模拟", "size simulated"}, unit),
                   share_column("severity_realised", {"损失率 实际", "severity realised"}),
                   share_column("severity_simulated", {"损失率 模拟", "severity simulated"})};
  const auto frac = [](double top, double bottom) {
    return bottom > 0 ? TableCell{Frac{top / bottom}} : TableCell{};
  };
  const auto each = [](double top, double bottom) {
    return bottom > 0 ? TableCell{Yuan{top / bottom}} : TableCell{};
  };
  for (const OutcomeGroup& group : groups) {
    const auto loans = static_cast<double>(group.loan_count);
    table.rows.push_back({{group.name, group.loan_count, group.lent,
                           frac(group.realised_count, loans), frac(group.simulated_count, loans),
                           each(group.realised_defaulted_yuan, group.realised_count),
                           each(group.simulated_defaulted_yuan, group.simulated_count),
                           frac(group.realised_loss_yuan, group.realised_defaulted_yuan),
                           frac(group.simulated_loss_yuan, group.simulated_defaulted_yuan)}});
  }
  table.note = {"违约笔均 = 违约贷款的放款额 ÷ 违约笔数；损失率 = 损失 ÷ 违约贷款的放款额。",
                "Size = amount lent of the defaulted loans ÷ their number; severity = loss ÷ that "
                "amount."};
  return table;
}

Table parts_table(const std::vector<OutcomeGroup>& groups, const MoneyUnit& unit) {
  Table table;
  table.id = "miss-parts";
  table.title = {"偏差的分解", "the miss in parts"};
  table.columns = {text_column("group", {"分组", "group"}),
                   money_column("realised", {"实际损失", "realised loss"}, unit),
                   money_column("simulated", {"模拟均值", "simulated mean"}, unit),
                   money_column("miss", {"偏差", "miss"}, unit),
                   money_column("from_count", {"因违约笔数", "from the number"}, unit),
                   money_column("from_size", {"因违约笔均", "from the size"}, unit),
                   money_column("from_severity", {"因损失率", "from the severity"}, unit)};
  for (const OutcomeGroup& group : groups) {
    table.rows.push_back(
        {{group.name, Yuan{group.realised_loss_yuan}, Yuan{group.simulated_loss_yuan},
          Yuan{group.realised_loss_yuan - group.simulated_loss_yuan}, Yuan{group.from_count_yuan},
          Yuan{group.from_size_yuan}, Yuan{group.from_severity_yuan}}});
  }
  table.note = {
      "恒等式（F84）：后三列之和等于偏差；后两列之和为每笔违约损失不同所致。"
      "分组各自分解，其部分之和不必等于全部的部分。",
      "An identity (F84): the last three columns sum to the miss; the last two are what "
      "the loss per default makes. Each group is cut for itself: parts need not sum over "
      "groups."};
  return table;
}

Table years_table(const std::vector<OutcomeYear>& years) {
  Table table;
  table.id = "realised-years";
  table.title = {"逐年违约笔数", "defaults by year"};
  table.columns = {
      date_column("from", {"自（不含）", "after"}), date_column("to", {"至（含）", "to"}),
      count_column("realised", {"实际", "realised"}, {"笔", "count"}),
      number_column("simulated", {"模拟均值", "simulated mean"}, {"笔", "count"}, 1),
      number_column("difference", {"实际 − 模拟", "realised − simulated"}, {"笔", "count"}, 1)};
  for (const OutcomeYear& year : years) {
    table.rows.push_back({{year.from, year.to, year.realised_count, year.simulated_count,
                           static_cast<double>(year.realised_count) - year.simulated_count}});
  }
  return table;
}

}  // namespace pledgelab
