// The draftsman's lint: public money without a limit or a test, tests that favour local firms.
#include <algorithm>
#include <array>
#include <string_view>

#include "models/policy/lint_parts.hpp"
#include "models/policy/policy_walk.hpp"

namespace pledgelab::policy_lint {
namespace {

using policy_telling::quoted;
using policy_telling::Told;

bool is_public(const Party& party) {
  return party.kind == PartyKind::fund || party.kind == PartyKind::treasury;
}

bool zero(const Value& value) {
  return value.form == Value::Form::literal && value.literal.value.num == 0;
}

// Whether some step can bring money onto the party's bill.
bool can_pay(const SharingPolicy& policy, std::uint32_t party) {
  return std::any_of(policy.steps.begin(), policy.steps.end(), [&](const Step& step) {
    const bool shared =
        std::any_of(step.shares.begin(), step.shares.end(), [&](const PartyShare& share) {
          return share.party == party && (share.value.empty() || !zero(share.value.front()));
        });
    const bool takes = step.verb == Step::Verb::cap && !step.queue && step.over_party == party;
    const bool gets = !step.moves() && step.verb != Step::Verb::slice &&
                      step.verb != Step::Verb::quota && step.else_party == party;
    return shared || takes || gets;
  });
}

// A limit over the whole scheme; `yearly`: for each year.
bool limited(const SharingPolicy& policy, std::uint32_t party, bool yearly) {
  return std::any_of(policy.steps.begin(), policy.steps.end(), [&](const Step& step) {
    return step.verb == Step::Verb::cap && step.party == party &&
           step.unit.who == Unit::Who::scheme && !step.value.empty() &&
           (!yearly || step.unit.period == Unit::Period::year);
  });
}

bool asks_other_aid(const SharingPolicy& policy) {
  bool asks = false;
  PolicyVisitor visitor;
  visitor.fact = [&](const FactName& fact) {
    asks = asks || fact.name.find("other_cover") != std::string::npos ||
           fact.name.find("other_aid") != std::string::npos;
  };
  walk(policy, visitor);
  return asks;
}

bool names_a_place(const std::string& fact) {
  static constexpr std::array kPlaces = {"region",   "province", "city",  "county",
                                         "district", "town",     "local", "place"};
  const std::string column = fact.substr(fact.find('.') + 1);
  return std::any_of(kPlaces.begin(), kPlaces.end(), [&](std::string_view place) {
    const std::size_t at = column.find(place);
    if (at == std::string::npos) return false;
    const std::size_t end = at + place.size();
    const bool opens = at == 0 || column[at - 1] == '_';
    return opens && (end == column.size() || column[end] == '_');
  });
}

void lint_local(const SharingPolicy& policy, std::vector<Finding>& findings) {
  PolicyVisitor visitor;
  visitor.condition = [&](const Condition& condition) {
    if (condition.form != Condition::Form::compare || !names_a_place(condition.fact.name)) return;
    const bool favours = condition.comparison == Relation::eq ||
                         condition.comparison == Relation::in ||
                         condition.comparison == Relation::has;
    if (!favours) return;
    add(findings, "L-113", Gravity::warning, condition.place,
        Told{"按 ", "a test of "} + quoted(condition.fact.name) +
            Told{" 只惠及本地企业：须经公平竞争审查",
                 " favours local firms only: it needs a fair-competition review"});
  };
  walk(policy, visitor);
}

// What a treasury pays beside losses, each year as much as is asked for.
void lint_charges(const SharingPolicy& policy, std::vector<Finding>& findings) {
  for (const Charge& charge : policy.charges) {
    const bool treasury = charge.payer < policy.parties.size() &&
                          policy.parties[charge.payer].kind == PartyKind::treasury &&
                          policy.parties[charge.payer].sources.empty();
    const bool yearly = !charge.at_most.empty() && charge.unit.who == Unit::Who::scheme &&
                        charge.unit.period == Unit::Period::year;
    if (!treasury || yearly) continue;
    add(findings, "L-115", Gravity::warning, charge.place,
        Told{"收付 ", "charge "} + quoted(charge.id) +
            Told{" 由财政支付而没有年度总额（per: [scheme, year]）：无法列入年度预算",
                 " is paid by a treasury without a limit by fiscal year (per: [scheme, year]): its "
                 "cost cannot be budgeted"});
  }
}

// Limits over the scheme, against the money that the account is given.
void lint_limits_of_fund(const SharingPolicy& policy, std::uint32_t index,
                         std::vector<Finding>& findings) {
  const Party& party = policy.parties[index];
  if (party.sources.empty() || !party.terms.top_ups.empty()) return;
  std::int64_t fen = 0;
  for (const AccountSource& source : party.sources) fen += source.amount.fen();
  for (const Step& step : policy.steps) {
    const bool limit = step.verb == Step::Verb::cap && step.party == index &&
                       step.unit.who == Unit::Who::scheme && !step.value.empty() &&
                       step.value.front().form == Value::Form::literal;
    if (!limit || step.value.front().literal.value <= Ratio{fen, 1}) continue;
    add(findings, "L-112", Gravity::warning, step.place,
        Told{"步骤 ", "step "} + quoted(step.id) + Told{" 允许 ", " lets "} + quoted(party.id) +
            Told{" 承担 ", " owe "} + policy_telling::tell(step.value.front().literal) +
            Told{"，而其账户共得 ", ", and its account is given "} +
            policy_telling::tell(Money::of_fen(fen), policy.currency) +
            Told{"：责任超出其资金", ": it can owe more than it has"});
  }
}

void lint_public_payer(const SharingPolicy& policy, std::uint32_t index, bool asks,
                       std::vector<Finding>& findings) {
  const Party& party = policy.parties[index];
  const Told name = quoted(party.id);
  if (!asks) {
    add(findings, "L-108", Gravity::warning, party.place,
        name + Told{" 以公共资金补偿，但没有条款检验同一损失是否已有其他担保或补偿（other_cover、"
                    "other_aid）：可能重复补偿",
                    " pays public money, and no clause tests other_cover or other_aid: the same "
                    "loss can be paid twice"});
  }
  if (party.kind == PartyKind::fund && party.sources.empty() && !limited(policy, index, false)) {
    add(findings, "L-112", Gravity::warning, party.place,
        Told{"基金 ", "fund "} + name +
            Told{" 既无账户（account 与 cap at: balance）也无总额上限：责任可能超出其资金",
                 " has neither an account with a cap at: balance nor a limit over the scheme: it "
                 "can owe more than it has"});
  }
  if (party.kind == PartyKind::treasury && party.sources.empty() && !limited(policy, index, true)) {
    add(findings, "L-115", Gravity::warning, party.place,
        Told{"财政 ", "treasury "} + name +
            Told{" 的支出没有年度上限（cap per: [scheme, year]）：无法列入年度预算",
                 " has no limit by fiscal year (cap per: [scheme, year]): its cost cannot be "
                 "budgeted"});
  }
}

}  // namespace

void lint_draft(const SharingPolicy& policy, std::vector<Finding>& findings) {
  const bool asks = asks_other_aid(policy);
  for (std::uint32_t party = 0; party < policy.parties.size(); ++party) {
    const bool pays =
        is_public(policy.parties[party]) && party != policy.residual && can_pay(policy, party);
    if (pays) lint_public_payer(policy, party, asks, findings);
    if (policy.parties[party].kind == PartyKind::fund) {
      lint_limits_of_fund(policy, party, findings);
    }
  }
  lint_charges(policy, findings);
  lint_local(policy, findings);
}

}  // namespace pledgelab::policy_lint
