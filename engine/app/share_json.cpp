#include "engine/app/share_json.hpp"

#include <fmt/core.h>

#include "engine/app/share_money_json.hpp"
#include "engine/render/text.hpp"
#include "models/base/money.hpp"

namespace pledgelab {
namespace {

std::string amount(std::int64_t fen) { return to_decimal(Money::of_fen(fen)); }

MoneyUnit unit_of(const std::string& currency) {
  const Words label = currency == "CNY" ? Words{"元", "CNY"} : Words{currency, ""};
  return {currency, label, 100, 2};
}

Json allocation_json(const ShareAllocation& allocation) {
  return {{"party", allocation.party},
          {"payment", words_json(allocation.payment)},
          {"borne_fen", allocation.borne_fen},
          {"compensation_fen", allocation.compensation_fen},
          {"recovery_fen", allocation.recovery_fen},
          {"clauses", allocation.clauses}};
}

Json breakers_json(const ShareOutcome& outcome) {
  Json breakers = Json::array();
  for (const ShareBreaker& breaker : outcome.breakers) {
    breakers.push_back({{"breaker", breaker.breaker},
                        {"scope", breaker.scope},
                        {"date", to_iso(breaker.date)},
                        {"state", breaker.state},
                        {"watch", breaker.watch},
                        {breaker.money ? "value_fen" : "value_ppm", breaker.value}});
  }
  return breakers;
}

std::string breaker_text(const ShareBreaker& breaker, const std::string& currency) {
  // ppm ÷ 100 = hundredths of a percent.
  const std::string value =
      breaker.money ? amount(breaker.value) + " " + currency
                    : amount(round_quotient(breaker.value, 100, Rounding::half_up)) + " %";
  const std::string word = breaker.state == "on"    ? "熔断 on"
                           : breaker.state == "off" ? "恢复 off"
                                                    : "预警 warn";
  return fmt::format("breaker {} ({}), {}: {}, {} = {}\n", breaker.breaker, breaker.scope,
                     to_iso(breaker.date), word, breaker.watch, value);
}

Table totals_table(const ShareOutcome& outcome) {
  const MoneyUnit unit = unit_of(outcome.currency);
  Table table;
  table.id = "totals";
  table.title = {"谁承担损失", "who bears the loss"};
  table.columns = {text_column("party", {"承担方", "party"}),
                   text_column("kind", {"类别", "kind"}),
                   text_column("payment", {"所付", "pays"}),
                   money_column("borne", {"承担", "borne"}, unit),
                   money_column("compensation", {"对外支付", "compensation"}, unit),
                   money_column("recovery", {"追回", "recovery"}, unit),
                   money_column("net", {"净额", "net"}, unit)};
  std::int64_t sums[4] = {0, 0, 0, 0};
  for (const ShareTotal& total : outcome.totals) {
    const std::int64_t figures[4] = {total.borne_fen, total.compensation_fen, total.recovery_fen,
                                     total.net_fen};
    Row row;
    row.cells = {Words{total.party, ""}, Words{total.kind, ""},
                 Words{total.payment.zh, total.payment.en}};
    for (int i = 0; i < 4; ++i) {
      row.cells.emplace_back(Money::of_fen(figures[i]));
      sums[i] += figures[i];
    }
    table.rows.push_back(row);
  }
  Row last;
  last.total = true;
  last.cells = {Words{"合计", "total"}, Words{}, Words{}};
  for (const std::int64_t sum : sums) last.cells.emplace_back(Money::of_fen(sum));
  table.rows.push_back(last);
  return table;
}

// Who owns the claim on the borrower for what each payer paid.
std::string owners_text(const ShareOutcome& outcome) {
  std::string text;
  for (const ShareTotal& total : outcome.totals) {
    if (total.compensation_fen == 0) continue;
    text += fmt::format("  {} 付{}后，对借款人的{}归 {}。 after its {}, {} belongs to {}.\n",
                        total.party, total.payment.zh, total.claim_right.zh, total.claim_owner,
                        total.payment.en, total.claim_right.en, total.claim_owner);
  }
  return text;
}

}  // namespace

Json loss_json(const ShareLoss& loss) {
  Json allocations = Json::array();
  for (const ShareAllocation& allocation : loss.allocations) {
    allocations.push_back(allocation_json(allocation));
  }
  return {{"loss_id", loss.loss_id},
          {"loan_id", loss.loan_id},
          {"line", loss.line},
          {"standing", loss.standing},
          {"eligible", loss.eligible},
          {"reason", loss.reason.en},
          {"reason_zh", loss.reason.zh},
          {"loss_fen", loss.loss_fen},
          {"netted_fen", loss.netted_fen},
          {"queued_fen", loss.queued_fen},
          {"held_fen", loss.held_fen},
          {"filed_on", to_iso(loss.filed_on)},
          {"pay_date", to_iso(loss.pay_date)},
          {"allocations", allocations}};
}

Json to_json(const ShareOutcome& outcome) {
  Json totals = Json::array();
  for (const ShareTotal& total : outcome.totals) {
    totals.push_back({{"party", total.party},
                      {"kind", total.kind},
                      {"borne_fen", total.borne_fen},
                      {"compensation_fen", total.compensation_fen},
                      {"recovery_fen", total.recovery_fen},
                      {"net_fen", total.net_fen},
                      {"payment", words_json(total.payment)},
                      {"claim_owner", total.claim_owner},
                      {"claim_right", words_json(total.claim_right)}});
  }
  Json parts = Json::array();
  for (const SharePart& part : outcome.parts) {
    parts.push_back({{"part", part.part},
                     {"borne_fen", part.borne_fen},
                     {"recovery_fen", part.recovery_fen},
                     {"net_fen", part.net_fen}});
  }
  Json losses = Json::array();
  for (const ShareLoss& loss : outcome.losses) losses.push_back(loss_json(loss));
  Json fund = Json::array();
  for (const ShareBalance& balance : outcome.fund) {
    fund.push_back({{"party", balance.party},
                    {"date", to_iso(balance.date)},
                    {"balance_fen", balance.balance_fen}});
  }
  Json data = {{"currency", outcome.currency},
               {"policy", {{"id", outcome.policy_id}, {"version", outcome.policy_version}}},
               {"loss_fen", outcome.loss_fen},
               {"losses_count", outcome.losses_count},
               {"undecided_fen", outcome.undecided_fen},
               {"undecided_count", outcome.undecided_count},
               {"queued_fen", outcome.queued_fen},
               {"held_fen", outcome.held_fen},
               {"totals", totals},
               {"parts", parts},
               {"losses", losses},
               {"fund", fund},
               {"breakers", breakers_json(outcome)},
               {"assumptions", outcome.assumptions}};
  add_money(data, outcome.money);
  return data;
}

// "  L3 (line 4): 触发条件（trigger）不满足 the claim's trigger is not met"
std::string reason_line(const ShareLoss& loss) {
  return fmt::format("  {} (line {}): {} {}\n", loss.loss_id, loss.line, loss.reason.zh,
                     loss.reason.en);
}

// Losses that the policy does not cover: how many, how much, and why, the first of them by name.
std::string refused_text(const ShareOutcome& outcome) {
  constexpr std::size_t kNamed = 20;
  std::string lines;
  std::size_t count = 0;
  std::int64_t fen = 0;
  for (const ShareLoss& loss : outcome.losses) {
    if (loss.standing != "not_eligible") continue;
    fen += loss.loss_fen;
    if (++count > kNamed) continue;
    lines += reason_line(loss);
  }
  if (count == 0) return {};
  if (count > kNamed) lines += fmt::format("  and {} more\n", count - kNamed);
  return fmt::format("不受补偿 not covered: {} losses, {}\n", count, amount(fen)) + lines;
}

std::string to_text(const ShareOutcome& outcome) {
  std::string text =
      fmt::format("{} {}  {}\n", outcome.policy_id, outcome.policy_version,
                  outcome.policy_name_zh.empty() ? outcome.policy_name_en : outcome.policy_name_zh);
  text += fmt::format("{} losses above zero, {} decided: {} {}\n\n", outcome.losses_count,
                      outcome.losses_count - outcome.undecided_count, amount(outcome.loss_fen),
                      outcome.currency);
  text += to_text(totals_table(outcome), TextLayout{});
  text += owners_text(outcome);
  for (const SharePart& part : outcome.parts) {
    text += fmt::format("  其中净额 of it, net, {}: {}\n", part.part, amount(part.net_fen));
  }
  text += money_text(outcome.money);
  if (outcome.queued_fen > 0) {
    text += fmt::format("queued, carried by the bank until paid: {}\n", amount(outcome.queued_fen));
  }
  for (const ShareBreaker& breaker : outcome.breakers) {
    text += breaker_text(breaker, outcome.currency);
  }
  if (outcome.held_fen > 0) {
    text += fmt::format("held by a breaker that never resumed: {}\n", amount(outcome.held_fen));
    for (const ShareLoss& loss : outcome.losses) {
      if (loss.standing != "held") continue;
      text += reason_line(loss);
    }
  }
  text += refused_text(outcome);
  if (outcome.undecided_count > 0) {
    text += fmt::format("undecided, unpaid: {} losses, {}\n", outcome.undecided_count,
                        amount(outcome.undecided_fen));
    for (const ShareLoss& loss : outcome.losses) {
      if (loss.standing != "undecided") continue;
      text += reason_line(loss);
    }
  }
  for (const std::string& assumption : outcome.assumptions) {
    text += "assumed: " + assumption + "\n";
  }
  return text;
}

}  // namespace pledgelab
