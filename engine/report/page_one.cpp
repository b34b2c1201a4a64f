#include "engine/report/page_one.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/report/figure.hpp"
#include "engine/report/sections.hpp"

namespace pledgelab {

namespace {

constexpr double kTwoSided95 = 1.959964;  // normal quantile, 97.5 %

bool is_illustrative(const ReportInput& input) {
  return assumed_frac(input) > input.illustrative.above_frac;
}

const std::string& english(const Words& words) { return words.en.empty() ? words.zh : words.en; }

/// The range given, or the middle 90 % of paths, or two standard errors about the mean.
Range expected_range(const ReportInput& input) {
  if (input.expected_loss_range) return *input.expected_loss_range;
  const LossResult& loss = *input.loss;
  if (!loss.paths_yuan.empty()) {
    std::vector<double> sorted = loss.paths_yuan;
    std::sort(sorted.begin(), sorted.end());
    return {quantile_sorted(sorted, 0.05),
            quantile_sorted(sorted, 0.95),
            {"九成路径的范围，未含假设本身的误差",
             "nine in ten paths; the error of the assumptions comes on top"}};
  }
  const double half = kTwoSided95 * loss.expected.standard_error;
  return {std::max(0.0, loss.expected.value - half),
          loss.expected.value + half,
          {"仅抽样误差", "sampling error only"}};
}

Range tail_range(const LossResult& loss) {
  const double half = kTwoSided95 * loss.expected_shortfall.standard_error;
  return {std::max(0.0, loss.expected_shortfall.value - half),
          loss.expected_shortfall.value + half,
          {"95 % 抽样区间", "95 % sampling interval"}};
}

std::string range_text(const Range& range, const MoneyUnit& unit) {
  return show_rounded(range.low_yuan, unit) + " – " + show_rounded(range.high_yuan, unit);
}

std::string of_exposure(const ReportInput& input, double yuan) {
  const double exposure = input.exposure.yuan();
  return exposure > 0 ? show_percent(yuan / exposure, 2) : "–";
}

Words who_sentence(const ReportInput& input) {
  const double whole = input.loss->expected.value;
  if (input.parties.empty() || !(whole > 0)) return {};
  Words out{"扣除追回款后，平均由", "Net of what comes back, borne on average by "};
  const char* comma_zh = "";
  const char* comma_en = "";
  for (const PartyResult& party : input.parties) {
    const std::string share = show_percent(party.net.value / whole, 1);
    const char* bears = party.id == kUndecidedParty ? " " : "承担 ";
    out.zh += comma_zh + party.name.zh + bears + share + " %";
    out.en += comma_en + english(party.name) + " " + share + " %";
    comma_zh = "，";
    comma_en = ", ";
  }
  return {out.zh + "。", out.en + "."};
}

KeyFigure loss_figure(const ReportInput& input, const MoneyUnit& unit) {
  KeyFigure figure{{"预期损失", "expected loss"}, "–", unit.label, {"未模拟", "not simulated"}};
  if (!input.loss) return figure;
  const Estimate& expected = input.loss->expected;
  if (is_illustrative(input)) {
    const Range range = expected_range(input);
    figure.label = {"损失范围", "range of the loss"};
    figure.value = range_text(range, unit);
    figure.detail = range.basis;
    return figure;
  }
  const std::string share = of_exposure(input, expected.value);
  const std::string error = show_yuan(expected.standard_error, unit);
  figure.value = show_yuan(expected.value, unit);
  figure.detail = {"标准误 " + error + "，占敞口 " + share + " %",
                   "s.e. " + error + ", " + share + " % of exposure"};
  return figure;
}

KeyFigure tail_figure(const ReportInput& input, const MoneyUnit& unit) {
  KeyFigure figure{
      {"预期尾部损失 ES", "expected shortfall"}, "–", unit.label, {"未模拟", "not simulated"}};
  if (!input.loss) return figure;
  const LossResult& loss = *input.loss;
  const std::string level = show_level(loss.level);
  figure.label = {"预期尾部损失 ES " + level, "expected shortfall " + level};
  if (is_illustrative(input)) {
    const Range range = tail_range(loss);
    figure.value = range_text(range, unit);
    figure.detail = range.basis;
    return figure;
  }
  const std::string error = show_yuan(loss.expected_shortfall.standard_error, unit);
  const std::string at_risk = show_yuan(loss.value_at_risk.value, unit);
  figure.value = show_yuan(loss.expected_shortfall.value, unit);
  figure.detail = {"标准误 " + error + "，VaR " + at_risk, "s.e. " + error + ", VaR " + at_risk};
  return figure;
}

KeyFigure exposure_figure(const ReportInput& input, const MoneyUnit& unit) {
  const std::string loans = show_count(input.loan_count);
  const std::string pledges = show_count(input.pledge_count);
  KeyFigure figure{
      {"敞口", "exposure"},
      show(input.exposure, unit),
      unit.label,
      {loans + " 笔贷款，" + pledges + " 项质押", loans + " loans, " + pledges + " pledges"}};
  if (input.later_count > 0) {
    const std::string later = show_count(input.later_count);
    const std::string amount = show(input.later_exposure, unit);
    figure.detail.zh += "；其中 " + later + " 笔（" + amount + "）在基准日后放款，按批准额计";
    figure.detail.en += "; " + later + " of them (" + amount +
                        ") are lent after the as-of date and stand at the amount approved";
  }
  return figure;
}

}  // namespace

double assumed_frac(const ReportInput& input) {
  double sum = 0;
  for (const MarkShare& share : input.mark_shares)
    if (share.mark == Mark::assumed) sum += share.expected_loss_frac;
  return sum;
}

Words headline_of(const ReportInput& input, const MoneyUnit& unit) {
  if (!input.loss)
    return {"本次运行只有估值与覆盖，没有模拟损失。",
            "This run values and covers; it simulated no loss."};
  const LossResult& loss = *input.loss;
  const std::string months = std::to_string(input.month_count);
  const std::string& zh = unit.label.zh;
  const std::string& en = english(unit.label);
  Words out;
  if (is_illustrative(input)) {
    const std::string range = range_text(expected_range(input), unit);
    out = {"示意：未来 " + months + " 个月的损失约在 " + range + " " + zh + "之间。",
           "Illustrative: the loss of the next " + months + " months lies somewhere in " + range +
               " " + en + "."};
  } else {
    const std::string value = show_yuan(loss.expected.value, unit);
    const std::string share = of_exposure(input, loss.expected.value);
    out = {"未来 " + months + " 个月，预期损失 " + value + " " + zh + "，占敞口 " + share + " %。",
           "Over the next " + months + " months the expected loss is " + value + " " + en + ", " +
               share + " % of the exposure."};
  }
  const Words who = who_sentence(input);
  if (!who.zh.empty()) out = {out.zh + who.zh, out.en + " " + who.en};
  for (const FundResult& fund : input.funds) {
    if (input.undecided) break;  // its odds are of the decided losses only
    const std::string odds = show_percent(fund.exhausted_frac, 1);
    out.zh += fund.name.zh + "期内耗尽的概率 " + odds + " %。";
    out.en += " " + english(fund.name) + " runs dry on " + odds + " % of paths.";
  }
  return out;
}

Words trust_of(const ReportInput& input) {
  if (input.mark_shares.empty())
    return {"未说明预期损失依赖哪些标记的输入。",
            "It was not said on which inputs the expected loss rests."};
  const std::string share = show_percent(assumed_frac(input), 0);
  const std::string limit = show_percent(input.illustrative.above_frac, 0);
  const bool over = is_illustrative(input);
  Words out{"预期损失的 " + share + " % 建立在标为“假设”的输入上",
            share + " % of the expected loss rests on inputs marked assumed"};
  out.zh += over ? "，超过 " + limit + " % 的门槛，故只作示意。" : "，门槛为 " + limit + " %。";
  out.en += over ? ", above the threshold of " + limit + " %: the figures are illustrative."
                 : "; the threshold is " + limit + " %.";
  out.zh += "（门槛出处：" + input.illustrative.origin + "）";
  out.en += " (Threshold set in " + input.illustrative.origin + ".)";
  return out;
}

std::vector<KeyFigure> key_figures(const ReportInput& input, const MoneyUnit& unit) {
  std::vector<KeyFigure> figures;
  figures.push_back(exposure_figure(input, unit));
  if (input.pledge_count == 0) {
    figures.push_back({{"质物", "collateral"}, "–", {}, {"台账没有质物", "no rights are pledged"}});
    figures.push_back(loss_figure(input, unit));
    figures.push_back(tail_figure(input, unit));
    return figures;
  }
  const std::string model = show_yuan(input.model_value_yuan, unit);
  figures.push_back({{"质物认定价值", "approved collateral value"},
                     show(input.approved_value, unit),
                     unit.label,
                     {"模型均值 " + model, "model mean " + model}});
  const std::string breaches = show_count(input.breach_count);
  figures.push_back(
      {{"加权质押率", "weighted loan-to-value"},
       input.weighted_loan_to_value ? show_percent(input.weighted_loan_to_value->frac(), 2) : "–",
       {"%", ""},
       {breaches + " 笔超过上限", "loans above their ceiling: " + breaches},
       input.breach_count > 0});
  figures.push_back(loss_figure(input, unit));
  figures.push_back(tail_figure(input, unit));
  return figures;
}

std::vector<Words> facts_of(const ReportInput& input) {
  std::vector<Words> facts;
  const auto add = [&](const char* zh, const char* en, const Words& value) {
    if (!value.zh.empty()) facts.push_back({zh + value.zh, en + english(value)});
  };
  add("台账 ", "book ", {input.book_name, ""});
  add("情景 ", "scenario ", input.scenario_name);
  add("分担政策 ", "policy ", input.policy_name);
  const std::string months = std::to_string(input.month_count);
  const std::string paths = show_count(input.path_count);
  facts.push_back(
      {months + " 个月，" + paths + " 条路径", months + " months, " + paths + " paths"});
  return facts;
}

}  // namespace pledgelab
