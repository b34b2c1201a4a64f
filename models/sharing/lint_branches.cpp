// L-101: shares that depend on facts, summed on every combination of the rows they name.
#include <algorithm>

#include "models/policy/policy_walk.hpp"
#include "models/sharing/evaluate.hpp"
#include "models/sharing/lint_parts.hpp"

namespace pledgelab::lint_trial {
namespace {

using policy_telling::quoted;
using policy_telling::same;
using policy_telling::Told;

constexpr std::size_t kMostBranches = 2'000;

// The facts that decide the shares; false where a share itself is a fact of the loan.
bool deciding_facts(const Step& step, std::vector<std::string>& facts) {
  bool decided = true;
  PolicyVisitor visitor;
  visitor.value = [&](const Value& value) {
    using Form = Value::Form;
    const bool computed = value.form == Form::fact || value.form == Form::ratio ||
                          value.form == Form::rate || value.form == Form::tranche;
    decided = decided && !computed;
  };
  visitor.fact = [&](const FactName& fact) { facts.push_back(fact.name); };
  for (const PartyShare& share : step.shares) {
    for (const Value& value : share.value) walk(value, visitor);
  }
  std::sort(facts.begin(), facts.end());
  facts.erase(std::unique(facts.begin(), facts.end()), facts.end());
  return decided;
}

// Every combination of cells worth trying, laid on a typical loan.
std::vector<Loan> branches(const Trial& trial, const std::vector<std::string>& facts) {
  std::vector<Loan> loans = {trial.typical()};
  for (const std::string& name : facts) {
    const FactShape* shape = trial.find(name);
    if (shape == nullptr) continue;
    std::vector<Loan> more;
    for (const Loan& loan : loans) {
      for (const std::int64_t cell : shape->candidates()) {
        if (more.size() >= kMostBranches) break;
        more.push_back(loan);
        more.back()[name] = cell;
      }
    }
    loans = std::move(more);
  }
  return loans;
}

// Sum of the written shares of a row; false where one is unknown or leaves 64 bits.
bool share_sum(const Program& program, const Instruction& step, std::size_t row, Ratio& sum) {
  const std::vector<std::int64_t> bills(program.parties.size(), 0);
  const Question question{row, 0, 0, bills.data()};
  sum = {0, 1};
  for (const ProgramShare& share : step.shares) {
    if (share.term == kNone) continue;
    const Figure figure = value_of(program, share.term, question);
    if (figure.standing != Standing::known) return false;
    const Figure added = sum_of(sum, figure.value);
    if (added.standing != Standing::known) return false;
    sum = added.value;
  }
  return true;
}

Told branch_told(const Trial& trial, const Loan& loan, const std::vector<std::string>& facts) {
  std::vector<Told> cells;
  for (const std::string& name : facts) {
    const auto cell = loan.find(name);
    if (cell == loan.end()) continue;
    cells.push_back(quoted(name) + same(" = " + trial.cell_text(name, cell->second)));
  }
  return policy_telling::listed(cells);
}

void lint_step(Lint& lint, std::size_t index) {
  const Step& step = lint.policy.steps[index];
  std::vector<std::string> facts;
  if (step.shares.empty() || !deciding_facts(step, facts) || facts.empty()) return;
  const bool rest = std::any_of(step.shares.begin(), step.shares.end(),
                                [](const PartyShare& share) { return share.value.empty(); });
  const std::vector<Loan> loans = branches(lint.trial, facts);
  std::vector<TriedLoss> losses;
  losses.reserve(loans.size());
  for (const Loan& loan : loans) losses.push_back(loss_of(loan, 100));
  Claims claims;
  const auto program = lint.trial.compiled(lint.policy, losses, &claims);
  if (!program) return;
  for (std::size_t row = 0; row < loans.size(); ++row) {
    Ratio sum;
    if (!share_sum(*program, program->steps[index], row, sum)) continue;
    if (rest ? sum <= Ratio{1, 1} : sum == Ratio{1, 1}) continue;
    const Told percent = policy_telling::tell(sum);
    lint.add(
        "L-101", Gravity::error, step.place,
        Told{"步骤 ", "step "} + quoted(step.id) + Told{"：当 ", ": where "} +
            branch_told(lint.trial, loans[row], facts) +
            Told{" 时各方比例合计 ", " the shares sum to "} + percent +
            (rest ? Told{"，超过 100%", ", more than 100%"} : Told{"，不等于 100%", ", not 100%"}));
    return;
  }
}

}  // namespace

void lint_branches(Lint& lint) {
  for (std::size_t step = 0; step < lint.policy.steps.size(); ++step) lint_step(lint, step);
}

}  // namespace pledgelab::lint_trial
