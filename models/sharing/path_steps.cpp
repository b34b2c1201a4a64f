// The steps of the kernel. Branch on the step outside, integers inside; nothing is allocated once
// the buffers have grown.
#include <algorithm>

#include "models/sharing/path_pass.hpp"

namespace pledgelab::path_pass {
namespace {

using Verb = Step::Verb;

std::int64_t share_now(std::int64_t running, Ratio share, std::int64_t booked, std::int64_t left,
                       Rounding rounding) {
  return std::clamp<std::int64_t>(rounded(running, share, rounding) - booked, 0, left);
}

Question question(const Pass& pass, std::uint32_t slot) {
  const SharingBuffers& buffers = pass.buffers;
  return {buffers.row[slot], buffers.base[slot], buffers.open[slot], pass.bills(slot)};
}

bool exclude(Pass& pass, std::uint32_t slot) {
  pass.buffers.excluded[slot] = 1;
  return false;
}

// The limit of a slice or cap; false when unknown.
bool limit_of(const Pass& pass, std::uint32_t step, std::uint32_t slot, std::int64_t& fen) {
  const PathColumn& column = pass.prepared.steps[step].limit;
  if (column.dynamic) {
    const Amount amount =
        amount_of(pass.program, pass.program.steps[step].value, question(pass, slot));
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

// Hands `cut` of the open loss to the payers; over a unit's running totals where shares are fixed.
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
  std::int64_t left = cut;
  for (std::size_t payer = 0; payer < payers; ++payer) {
    if (payer == instruction.taker) continue;
    const std::int64_t before = booked == nullptr ? 0 : booked[payer];
    const std::int64_t part =
        share_now(running, shares[payer], before, left, pass.program.rounding);
    if (booked != nullptr) booked[payer] += part;
    left -= part;
    pass.move(slot, instruction.shares[payer].party, part);
  }
  if (booked != nullptr) booked[instruction.taker] += left;
  pass.move(slot, instruction.shares[instruction.taker].party, left);
  pass.buffers.open[slot] -= cut;
  return true;
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
  std::int64_t kept = (base.of_principal ? buffers.principal[slot] : 0) +
                      (base.of_interest ? buffers.interest[slot] : 0);
  if (base.part != kNone && kept > 0) {
    const std::size_t row = buffers.row[slot];
    if (prepared.part_known[row] == 0) return exclude(pass, slot);
    kept = share_now(kept, prepared.part[row], 0, kept, pass.program.rounding);
  }
  pass.move(slot, base.other_party, buffers.open[slot] - kept);
  buffers.open[slot] = kept;
  buffers.base[slot] = kept;
  return true;
}

bool run_slice(Pass& pass, std::uint32_t step, std::uint32_t slot, std::uint32_t unit) {
  std::int64_t width = 0;
  if (!limit_of(pass, step, slot, width)) return exclude(pass, slot);
  const std::int64_t open = pass.buffers.open[slot];
  std::int64_t cut = std::min(open, width);
  if (unit != kNone) {
    PathUnitTotals& totals = pass.buffers.totals[step];
    totals.amount[unit] += open;
    const std::int64_t target = std::min(totals.amount[unit], width);
    cut = std::clamp<std::int64_t>(target - totals.booked[unit], 0, open);
    totals.booked[unit] += cut;
  }
  return hand_out(pass, step, slot, cut, unit);
}

bool run_cap(Pass& pass, std::uint32_t step, std::uint32_t slot, std::uint32_t unit) {
  std::int64_t limit = 0;
  if (!limit_of(pass, step, slot, limit)) return exclude(pass, slot);
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

bool run_step(Pass& pass, std::uint32_t step, std::uint32_t slot, std::uint32_t unit) {
  switch (pass.program.steps[step].verb) {
    case Verb::gate:
      return run_gate(pass, step, slot);
    case Verb::base:
      return run_base(pass, step, slot);
    case Verb::slice:
      return run_slice(pass, step, slot, unit);
    case Verb::quota:
      return hand_out(pass, step, slot, pass.buffers.open[slot], unit);
    case Verb::cap:
      return run_cap(pass, step, slot, unit);
    default:
      PL_CHECK_MSG(false, "a verb that the reader refuses");
  }
  return true;
}

std::int64_t amount_at(const Pass& pass, std::uint32_t step, std::uint32_t slot) {
  const Instruction& instruction = pass.program.steps[step];
  return instruction.verb == Verb::cap ? pass.bills(slot)[instruction.party]
                                       : pass.buffers.open[slot];
}

Reply acts(const Pass& pass, std::uint32_t step, std::uint32_t slot) {
  if (amount_at(pass, step, slot) == 0) return Reply::no;
  return ask(pass, pass.prepared.steps[step].condition, pass.program.steps[step].condition, slot);
}

// A cap at a balance also meets what an earlier account may pass on the same day.
Reply balance_acts(const Pass& pass, std::uint32_t step, std::uint32_t slot) {
  const Program& program = pass.program;
  bool reached = pass.bills(slot)[program.steps[step].party] > 0;
  for (std::uint32_t earlier = program.balance_begin; earlier < step; ++earlier) {
    const Instruction& cap = program.steps[earlier];
    const bool passes = !cap.queue && cap.other_party == program.steps[step].party;
    const std::size_t at = slot * pass.caps + (earlier - program.balance_begin);
    reached = reached || (passes && pass.buffers.applies[at] != 0);
  }
  if (!reached) return Reply::no;
  return ask(pass, pass.prepared.steps[step].condition, program.steps[step].condition, slot);
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

// First look at a close: who is in which unit, and what each unit meets in all.
void gather(Pass& pass, std::uint32_t step) {
  SharingBuffers& buffers = pass.buffers;
  for (const std::uint32_t slot : buffers.by_row) {
    buffers.acting[slot] = 0;
    if (buffers.excluded[slot] != 0) continue;
    const Reply reply = acts(pass, step, slot);
    const std::uint32_t unit = reply == Reply::yes ? unit_of(pass, step, slot) : 0;
    if (reply == Reply::unknown || (reply == Reply::yes && unit == kNone)) {
      exclude(pass, slot);
      pass.is_void = true;
      continue;
    }
    if (reply == Reply::no) continue;
    buffers.acting[slot] = 1;
    touch(pass, step, unit);
    buffers.totals[step].whole[unit] += amount_at(pass, step, slot);
  }
}

void close_step(Pass& pass, std::uint32_t step) {
  SharingBuffers& buffers = pass.buffers;
  const Instruction& instruction = pass.program.steps[step];
  gather(pass, step);
  PathUnitTotals& totals = buffers.totals[step];
  for (const std::uint32_t slot : buffers.by_row) {
    if (buffers.acting[slot] == 0) continue;
    std::int64_t limit = 0;
    bool decided = limit_of(pass, step, slot, limit);
    if (decided) {
      const std::uint32_t unit = unit_of(pass, step, slot);
      const std::int64_t amount = amount_at(pass, step, slot);
      const std::int64_t whole = totals.whole[unit];
      totals.amount[unit] += amount;
      const std::int64_t kept = share_now(totals.amount[unit], {std::min(whole, limit), whole},
                                          totals.booked[unit], amount, pass.program.rounding);
      totals.booked[unit] += kept;
      if (instruction.verb == Verb::cap) {
        pass.move(slot, instruction.party, kept - amount);
        pass.move(slot, instruction.other_party, amount - kept);
      } else {
        decided = hand_out(pass, step, slot, kept, unit);
      }
    } else {
      exclude(pass, slot);
    }
    pass.is_void = pass.is_void || !decided;
  }
}

void after_close(Pass& pass, std::uint32_t step) {
  SharingBuffers& buffers = pass.buffers;
  const bool quota = pass.program.steps[step].verb == Verb::quota;
  for (const std::uint32_t slot : buffers.by_row) {
    if (buffers.excluded[slot] != 0) continue;
    const Reply reply = acts(pass, step, slot);
    if (reply == Reply::no) continue;
    bool decided = reply == Reply::yes;
    if (decided) {
      const std::uint32_t unit = quota ? unit_of(pass, step, slot) : kNone;
      decided = !quota || unit != kNone;
      if (decided && quota) touch(pass, step, unit);
      decided = decided && run_step(pass, step, slot, unit);
    }
    if (!decided) {
      exclude(pass, slot);
      pass.is_void = true;
    }
  }
}

}  // namespace

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
  return key * pass.prepared.year_count + pass.prepared.month_year[pass.buffers.month[slot]];
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
    const bool balance = program.steps[step].at_balance();
    const Reply reply = balance ? balance_acts(pass, step, slot) : acts(pass, step, slot);
    if (reply == Reply::unknown) {
      exclude(pass, slot);
      return put_back(pass);
    }
    if (balance) {
      const std::size_t at = slot * pass.caps + (step - program.balance_begin);
      buffers.applies[at] = reply == Reply::yes ? 1 : 0;
      continue;
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
    }
    if (!run_step(pass, step, slot, unit)) return put_back(pass);
  }
  return true;
}

void close_all(Pass& pass, std::uint32_t slots) {
  SharingBuffers& buffers = pass.buffers;
  const auto size = static_cast<std::uint32_t>(pass.program.steps.size());
  if (pass.program.close_begin == size) return;
  buffers.by_row.clear();
  for (std::uint32_t slot = 0; slot < slots; ++slot) {
    if (buffers.excluded[slot] == 0 && buffers.loss[slot] > 0) buffers.by_row.push_back(slot);
  }
  std::sort(buffers.by_row.begin(), buffers.by_row.end(),
            [&](std::uint32_t a, std::uint32_t b) { return buffers.row[a] < buffers.row[b]; });
  for (std::uint32_t step = pass.program.close_begin; step < size && !pass.is_void; ++step) {
    if (pass.program.steps[step].closes()) {
      close_step(pass, step);
    } else {
      after_close(pass, step);
    }
  }
}

void finish(Pass& pass, std::uint32_t slot) {
  pass.move(slot, pass.program.residual, pass.buffers.open[slot]);
  pass.buffers.open[slot] = 0;
}

}  // namespace pledgelab::path_pass
