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
    const LossState& state = run.states[claim];
    if (!state.excluded && !state.outside && state.loss > 0) order.push_back(claim);
  }
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return run.claims.rank[a] < run.claims.rank[b];
  });
  return order;
}

// A loss's part of what the unit's range takes of its amount goes where the verb says.
bool book_part(Run& run, std::uint32_t claim, std::uint32_t step, std::int64_t part,
               UnitTotal& total) {
  const Instruction& instruction = run.program.steps[step];
  LossState& state = run.states[claim];
  const std::int64_t rest = amount_at(run, claim, instruction) - part;
  switch (instruction.verb) {
    case Step::Verb::cap:
      run.post(claim, step, instruction.party, -rest);
      run.post(claim, step, instruction.other_party, rest);
      return true;
    case Step::Verb::deductible:
      run.post(claim, step, instruction.other_party, part);
      state.open = rest;
      return true;
    case Step::Verb::layer:
    case Step::Verb::band:
      run.post(claim, step, instruction.other_party, rest);
      state.open = part;
      return true;
    default:  // slice, cede
      return hand_out(run, claim, step, part, &total);
  }
}

// The limits of a close are the same for the whole unit; where a column of the input gives them,
// its rows must agree.
struct UnitBounds {
  Bounds bounds;
  std::uint32_t of = kNoClaim;  // the loss without a figure; kNoClaim: it is none for all
};

UnitBounds unit_bounds(const Run& run, std::uint32_t step, const Group& group, std::int64_t whole) {
  if (run.program.steps[step].verb == Step::Verb::band) {
    return {band_bounds(run, group.front(), step, whole)};
  }
  Bounds bounds = bounds_of(run, group.front(), step);
  for (const std::uint32_t claim : group) {
    const Bounds other = bounds_of(run, claim, step);
    const bool same = other.above == bounds.above && other.upto == bounds.upto;
    if (other.standing != Standing::known) return {other, claim};
    if (!same) bounds.standing = Standing::not_one;
  }
  return {bounds};
}

void close_unit(Run& run, std::uint32_t step, const Group& group) {
  const Instruction& instruction = run.program.steps[step];
  std::int64_t whole = 0;
  for (const std::uint32_t claim : group) whole += amount_at(run, claim, instruction);
  const auto [bounds, of] = unit_bounds(run, step, group, whole);
  if (bounds.standing != Standing::known) {
    for (const std::uint32_t claim : group) {
      run.give_up(claim, step, bounds.standing, of == kNoClaim ? claim : of);
    }
    run.pass_is_void = true;
    return;
  }
  const std::int64_t taken = layer_part(whole, bounds.above, bounds.upto, 0, whole);
  const bool keeps = instruction.verb == Step::Verb::cap || instruction.verb == Step::Verb::layer ||
                     instruction.verb == Step::Verb::band;
  UnitTotal total;
  for (const std::uint32_t claim : group) {
    TraceLine line{claim, step};
    line.before_fen = amount_at(run, claim, instruction);
    total.amount += line.before_fen;
    const std::int64_t part = spread_part(total.amount, taken, whole, total.booked, line.before_fen,
                                          run.program.rounding);
    total.booked += part;
    line.after_fen = keeps ? part : line.before_fen - part;
    tell_bounds(run.program, bounds, line);
    tell_reading(run, line);
    line.unit_fen = whole;
    run.result.trace.push_back(line);
    if (!book_part(run, claim, step, part, total)) run.pass_is_void = true;
  }
}

// Groups the claims on which the step acts by its unit, in order of loss_id within each.
std::map<UnitKey, Group> units_of(Run& run, std::uint32_t step, const Group& order) {
  std::map<UnitKey, Group> groups;
  for (const std::uint32_t claim : order) {
    if (run.states[claim].excluded) continue;
    const Acts answer = acts(run, claim, step);
    UnitKey key;
    if (answer == Acts::yes) {
      const Standing keyed = run.unit_key(claim, step, key);
      if (keyed == Standing::known) groups[key].push_back(claim);
      if (keyed != Standing::known) run.give_up(claim, step, keyed);
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
      const Instruction& instruction = run.program.steps[step];
      // Shares that facts give are asked of each loss for itself: no unit is needed.
      if (instruction.verb == Step::Verb::quota && instruction.shares_fixed) {
        const Standing keyed = run.unit_key(claim, last_close, key);
        if (keyed != Standing::known) {
          run.give_up(claim, step, keyed);
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
