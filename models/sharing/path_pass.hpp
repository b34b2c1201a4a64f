// Inside the room: one pass of the kernel over the losses of one path.
#pragma once

#include <algorithm>
#include <cstdint>

#include "models/sharing/evaluate.hpp"
#include "models/sharing/path_share.hpp"

namespace pledgelab::path_pass {

enum class Reply : std::uint8_t { no, yes, unknown };

/// Borrowed views of one pass. `is_void`: a loss was found undecided by a close or
/// at an account, after it moved totals: the pass is run again without it.
struct Pass {
  const PathProgram& prepared;
  const Program& program;
  SharingBuffers& buffers;
  std::size_t parties = 0;
  std::size_t caps = 0;  // at a balance
  bool is_void = false;
  bool keeps_gross = false;
  bool moving = false;  // a cap or cede moves bills; they are no gross

  [[nodiscard]] std::int64_t* bills(std::uint32_t slot) const {
    return buffers.bills.data() + slot * parties;
  }
  /// What each party gets of all that came back on the loss, if its bills were `bills`.
  void divide(std::uint32_t slot, CameBack back, const std::int64_t* bills_now,
              std::int64_t* parts) const {
    const std::int64_t* handed =
        prepared.keeps_handed ? buffers.handed.data() + slot * parties : bills_now;
    divide_recoveries(
        program.recovery_by, back,
        {{bills_now, parties}, {handed, parties}, program.residual, program.rounds_down},
        program.rounding, {parts, parties});
  }
  void move(std::uint32_t slot, std::uint32_t party, std::int64_t fen) const {
    bills(slot)[party] += fen;
    if (keeps_gross && !moving) buffers.gross[slot * parties + party] += fen;
  }
};

/// What a step takes of an amount lies in this range: 0 and the limit of a deductible, slice or
/// cap; the bounds of a layer or cede.
struct PathRange {
  std::int64_t above = 0;
  std::int64_t upto = 0;
};
/// False when a bound is unknown.
bool range_of(const Pass& pass, std::uint32_t step, std::uint32_t slot, PathRange& range);
/// Marks the loss undecided; always false.
bool exclude(Pass& pass, std::uint32_t slot);
/// The party's bill of a cap or cede, else the open loss.
std::int64_t amount_at(const Pass& pass, std::uint32_t step, std::uint32_t slot);
/// Whether the step acts: an amount, and its `if`.
Reply acts(const Pass& pass, std::uint32_t step, std::uint32_t slot);
/// One step but a cap at a balance; `unit` kNone = the loss alone. False: undecided.
bool run_step(Pass& pass, std::uint32_t step, std::uint32_t slot, std::uint32_t unit);
/// Hands `cut` of the open loss, or for a cede of the party's bill, to the payers; over a unit's
/// running totals where shares are fixed.
bool hand_out(Pass& pass, std::uint32_t step, std::uint32_t slot, std::int64_t cut,
              std::uint32_t unit);

Pass pass_of(const PathProgram& program, SharingBuffers& buffers);
void clear(const Pass& pass, PathShare& share);
/// A new pass: nothing borne, paid or come back. `reduced`: on what is left of each loss.
void open_slots(Pass& pass, std::uint32_t slots, bool reduced);
/// Its first part: totals, accounts, what came back; the losses stay as they are.
void forget(Pass& pass, std::uint32_t slots);
/// The days on which something happens. `booked`: the claim steps have run.
void run_days(Pass& pass, std::uint32_t slots, bool booked, PathShare& share);
void divide_at_end(const Pass& pass, std::uint32_t slots);
void add_up(const Pass& pass, std::uint32_t slots, PathShare& share);
/// Sizes what depends on the program alone, once.
void grow_program(Pass& pass);
/// Sizes the running totals; held claims may be paid in years after those of the horizon.
void grow_units(Pass& pass);
/// Defaults become slots in the tape's order; how many.
std::uint32_t collect(Pass& pass, const LossTape& tape, std::size_t begin, std::size_t end);
/// The pay date of its month, before any breaker moves it.
void set_pay_date(const Pass& pass, std::uint32_t slot);

/// The claim steps of all slots, a step at a time: for a program with PathProgram::by_columns.
/// False: a loss is undecided; nothing that was booked counts, and book decides loss by loss.
bool book_columns(Pass& pass, std::uint32_t slots);
/// Its parts: losses that no step meets are set aside, false: one is undecided; steps [first, last)
/// but caps at a balance; what the caps at a balance meet, and the open rest.
bool set_aside(Pass& pass, std::uint32_t slots);
bool run_columns(Pass& pass, std::uint32_t slots, std::uint32_t first, std::uint32_t last);
bool end_columns(Pass& pass, std::uint32_t slots);
/// Whether the dates and leverage of the policy cover the loss; breakers are not asked.
Reply covered_by_terms(const Pass& pass, std::uint32_t slot);
/// Runs the claim steps; false when the loss became undecided (its unit totals are put back).
bool book(Pass& pass, std::uint32_t slot);
/// Asks what comes before any step (dates, breakers, leverage), then books; the slot is fresh.
void take_claim(Pass& pass, std::uint32_t slot);
/// What each account has before the day's recoveries and claims; after them.
void open_accounts(Pass& pass);
void close_accounts(const Pass& pass, Date day, PathShare& share);
void keep_balances(const Pass& pass, std::size_t at_day, PathShare& share);
/// The days of a program that watches ratios or whose accounts live, each in full.
void run_full_days(Pass& pass, std::uint32_t slots, PathShare& share);
/// Sets what is netted and what comes later of a slot by its pay date, from the path's events.
void reckon(Pass& pass, std::uint32_t slot);
/// The slot's loss as of its pay date; nothing of it is booked.
void open_slot(Pass& pass, std::uint32_t slot, bool reduced);

/// Ratios and breakers of a path: none read yet; the end of a day, which may add days.
void begin_watch(Pass& pass, std::uint32_t slots);
void watch_evening(Pass& pass, Date date);
/// Whether the breaker is on for the slot's firm, which is known.
bool is_on(const Pass& pass, std::uint32_t breaker, std::uint32_t slot, Date date);
/// The first breaker that does `does` and is on for the slot's firm on `date` (none: missing);
/// kNone: none. Unknown: the slot was excluded.
std::uint32_t stopped_by(Pass& pass, std::uint32_t slot, PolicyBreaker::Does does,
                         std::optional<Date> date);
/// Whether a breaker that stops claims takes the claim away on its pay date.
bool stopped_today(Pass& pass, std::uint32_t slot, Date date);
void add_day(PathWatch& watch, Date date);
/// What a breaker's states come to, into the share.
void tell_breakers(const Pass& pass, PathShare& share);
void close_all(Pass& pass, std::uint32_t slots);
void finish(Pass& pass, std::uint32_t slot);

/// Accounts. `receive`: a later recovery, divided on its day; `settle`: the day's queue and fresh
/// claims. settle marks the accounts that could not pay in full.
void receive(Pass& pass, std::uint32_t slot, CameBack back);
void settle(Pass& pass);
/// Unit of a periodic step for a slot; kNone when its key is missing.
std::uint32_t unit_of(const Pass& pass, std::uint32_t step, std::uint32_t slot);
/// Makes the unit's totals belong to this pass.
void touch(Pass& pass, std::uint32_t step, std::uint32_t unit);
Reply ask(const Pass& pass, const PathColumn& column, std::uint32_t term, std::uint32_t slot);

}  // namespace pledgelab::path_pass
