#include "models/sharing/path_share.hpp"

#include <algorithm>
#include <array>

#include "models/sharing/arithmetic.hpp"
#include "models/sharing/ledger_run.hpp"
#include "models/sharing/path_pass.hpp"

namespace pledgelab {
namespace path_pass {
namespace {

Date pay_date(const Pass& pass, std::uint32_t slot) { return pass.buffers.paid[slot]; }

void take_off(const Pass& pass, std::uint32_t slot, std::int64_t fen) {
  if (fen == 0) return;
  SharingBuffers& buffers = pass.buffers;
  std::array<std::int64_t, 3> parts = {buffers.principal[slot], buffers.interest[slot], 0};
  take_recovery(parts, fen, pass.program.recovery_costs, pass.program.rounding);
  buffers.principal[slot] = parts[0];
  buffers.interest[slot] = parts[1];
}

bool stops_new(const Program& program) {
  return std::any_of(
      program.breakers.begin(), program.breakers.end(),
      [](const ProgramBreaker& breaker) { return breaker.does == PolicyBreaker::Does::stop_new; });
}

// Whether the loan was originated while a breaker stopped new ones.
Reply open_to_new(Pass& pass, std::uint32_t slot) {
  std::optional<Date> date;
  const FactColumn& column = pass.program.columns[pass.program.origination];
  const std::size_t row = pass.buffers.row[slot];
  if (column.has(row)) date = Date{static_cast<std::int32_t>(column.value[row])};
  const std::uint32_t by = stopped_by(pass, slot, PolicyBreaker::Does::stop_new, date);
  if (pass.buffers.excluded[slot] != 0) return Reply::unknown;
  return by == kNone ? Reply::yes : Reply::no;
}

// Whether the policy's dates cover the loss; asked before any step.
Reply in_dates(const Pass& pass, std::uint32_t slot) {
  const Program& program = pass.program;
  const Reply reply = ask(pass, pass.prepared.covered, kNone, slot);
  if (!program.effective_from || program.effective_by == EffectiveBy::origination) return reply;
  const std::uint32_t month = pass.buffers.month[slot];
  const bool filed = program.effective_by == EffectiveBy::claim;
  const Date date = (filed ? pass.prepared.month_filed : pass.prepared.month_date)[month];
  const bool late = program.effective_to && *program.effective_to < date;
  return date < *program.effective_from || late ? Reply::no : reply;
}

Reply in_leverage(const Program& program, std::size_t row) {
  if (program.covered.empty()) return Reply::yes;
  const Cover cover = program.covered[row];
  if (cover == Cover::unknown) return Reply::unknown;
  return cover == Cover::covered ? Reply::yes : Reply::no;
}

// Dates, breakers, leverage, in this order.
Reply covered(Pass& pass, std::uint32_t slot) {
  Reply reply = in_dates(pass, slot);
  if (reply == Reply::yes && stops_new(pass.program)) reply = open_to_new(pass, slot);
  return reply == Reply::yes ? in_leverage(pass.program, pass.buffers.row[slot]) : reply;
}

}  // namespace

Reply covered_by_terms(const Pass& pass, std::uint32_t slot) {
  const Reply reply = in_dates(pass, slot);
  return reply == Reply::yes ? in_leverage(pass.program, pass.buffers.row[slot]) : reply;
}

void forget(Pass& pass, std::uint32_t slots) {
  SharingBuffers& buffers = pass.buffers;
  ++buffers.stamp;
  pass.is_void = false;
  if (pass.keeps_gross) std::fill_n(buffers.gross.begin(), slots * pass.parties, 0);
  std::fill_n(buffers.recovered.begin(), slots * pass.parties, 0);
  std::fill_n(buffers.met.begin(), slots * pass.program.close_begin, std::uint8_t{0});
  std::fill_n(buffers.applies.begin(), slots * pass.caps, std::uint8_t{0});
  std::fill_n(buffers.queued.begin(), slots * pass.caps, 0);
  std::fill(buffers.balances.begin(), buffers.balances.end(), 0);
  std::fill(buffers.passed.begin(), buffers.passed.end(), 0);
  for (auto& queue : buffers.queues) queue.clear();
}

void open_slots(Pass& pass, std::uint32_t slots, bool reduced) {
  SharingBuffers& buffers = pass.buffers;
  forget(pass, slots);
  std::fill_n(buffers.bills.begin(), slots * pass.parties, 0);
  if (pass.prepared.keeps_handed) {
    std::fill_n(buffers.handed.begin(), slots * pass.parties, 0);
  }
  for (std::uint32_t slot = 0; slot < slots; ++slot) {
    // A breaker may have moved the pay date in an earlier pass; that of a recompute keeps it.
    if (!reduced && buffers.paid[slot] != pass.prepared.month_pay[buffers.month[slot]]) {
      set_pay_date(pass, slot);
      reckon(pass, slot);
    }
    open_slot(pass, slot, reduced);
  }
}

void reckon(Pass& pass, std::uint32_t slot) {
  SharingBuffers& buffers = pass.buffers;
  const Date paid = pay_date(pass, slot);
  buffers.netted[slot] = 0;
  buffers.later[slot] = {};
  for (std::uint32_t at = buffers.watch.latest[slot]; at != PathEvent::kNoEvent;) {
    const PathEvent& event = buffers.watch.events[at];
    at = event.before;
    if (event.kind != TapeKind::recovery) continue;
    if (pass.program.net && event.date <= paid) {
      buffers.netted[slot] += event.fen;
      continue;
    }
    const bool late = ledger::is_late(pass.program, paid, event.date);
    (late ? buffers.later[slot].late : buffers.later[slot].counted) += event.fen;
  }
}

void open_slot(Pass& pass, std::uint32_t slot, bool reduced) {
  SharingBuffers& buffers = pass.buffers;
  buffers.principal[slot] = buffers.filed_principal[slot];
  buffers.interest[slot] = buffers.filed_interest[slot];
  take_off(pass, slot, buffers.netted[slot]);
  if (reduced) take_off(pass, slot, buffers.later[slot].counted);
  buffers.loss[slot] = buffers.principal[slot] + buffers.interest[slot];
  buffers.base[slot] = buffers.loss[slot];
  buffers.open[slot] = buffers.loss[slot];
  buffers.back[slot] = {};
}

void take_claim(Pass& pass, std::uint32_t slot) {
  SharingBuffers& buffers = pass.buffers;
  if (buffers.loss[slot] == 0 || buffers.excluded[slot] != 0) return;
  if (pass.prepared.by_day) buffers.watch.touched.push_back(slot);
  const bool asked = pass.prepared.by_day && buffers.watch.admitted[slot] != 0;
  const Reply reply = asked ? Reply::yes : covered(pass, slot);
  if (reply == Reply::unknown) {
    buffers.excluded[slot] = 1;
    return;
  }
  buffers.outside[slot] = reply == Reply::no ? 1 : 0;
  if (reply == Reply::yes && pass.prepared.by_day &&
      stopped_today(pass, slot, pay_date(pass, slot)))
    return;
  if (reply == Reply::yes && !book(pass, slot)) return;
  const bool closes = pass.program.close_begin != pass.program.steps.size();
  if (!closes || reply == Reply::no) finish(pass, slot);
  buffers.fresh.push_back(slot);
}

void keep_balances(const Pass& pass, std::size_t at_day, PathShare& share) {
  const std::size_t days = pass.prepared.account_day.size();
  for (std::size_t at = 0; at < pass.prepared.accounts.size(); ++at) {
    share.balance_fen[at * days + at_day] = pass.buffers.balances[pass.prepared.accounts[at]];
  }
}

void open_accounts(Pass& pass) {
  for (const std::uint32_t party : pass.prepared.accounts) {
    pass.buffers.had[party] = pass.buffers.balances[party];
    pass.buffers.was_short[party] = 0;
  }
}

void close_accounts(const Pass& pass, Date day, PathShare& share) {
  const SharingBuffers& buffers = pass.buffers;
  for (std::size_t at = 0; at < pass.prepared.accounts.size(); ++at) {
    const std::uint32_t party = pass.prepared.accounts[at];
    PathAccount& account = share.accounts[at];
    const bool was_short = buffers.was_short[party] != 0;
    if (was_short && !account.first_short) account.first_short = day;
    const bool gone = buffers.had[party] > 0 && buffers.balances[party] <= 0;
    if ((was_short || gone) && !account.exhausted) account.exhausted = day;
  }
}

namespace {

// The next day on which something happens; none: all is done.
struct Agenda {
  std::uint32_t claim = 0;
  std::size_t receipt = 0;
  std::size_t inflow = 0;
  std::size_t account_day = 0;

