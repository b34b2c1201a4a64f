// The steps of a close: f(period total) once, spread over the unit's losses by loss_id.
#include <algorithm>
#include <numeric>

#include "models/sharing/ledger_run.hpp"

namespace pledgelab::ledger {
namespace {

using Group = std::vector<std::uint32_t>;

// Claims still decided, by loss_id.
Group claims_in_order(const Run& run) {
  Group order;
  for (std::uint32_t claim = 0; claim < run.states.size(); ++claim) {
    if (!run.states[claim].excluded && run.states[claim].loss > 0) order.push_back(claim);
  }
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return run.claims.rank[a] < run.claims.rank[b];
  });
  return order;
}

// What the step meets on the claim: the open loss or the capped party's bill.
std::int64_t amount_at(const Run& run, std::uint32_t claim, const Instruction& step) {
  return step.verb == Step::Verb::cap ? run.states[claim].bills[step.party]
                                      : run.states[claim].open;
}

void close_unit(Run& run, std::uint32_t step, const Group& group) {
  const Instruction& instruction = run.program.steps[step];
  std::int64_t whole = 0;
  for (const std::uint32_t claim : group) whole += amount_at(run, claim, instruction);
  // The limit is a literal or a part of a scheme total: the same for every loss.
  const Amount limit = amount_of(run.program, instruction.value, run.question(group.front()));
  if (limit.standing != Standing::known) {
    for (const std::uint32_t claim : group) run.give_up(claim, step, limit.standing);
    run.pass_is_void = true;
    return;
  }
  const std::int64_t part = std::min(whole, limit.fen);
  UnitTotal total;
  for (const std::uint32_t claim : group) {
    const std::int64_t amount = amount_at(run, claim, instruction);
    total.amount += amount;
    const std::int64_t kept =
        spread_part(total.amount, part, whole, total.booked, amount, run.program.rounding);
    total.booked += kept;
    TraceLine line;
    line.claim = claim;
    line.step = step;
    line.before_fen = amount;
    line.after_fen = instruction.verb == Step::Verb::cap ? kept : amount - kept;
    line.has_limit = true;
    line.limit_fen = limit.fen;
    line.unit_fen = whole;
    run.result.trace.push_back(line);
    if (instruction.verb == Step::Verb::cap) {
      run.post(claim, step, instruction.party, kept - amount);
      run.post(claim, step, instruction.other_party, amount - kept);
    } else if (!hand_out(run, claim, step, kept, &total)) {
      run.pass_is_void = true;
    }
  }
}

// Groups the claims on which the step acts by its unit, in order of loss_id within each.
std::map<UnitKey, Group> units_of(Run& run, std::uint32_t step, const Group& order) {
  std::map<UnitKey, Group> groups;
  for (const std::uint32_t claim : order) {
    if (run.states[claim].excluded) continue;
    const Acts answer = acts(run, claim, step);
    UnitKey key;
    if (answer == Acts::yes && !run.unit_key(claim, step, key)) {
      run.give_up(claim, step, Standing::missing);
    } else if (answer == Acts::yes) {
      groups[key].push_back(claim);
    }
    run.pass_is_void = run.pass_is_void || run.states[claim].excluded;
  }
  return groups;
}

// A step after a close, loss by loss; a quota runs over the period of the close before it.
void run_after_close(Run& run, std::uint32_t step, std::uint32_t last_close, const Group& order) {
  std::map<UnitKey, UnitTotal> totals;
  for (const std::uint32_t claim : order) {
    if (run.states[claim].excluded) continue;
    const Acts answer = acts(run, claim, step);
    bool decided = answer != Acts::undecided;
    if (answer == Acts::yes) {
      UnitTotal* total = nullptr;
      UnitKey key;
      if (run.program.steps[step].verb == Step::Verb::quota) {
        if (!run.unit_key(claim, last_close, key)) {
          run.give_up(claim, step, Standing::missing);
          run.pass_is_void = true;
          continue;
        }
        total = &totals[key];
      }
      decided = run_step(run, claim, step, total);
    }
    run.pass_is_void = run.pass_is_void || !decided;
  }
}

}  // namespace

void run_closes(Run& run) {
  const Group order = claims_in_order(run);
  std::uint32_t last_close = run.program.close_begin;
  const auto size = static_cast<std::uint32_t>(run.program.steps.size());
  for (std::uint32_t step = run.program.close_begin; step < size; ++step) {
    if (!run.program.steps[step].closes()) {
      run_after_close(run, step, last_close, order);
    } else {
      last_close = step;
      for (const auto& [key, group] : units_of(run, step, order)) close_unit(run, step, group);
    }
    if (run.pass_is_void) return;
  }
}

}  // namespace pledgelab::ledger
