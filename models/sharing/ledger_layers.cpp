// deductible, layer and cede on one loss: the part of an amount that lies in a range.
#include <limits>

#include "models/sharing/ledger_run.hpp"

namespace pledgelab::ledger {
namespace {

// The part of `amount` that lies in the step's range, over the unit's running total where there is
// one; `line` tells it. False when a bound is unknown.
bool in_range(Run& run, TraceLine& line, std::int64_t amount, UnitTotal* total,
              std::int64_t& part) {
  const Bounds bounds = bounds_of(run, line.claim, line.step);
  if (bounds.standing != Standing::known) {
    run.give_up(line.claim, line.step, bounds.standing);
    return false;
  }
  UnitTotal alone;
  if (total == nullptr) total = &alone;
  line.before_fen = amount;
  line.unit_fen = total->amount;
  tell_bounds(run.program, bounds, line);
  total->amount += amount;
  part = layer_part(total->amount, bounds.above, bounds.upto, total->booked, amount);
  total->booked += part;
  return true;
}

}  // namespace

Bounds bounds_of(const Run& run, std::uint32_t claim, std::uint32_t step) {
  const Instruction& instruction = run.program.steps[step];
  Amount above;
  if (instruction.above != kNone) {
    above = amount_of(run.program, instruction.above, run.question(claim, step));
  }
  if (above.standing != Standing::known) return {0, 0, above.standing};
  Amount upto{std::numeric_limits<std::int64_t>::max(), Standing::known};
  if (instruction.value != kNone) {
    upto = amount_of(run.program, instruction.value, run.question(claim, step));
  }
  return {above.fen, upto.fen, upto.standing};
}

void tell_bounds(const Program& program, const Bounds& bounds, TraceLine& line) {
  line.above_fen = bounds.above;
  const Instruction& step = program.steps[line.step];
  line.has_limit = step.value != kNone || step.verb == Step::Verb::band;
  line.limit_fen = line.has_limit ? bounds.upto : 0;
}

bool run_deductible(Run& run, std::uint32_t claim, std::uint32_t step, UnitTotal* total) {
  LossState& state = run.states[claim];
  TraceLine line{claim, step};
  std::int64_t cut = 0;
  if (!in_range(run, line, state.open, total, cut)) return false;
  run.post(claim, step, run.program.steps[step].other_party, cut);
  state.open -= cut;
  line.after_fen = state.open;
  run.result.trace.push_back(line);
  return true;
}

bool run_layer(Run& run, std::uint32_t claim, std::uint32_t step, UnitTotal* total) {
  LossState& state = run.states[claim];
  TraceLine line{claim, step};
  std::int64_t kept = 0;
  if (!in_range(run, line, state.open, total, kept)) return false;
  run.post(claim, step, run.program.steps[step].other_party, state.open - kept);
  state.open = kept;
  line.after_fen = kept;
  run.result.trace.push_back(line);
  return true;
}

bool run_cede(Run& run, std::uint32_t claim, std::uint32_t step, UnitTotal* total) {
  const std::int64_t bill = run.states[claim].bills[run.program.steps[step].party];
  TraceLine line{claim, step};
  std::int64_t ceded = 0;
  if (!in_range(run, line, bill, total, ceded)) return false;
  line.after_fen = bill - ceded;
  run.result.trace.push_back(line);
  return hand_out(run, claim, step, ceded, total);
}

}  // namespace pledgelab::ledger
