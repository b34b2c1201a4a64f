// The steps of the kernel. Branch on the step outside, integers inside; nothing is allocated once
// the buffers have grown.
#include <algorithm>
#include <limits>

#include "models/sharing/arithmetic.hpp"
#include "models/sharing/path_pass.hpp"

namespace pledgelab::path_pass {
namespace {

using Verb = Step::Verb;

Question question(const Pass& pass, std::uint32_t slot) {
  const SharingBuffers& buffers = pass.buffers;
  Question asked{buffers.row[slot], buffers.base[slot], buffers.open[slot], pass.bills(slot)};
  asked.pay_date = buffers.paid[slot];
  asked.closed = &buffers.watch.closed;
  return asked;
}

// A bound of a step, `absent` where it has none; false when unknown.
bool bound_of(const Pass& pass, const PathColumn& column, std::uint32_t term, std::uint32_t slot,
              std::int64_t absent, std::int64_t& fen) {
  fen = absent;
  if (term == kNone) return true;
  if (column.dynamic) {
    const Amount amount = amount_of(pass.program, term, question(pass, slot));
    fen = amount.fen;
    return amount.standing == Standing::known;
  }
  const std::size_t at = pass.buffers.row[slot] * column.stride;
  fen = column.value[at];
  return column.known[at] != 0;
}

// The shares of the step's payers for a slot; null when undecided.
const Ratio* shares_for(Pass& pass, std::uint32_t step, std::uint32_t slot) {
  const PathStep& prepared = pass.prepared.steps[step];
  const Instruction& instruction = pass.program.steps[step];
  if (!prepared.shares.empty()) {
    const std::size_t row = pass.buffers.row[slot];
    const bool same = prepared.shares_stride == 0;
    if (prepared.shares_known[same ? 0 : row] == 0) return nullptr;
    return prepared.shares.data() + row * prepared.shares_stride;
  }
  pass.buffers.ratios.resize(instruction.shares.size());
  const Standing standing =
      shares_of(pass.program, instruction, question(pass, slot), pass.buffers.ratios.data());
  return standing == Standing::known ? pass.buffers.ratios.data() : nullptr;
}

bool run_gate(Pass& pass, std::uint32_t step, std::uint32_t slot) {
  const Instruction& gate = pass.program.steps[step];
  const Reply reply = ask(pass, pass.prepared.steps[step].require, gate.require, slot);
  if (reply == Reply::unknown) return exclude(pass, slot);
  if (reply == Reply::no) {
    pass.move(slot, gate.other_party, pass.buffers.open[slot]);
    pass.buffers.open[slot] = 0;
  }
  return true;
}

bool run_base(Pass& pass, std::uint32_t step, std::uint32_t slot) {
  const Instruction& base = pass.program.steps[step];
  const PathStep& prepared = pass.prepared.steps[step];
  SharingBuffers& buffers = pass.buffers;
  std::int64_t interest = base.of_interest ? buffers.interest[slot] : 0;
  if (base.interest_days > 0 && interest > 0) {
    const Amount most = interest_limit(pass.program, base.rate, base.interest_days,
                                       buffers.principal[slot], question(pass, slot));
    if (most.standing != Standing::known) return exclude(pass, slot);
    interest = std::min(interest, most.fen);
  }
  std::int64_t kept = (base.of_principal ? buffers.principal[slot] : 0) + interest;
  if (base.part != kNone && kept > 0) {
    const std::size_t row = buffers.row[slot];
    if (prepared.part_known[row] == 0) return exclude(pass, slot);
    kept = running_share(kept, prepared.part[row], 0, kept, pass.program.rounding);
  }
  pass.move(slot, base.other_party, buffers.open[slot] - kept);
  buffers.open[slot] = kept;
  buffers.base[slot] = kept;
  return true;
}

// The part of `amount` in the range, over the unit's running totals where there is one.
std::int64_t in_range(Pass& pass, std::uint32_t step, std::uint32_t unit, const PathRange& range,
                      std::int64_t amount) {
  if (unit == kNone) return layer_part(amount, range.above, range.upto, 0, amount);
  PathUnitTotals& totals = pass.buffers.totals[step];
  totals.amount[unit] += amount;
  const std::int64_t part =
      layer_part(totals.amount[unit], range.above, range.upto, totals.booked[unit], amount);
  totals.booked[unit] += part;
  return part;
}

bool run_slice(Pass& pass, std::uint32_t step, std::uint32_t slot, std::uint32_t unit) {
  PathRange range;
  if (!range_of(pass, step, slot, range)) return exclude(pass, slot);
  const std::int64_t open = pass.buffers.open[slot];
  return hand_out(pass, step, slot, in_range(pass, step, unit, range, open), unit);
}

bool run_deductible(Pass& pass, std::uint32_t step, std::uint32_t slot, std::uint32_t unit) {
  PathRange range;
  if (!range_of(pass, step, slot, range)) return exclude(pass, slot);
  std::int64_t& open = pass.buffers.open[slot];
  const std::int64_t cut = in_range(pass, step, unit, range, open);
  pass.move(slot, pass.program.steps[step].other_party, cut);
  open -= cut;
  return true;
}

bool run_layer(Pass& pass, std::uint32_t step, std::uint32_t slot, std::uint32_t unit) {
  PathRange range;
  if (!range_of(pass, step, slot, range)) return exclude(pass, slot);
  std::int64_t& open = pass.buffers.open[slot];
  const std::int64_t kept = in_range(pass, step, unit, range, open);
  pass.move(slot, pass.program.steps[step].other_party, open - kept);
  open = kept;
  return true;
}

bool run_cede(Pass& pass, std::uint32_t step, std::uint32_t slot, std::uint32_t unit) {
  PathRange range;
  if (!range_of(pass, step, slot, range)) return exclude(pass, slot);
  const std::int64_t bill = pass.bills(slot)[pass.program.steps[step].party];
  return hand_out(pass, step, slot, in_range(pass, step, unit, range, bill), unit);
}

bool run_cap(Pass& pass, std::uint32_t step, std::uint32_t slot, std::uint32_t unit) {
  PathRange range;
  if (!range_of(pass, step, slot, range)) return exclude(pass, slot);
  const std::int64_t limit = range.upto;
  const Instruction& cap = pass.program.steps[step];
  const std::int64_t bill = pass.bills(slot)[cap.party];
  std::int64_t kept = std::min(bill, limit);
  if (unit != kNone) {
    std::int64_t& booked = pass.buffers.totals[step].booked[unit];
    kept = std::min(bill, std::max<std::int64_t>(0, limit - booked));
    booked += kept;
  }
  pass.move(slot, cap.party, kept - bill);
  pass.move(slot, cap.other_party, bill - kept);
  return true;
}

void remember(Pass& pass, std::uint32_t step, std::uint32_t unit) {
  SharingBuffers& buffers = pass.buffers;
  const PathUnitTotals& totals = buffers.totals[step];
  const std::size_t payers = pass.program.steps[step].shares.size();
  buffers.undo_step.push_back(step);
  buffers.undo_unit.push_back(unit);
  buffers.undo_value.push_back(totals.amount[unit]);
  buffers.undo_value.push_back(totals.booked[unit]);
  for (std::size_t payer = 0; payer < payers; ++payer) {
    buffers.undo_value.push_back(totals.payers[unit * payers + payer]);
  }
}

// Each step stands once in the list, so the order of putting back does not matter.
bool put_back(Pass& pass) {
  SharingBuffers& buffers = pass.buffers;
  std::size_t at = 0;
  for (std::size_t i = 0; i < buffers.undo_step.size(); ++i) {
    PathUnitTotals& totals = buffers.totals[buffers.undo_step[i]];
    const std::size_t payers = pass.program.steps[buffers.undo_step[i]].shares.size();
    const std::uint32_t unit = buffers.undo_unit[i];
    totals.amount[unit] = buffers.undo_value[at++];
    totals.booked[unit] = buffers.undo_value[at++];
    for (std::size_t payer = 0; payer < payers; ++payer) {
      totals.payers[unit * payers + payer] = buffers.undo_value[at++];
    }
  }
  return false;
}

}  // namespace

bool exclude(Pass& pass, std::uint32_t slot) {
  pass.buffers.excluded[slot] = 1;
  return false;
}

bool range_of(const Pass& pass, std::uint32_t step, std::uint32_t slot, PathRange& range) {
  const PathStep& prepared = pass.prepared.steps[step];
  const Instruction& instruction = pass.program.steps[step];
  constexpr std::int64_t kNoEnd = std::numeric_limits<std::int64_t>::max();
  return bound_of(pass, prepared.above, instruction.above, slot, 0, range.above) &&
         bound_of(pass, prepared.limit, instruction.value, slot, kNoEnd, range.upto);
}

bool hand_out(Pass& pass, std::uint32_t step, std::uint32_t slot, std::int64_t cut,
              std::uint32_t unit) {
  if (cut == 0) return true;
  const Instruction& instruction = pass.program.steps[step];
  const Ratio* shares = shares_for(pass, step, slot);
  if (shares == nullptr) return exclude(pass, slot);
  const std::size_t payers = instruction.shares.size();
  std::int64_t* booked = nullptr;
  std::int64_t running = cut;
  if (unit != kNone && instruction.shares_fixed) {
    booked = pass.buffers.totals[step].payers.data() + unit * payers;
    for (std::size_t payer = 0; payer < payers; ++payer) running += booked[payer];
  }
  if (instruction.verb == Verb::cede) {
    pass.move(slot, instruction.party, -cut);
  } else {
    pass.buffers.open[slot] -= cut;
  }
  const bool keeps = pass.prepared.keeps_handed && instruction.verb != Verb::cede;
  const auto give = [&](std::uint32_t party, std::int64_t fen) {
    pass.move(slot, party, fen);
    if (keeps) pass.buffers.handed[slot * pass.parties + party] += fen;
  };
  std::int64_t left = cut;
  for (std::size_t payer = 0; payer < payers; ++payer) {
    if (payer == instruction.taker) continue;
    const std::int64_t before = booked == nullptr ? 0 : booked[payer];
    const std::int64_t part =
        running_share(running, shares[payer], before, left, pass.program.rounding);
    if (booked != nullptr) booked[payer] += part;
    left -= part;
    give(instruction.shares[payer].party, part);
  }
  if (booked != nullptr) booked[instruction.taker] += left;
  give(instruction.shares[instruction.taker].party, left);
  return true;
}

namespace {

bool run_verb(Pass& pass, std::uint32_t step, std::uint32_t slot, std::uint32_t unit) {
  switch (pass.program.steps[step].verb) {
    case Verb::gate:
      return run_gate(pass, step, slot);
    case Verb::base:
      return run_base(pass, step, slot);
    case Verb::deductible:
      return run_deductible(pass, step, slot, unit);
    case Verb::layer:
      return run_layer(pass, step, slot, unit);
    case Verb::cede:
      return run_cede(pass, step, slot, unit);
    case Verb::slice:
      return run_slice(pass, step, slot, unit);
    case Verb::quota:
      return hand_out(pass, step, slot, pass.buffers.open[slot], unit);
    case Verb::cap:
      return run_cap(pass, step, slot, unit);
    case Verb::band:
      PL_CHECK_MSG(false, "a band runs at the close");
  }
  return true;
}

}  // namespace

bool run_step(Pass& pass, std::uint32_t step, std::uint32_t slot, std::uint32_t unit) {
  pass.moving = pass.program.steps[step].moves();
  const bool decided = run_verb(pass, step, slot, unit);
  pass.moving = false;
  return decided;
}

std::int64_t amount_at(const Pass& pass, std::uint32_t step, std::uint32_t slot) {
  const Instruction& instruction = pass.program.steps[step];
  return instruction.moves() ? pass.bills(slot)[instruction.party] : pass.buffers.open[slot];
}

Reply acts(const Pass& pass, std::uint32_t step, std::uint32_t slot) {
  if (amount_at(pass, step, slot) == 0) return Reply::no;
  return ask(pass, pass.prepared.steps[step].condition, pass.program.steps[step].condition, slot);
}

Reply ask(const Pass& pass, const PathColumn& column, std::uint32_t term, std::uint32_t slot) {
  if (column.dynamic) {
    const Answer answer = holds(pass.program, term, question(pass, slot));
    if (answer.truth == Truth::unknown) return Reply::unknown;
    return answer.truth == Truth::yes ? Reply::yes : Reply::no;
  }
  if (column.value.empty()) return Reply::yes;
  const std::size_t at = pass.buffers.row[slot] * column.stride;
  if (column.known[at] == 0) return Reply::unknown;
  return column.value[at] != 0 ? Reply::yes : Reply::no;
}

std::uint32_t unit_of(const Pass& pass, std::uint32_t step, std::uint32_t slot) {
  const PathStep& prepared = pass.prepared.steps[step];
  const std::uint32_t key = prepared.key[pass.buffers.row[slot]];
  if (key == kNone || !prepared.by_year) return key;
  return key * pass.buffers.years + pass.buffers.year[slot];
}

void touch(Pass& pass, std::uint32_t step, std::uint32_t unit) {
  PathUnitTotals& totals = pass.buffers.totals[step];
  if (totals.stamp[unit] == pass.buffers.stamp) return;
  totals.stamp[unit] = pass.buffers.stamp;
  totals.amount[unit] = 0;
  totals.booked[unit] = 0;
  totals.whole[unit] = 0;
  const std::size_t payers = pass.program.steps[step].shares.size();
  std::fill_n(totals.payers.begin() + static_cast<std::ptrdiff_t>(unit * payers), payers, 0);
}

bool book(Pass& pass, std::uint32_t slot) {
  SharingBuffers& buffers = pass.buffers;
  const Program& program = pass.program;
  buffers.undo_step.clear();
  buffers.undo_unit.clear();
  buffers.undo_value.clear();
  for (std::uint32_t step = 0; step < program.close_begin; ++step) {
    if (program.steps[step].at_balance()) continue;  // the day's settlement asks it
    const Reply reply = acts(pass, step, slot);
    if (reply == Reply::unknown) {
      exclude(pass, slot);
      return put_back(pass);
    }
    if (reply == Reply::no) continue;
    std::uint32_t unit = kNone;
    if (program.steps[step].periodic()) {
      unit = unit_of(pass, step, slot);
      if (unit == kNone) {
        exclude(pass, slot);
        return put_back(pass);
      }
      touch(pass, step, unit);
      remember(pass, step, unit);
      buffers.met[slot * program.close_begin + step] = 1;
    }
    if (!run_step(pass, step, slot, unit)) return put_back(pass);
  }
  return true;
}

void finish(Pass& pass, std::uint32_t slot) {
  pass.move(slot, pass.program.residual, pass.buffers.open[slot]);
  pass.buffers.open[slot] = 0;
}

}  // namespace pledgelab::path_pass
