#include <algorithm>
#include <cmath>

#include "engine/report/figure.hpp"
#include "engine/report/sections.hpp"

namespace pledgelab {

namespace {

constexpr double kWantedBins = 30;
constexpr double kBeyondTail = 1.25;  // of the farthest mark: what lies beyond goes in one bin

/// The smallest of 1, 2, 5 × 10^k that is at least `width`.
double round_width(double width) {
  const double power = std::pow(10.0, std::floor(std::log10(width)));
  for (const double step : {1.0, 2.0, 5.0})
    if (step * power >= width * (1 - 1e-12)) return step * power;
  return 10 * power;
}

Table loss_table(const ReportInput& input, const MoneyUnit& unit) {
  const LossResult& loss = *input.loss;
  Table table;
  table.id = "loss-measures";
  table.title = {"损失的度量", "measures of the loss"};
  table.columns = {text_column("measure", {"指标", "measure"}),
                   money_column("value", {"数值", "value"}, unit),
                   money_column("se", {"标准误", "s.e."}, unit),
                   share_column("of_exposure", {"占敞口", "of exposure"})};
  table.columns.back().decimals = 3;
  const double exposure = input.exposure.yuan();
  const auto add = [&](Words label, double value, TableCell error) {
    TableCell share;
    if (exposure > 0) share = Frac{value / exposure};
    table.rows.push_back({{std::move(label), Yuan{value}, std::move(error), std::move(share)}});
  };
  const std::string level = show_level(loss.level);
  add({"预期损失", "expected loss"}, loss.expected.value, Yuan{loss.expected.standard_error});
  std::vector<double> sorted = loss.paths_yuan;
  std::sort(sorted.begin(), sorted.end());
  if (!sorted.empty()) {
    add({"中位数", "median"}, quantile_sorted(sorted, 0.5), {});
    add({"95 % 分位", "95 % quantile"}, quantile_sorted(sorted, 0.95), {});
  }
  add({"风险价值 VaR " + level, "value at risk " + level}, loss.value_at_risk.value,
      Yuan{loss.value_at_risk.standard_error});
  add({"预期尾部损失 ES " + level, "expected shortfall " + level}, loss.expected_shortfall.value,
      Yuan{loss.expected_shortfall.standard_error});
  if (!sorted.empty()) add({"最大路径", "largest path"}, sorted.back(), {});
  table.note = {"损失为扣除全部回收之后、分担之前的金额；标准误只反映路径数有限，不含参数误差。",
                "Loss after all recoveries, before sharing. The standard error covers the finite "
                "number of paths only, not the error of the parameters."};
  return table;
}

Table recovery_table(const ReportInput& input, const MoneyUnit& unit) {
  const LossResult& loss = *input.loss;
  Table table;
  table.id = "recoveries";
  table.title = {"违约与回收", "defaults and recoveries"};
  table.columns = {text_column("item", {"项目", "item"}),
                   money_column("mean", {"均值", "mean"}, unit),
                   money_column("se", {"标准误", "s.e."}, unit),
                   share_column("of_default", {"占违约余额", "of owed at default"})};
  const auto add = [&](Words label, const Estimate& estimate, bool total) {
    TableCell share;
    if (loss.defaulted.value > 0) share = Frac{estimate.value / loss.defaulted.value};
    table.rows.push_back(
        {{std::move(label), Yuan{estimate.value}, Yuan{estimate.standard_error}, share}, total});
  };
  add({"违约时余额", "owed at default"}, loss.defaulted, false);
  add({"知识产权处置（市场）", "sale of the IP (market)"}, loss.ip_sale, false);
  add({"其他回收", "other recovery"}, loss.other_recovery, false);
  if (loss.policy_recovery.value != 0)
    add({"各方追回款（按政策）", "recovered by the parties (policy)"}, loss.policy_recovery, false);
  add({"预期损失", "expected loss"}, loss.expected, true);
  table.note = {"平均每条路径违约 " + show_number(loss.default_count.value, 2) + " 笔。",
                "Defaults a path, mean: " + show_number(loss.default_count.value, 2) + " loans."};
  return table;
}

Table bins_table(const Histogram& histogram, const MoneyUnit& unit) {
  Table table;
  table.id = "loss-bins";
  table.columns = {money_column("from", {"自", "from"}, unit),
                   money_column("to", {"至", "to"}, unit),
                   share_column("paths", {"路径", "paths"})};
  table.rows.push_back({{Yuan{0}, Yuan{0}, Frac{histogram.zero_frac}}});
  for (std::size_t i = 0; i < histogram.paths_frac.size(); ++i) {
    const double from = histogram.bin_yuan * static_cast<double>(i);
    const bool open = histogram.last_open && i + 1 == histogram.paths_frac.size();
    const TableCell to = open ? TableCell{} : TableCell{Yuan{from + histogram.bin_yuan}};
    table.rows.push_back({{Yuan{from}, to, Frac{histogram.paths_frac[i]}}});
  }
  table.folded = true;
  return table;
}

Chart loss_chart(const ReportInput& input, const MoneyUnit& unit) {
  const LossResult& loss = *input.loss;
  Histogram histogram = loss_histogram(
      loss.paths_yuan, std::max(loss.expected_shortfall.value, loss.value_at_risk.value));
  const double reach = histogram.bin_yuan * static_cast<double>(histogram.paths_frac.size());
  histogram.unit = axis_unit(input.currency, reach);
  histogram.axis = {"损失", "loss"};
  histogram.marks = {{{"EL", ""}, loss.expected.value},
                     {{"VaR", ""}, loss.value_at_risk.value},
                     {{"ES", ""}, loss.expected_shortfall.value}};
  Chart chart;
  chart.id = "loss-distribution";
  chart.title = {"损失分布", "distribution of the loss"};
  const std::string level = show_level(loss.level);
  chart.reading = {"每根柱子是落在该区间的路径占比。EL 预期损失；VaR、ES 为 " + level +
                       " 水平的风险价值与预期尾部损失。",
                   "Each bar: the part of paths with a loss in that range. EL expected loss; VaR "
                   "and ES: value at risk and expected shortfall at " +
                       level + "."};
  chart.table = bins_table(histogram, unit);
  chart.drawing = std::move(histogram);
  return chart;
}

}  // namespace

Histogram loss_histogram(const std::vector<double>& paths_yuan, double tail_yuan) {
  Histogram histogram;
  if (paths_yuan.empty()) return histogram;
  const double largest = *std::max_element(paths_yuan.begin(), paths_yuan.end());
  const double each = 1.0 / static_cast<double>(paths_yuan.size());
  std::size_t zeros = 0;
  for (const double loss : paths_yuan) zeros += loss <= 0 ? 1 : 0;
  histogram.zero_frac = static_cast<double>(zeros) * each;
  if (largest <= 0) return histogram;
  const double reach = tail_yuan > 0 ? std::min(largest, kBeyondTail * tail_yuan) : largest;
  histogram.bin_yuan = round_width(reach / kWantedBins);
  auto bins = static_cast<std::size_t>(std::ceil(reach / histogram.bin_yuan - 1e-9));
  bins = std::max<std::size_t>(bins, 1);
  histogram.last_open = largest > histogram.bin_yuan * static_cast<double>(bins);
  if (histogram.last_open) ++bins;
  std::vector<std::size_t> counts(bins, 0);
  for (const double loss : paths_yuan) {
    if (loss <= 0) continue;
    const double bin = std::min(loss / histogram.bin_yuan, static_cast<double>(bins - 1));
    ++counts[static_cast<std::size_t>(bin)];
  }
  for (const std::size_t count : counts)
    histogram.paths_frac.push_back(static_cast<double>(count) * each);
  return histogram;
}

Section loss_section(const ReportInput& input, const MoneyUnit& unit) {
  Section section{"loss", {"损失分布", "Loss distribution"}, {}};
  if (!input.loss) {
    section.blocks.push_back(Words{"本次没有模拟损失。", "No loss was simulated in this run."});
    return section;
  }
  if (input.loss->paths_yuan.empty())
    section.blocks.push_back(
        Words{"没有保存逐路径损失，不能作图。", "No losses by path were kept; nothing to draw."});
  else
    section.blocks.push_back(loss_chart(input, unit));
  section.blocks.push_back(loss_table(input, unit));
  section.blocks.push_back(recovery_table(input, unit));
  return section;
}

}  // namespace pledgelab
