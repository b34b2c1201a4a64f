// L-104 steps that never move money, L-114 steps that lift a bill above an earlier cap, L-105 moves
// whose order matters.
#include <algorithm>
#include <set>
#include <utility>

#include "models/sharing/lint_figures.hpp"
#include "models/sharing/lint_parts.hpp"

namespace pledgelab::lint_trial {
namespace {

using policy_telling::quoted;
using policy_telling::Told;

bool at_balance(const Step& step) { return step.verb == Step::Verb::cap && step.value.empty(); }

// Loans that reach the step: it passes what comes before, and the step's own condition; for a gate
// one that it turns away.
std::vector<Loan> loans_for(const Trial& trial, std::size_t index) {
  const Step& step = trial.policy().steps[index];
  Loan loan = trial.typical(index);
  for (const Condition& condition : step.condition) trial.satisfy(condition, true, loan);
  if (step.verb == Step::Verb::gate) {
    for (const Condition& require : step.require) trial.satisfy(require, false, loan);
    return {loan};
  }
  std::vector<Loan> loans = {loan, trial.typical()};
  for (const Condition& condition : step.condition) trial.satisfy(condition, true, loans[1]);
  return loans;
}

// Loans with each fact at each figure worth trying, one fact at a time.
std::vector<Loan> varied(const Trial& trial) {
  std::vector<Loan> loans;
  const Loan typical = trial.typical();
  for (const FactShape& shape : trial.shapes()) {
    for (const std::int64_t cell : shape.candidates()) {
      loans.push_back(typical);
      loans.back()[shape.name] = cell;
    }
  }
  return loans;
}

struct Acting {
  Lint& lint;
  std::set<std::uint32_t> moved = {};
  std::set<std::uint32_t> lifted = {};

  void look(const SharingResult& result) {
    for (const Posting& posting : result.postings) {
      if (posting.fen != 0) moved.insert(posting.step);
    }
    for (const TraceLine& line : result.trace) lift(result, line);
  }

  // A cap that keeps a bill at its limit, and a later step that adds to the bill.
  void lift(const SharingResult& result, const TraceLine& line) {
    const auto& steps = lint.policy.steps;
    if (line.step >= steps.size()) return;
    const Step& cap = steps[line.step];
    const bool binds = cap.verb == Step::Verb::cap && cap.unit.who == Unit::Who::loss &&
                       line.after_fen < line.before_fen;
    if (!binds) return;
    for (const Posting& posting : result.postings) {
      const bool later = posting.claim == line.claim && posting.party == cap.party &&
                         posting.step > line.step && posting.step < steps.size();
      if (!later || posting.fen <= 0 || !lifted.insert(posting.step).second) continue;
      lint.add("L-114", Gravity::warning, steps[posting.step].place,
               Told{"步骤 ", "step "} + quoted(steps[posting.step].id) + Told{" 使 ", " lifts "} +
                   quoted(lint.policy.parties[cap.party].id) +
                   Told{" 的承担额重新超过步骤 ", " above the cap of step "} + quoted(cap.id) +
                   Told{" 的限额 ", ": "} + lint.money(line.after_fen) +
                   Told{" 达到 ", " becomes "} +
                   lint.money(result.borne_of(line.claim, cap.party)));
    }
  }

  void run(const Loan& loan, std::int64_t amount) {
    TriedLoss loss = loss_of(loan, amount);
    loss.interest_fen = amount / kInterestPart;
    loss.costs_fen = amount / kCostsPart;
    const auto result = lint.trial.run(lint.policy, {loss, loss});
    if (result) look(*result);
  }

