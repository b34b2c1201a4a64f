// The kernel's closes: f(period total) once, spread over the unit's losses in the order of loans.
#include <algorithm>

#include "models/sharing/arithmetic.hpp"
#include "models/sharing/ledger_run.hpp"
#include "models/sharing/path_pass.hpp"

namespace pledgelab::path_pass {
namespace {

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

// A loss's part of what the unit's range takes of its amount goes where the verb says.
bool book_part(Pass& pass, std::uint32_t step, std::uint32_t slot, std::int64_t part,
               std::uint32_t unit) {
  const Instruction& instruction = pass.program.steps[step];
  const std::int64_t rest = amount_at(pass, step, slot) - part;
  switch (instruction.verb) {
    case Step::Verb::cap:
      pass.move(slot, instruction.party, -rest);
      pass.move(slot, instruction.other_party, rest);
      return true;
    case Step::Verb::deductible:
      pass.move(slot, instruction.other_party, part);
      pass.buffers.open[slot] = rest;
      return true;
    case Step::Verb::layer:
    case Step::Verb::band:
      pass.move(slot, instruction.other_party, rest);
      pass.buffers.open[slot] = part;
      return true;
    default:  // slice, cede
      return hand_out(pass, step, slot, part, unit);
  }
}

// What a step takes of the unit's `whole`; false when a bound is unknown.
bool unit_range(Pass& pass, std::uint32_t step, std::uint32_t slot, std::int64_t whole,
                PathRange& range) {
  const Instruction& instruction = pass.program.steps[step];
  if (instruction.verb != Step::Verb::band) return range_of(pass, step, slot, range);
  const FirmKey& firms = pass.program.firms[pass.program.ratios[instruction.ratio].firms];
  const std::uint32_t firm = firms.of_row[pass.buffers.row[slot]];
  if (firm == FirmKey::kAbsent) return false;
  const auto& readings = pass.buffers.watch.closed[instruction.ratio][firm];
  const ledger::Bounds bounds =
      ledger::band_range(pass.program, instruction, readings, pass.buffers.paid[slot], whole);
  range = {bounds.above, bounds.upto};
  return bounds.standing == Standing::known;
}

void close_step(Pass& pass, std::uint32_t step) {
  SharingBuffers& buffers = pass.buffers;
  gather(pass, step);
  PathUnitTotals& totals = buffers.totals[step];
  for (const std::uint32_t slot : buffers.by_row) {
    if (buffers.acting[slot] == 0) continue;
    const std::uint32_t unit = unit_of(pass, step, slot);
    const std::int64_t whole = totals.whole[unit];
    PathRange range;
    if (!unit_range(pass, step, slot, whole, range)) {
      exclude(pass, slot);
      pass.is_void = true;
      continue;
    }
    const std::int64_t amount = amount_at(pass, step, slot);
    totals.amount[unit] += amount;
    const std::int64_t taken = layer_part(whole, range.above, range.upto, 0, whole);
    // Where all is taken, each loss's part is its amount: nothing to divide.
    const std::int64_t part =
        taken == whole ? amount
                       : running_share(totals.amount[unit], {taken, whole}, totals.booked[unit],
                                       amount, pass.program.rounding);
    totals.booked[unit] += part;
    if (!book_part(pass, step, slot, part, unit)) pass.is_void = true;
  }
}

void after_close(Pass& pass, std::uint32_t step) {
  SharingBuffers& buffers = pass.buffers;
  // Shares that facts give are asked of each loss for itself: no unit, whose key may be missing.
  const Instruction& instruction = pass.program.steps[step];
  const bool quota = instruction.verb == Step::Verb::quota && instruction.shares_fixed;
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

// The slot's place in the order of loss_id.
std::uint32_t place_of(const Pass& pass, std::uint32_t slot) {
  const std::uint32_t row = pass.buffers.row[slot];
  return pass.prepared.row_order.empty() ? row : pass.prepared.row_order[row];
}

// The losses that the steps met, in the order of loss_id.
void order_by_id(Pass& pass, std::uint32_t slots) {
  SharingBuffers& buffers = pass.buffers;
  buffers.by_row.clear();
  bool sorted = true;
  for (std::uint32_t slot = 0; slot < slots; ++slot) {
    const bool met = buffers.excluded[slot] == 0 && buffers.outside[slot] == 0;
    if (!met || buffers.loss[slot] == 0) continue;
    sorted = sorted && (buffers.by_row.empty() ||
                        place_of(pass, buffers.by_row.back()) < place_of(pass, slot));
    buffers.by_row.push_back(slot);
  }
  if (sorted) return;
  std::sort(buffers.by_row.begin(), buffers.by_row.end(), [&](std::uint32_t a, std::uint32_t b) {
    return place_of(pass, a) < place_of(pass, b);
  });
}

}  // namespace

void close_all(Pass& pass, std::uint32_t slots) {
  const auto size = static_cast<std::uint32_t>(pass.program.steps.size());
  if (pass.program.close_begin == size) return;
  order_by_id(pass, slots);
  for (std::uint32_t step = pass.program.close_begin; step < size && !pass.is_void; ++step) {
    if (pass.program.steps[step].closes()) {
      close_step(pass, step);
    } else {
      after_close(pass, step);
    }
  }
}

}  // namespace pledgelab::path_pass
