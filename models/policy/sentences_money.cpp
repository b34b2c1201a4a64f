// Accounts, charges, advances, instalments and the committed purchase in words.
#include <array>

#include "models/policy/telling.hpp"

namespace pledgelab::policy_telling {
namespace {

Told end_of(const Teller& teller, std::uint32_t party) {
  return party == kBorrower ? Told{"借款人（borrower）", "the borrower (borrower)"}
                            : teller.party(party);
}

Told charge_word(Charge::Kind kind) {
  static const std::array kWords = {Told{"保费（premium）", "premium"}, Told{"费用（fee）", "fee"},
                                    Told{"补贴（subsidy）", "subsidy"},
                                    Told{"奖励（reward）", "reward"}};
  return kWords[static_cast<std::size_t>(kind)];
}

Told every_word(Charge::Every every) {
  static const std::array kWords = {Told{"一次（once）", "once (once)"},
                                    Told{"每季（quarter）", "each quarter (quarter)"},
                                    Told{"每年（year）", "each year (year)"}};
  return kWords[static_cast<std::size_t>(every)];
}

Told when_word(Charge::When when) {
  static const std::array kWords = {
      Told{"自发放日起（when: origination）", "from the day of origination (when: origination)"},
      Told{"于结清日（when: settlement）", "on the day of settlement (when: settlement)"},
      Told{"于索赔支付日（when: claim）", "on the pay date of a claim (when: claim)"}};
  return kWords[static_cast<std::size_t>(when)];
}

Told tell_top_up(const Teller& teller, const AccountTopUp& top_up) {
  const std::string& currency = teller.policy.currency;
  Told told = Told{"余额低于 ", "below "} + tell(top_up.below, currency) + Told{" 时由 ", ", "} +
              quoted(top_up.from) + Told{" 补足至 ", " fills it up to "} +
              tell(top_up.to, currency);
  if (top_up.at_most) {
    told += Told{"，每次至多 ", ", at most "} + tell(*top_up.at_most, currency);
  }
  return told;
}

}  // namespace

Told Teller::account(const Party& party) const {
  const AccountTerms& terms = party.terms;
  Told told;
  if (terms.income) {
    told +=
        Told{"；余额按年利率 ", "; the balance earns "} + tell(terms.income->rate) +
        (terms.income->quarterly ? Told{" 计息，按季入账（income, credited: quarter）",
                                        " a year, paid in each quarter (income, credited: quarter)"}
                                 : Told{" 计息，按年入账（income, credited: year）",
                                        " a year, paid in each year (income, credited: year)"});
  }
  if (!terms.costs.empty()) {
    std::vector<Told> costs;
    for (const AccountCost& cost : terms.costs) {
      costs.push_back(quoted(cost.id) + same(" ") + tell(cost.amount, policy.currency));
    }
    told += Told{"；每年度支出费用（costs，every: year）",
                 "; costs leave it each year (costs, every: year) "} +
            bracketed(costs);
  }
  if (!terms.top_ups.empty()) {
    std::vector<Told> top_ups;
    for (const AccountTopUp& top_up : terms.top_ups) {
      top_ups.push_back(tell_top_up(*this, top_up));
    }
    told += Told{"；年末补足（top_up）", "; at the end of a year it is topped up (top_up) "} +
            bracketed(top_ups);
  }
  if (terms.leverage) {
    const AccountLeverage& leverage = *terms.leverage;
    told += Told{"；放大倍数（leverage）：",
                 "; leverage (leverage): loans are covered while the "
                 "total of "} +
            fact(leverage.counts) + Told{" 合计不超过 ", " stays within "} +
            (leverage.base ? tell(*leverage.base, policy.currency)
                           : Told{"已到位资金（paid_in）", "what is paid in (paid_in)"}) +
            Told{" 的 ", " times "} + tell(Quantity{Quantity::Kind::number, leverage.at_most, {}}) +
            Told{" 倍", ""};
  }
  return told;
}

void Teller::charges() {
  for (const Charge& charge : policy.charges) {
    Told told = Told{"收付（charges） ", "Charge (charges) "} + quoted(charge.id) +
                Told{"：", ": "} + charge_word(charge.kind) + Told{"，由 ", ", "} +
                end_of(*this, charge.payer) + Told{" 付给 ", " pays "} +
                end_of(*this, charge.payee) + Told{"，金额 ", " the amount "} +
                value(charge.amount.front()) + Told{"，", ", "} + when_word(charge.when) +
                Told{"，", ", "} + every_word(charge.every);
    if (charge.years) {
      const std::string years = std::to_string(*charge.years);
      told += Told{"，至多 " + years + " 年（years）", ", for at most " + years + " years (years)"};
    }
    if (!charge.condition.empty()) {
      told += Told{"，仅当 ", ", only if "} + condition(charge.condition.front());
    }
    if (!charge.at_most.empty()) {
      told += Told{"，至多 ", ", at most "} + value(charge.at_most.front());
      told += Told{"，", ", "} + unit(charge.unit, true);
    }
    say(told + Told{"。", "."}, charge.place.line);
  }
}

void Teller::settlement() {
  if (policy.advance) {
    say(Told{"预补偿（advance）：支付日按估计损失先付各方承担额的 ",
             "Advance (advance): on the pay date each payer pays, of its bill of the estimated "
             "loss, "} +
            value(policy.advance->rate.front()) +
            (policy.advance->final == ClaimAdvance::Final::write_off
                 ? Told{"，核销时按最终损失结算（final: write_off）。",
                        "; the rest is settled at write-off (final: write_off)."}
                 : Told{"，结清时按最终损失结算（final: settlement）。",
                        "; the rest is settled at settlement (final: settlement)."}),
        policy.advance->place.line);
  }
  if (!policy.instalments.empty()) {
    std::vector<Told> parts;
    for (const Instalment& part : policy.instalments) {
      parts.push_back(Told{"支付日后 ", "after "} + tell(part.after) + Told{" 付 ", " "} +
                      tell(part.share));
    }
    say(Told{"分期支付（instalments）：", "Payments are made in parts (instalments): "} +
            bracketed(parts) + Told{"。", "."},
        policy.instalments_place.line);
  }
  if (policy.purchase) {
    say(Told{"承诺收购（purchase）：违约日后 ", "Committed purchase (purchase): within "} +
            tell(policy.purchase->within) + Told{" 内，", " of the default "} +
            party(policy.purchase->party) + Told{" 以 ", " buys the pledged right for "} +
            value(policy.purchase->price.front()) + Told{" 收购质押的知识产权。", "."},
        policy.purchase->place.line);
  }
}

}  // namespace pledgelab::policy_telling
