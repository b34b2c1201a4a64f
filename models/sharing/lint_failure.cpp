// L-106: a party that is better off when a loan fails, or when more of it is lost.
#include <algorithm>

#include "models/policy/policy_walk.hpp"
#include "models/sharing/lint_figures.hpp"
#include "models/sharing/lint_parts.hpp"

namespace pledgelab::lint_trial {
namespace {

using policy_telling::quoted;
using policy_telling::Told;

// Each step rounds what it hands to a party once, and the rest goes to another: by so many fen may
// a bill swing.
std::int64_t rounding_of(const SharingPolicy& policy) {
  return static_cast<std::int64_t>(policy.steps.size()) + 1;
}

// Whether an amount is the same for every loan: a reward of so much for each claim.
bool fixed(const Value& value) {
  if (value.form == Value::Form::tier || value.form == Value::Form::sum) {
    return std::all_of(value.cases.begin(), value.cases.end(),
                       [](const Case& row) { return fixed(row.is.front()); });
  }
  return value.form == Value::Form::literal;
}

// Whether a share is what the loan's own data say: made loans then prove nothing of it.
bool shares_of_data(const SharingPolicy& policy) {
  bool found = false;
  PolicyVisitor visitor;
  visitor.value = [&](const Value& value) {
    found = found || value.form == Value::Form::fact || value.form == Value::Form::ratio;
  };
  for (const Step& step : policy.steps) {
    for (const PartyShare& share : step.shares) {
      for (const Value& value : share.value) walk(value, visitor);
    }
  }
  return found;
}

// Losses of one loan, from small to large, and what was found of each party.
struct Failing {
  Lint& lint;
  std::vector<bool> told;
  std::vector<std::int64_t> before = {};  // bills of the last size; empty: none to compare with
  std::int64_t before_fen = 0;
  std::vector<bool> bears = {};  // whether a party bore anything
  std::size_t losses = 0;

  void add(std::size_t party, const Told& why) {
    if (told[party]) return;
    told[party] = true;
    const Party& named = lint.policy.parties[party];
    lint.add("L-106", Gravity::warning, named.place, quoted(named.id) + why);
  }

  void larger(const std::vector<std::int64_t>& bills, std::int64_t amount) {
    for (std::size_t party = 0; party < bills.size() && !before.empty(); ++party) {
      if (bills[party] + rounding_of(lint.policy) >= before[party]) continue;
      add(party,
          Told{" 在损失更大时反而少承担：损失 ", " bears less of a larger loss: of a loss of "} +
              lint.money(before_fen) + Told{" 时承担 ", " it bears "} + lint.money(before[party]) +
              Told{"，损失 ", ", of "} + lint.money(amount) + Told{" 时承担 ", " it bears "} +
              lint.money(bills[party]));
    }
    before = bills;
    before_fen = amount;
  }

  // What is paid to a party because a claim is made, against what it bears of that loss. An amount
  // that is the same for every claim passes the party's part of a loss that is small enough: it is
  // judged by the loss of a plain loan.
  void paid(const SharingResult& result, std::int64_t amount) {
    const SharingPolicy tried = tried_part(lint.policy);
    for (std::size_t party = 0; party < told.size(); ++party) {
      std::int64_t fen = 0;
      for (const ChargeLine& line : result.charges) {
        const Charge& charge = tried.charges[line.charge];
        if (amount < kPlainLossFen && fixed(charge.amount.front())) continue;
        if (charge.payee == party) fen += line.fen - line.unpaid_fen;
        if (charge.payer == party) fen -= line.fen - line.unpaid_fen;
      }
      const std::int64_t borne = result.borne_of(0, party);
      if (fen <= borne) continue;
      add(party, Told{" 在贷款违约时获益：损失 ", " gains when the loan fails: of a loss of "} +
                     lint.money(amount) + Told{" 承担 ", " it bears "} + lint.money(borne) +
                     Told{"，同时收取 ", " and is paid "} + lint.money(fen));
    }
  }

  void run(const Loan& loan, std::int64_t amount) {
    const auto result = lint.trial.run(lint.policy, {loss_of(loan, amount)});
    if (!result || result->undecided_count != 0) {
      before.clear();
      return;
    }
    std::vector<std::int64_t> bills;
    for (std::size_t party = 0; party < told.size(); ++party) {
      bills.push_back(result->borne_of(0, party));
      bears[party] = bears[party] || bills.back() > 0;
    }
    ++losses;
    larger(bills, amount);
    paid(*result, amount);
  }

  void indifferent() {
    const std::size_t lender = lint.policy.residual;
    if (losses == 0 || shares_of_data(lint.policy) || bears[lender] ||
        lint.policy.parties[lender].kind != PartyKind::bank)
      return;
    add(lender, Told{" 对合格贷款的损失分文不承担：贷款违约与否对其没有区别",
                     " bears nothing of a loss that is covered: whether the loan fails is all the "
                     "same to it"});
  }
};

}  // namespace

void lint_failure(Lint& lint) {
  const std::size_t parties = lint.policy.parties.size();
  Failing failing{lint, std::vector<bool>(parties, false)};
  failing.bears.assign(parties, false);
  const Loan loan = lint.trial.typical();
  for (const std::int64_t amount : amounts_worth_trying(lint.policy)) failing.run(loan, amount);
  failing.indifferent();
}

}  // namespace pledgelab::lint_trial
