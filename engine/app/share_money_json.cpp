#include "engine/app/share_money_json.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>

#include "models/base/money.hpp"

namespace pledgelab {
namespace {

std::string amount(std::int64_t fen) { return to_decimal(Money::of_fen(fen)); }

Json date_json(const std::optional<Date>& date) { return date ? Json(to_iso(*date)) : Json(); }

Json charges_json(const ShareMoney& money) {
  Json charges = Json::array();
  for (const ShareCharge& charge : money.charges) {
    charges.push_back({{"charge", charge.charge},
                       {"loan_id", charge.loan_id},
                       {"line", charge.line},
                       {"date", date_json(charge.date)},
                       {"payer", charge.payer},
                       {"payee", charge.payee},
                       {"amount_fen", charge.amount_fen},
                       {"unpaid_fen", charge.unpaid_fen},
                       {"undecided", charge.decided() ? Json() : Json(charge.reason.en)},
                       {"undecided_zh", charge.decided() ? Json() : Json(charge.reason.zh)}});
  }
  return charges;
}

Json charge_totals_json(const ShareMoney& money) {
  Json totals = Json::array();
  for (const ShareChargeTotal& total : money.charge_totals) {
    totals.push_back({{"charge", total.charge},
                      {"kind", total.kind},
                      {"payer", total.payer},
                      {"payee", total.payee},
                      {"count", total.count},
                      {"amount_fen", total.amount_fen},
                      {"unpaid_fen", total.unpaid_fen},
                      {"undecided_count", total.undecided_count}});
  }
  return totals;
}

Json payments_json(const ShareMoney& money) {
  Json payments = Json::array();
  for (const SharePayment& line : money.payments) {
    payments.push_back({{"loss_id", line.loss_id},
                        {"party", line.party},
                        {"payment", words_json(line.word)},
                        {"date", to_iso(line.date)},
                        {"what", line.what},
                        {"amount_fen", line.amount_fen}});
  }
  return payments;
}

Json recoveries_json(const ShareMoney& money) {
  Json recoveries = Json::array();
  for (const ShareRecovery& line : money.recoveries) {
    recoveries.push_back({{"loss_id", line.loss_id},
                          {"party", line.party},
                          {"date", to_iso(line.date)},
                          {"from", line.from},
                          {"amount_fen", line.amount_fen}});
  }
  return recoveries;
}

Json purchase_json(const ShareMoney& money) {
  Json rights = Json::array();
  std::int64_t outlay = 0;
  std::int64_t proceeds = 0;
  for (const SharePurchase& line : money.purchases) {
    outlay += line.price_fen;
    proceeds += line.proceeds_fen;
    rights.push_back({{"loss_id", line.loss_id},
                      {"date", to_iso(line.date)},
                      {"price_fen", line.price_fen},
                      {"proceeds_fen", line.proceeds_fen}});
  }
  return {{"party", money.buyer},
          {"market_recovery_fen", money.recovered_from("market")},
          {"policy_recovery_fen", money.recovered_from("purchase")},
          {"outlay_fen", outlay},
          {"proceeds_fen", proceeds},
          {"rights", rights}};
}

// Recoveries of the market and of the policy apart: a bought right is no sign of a market.
std::string purchase_text(const ShareMoney& money) {
  if (money.buyer.empty()) return {};
  std::int64_t outlay = 0;
  std::int64_t proceeds = 0;
  for (const SharePurchase& line : money.purchases) {
    outlay += line.price_fen;
    proceeds += line.proceeds_fen;
  }
  return fmt::format(
      "市场回收 market recovery {}; 政策回收 policy recovery {}\n"
      "收购 {} bought {} rights for {}; {} came back to it\n",
      amount(money.recovered_from("market")), amount(money.recovered_from("purchase")), money.buyer,
      money.purchases.size(), amount(outlay), amount(proceeds));
}

std::string account_text(const ShareMoney& money) {
  struct Account {
    std::map<std::string, std::int64_t> sums;  // by what
    const ShareMovement* last = nullptr;
  };
  std::map<std::string, Account> accounts;
  for (const ShareMovement& moved : money.movements) {
    Account& account = accounts[moved.party];
    account.sums[moved.what] += moved.amount_fen;
    account.last = &moved;
  }
  constexpr std::array kOrder = {"source", "top_up", "interest", "charge",
                                 "cost",   "paid",   "recovered"};
  std::string text;
  for (const auto& [party, account] : accounts) {
    text += "账户 account " + party + ":";
    for (const char* what : kOrder) {
      const auto sum = account.sums.find(what);
      if (sum != account.sums.end()) text += fmt::format(" {} {};", what, amount(sum->second));
    }
    text += fmt::format(" {} left on {}\n", amount(account.last->balance_fen),
                        to_iso(account.last->date));
  }
  for (const ShareUnpaid& unpaid : money.unpaid) {
    text += fmt::format("未付 unpaid: {} owed {} for {} '{}' on {}\n", unpaid.party,
                        amount(unpaid.amount_fen), unpaid.what, unpaid.label, to_iso(unpaid.date));
  }
  return text;
}

// Only where payments are more than the bills on their day; line by line while they are few.
std::string payments_text(const ShareMoney& money) {
  constexpr std::size_t kFew = 20;
  std::map<std::string, std::int64_t> sums;
  for (const SharePayment& line : money.payments) {
    sums[line.what + " " + line.party] += line.amount_fen;
  }
  const bool plain = std::all_of(money.payments.begin(), money.payments.end(),
                                 [](const SharePayment& line) { return line.what == "payment"; });
  if (plain) return {};
  std::string text;
  for (const auto& [what, fen] : sums) text += "支付 " + what + ": " + amount(fen) + "\n";
  if (money.payments.size() > kFew) return text;
  for (const SharePayment& line : money.payments) {
    text += fmt::format("  {} {} {} {}: {}\n", to_iso(line.date), line.loss_id, line.what,
                        line.party, amount(line.amount_fen));
  }
  return text;
}

}  // namespace

Json words_json(const TwoWords& words) { return {{"zh", words.zh}, {"en", words.en}}; }

void add_money(Json& data, const ShareMoney& money) {
  Json movements = Json::array();
  for (const ShareMovement& moved : money.movements) {
    movements.push_back({{"party", moved.party},
                         {"date", to_iso(moved.date)},
                         {"what", moved.what},
                         {"label", moved.label},
                         {"loss_id", moved.loss_id},
                         {"amount_fen", moved.amount_fen},
                         {"balance_fen", moved.balance_fen}});
  }
  Json unpaid = Json::array();
  for (const ShareUnpaid& line : money.unpaid) {
    unpaid.push_back({{"party", line.party},
                      {"date", to_iso(line.date)},
                      {"what", line.what},
                      {"label", line.label},
                      {"amount_fen", line.amount_fen}});
  }
  data["movements"] = std::move(movements);
  data["unpaid"] = std::move(unpaid);
  data["payments"] = payments_json(money);
  data["recoveries"] = recoveries_json(money);
  if (!money.buyer.empty()) data["purchase"] = purchase_json(money);
  data["charges"] = charges_json(money);
  data["charge_totals"] = charge_totals_json(money);
}

std::string money_text(const ShareMoney& money) {
  std::string text = account_text(money) + payments_text(money) + purchase_text(money);
  for (const ShareChargeTotal& total : money.charge_totals) {
    text +=
        fmt::format("费用 charge {} ({}): {} from {} to {}, {} payments", total.charge, total.kind,
                    amount(total.amount_fen), total.payer, total.payee, total.count);
    if (total.unpaid_fen > 0) text += ", of it unpaid " + amount(total.unpaid_fen);
    text += "\n";
  }
  for (const ShareCharge& charge : money.charges) {
    if (charge.decided()) continue;
    text += fmt::format("undecided: charge {} of loan {} (line {}): {} {}\n", charge.charge,
                        charge.loan_id, charge.line, charge.reason.zh, charge.reason.en);
  }
  return text;
}

}  // namespace pledgelab