  [[nodiscard]] std::optional<Date> next(const Pass& pass, std::uint32_t slots) const {
    std::optional<Date> day;
    const auto earliest = [&](Date date) {
      if (!day || date < *day) day = date;
    };
    if (claim < slots) earliest(pay_date(pass, claim));
    if (receipt < pass.buffers.dated.size()) earliest(pass.buffers.dated[receipt].date);
    if (inflow < pass.prepared.inflows.size()) earliest(pass.prepared.inflows[inflow].date);
    return day;
  }
};

}  // namespace

void run_days(Pass& pass, std::uint32_t slots, bool booked, PathShare& share) {
  SharingBuffers& buffers = pass.buffers;
  const PathProgram& prepared = pass.prepared;
  Agenda at;
  share.accounts.assign(prepared.accounts.size(), {});
  for (;;) {
    const std::optional<Date> day = at.next(pass, slots);
    while (at.account_day < prepared.account_day.size() &&
           (!day || prepared.account_day[at.account_day] < *day)) {
      keep_balances(pass, at.account_day++, share);
    }
    if (!day) return;
    for (; at.inflow < prepared.inflows.size() && prepared.inflows[at.inflow].date == *day;
         ++at.inflow) {
      buffers.balances[prepared.inflows[at.inflow].party] += prepared.inflows[at.inflow].fen;
    }
    open_accounts(pass);
    for (; at.receipt < buffers.dated.size() && buffers.dated[at.receipt].date == *day;
         ++at.receipt) {
      const PathReceipt& received = buffers.dated[at.receipt];
      if (buffers.excluded[received.slot] == 0) receive(pass, received.slot, received.back);
    }
    buffers.fresh.clear();
    for (; at.claim < slots && pay_date(pass, at.claim) == *day; ++at.claim) {
      if (!booked) {
        take_claim(pass, at.claim);
      } else if (buffers.excluded[at.claim] == 0) {
        buffers.fresh.push_back(at.claim);
      }
    }
    settle(pass);
    if (pass.is_void) return;
    close_accounts(pass, *day, share);
  }
}

namespace {

// False: nothing is booked, and the losses stand as opened.
bool try_columns(Pass& pass, std::uint32_t slots, bool reduced) {
  SharingBuffers& buffers = pass.buffers;
  std::copy_n(buffers.excluded.begin(), slots, buffers.acting.begin());
  if (book_columns(pass, slots)) return true;
  // Which loss is undecided shows loss by loss: the totals so far count some that are.
  std::copy_n(buffers.acting.begin(), slots, buffers.excluded.begin());
  open_slots(pass, slots, reduced);
  return false;
}

void run_pass(Pass& pass, std::uint32_t slots, bool reduced, PathShare& share) {
  do {
    open_slots(pass, slots, reduced);
    if (pass.prepared.by_day) {
      pass.buffers.watch.done = reduced;
      run_full_days(pass, slots, share);
    } else {
      const bool booked = pass.prepared.by_columns && try_columns(pass, slots, reduced);
      const bool by_days = !booked || !pass.prepared.accounts.empty() || pass.caps > 0;
      if (by_days) run_days(pass, slots, booked, share);
    }
    if (!pass.is_void) close_all(pass, slots);
  } while (pass.is_void);
  for (std::uint32_t slot = 0; slot < slots; ++slot) {
    if (pass.buffers.excluded[slot] == 0) finish(pass, slot);
  }
  if (!pass.prepared.by_day || reduced) return;
  share.held_fen = 0;
  for (std::uint32_t slot = 0; slot < slots; ++slot) {
    if (pass.buffers.excluded[slot] == 0) share.held_fen += pass.buffers.watch.held_fen[slot];
  }
}

std::uint32_t undecided(const Pass& pass, std::uint32_t slots) {
  std::uint32_t count = 0;
  for (std::uint32_t slot = 0; slot < slots; ++slot) count += pass.buffers.excluded[slot];
  return count;
}

// recompute: what came back is the difference of two runs, on the loss and on what is left of it.
// Leaves the filed bills in `bills`.
void run_recompute(Pass& pass, std::uint32_t slots, PathShare& share) {
  SharingBuffers& buffers = pass.buffers;
  const std::size_t size = slots * pass.parties;
  for (;;) {
    run_pass(pass, slots, false, share);
    const std::uint32_t known = undecided(pass, slots);
    std::copy_n(buffers.bills.begin(), size, buffers.first_bills.begin());
    run_pass(pass, slots, true, share);
    if (undecided(pass, slots) == known) break;
  }
  for (std::size_t i = 0; i < size; ++i) {
    buffers.recovered[i] = buffers.first_bills[i] - buffers.bills[i];
    buffers.bills[i] = buffers.first_bills[i];
  }
  // The losses stand as filed again.
  for (std::uint32_t slot = 0; slot < slots; ++slot)
    buffers.loss[slot] += buffers.later[slot].counted;
}

}  // namespace

void divide_at_end(const Pass& pass, std::uint32_t slots) {
  SharingBuffers& buffers = pass.buffers;
  for (std::uint32_t slot = 0; slot < slots; ++slot) {
    if (buffers.excluded[slot] != 0 || !buffers.later[slot].any()) continue;
    pass.divide(slot, buffers.later[slot], pass.bills(slot),
                buffers.recovered.data() + slot * pass.parties);
  }
}

void add_up(const Pass& pass, std::uint32_t slots, PathShare& share) {
  SharingBuffers& buffers = pass.buffers;
  for (std::uint32_t slot = 0; slot < slots; ++slot) {
    const std::int64_t loss = buffers.loss[slot];
    share.netted_fen += buffers.netted[slot];
    if (loss > 0) ++share.loss_count;
    if (buffers.excluded[slot] != 0) {
      share.undecided_fen += loss;
      ++share.undecided_count;
      continue;
    }
    share.loss_fen += loss;
    for (std::size_t party = 0; party < pass.parties; ++party) {
      share.borne_fen[party] += buffers.bills[slot * pass.parties + party];
      share.recovered_fen[party] += buffers.recovered[slot * pass.parties + party];
    }
    for (std::size_t at = 0; at < pass.caps; ++at) {
      const std::int64_t queued = buffers.queued[slot * pass.caps + at];
      share.queued_fen += queued;
      buffers.passed[pass.program.steps[pass.program.balance_begin + at].party] += queued;
    }
  }
  for (std::size_t at = 0; at < pass.prepared.accounts.size(); ++at) {
    share.accounts[at].short_fen = buffers.passed[pass.prepared.accounts[at]];
  }
  for (std::uint32_t party = 0; party < pass.parties; ++party) {
    if (compensates(pass.program, party)) share.compensation_fen[party] = share.borne_fen[party];
  }
}

void clear(const Pass& pass, PathShare& share) {
  share.loss_fen = 0;
  share.netted_fen = 0;
  share.undecided_fen = 0;
  share.undecided_count = 0;
  share.loss_count = 0;
  share.queued_fen = 0;
  share.held_fen = 0;
  share.accounts.assign(pass.prepared.accounts.size(), {});
  share.breakers.clear();
  share.firms_on.clear();
  share.borne_fen.assign(pass.parties, 0);
  share.compensation_fen.assign(pass.parties, 0);
  share.recovered_fen.assign(pass.parties, 0);
  share.balance_fen.assign(pass.prepared.accounts.size() * pass.prepared.account_day.size(), 0);
}

Pass pass_of(const PathProgram& program, SharingBuffers& buffers) {
  Pass pass{program,
            program.program,
            buffers,
            program.program.parties.size(),
            program.program.close_begin - program.program.balance_begin,
            false};
  for (const ProgramMeasure& measure : program.program.measures) {
    pass.keeps_gross = pass.keeps_gross || measure.kind == MeasureKind::gross;
  }
  return pass;
}

}  // namespace path_pass

void share_path(const PathProgram& program, const LossTape& tape, std::size_t begin,
                std::size_t end, SharingBuffers& buffers, PathShare& share) {
  path_pass::Pass pass = path_pass::pass_of(program, buffers);
  path_pass::grow_program(pass);
  path_pass::clear(pass, share);
  const std::uint32_t slots = path_pass::collect(pass, tape, begin, end);
  path_pass::grow_units(pass);
  if (program.program.recovery_by == RecoveryBy::recompute) {
    path_pass::run_recompute(pass, slots, share);
  } else {
    path_pass::run_pass(pass, slots, false, share);
    if (!program.receipts_by_day) path_pass::divide_at_end(pass, slots);
  }
  buffers.slots = slots;
  path_pass::add_up(pass, slots, share);
  if (program.by_day) path_pass::tell_breakers(pass, share);
}

}  // namespace pledgelab
