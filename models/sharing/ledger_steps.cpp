// One step on one loss.
#include <algorithm>

#include "models/sharing/ledger_run.hpp"
#include "models/sharing/reason_words.hpp"

namespace pledgelab::ledger {
namespace {

using Verb = Step::Verb;

bool run_gate(Run& run, std::uint32_t claim, std::uint32_t step) {
  const Instruction& gate = run.program.steps[step];
  LossState& state = run.states[claim];
  const Answer answer = holds(run.program, gate.require, run.question(claim, step));
  if (answer.truth == Truth::unknown) {
    run.give_up(claim, step, answer.standing);
    return false;
  }
  TraceLine line{claim, step, state.open};
  if (answer.truth == Truth::no) {
    LossOutcome& outcome = run.result.losses[claim];
    outcome.standing = LossStanding::not_eligible;
    outcome.reason = reason_words(Reason::gate_not_met, {same(run.program.step_ids[step])});
    run.post(claim, step, gate.other_party, state.open);
    state.open = 0;
  }
  line.after_fen = state.open;
  run.result.trace.push_back(line);
  return true;
}

bool run_base(Run& run, std::uint32_t claim, std::uint32_t step) {
  const Instruction& base = run.program.steps[step];
  LossState& state = run.states[claim];
  std::int64_t interest = base.of_interest ? state.interest : 0;
  if (base.interest_days > 0 && interest > 0) {
    const Amount most = interest_limit(run.program, base.rate, base.interest_days, state.principal,
                                       run.question(claim, step));
    if (most.standing != Standing::known) {
      run.give_up(claim, step, most.standing);
      return false;
    }
    interest = std::min(interest, most.fen);
  }
  std::int64_t kept =
      (base.of_principal ? state.principal : 0) + interest + (base.of_costs ? state.costs : 0);
  if (base.part != kNone && kept > 0) {
    const Figure part = value_of(run.program, base.part, run.question(claim, step));
    Standing standing = part.standing;
    const bool fits = Ratio{0, 1} <= part.value && part.value <= Ratio{1, 1};
    if (standing == Standing::known && !fits) standing = Standing::bad_part;
    if (standing != Standing::known) {
      run.give_up(claim, step, standing);
      return false;
    }
    kept = running_share(kept, part.value, 0, kept, run.program.rounding);
  }
  TraceLine line{claim, step, state.open};
  run.post(claim, step, base.other_party, state.open - kept);
  state.open = kept;
  state.base = kept;
  line.after_fen = kept;
  line.has_limit = true;
  line.limit_fen = kept;
  run.result.trace.push_back(line);
  return true;
}

bool run_slice(Run& run, std::uint32_t claim, std::uint32_t step, UnitTotal* total) {
  const Instruction& slice = run.program.steps[step];
  LossState& state = run.states[claim];
  const Amount width = amount_of(run.program, slice.value, run.question(claim, step));
  if (width.standing != Standing::known) {
    run.give_up(claim, step, width.standing);
    return false;
  }
  TraceLine line{claim, step, state.open};
  std::int64_t cut = std::min(state.open, width.fen);
  if (total != nullptr) {
    line.unit_fen = total->amount;
    total->amount += state.open;
    cut = slice_cut(total->amount, width.fen, total->booked, state.open);
    total->booked += cut;
  }
  line.has_limit = true;
  line.limit_fen = width.fen;
  line.after_fen = state.open - cut;
  run.result.trace.push_back(line);
  return hand_out(run, claim, step, cut, total);
}

bool run_cap(Run& run, std::uint32_t claim, std::uint32_t step, UnitTotal* total) {
  const Instruction& cap = run.program.steps[step];
  LossState& state = run.states[claim];
  const std::int64_t bill = state.bills[cap.party];
  const Amount limit = amount_of(run.program, cap.value, run.question(claim, step));
  if (limit.standing != Standing::known) {
    run.give_up(claim, step, limit.standing);
    return false;
  }
  TraceLine line{claim, step, bill};
  std::int64_t kept = std::min(bill, limit.fen);
  if (total != nullptr) {
    line.unit_fen = total->booked;
    kept = cap_kept(bill, limit.fen, total->booked);
    total->booked += kept;
  }
  run.post(claim, step, cap.party, kept - bill);
  run.post(claim, step, cap.other_party, bill - kept);
  line.after_fen = kept;
  line.has_limit = true;
  line.limit_fen = limit.fen;
  run.result.trace.push_back(line);
  return true;
}

}  // namespace

bool hand_out(Run& run, std::uint32_t claim, std::uint32_t step, std::int64_t cut,
              UnitTotal* total) {
  const Instruction& instruction = run.program.steps[step];
  LossState& state = run.states[claim];
  if (cut == 0) return true;
  std::vector<Ratio> ratios(instruction.shares.size());
  const Standing standing =
      shares_of(run.program, instruction, run.question(claim, step), ratios.data());
  if (standing != Standing::known) {
    run.give_up(claim, step, standing);
    return false;
  }
  // A running total has one share; where shares differ from loss to loss each is rounded for
  // itself.
  UnitTotal alone;
  if (total == nullptr || !instruction.shares_fixed) total = &alone;
  total->payers.resize(instruction.shares.size());
  if (instruction.verb == Verb::cede) {
    run.post(claim, step, instruction.party, -cut);
  } else {
    state.open -= cut;
  }
  std::int64_t running = cut;
  for (const std::int64_t booked : total->payers) running += booked;
  const auto give = [&](std::uint32_t party, std::int64_t fen) {
    run.post(claim, step, party, fen);
    if (instruction.verb != Verb::cede) state.handed[party] += fen;
  };
  std::int64_t left = cut;
  for (std::size_t payer = 0; payer < instruction.shares.size(); ++payer) {
    if (payer == instruction.taker) continue;
    const std::int64_t part =
        running_share(running, ratios[payer], total->payers[payer], left, run.program.rounding);
    total->payers[payer] += part;
    left -= part;
    give(instruction.shares[payer].party, part);
    run.result.trace.back().shares.emplace_back(instruction.shares[payer].party, ratios[payer]);
  }
  total->payers[instruction.taker] += left;
  give(instruction.shares[instruction.taker].party, left);
  return true;
}

std::int64_t amount_at(const Run& run, std::uint32_t claim, const Instruction& step) {
  const LossState& state = run.states[claim];
  return step.moves() ? state.bills[step.party] : state.open;
}

namespace {

// The step's `if`.
Acts asked_if(Run& run, std::uint32_t claim, std::uint32_t step) {
  const Answer answer =
      holds(run.program, run.program.steps[step].condition, run.question(claim, step));
  const bool yes = answer.truth == Truth::yes;
  run.telling.ask(run, claim, step,
                  answer.truth == Truth::no ? ToldAsk::Answer::passed_over : ToldAsk::Answer::acts);
  if (answer.truth == Truth::unknown) {
    run.give_up(claim, step, answer.standing);
    return Acts::undecided;
  }
  return yes ? Acts::yes : Acts::no;
}

}  // namespace

Acts acts(Run& run, std::uint32_t claim, std::uint32_t step) {
  const Instruction& instruction = run.program.steps[step];
  if (amount_at(run, claim, instruction) == 0) {
    run.telling.ask(run, claim, step, ToldAsk::Answer::nothing);
    return Acts::no;
  }
  return asked_if(run, claim, step);
}

bool run_step(Run& run, std::uint32_t claim, std::uint32_t step, UnitTotal* total) {
  switch (run.program.steps[step].verb) {
    case Verb::gate:
      return run_gate(run, claim, step);
    case Verb::base:
      return run_base(run, claim, step);
    case Verb::deductible:
      return run_deductible(run, claim, step, total);
    case Verb::layer:
      return run_layer(run, claim, step, total);
    case Verb::cede:
      return run_cede(run, claim, step, total);
    case Verb::slice:
      return run_slice(run, claim, step, total);
    case Verb::quota: {
      TraceLine line{claim, step, run.states[claim].open};
      run.result.trace.push_back(line);
      return hand_out(run, claim, step, run.states[claim].open, total);
    }
    case Verb::cap:
      return run_cap(run, claim, step, total);
    case Verb::band:
      PL_CHECK_MSG(false, "a band runs at the close");
  }
  return true;
}

bool book_claim(Run& run, std::uint32_t claim) {
  const Program& program = run.program;
  LossState& state = run.states[claim];
  run.undo.clear();
  const auto trouble = [&] {
    for (auto undo = run.undo.rbegin(); undo != run.undo.rend(); ++undo) {
      run.units[undo->first] = undo->second;
    }
    return false;
  };
  for (std::uint32_t step = 0; step < program.close_begin; ++step) {
    const Instruction& instruction = program.steps[step];
    if (instruction.at_balance()) continue;  // the day's settlement asks it
    const Acts answer = acts(run, claim, step);
    if (answer == Acts::undecided) return trouble();
    if (answer == Acts::no) continue;
    UnitTotal* total = nullptr;
    if (instruction.periodic()) {
      UnitKey key;
      const Standing keyed = run.unit_key(claim, step, key);
      if (keyed != Standing::known) {
        run.give_up(claim, step, keyed);
        return trouble();
      }
      total = &run.unit(key);
      run.undo.emplace_back(key, *total);
      state.met[step] = 1;
    }
    if (!run_step(run, claim, step, total)) return trouble();
  }
  const bool closes = program.close_begin != program.steps.size();
  return closes || price_known(run, claim) || trouble();
}

void finish(Run& run, std::uint32_t claim) {
  LossState& state = run.states[claim];
  run.post(claim, run.program.clause(clause_residual), run.program.residual, state.open);
  state.open = 0;
}

}  // namespace pledgelab::ledger
