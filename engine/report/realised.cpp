#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/report/figure.hpp"
#include "engine/report/sections.hpp"

namespace pledgelab {

namespace {

const std::string& english(const Words& words) { return words.en.empty() ? words.zh : words.en; }

double part(double top, double bottom) { return bottom > 0 ? top / bottom : 0; }

std::string percent(double top, double bottom) { return show_percent(part(top, bottom), 1) + " %"; }

Words opening(const ReportInput& input) {
  return {
      fmt::format("本节把模拟与事后已知的实际结果并列，基准日 "
                  "{}。这些贷款的结果不进入任何估值、违约率或路径，"
                  "只进入本节。",
                  to_iso(input.as_of)),
      fmt::format("What was simulated as of {} stands beside what happened. The outcomes of these "
                  "loans enter no valuation, no default rate and no path, only this section.",
                  to_iso(input.as_of))};
}

Words loss_fact(const OutcomeGroup& whole, const MoneyUnit& unit) {
  const double miss = whole.realised_loss_yuan - whole.simulated_loss_yuan;
  const double size = whole.from_size_yuan + whole.from_severity_yuan;
  const auto amount = [&](double yuan) { return show_yuan(yuan, unit); };
  return {
      fmt::format("事实：实际损失比模拟均值{} {} {}；其中因违约笔数 {}，因每笔违约的损失 {}"
                  "（违约笔均 {}，损失率 {}）。",
                  miss < 0 ? "少" : "多", amount(std::abs(miss)), unit.label.zh,
                  amount(whole.from_count_yuan), amount(size), amount(whole.from_size_yuan),
                  amount(whole.from_severity_yuan)),
      fmt::format("Fact: the realised loss is {} {} {} the simulated mean; {} from the number of "
                  "defaults, {} from the loss per default (size of the loans that defaulted {}, "
                  "severity {}).",
                  amount(std::abs(miss)), english(unit.label), miss < 0 ? "below" : "above",
                  amount(whole.from_count_yuan), amount(size), amount(whole.from_size_yuan),
                  amount(whole.from_severity_yuan))};
}

Words lender_fact(const OutcomeComparison& comparison) {
  const OutcomeGroup& whole = comparison.groups[0];
  const OutcomeGroup& largest = comparison.groups[1];
  const OutcomeGroup& rest = comparison.groups[2];
  const auto count = [](const OutcomeGroup& group) {
    return static_cast<double>(group.loan_count);
  };
  const std::string loans = percent(count(largest), count(whole));
  const std::string lent = percent(largest.lent.yuan(), whole.lent.yuan());
  const std::string hers = percent(largest.realised_count, count(largest));
  const std::string hers_simulated = percent(largest.simulated_count, count(largest));
  const std::string others = percent(rest.realised_count, count(rest));
  const std::string others_simulated = percent(rest.simulated_count, count(rest));
  return {
      fmt::format(
          "事实：贷款机构 {} 占笔数 {}、放款额 {}；其违约率实际 {}、模拟 {}，其余机构实际 {}、"
          "模拟 "
          "{}"
          "。情景没有按机构区分的参数，模拟中机构之间的差别只能来自其贷款的构成（行业、规模、地区、"
          "金额、期限）。",
          comparison.largest_lender, loans, lent, hers, hers_simulated, others, others_simulated),
      fmt::format("Fact: lender {} has {} of the loans and {} of the amount lent; its default "
                  "rate is {} realised, {} simulated; that of the others {} and {}. The scenario "
                  "has no level by lender: simulated lenders differ by the mix of their loans "
                  "only (sector, size, region, amount, term).",
                  comparison.largest_lender, loans, lent, hers, hers_simulated, others,
                  others_simulated)};
}

// The three consecutive years with the largest excess of realised over simulated defaults.
Words years_fact(const std::vector<OutcomeYear>& years) {
  std::size_t worst = 0;
  double most = 0;
  std::int64_t all = 0;
  const std::size_t width = std::min<std::size_t>(3, years.size());
  for (std::size_t i = 0; i < years.size(); ++i) {
    all += years[i].realised_count;
    double excess = 0;
    if (i + width > years.size()) continue;
    for (std::size_t k = i; k < i + width; ++k) {
      excess += static_cast<double>(years[k].realised_count) - years[k].simulated_count;
    }
    if (i == 0 || excess > most) {
      most = excess;
      worst = i;
    }
  }
  std::int64_t inside = 0;
  for (std::size_t k = worst; k < worst + width; ++k) inside += years[k].realised_count;
  const std::string from = to_iso(years[worst].from);
  const std::string to = to_iso(years[worst + width - 1].to);
  const std::string share = percent(static_cast<double>(inside), static_cast<double>(all));
  const std::string excess = show_number(most, 0);
  return {
      fmt::format(
          "事实：实际超出模拟最多的连续 {} 年是 {} 之后至 {}：实际违约 {} 笔，占全部有日期者的 {}，"
          "比模拟均值多 {} 笔。",
          width, from, to, show_count(inside), share, excess),
      fmt::format("Fact: the {} consecutive years in which reality exceeded the simulation most "
                  "are those after {} to {}: {} defaults, {} of all dated ones, {} more than the "
                  "simulated mean.",
                  width, from, to, show_count(inside), share, excess)};
}

// What the levels of default and severity were fitted on, in the scenario's own words.
Table fitted_table(const ReportInput& input) {
  Table table;
  table.id = "fitted-on";
  table.title = {"情景由什么拟合", "what the scenario was fitted on"};
  table.columns = {text_column("parameter", {"参数", "parameter"}),
                   text_column("source", {"来源", "source"}),
                   date_column("date", {"日期", "date"})};
  for (const Assumption& one : input.assumptions) {
    const Parameter& parameter = one.parameter;
    if (parameter.mark != Mark::fitted) continue;
    const TableCell date = parameter.date ? TableCell{*parameter.date} : TableCell{};
    table.rows.push_back({{Words{parameter.name, ""}, Words{parameter.source, ""}, date}});
  }
  table.note = {
      "事实：拟合数据里没有本台账贷款的结果；不在这些数据里的经济与放款做法，情景无从知道。",
      "Fact: the outcomes of this book's loans are not among these data; an economy or a "
      "lending practice that is not in them the scenario cannot know."};
  return table;
}

Words inference() {
  return {
      "推断（本数据不能证明）：偏差中有多少来自与拟合批次不同的经济，有多少来自机构自身的放款做法，"
      "一个批次的结果分不开；标准差取决于情景中共同因子的水平，偏差以标准差计小，并不说明均值准确"
      "。",
      "Inference (these data do not prove it): how much of the miss is the economy after the "
      "fitted years and how much a lender's own practice cannot be told apart from one cohort. "
      "The s.d. rests on the scenario's level of the common factor: a miss of few s.d. does not "
      "make the mean right."};
}

void add_cautions(const OutcomeComparison& comparison, Section& section) {
  if (comparison.late_count > 0) {
    const std::string count = show_count(comparison.late_count);
    section.blocks.push_back(
        Notice{{count + " 笔实际违约在模拟期之后；它们计入实际，而模拟不能及。",
                count + " defaults happened after the horizon: they count as realised, and no path "
                        "reaches them."},
               true});
  }
  if (comparison.undated_count > 0) {
    const std::string count = show_count(comparison.undated_count);
    section.blocks.push_back(Notice{
        {count + " 笔违约没有日期；分担时按基准日计，只在政策按日期计算时有影响。",
         count + " defaults have no date; they are shared as of the as-of date, which matters only "
                 "where the policy asks for dates."},
        false});
  }
}

}  // namespace

Section comparison_section(const ReportInput& input, const MoneyUnit& unit) {
  const OutcomeComparison& comparison = *input.comparison;
  Section section{"comparison", {"模拟与实际", "Simulated and realised"}, {}};
  section.blocks.push_back(opening(input));
  add_cautions(comparison, section);
  section.blocks.push_back(comparison_table(comparison.variants, unit));
  if (comparison.groups.empty()) return section;
  section.blocks.push_back(loss_fact(comparison.groups.front(), unit));
  section.blocks.push_back(parts_table(comparison.groups, unit));
  const bool lenders = comparison.groups.size() == 3;
  if (lenders) section.blocks.push_back(lender_fact(comparison));
  section.blocks.push_back(group_table(comparison.groups, unit));
  if (!comparison.years.empty()) {
    section.blocks.push_back(years_fact(comparison.years));
    section.blocks.push_back(years_table(comparison.years));
  }
  Table fitted = fitted_table(input);
  if (!fitted.rows.empty()) section.blocks.push_back(std::move(fitted));
  section.blocks.push_back(inference());
  return section;
}

}  // namespace pledgelab
