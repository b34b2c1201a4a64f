// L-116: what a payer may promise by law. Figures: guarantors of financing, State Council decree
// 683 (ten times their net assets, fifteen where most of it is for small firms and farming; 10 % of
// them for one borrower, 15 % for one group); insurers of financing, rule 2020 no. 39 (four times,
// six where 30 % of it is for small and micro firms); Korea's guarantee funds twenty times by law.
#include <optional>

#include "models/policy/lint_parts.hpp"

namespace pledgelab::policy_lint {
namespace {

using policy_telling::quoted;
using policy_telling::same;
using policy_telling::Told;

// Times the payer's net assets: always, and at most under a condition.
struct Capacity {
  std::int64_t times;
  std::int64_t times_at_best;
  Told condition;
};

std::optional<Capacity> capacity_of(PartyKind kind, const std::string& currency) {
  if (kind == PartyKind::guarantor && currency == "CNY") {
    return Capacity{
        10, 15, {"主要服务小微企业和农业时为15倍", "15 where most is for small firms and farming"}};
  }
  if (kind == PartyKind::insurer && currency == "CNY") {
    return Capacity{
        4, 6, {"小微业务占30%以上时为6倍", "6 where 30 % is for small and micro firms"}};
  }
  if (kind == PartyKind::guarantor && currency == "KRW") {
    return Capacity{20, 20, {"法定上限", "by law"}};
  }
  return std::nullopt;
}

void lint_leverage(const Party& party, const Capacity& capacity, std::vector<Finding>& findings) {
  if (!party.terms.leverage) return;
  const AccountLeverage& leverage = *party.terms.leverage;
  if (leverage.at_most <= Ratio{capacity.times, 1}) return;
  const bool beyond = Ratio{capacity.times_at_best, 1} < leverage.at_most;
  const Quantity times{Quantity::Kind::number, leverage.at_most, {}};
  add(findings, "L-116", beyond ? Gravity::warning : Gravity::note, leverage.place,
      quoted(party.id) + Told{" 承诺资本的 ", " promises "} + policy_telling::tell(times) +
          Told{" 倍；法定上限为 " + std::to_string(capacity.times) + " 倍（",
               " times its capital; the law allows " + std::to_string(capacity.times) + " ("} +
          capacity.condition + Told{"）", ")"});
}

// The capital that the policy itself names.
std::int64_t capital_of(const Party& party) {
  if (party.terms.leverage && party.terms.leverage->base) return party.terms.leverage->base->fen();
  std::int64_t fen = 0;
  for (const AccountSource& source : party.sources) fen += source.amount.fen();
  return fen;
}

// A guarantor's limit for one borrower or group, against 10 % and 15 % of its capital.
void lint_single(const SharingPolicy& policy, const Step& step, std::vector<Finding>& findings) {
  const bool group = step.unit.who == Unit::Who::group;
  const bool single = group || step.unit.who == Unit::Who::borrower;
  const Party& party = policy.parties[step.party];
  const bool guarantor = party.kind == PartyKind::guarantor && policy.currency == "CNY";
  const std::int64_t capital = capital_of(party);
  if (step.verb != Step::Verb::cap || !single || !guarantor || capital == 0) return;
  if (step.value.empty() || step.value.front().form != Value::Form::literal) return;
  const Quantity& limit = step.value.front().literal;
  const std::int64_t percent = group ? 15 : 10;
  const Ratio most{static_cast<std::int64_t>(static_cast<__int128>(capital) * percent / 100), 1};
  if (limit.kind != Quantity::Kind::money || limit.value <= most) return;
  add(findings, "L-116", Gravity::warning, step.place,
      Told{"步骤 ", "step "} + quoted(step.id) + Told{" 允许 ", " lets "} + quoted(party.id) +
          (group ? Told{" 对同一集团承担 ", " owe for one group "}
                 : Told{" 对同一借款人承担 ", " owe for one borrower "}) +
          policy_telling::tell(limit) + Told{"，超过其资本的 ", ", more than "} +
          same(std::to_string(percent) + "%") +
          Told{"（法定单户集中度）", " of its capital, the legal limit of concentration"});
}

}  // namespace

void lint_capacity(const SharingPolicy& policy, std::vector<Finding>& findings) {
  for (const Party& party : policy.parties) {
    const auto capacity = capacity_of(party.kind, policy.currency);
    if (capacity) lint_leverage(party, *capacity, findings);
  }
  for (const Step& step : policy.steps) lint_single(policy, step, findings);
}

}  // namespace pledgelab::policy_lint