  // As many equal losses of different borrowers as the made book has loans.
  void run_many(const Loan& loan, std::int64_t amount) {
    std::vector<TriedLoss> losses(kPlainLoans, loss_of(loan, amount));
    for (std::size_t i = 0; i < losses.size(); ++i) losses[i].borrower = "B" + std::to_string(i);
    if (const auto result = lint.trial.run(lint.policy, losses)) look(*result);
  }
};

// --- L-105 -----------------------------------------------------------------------------------

bool same_phase(const Step& a, const Step& b) {
  const bool close_a = a.unit.period != Unit::Period::none && a.unit.at_close;
  const bool close_b = b.unit.period != Unit::Period::none && b.unit.at_close;
  return close_a == close_b && (!close_a || a.unit.period == b.unit.period) &&
         at_balance(a) == at_balance(b);
}

bool exchangeable(const SharingPolicy& policy, std::size_t first, std::size_t second) {
  const auto moves = std::all_of(
      policy.steps.begin() + static_cast<std::ptrdiff_t>(first),
      policy.steps.begin() + static_cast<std::ptrdiff_t>(second) + 1,
      [&](const Step& step) { return step.moves() && same_phase(step, policy.steps[first]); });
  return moves;
}

// What each party bears of all losses together.
std::vector<std::int64_t> borne(const SharingResult& result) {
  std::vector<std::int64_t> totals;
  for (const PartyTotal& total : result.totals) totals.push_back(total.borne_fen);
  return totals;
}

bool try_exchange(Lint& lint, std::size_t first, std::size_t second,
                  const std::vector<TriedLoss>& losses) {
  SharingPolicy exchanged = lint.policy;
  std::swap(exchanged.steps[first], exchanged.steps[second]);
  const auto one = lint.trial.run(lint.policy, losses);
  const auto other = lint.trial.run(exchanged, losses);
  if (!one || !other || one->undecided_count != 0 || other->undecided_count != 0) return false;
  const auto written = borne(*one);
  const auto turned = borne(*other);
  if (written == turned) return false;
  std::vector<Told> parts;
  for (std::size_t party = 0; party < written.size(); ++party) {
    if (written[party] == turned[party]) continue;
    parts.push_back(quoted(lint.policy.parties[party].id) + Told{" 承担 ", " bears "} +
                    lint.money(written[party]) + Told{"，交换后 ", ", exchanged "} +
                    lint.money(turned[party]));
  }
  std::vector<Told> sizes;
  sizes.reserve(losses.size());
  for (const TriedLoss& loss : losses) sizes.push_back(lint.money(loss.principal_fen));
  const auto& steps = lint.policy.steps;
  lint.add("L-105", Gravity::warning, steps[second].place,
           Told{"步骤 ", "the order of steps "} + quoted(steps[first].id) + Told{" 与 ", " and "} +
               quoted(steps[second].id) +
               Told{" 的先后影响结果。例：损失 ", " matters. For example losses of "} +
               policy_telling::listed(sizes) + Told{" 时，", ": "} +
               policy_telling::bracketed(parts));
  return true;
}

void lint_pair(Lint& lint, std::size_t first, std::size_t second) {
  Loan loan = lint.trial.typical();
  for (const std::size_t index : {first, second}) {
    for (const Condition& condition : lint.policy.steps[index].condition) {
      lint.trial.satisfy(condition, true, loan);
    }
  }
  for (const std::int64_t amount : amounts_worth_trying(lint.policy)) {
    const TriedLoss loss = loss_of(loan, amount);
    if (try_exchange(lint, first, second, {loss})) return;
    if (try_exchange(lint, first, second, {loss, loss})) return;
  }
}

}  // namespace

TriedLoss loss_of(const Loan& loan, std::int64_t principal_fen) {
  TriedLoss loss;
  loss.loan = loan;
  loss.principal_fen = principal_fen;
  return loss;
}

void lint_acting(Lint& lint) {
  Acting acting{lint};
  const auto& steps = lint.policy.steps;
  const std::vector<std::int64_t> amounts = amounts_worth_trying(lint.policy);
  for (std::size_t index = 0; index < steps.size(); ++index) {
    for (const Loan& loan : loans_for(lint.trial, index)) {
      for (const std::int64_t amount : amounts) acting.run(loan, amount);
    }
  }
  for (const Loan& loan : varied(lint.trial)) {
    acting.run(loan, 1'000'000);
    acting.run(loan, 1'000'000'000'000);
  }
  // A limit over a unit may take many losses to bind.
  for (std::uint32_t index = 0; index < steps.size(); ++index) {
    if (steps[index].unit.period == Unit::Period::none) continue;
    for (const Loan& loan : loans_for(lint.trial, index)) {
      for (const std::int64_t amount : amounts) {
        if (acting.moved.count(index) == 0) acting.run_many(loan, amount);
      }
    }
  }
  for (std::uint32_t index = 0; index < steps.size(); ++index) {
    const Step& step = steps[index];
    const bool moves = step.verb != Step::Verb::base && !at_balance(step);
    if (!moves || acting.moved.count(index) == 1) continue;
    lint.add(
        "L-104", Gravity::warning, step.place,
        Told{"步骤 ", "step "} + quoted(step.id) +
            Told{" 在所有试算（单笔或 " + std::to_string(kPlainLoans) +
                     " 笔损失）中都没有移动任何金额：或不可达，或其限额永远不起作用",
                 " moved no money in any trial, of one loss or of " + std::to_string(kPlainLoans) +
                     ": it is not reached, or its limit never binds"});
  }
}

void lint_order(Lint& lint) {
  const auto& steps = lint.policy.steps;
  for (std::size_t first = 0; first < steps.size(); ++first) {
    for (std::size_t second = first + 1; second < steps.size(); ++second) {
      if (exchangeable(lint.policy, first, second)) lint_pair(lint, first, second);
    }
  }
}

}  // namespace pledgelab::lint_trial
