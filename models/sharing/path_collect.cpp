// Memory of a pass, and the rows of one path as slots.
#include <algorithm>

#include "models/sharing/ledger_run.hpp"
#include "models/sharing/path_pass.hpp"

namespace pledgelab::path_pass {
namespace {

template <class T>
void grow(std::vector<T>& column, std::size_t size) {
  if (column.size() < size) column.resize(size);
}

void grow_slots(Pass& pass, std::size_t slots) {
  SharingBuffers& buffers = pass.buffers;
  if (buffers.row.size() >= slots && buffers.bills.size() >= slots * pass.parties &&
      buffers.met.size() >= slots * pass.program.close_begin &&
      buffers.applies.size() >= slots * pass.caps &&
      (!pass.keeps_gross || buffers.gross.size() >= slots * pass.parties)) {
    return;
  }
  const std::size_t size = std::max(slots * 2, buffers.row.size());
  for (auto* column : {&buffers.row, &buffers.month, &buffers.year}) grow(*column, size);
  grow(buffers.paid, size);
  for (auto* column :
       {&buffers.filed_principal, &buffers.filed_interest, &buffers.principal, &buffers.interest,
        &buffers.netted, &buffers.loss, &buffers.base, &buffers.open}) {
    grow(*column, size);
  }
  for (auto* column : {&buffers.later, &buffers.back}) grow(*column, size);
  for (auto* column : {&buffers.excluded, &buffers.outside, &buffers.acting}) grow(*column, size);
  for (auto* column : {&buffers.bills, &buffers.handed, &buffers.recovered, &buffers.first_bills}) {
    grow(*column, size * pass.parties);
  }
  if (pass.keeps_gross) grow(buffers.gross, size * pass.parties);
  grow(buffers.met, size * pass.program.close_begin);
  grow(buffers.applies, size * pass.caps);
  grow(buffers.queued, size * pass.caps);
}

void keep_event(PathWatch& watch, PathEvent event) {
  std::uint32_t& latest = watch.latest[event.slot];
  event.before = event.kind == TapeKind::loan_default ? PathEvent::kNoEvent : latest;
  latest = static_cast<std::uint32_t>(watch.events.size());
  watch.events.push_back(event);
}

// What came back on a loan in default is netted, dated or only summed.
void take_recovery_row(Pass& pass, std::uint32_t slot, Date date, std::int64_t fen) {
  SharingBuffers& buffers = pass.buffers;
  const Date paid = pass.buffers.paid[slot];
  if (pass.program.net && date <= paid) {
    buffers.netted[slot] += fen;
    return;
  }
  const bool late =
      pass.program.recovery_within.has_value() && ledger::is_late(pass.program, paid, date);
  const CameBack back{late ? 0 : fen, late ? fen : 0};
  buffers.later[slot].counted += back.counted;
  buffers.later[slot].late += back.late;
  if (pass.prepared.receipts_by_day) {
    buffers.dated.push_back({std::max(date, add_days(paid, 1)), slot, back});
  }
}

void take_default_row(Pass& pass, const LossTape& tape, std::size_t i, std::uint32_t slot) {
  SharingBuffers& buffers = pass.buffers;
  PL_CHECK(tape.month[i] <= pass.prepared.month_count);
  const std::uint32_t loan = tape.loan[i];
  PL_CHECK_MSG(buffers.loan_stamp[loan] != buffers.stamp, "a loan defaults once on a path");
  buffers.loan_stamp[loan] = buffers.stamp;
  buffers.loan_slot[loan] = slot;
  buffers.row[slot] = loan;
  buffers.month[slot] = tape.month[i];
  set_pay_date(pass, slot);
  buffers.filed_principal[slot] = tape.principal_fen[i];
  buffers.filed_interest[slot] = tape.interest_fen[i];
  buffers.netted[slot] = 0;
  buffers.later[slot] = {};
  buffers.excluded[slot] = 0;
}

}  // namespace

void set_pay_date(const Pass& pass, std::uint32_t slot) {
  const std::uint32_t month = pass.buffers.month[slot];
  pass.buffers.paid[slot] = pass.prepared.month_pay[month];
  pass.buffers.year[slot] = pass.prepared.month_year[month];
}

void grow_program(Pass& pass) {
  SharingBuffers& buffers = pass.buffers;
  grow(buffers.loan_stamp, pass.program.rows);
  grow(buffers.loan_slot, pass.program.rows);
  grow(buffers.parts, pass.parties);
  grow(buffers.trial, pass.parties);
  grow(buffers.balances, pass.parties);
  grow(buffers.had, pass.parties);
  grow(buffers.was_short, pass.parties);
  grow(buffers.passed, pass.parties);
  grow(buffers.queues, pass.caps);
  grow(buffers.totals, pass.program.steps.size());
}

void grow_units(Pass& pass) {
  SharingBuffers& buffers = pass.buffers;
  const PathProgram& prepared = pass.prepared;
  buffers.years = prepared.year_count;
  if (prepared.by_day) {
    Date last = prepared.known_until;
    for (const PathEvent& event : buffers.watch.events) {
      last = std::max({last, event.date, add_days(buffers.paid[event.slot], 1)});
    }
    if (!prepared.inflows.empty()) last = std::max(last, prepared.inflows.back().date);
    const int years = ledger::year_of(pass.program, last) - prepared.first_year + 2;
    buffers.years = std::max(buffers.years, static_cast<std::uint32_t>(std::max(0, years)));
  }
  for (std::size_t step = 0; step < pass.program.steps.size(); ++step) {
    if (prepared.steps[step].key.empty()) continue;
    PathUnitTotals& totals = buffers.totals[step];
    const PathStep& shape = prepared.steps[step];
    const std::size_t keys = shape.key_count / (shape.by_year ? prepared.year_count : 1);
    const std::size_t units = keys * (shape.by_year ? buffers.years : 1);
    grow(totals.amount, units);
    grow(totals.booked, units);
    grow(totals.whole, units);
    grow(totals.stamp, units);
    grow(totals.payers, units * pass.program.steps[step].shares.size());
  }
}

namespace {

// Slots go by month, then in the order of loss_id. Whether that is not the tape's order: then the
// slot of each default, in the tape's order, stands in `slot_at`.
bool order_slots(Pass& pass, const LossTape& tape, std::size_t begin, std::size_t end) {
  SharingBuffers& buffers = pass.buffers;
  const std::vector<std::uint32_t>& order = pass.prepared.row_order;
  if (order.empty()) return false;
  buffers.defaults.clear();
  buffers.slot_at.clear();
  for (std::size_t i = begin; i < end; ++i) {
    if (tape.kind[i] != TapeKind::loan_default) continue;
    buffers.slot_at.push_back(static_cast<std::uint32_t>(buffers.slot_at.size()));
    buffers.defaults.push_back(static_cast<std::uint32_t>(i - begin));
  }
  std::vector<std::uint32_t>& slots = buffers.slot_at;
  const auto before = [&](std::uint32_t a, std::uint32_t b) {
    const std::size_t at = begin + buffers.defaults[a];
    const std::size_t other = begin + buffers.defaults[b];
    if (tape.month[at] != tape.month[other]) return tape.month[at] < tape.month[other];
    return order[tape.loan[at]] < order[tape.loan[other]];
  };
  if (std::is_sorted(slots.begin(), slots.end(), before)) return false;
  std::sort(slots.begin(), slots.end(), before);
  // From the default of each slot to the slot of each default.
  for (std::uint32_t slot = 0; slot < slots.size(); ++slot) buffers.defaults[slots[slot]] = slot;
  slots.swap(buffers.defaults);
  return true;
}

}  // namespace

std::uint32_t collect(Pass& pass, const LossTape& tape, std::size_t begin, std::size_t end) {
  SharingBuffers& buffers = pass.buffers;
  const PathProgram& prepared = pass.prepared;
  std::uint32_t slots = 0;
  ++buffers.stamp;
  buffers.dated.clear();
  buffers.watch.events.clear();
  grow_slots(pass, end - begin);
  grow(buffers.watch.latest, end - begin);
  const bool moved = order_slots(pass, tape, begin, end);
  for (std::size_t i = begin; i < end; ++i) {
    const std::uint32_t loan = tape.loan[i];
    PL_CHECK(loan < pass.program.rows);
    const bool defaults = tape.kind[i] == TapeKind::loan_default;
    if (defaults) {
      take_default_row(pass, tape, i, moved ? buffers.slot_at[slots] : slots);
      ++slots;
    }
    if (buffers.loan_stamp[loan] != buffers.stamp) continue;
    const std::uint32_t slot = buffers.loan_slot[loan];
    const std::int64_t fen = tape.principal_fen[i] + (defaults ? 0 : tape.interest_fen[i]);
    const std::uint32_t month = tape.month[i];
    const Date date = month < prepared.event_date.size()
                          ? prepared.event_date[month]
                          : add_months(prepared.as_of, static_cast<int>(month));
    if (prepared.by_day) keep_event(buffers.watch, {date, slot, fen, tape.kind[i]});
    if (tape.kind[i] == TapeKind::recovery) take_recovery_row(pass, slot, date, fen);
  }
  // Within a day each receipt moves its own loss and sums; days in full take them by slot.
  const bool by_slot = prepared.by_day;
  const auto earlier = [by_slot](const PathReceipt& a, const PathReceipt& b) {
    return a.date != b.date ? a.date < b.date : by_slot && a.slot < b.slot;
  };
  if (!std::is_sorted(buffers.dated.begin(), buffers.dated.end(), earlier)) {
    std::sort(buffers.dated.begin(), buffers.dated.end(), earlier);
  }
  return slots;
}

}  // namespace pledgelab::path_pass
