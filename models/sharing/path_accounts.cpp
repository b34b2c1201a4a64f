// The kernel's accounts: recoveries on their day, and caps at a balance over queue and fresh
// claims.
#include <algorithm>

#include "models/sharing/arithmetic.hpp"
#include "models/sharing/path_pass.hpp"

namespace pledgelab::path_pass {
namespace {

void divide_again(Pass& pass, std::uint32_t slot) {
  SharingBuffers& buffers = pass.buffers;
  const Program& program = pass.program;
  std::int64_t* recovered = buffers.recovered.data() + slot * pass.parties;
  pass.divide(slot, buffers.back[slot], pass.bills(slot), buffers.parts.data());
  for (const std::uint32_t step : pass.prepared.restoring) {
    if (step >= program.close_begin) break;
    const Instruction& cap = program.steps[step];
    const std::int64_t change = buffers.parts[cap.party] - recovered[cap.party];
    if (cap.at_balance()) {
      if (buffers.applies[slot * pass.caps + step - program.balance_begin] == 0) continue;
      buffers.balances[cap.party] += change;
    } else if (buffers.met[slot * program.close_begin + step] != 0) {
      const std::uint32_t unit = unit_of(pass, step, slot);
      touch(pass, step, unit);
      buffers.totals[step].booked[unit] -= change;
    }
  }
  std::copy_n(buffers.parts.begin(), pass.parties, recovered);
}

std::int64_t cash_for(Pass& pass, std::uint32_t slot, const Instruction& cap, std::int64_t fen) {
  SharingBuffers& buffers = pass.buffers;
  if (!cap.less_recovered || !buffers.back[slot].any()) return fen;
  std::copy_n(pass.bills(slot), pass.parties, buffers.trial.begin());
  buffers.trial[cap.party] += fen;
  buffers.trial[pass.program.residual] -= fen;
  pass.divide(slot, buffers.back[slot], buffers.trial.data(), buffers.parts.data());
  const std::int64_t before = buffers.recovered[slot * pass.parties + cap.party];
  return fen - (buffers.parts[cap.party] - before);
}

std::int64_t affordable(Pass& pass, std::uint32_t slot, const Instruction& cap, std::int64_t due,
                        std::int64_t cash) {
  if (!cap.less_recovered || !pass.buffers.back[slot].any()) return std::min(due, cash);
  std::int64_t low = 0;
  std::int64_t high = due;
  while (low < high) {
    const std::int64_t middle = low + (high - low + 1) / 2;
    if (cash_for(pass, slot, cap, middle) <= cash) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

// Whether the account pays the fresh bill: there is one, and the cap's `if` holds.
bool reaches(Pass& pass, std::size_t at, std::uint32_t slot) {
  SharingBuffers& buffers = pass.buffers;
  if (buffers.excluded[slot] != 0 || pass.is_void) return false;
  const auto step = static_cast<std::uint32_t>(pass.program.balance_begin + at);
  const Reply reply = acts(pass, step, slot);
  if (reply == Reply::unknown) {
    exclude(pass, slot);
    pass.is_void = true;
  }
  buffers.applies[slot * pass.caps + at] = reply == Reply::yes ? 1 : 0;
  return reply == Reply::yes;
}

void enqueue(Pass& pass, std::size_t at, const Instruction& cap) {
  SharingBuffers& buffers = pass.buffers;
  for (const std::uint32_t slot : buffers.fresh) {
    if (!reaches(pass, at, slot)) continue;
    const std::int64_t bill = pass.bills(slot)[cap.party];
    buffers.queued[slot * pass.caps + at] = bill;
    pass.move(slot, cap.party, -bill);
    pass.move(slot, pass.program.residual, bill);
    buffers.queues[at].push_back(slot);
  }
}

// What is left of the queue waits, or goes to the party named by `over`.
void leave(Pass& pass, std::size_t at, const Instruction& cap) {
  SharingBuffers& buffers = pass.buffers;
  std::vector<std::uint32_t>& queue = buffers.queues[at];
  std::size_t kept = 0;
  for (const std::uint32_t slot : queue) {
    std::int64_t& queued = buffers.queued[slot * pass.caps + at];
    if (queued == 0) continue;
    if (cap.queue) {
      queue[kept++] = slot;
    } else {
      pass.move(slot, pass.program.residual, -queued);
      pass.move(slot, cap.other_party, queued);
      buffers.passed[cap.party] += queued;
      queued = 0;
    }
  }
  queue.resize(kept);
}

// Fifo with nothing waiting: each fresh claim is paid what it asks while money is left. Nothing has
// come back on it, since receipts follow the pay date.
void settle_fresh(Pass& pass, std::size_t at, const Instruction& cap) {
  SharingBuffers& buffers = pass.buffers;
  std::int64_t& balance = buffers.balances[cap.party];
  const std::uint32_t over = cap.queue ? pass.program.residual : cap.other_party;
  for (const std::uint32_t slot : buffers.fresh) {
    if (!reaches(pass, at, slot)) continue;
    std::int64_t* bills = pass.bills(slot);
    const std::int64_t bill = bills[cap.party];
    if (pass.prepared.by_day) buffers.watch.touched.push_back(slot);
    const std::int64_t paid = std::min(bill, std::max<std::int64_t>(0, balance));
    balance -= paid;
    if (paid == bill) continue;
    bills[cap.party] = paid;
    bills[over] += bill - paid;
    buffers.was_short[cap.party] = 1;
    if (cap.queue) {
      buffers.queued[slot * pass.caps + at] = bill - paid;
      buffers.queues[at].push_back(slot);
    } else {
      buffers.passed[cap.party] += bill - paid;
    }
  }
}

void settle_one(Pass& pass, std::size_t at) {
  SharingBuffers& buffers = pass.buffers;
  const Instruction& cap = pass.program.steps[pass.program.balance_begin + at];
  if (!cap.pro_rata && buffers.queues[at].empty()) {
    settle_fresh(pass, at, cap);
    return;
  }
  enqueue(pass, at, cap);
  const std::vector<std::uint32_t>& queue = buffers.queues[at];
  buffers.cash.resize(queue.size());
  std::int64_t whole = 0;
  for (std::size_t i = 0; i < queue.size(); ++i) {
    buffers.cash[i] = cash_for(pass, queue[i], cap, buffers.queued[queue[i] * pass.caps + at]);
    whole += buffers.cash[i];
  }
  const std::int64_t part = std::min(whole, std::max<std::int64_t>(0, buffers.balances[cap.party]));
  std::int64_t running = 0;
  std::int64_t booked = 0;
  for (std::size_t i = 0; i < queue.size(); ++i) {
    const std::uint32_t slot = queue[i];
    std::int64_t& queued = buffers.queued[slot * pass.caps + at];
    running += buffers.cash[i];
    const bool spread = cap.pro_rata && whole > 0;
    const std::int64_t allotted =
        spread ? spread_part(running, part, whole, booked, buffers.cash[i], pass.program.rounding)
               : std::min(buffers.cash[i], part - booked);
    booked += allotted;
    const std::int64_t paid =
        buffers.cash[i] <= allotted ? queued : affordable(pass, slot, cap, queued, allotted);
    pass.move(slot, cap.party, paid);
    pass.move(slot, pass.program.residual, -paid);
    buffers.balances[cap.party] -= paid;
    queued -= paid;
    if (buffers.back[slot].any()) divide_again(pass, slot);
    if (pass.prepared.by_day) buffers.watch.touched.push_back(slot);
  }
  leave(pass, at, cap);
  if (part < whole) buffers.was_short[cap.party] = 1;
}

}  // namespace

void receive(Pass& pass, std::uint32_t slot, CameBack back) {
  pass.buffers.back[slot].counted += back.counted;
  pass.buffers.back[slot].late += back.late;
  divide_again(pass, slot);
  if (pass.prepared.by_day) pass.buffers.watch.touched.push_back(slot);
}

void settle(Pass& pass) {
  pass.moving = true;
  for (std::size_t at = 0; at < pass.caps && !pass.is_void; ++at) {
    const bool nothing = pass.buffers.fresh.empty() && pass.buffers.queues[at].empty();
    if (!nothing) settle_one(pass, at);
  }
  pass.moving = false;
}

}  // namespace pledgelab::path_pass
