#include <algorithm>
#include <cmath>

#include "engine/report/figure.hpp"
#include "engine/report/sections.hpp"

namespace pledgelab {

namespace {

/// Below this part of the loss a difference is rounding of doubles, not a fault.
constexpr double kSameFrac = 1e-6;

double largest_of(const Waterfall& waterfall) {
  double largest = 0;
  for (const WaterfallStep& step : waterfall.steps)
    largest = std::max({largest, std::fabs(step.from_yuan), std::fabs(step.to_yuan)});
  return largest;
}

Table waterfall_table(const Waterfall& waterfall, const MoneyUnit& unit) {
  Table table;
  table.id = "who-pays-steps";
  table.columns = {text_column("step", {"步骤", "step"}),
                   money_column("amount", {"金额", "amount"}, unit),
                   money_column("left", {"余下", "left"}, unit)};
  for (const WaterfallStep& step : waterfall.steps)
    table.rows.push_back({{step.label, Yuan{step.amount_yuan()}, Yuan{step.to_yuan}},
                          step.whole,
                          step.tone == Tone::gap});
  return table;
}

Table party_table(const ReportInput& input, const MoneyUnit& unit) {
  Table table;
  table.id = "parties";
  table.title = {"各方承担", "what each party bears"};
  table.columns = {text_column("party", {"当事方", "party"}),
                   text_column("payment", {"支付方式", "its word for payment"}),
                   money_column("borne", {"承担", "borne"}, unit),
                   share_column("share", {"占比", "share"}),
                   money_column("compensation", {"支付", "paid out"}, unit),
                   money_column("recovery", {"追回款", "recovered"}, unit),
                   money_column("net", {"净承担", "net"}, unit),
                   money_column("net_se", {"标准误", "s.e."}, unit),
                   money_column("tail", {"尾部净承担", "net in the tail"}, unit),
                   text_column("claim_owner", {"付后债权归", "who owns the claim then"})};
  PartyResult sum;
  for (const PartyResult& party : input.parties) {
    sum.borne.value += party.borne.value;
    sum.compensation.value += party.compensation.value;
    sum.recovery.value += party.recovery.value;
    sum.net.value += party.net.value;
    sum.borne_tail.value += party.borne_tail.value;
  }
  const auto share = [&](double borne) -> TableCell {
    if (sum.borne.value == 0) return {};
    return Frac{borne / sum.borne.value};
  };
  const auto payment_cell = [](const PartyResult& party) -> TableCell {
    if (party.id == kUndecidedParty) return {};
    return party.payment.zh.empty() ? payment_words(party.role) : party.payment;
  };
  const auto owner_cell = [](const PartyResult& party) -> TableCell {
    if (party.claim_owner.zh.empty()) return {};
    return party.claim_owner;
  };
  const auto paid = [](const PartyResult& party) -> TableCell {
    if (party.role == PartyRole::lender || party.id == kUndecidedParty) return {};
    return Yuan{party.compensation.value};
  };
  for (const PartyResult& party : input.parties)
    table.rows.push_back(
        {{party.name, payment_cell(party), Yuan{party.borne.value}, share(party.borne.value),
          paid(party), Yuan{party.recovery.value}, Yuan{party.net.value},
          Yuan{party.net.standard_error}, Yuan{party.borne_tail.value}, owner_cell(party)}});
  table.rows.push_back(
      {{Words{"合计", "sum"}, TableCell{}, Yuan{sum.borne.value}, share(sum.borne.value),
        Yuan{sum.compensation.value}, Yuan{sum.recovery.value}, Yuan{sum.net.value}, TableCell{},
        Yuan{sum.borne_tail.value}, TableCell{}},
       true});
  table.note = {
      "每条路径的均值。净承担 = 承担 − 追回款。尾部：预期尾部损失所取的最差路径上的均值。",
      "Means over paths. Net = borne − recovered. Tail: mean over the worst paths that "
      "the expected shortfall takes."};
  return table;
}

Chart tail_chart(const ReportInput& input, const MoneyUnit& unit) {
  Bars bars;
  double largest = 0;
  for (const PartyResult& party : input.parties) {
    bars.groups.push_back(
        {party.name, {party.net.value, party.borne_tail.value}, tone_of(party.role)});
    largest = std::max({largest, std::fabs(party.net.value), std::fabs(party.borne_tail.value)});
  }
  bars.unit = axis_unit(input.currency, largest);
  bars.axis = {"净承担", "net borne"};
  const std::string worst = show_level(1 - input.loss->level);
  bars.series = {{"平均", "mean"}, {"最差 " + worst + " 路径", "worst " + worst + " of paths"}};
  Chart chart;
  chart.id = "party-tail";
  chart.title = {"平时与最坏时各承担多少", "each party on average and in the worst paths"};
  chart.reading = {"实心为平均，空心为最差路径的均值；有上限的一方到顶为止，兜底的一方相差最大。",
                   "Solid: mean. Outlined: mean of the worst paths. A capped party stops at its "
                   "cap; the one that takes the rest has the widest gap."};
  chart.drawing = std::move(bars);
  chart.table = party_table(input, unit);
  return chart;
}

Chart waterfall_chart(const ReportInput& input, const MoneyUnit& unit) {
  Waterfall waterfall = who_pays_waterfall(*input.loss, input.parties);
  waterfall.unit = axis_unit(input.currency, largest_of(waterfall));
  waterfall.axis = {"平均金额", "mean amount"};
  Chart chart;
  chart.id = "who-pays";
  chart.title = {"从违约余额到由谁承担", "from the balance at default to who pays"};
  chart.reading = {
      "上半部：违约余额减去各项回收得到损失；下半部：损失由各方逐一承担，直到归零。小字为占其上合计"
      "的比例。",
      "Above: the balance at default less what comes back leaves the loss. Below: the "
      "parties take it one by one until nothing is left. Small: part of the whole "
      "above."};
  chart.table = waterfall_table(waterfall, unit);
  chart.drawing = std::move(waterfall);
  return chart;
}

}  // namespace

Waterfall who_pays_waterfall(const LossResult& loss, const std::vector<PartyResult>& parties) {
  Waterfall waterfall;
  double level = loss.defaulted.value;
  const auto whole = [&](Words label, Tone tone) {
    waterfall.steps.push_back({std::move(label), 0, level, tone, true});
  };
  const auto fall = [&](Words label, double amount, Tone tone) {
    waterfall.steps.push_back({std::move(label), level, level - amount, tone, false});
    level -= amount;
  };
  const auto gap = [&](double amount) {
    const double scale = std::max(std::fabs(loss.expected.value), std::fabs(loss.defaulted.value));
    if (std::fabs(amount) > kSameFrac * scale) fall({"差额", "difference"}, amount, Tone::gap);
  };
  whole({"违约时余额", "owed at default"}, Tone::plain);
  fall({"知识产权处置", "sale of the IP"}, loss.ip_sale.value, Tone::recovered);
  fall({"其他回收", "other recovery"}, loss.other_recovery.value, Tone::recovered);
  if (loss.policy_recovery.value != 0)
    fall({"各方追回款", "recovered by the parties"}, loss.policy_recovery.value, Tone::recovered);
  gap(level - loss.expected.value);
  level = loss.expected.value;
  whole({"预期损失", "expected loss"}, Tone::loss);
  for (const PartyResult& party : parties) fall(party.name, party.net.value, tone_of(party.role));
  if (parties.empty()) return waterfall;
  gap(level);
  waterfall.steps.back().to_yuan = 0;  // what is left is the rounding of doubles
  return waterfall;
}

Section who_pays_section(const ReportInput& input, const MoneyUnit& unit) {
  Section section{"who-pays", {"谁承担损失", "Who bears the loss"}, {}};
  if (!input.loss) {
    section.blocks.push_back(Words{"本次没有模拟损失。", "No loss was simulated in this run."});
    return section;
  }
  double net = 0;
  for (const PartyResult& party : input.parties) net += party.net.value;
  const double expected = input.loss->expected.value;
  if (!input.parties.empty() &&
      std::fabs(net - expected) > kSameFrac * std::max(std::fabs(expected), std::fabs(net)))
    section.blocks.push_back(Notice{
        {"各方净承担之和 " + show_yuan(net, unit) + " 与预期损失 " + show_yuan(expected, unit) +
             " " + unit.label.zh + " 不等：本报告不可使用。",
         "The parties' net amounts sum to " + show_yuan(net, unit) + ", not to the expected loss " +
             show_yuan(expected, unit) + ": do not use this report."},
        true});
  section.blocks.push_back(waterfall_chart(input, unit));
  if (input.parties.empty())
    section.blocks.push_back(Words{"没有应用分担政策，损失全部由贷款人承担。",
                                   "No sharing policy was applied; the lender bears all."});
  else
    section.blocks.push_back(tail_chart(input, unit));
  return section;
}

}  // namespace pledgelab
