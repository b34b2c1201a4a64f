// Inside the room: what a pass reads of ratios and breakers day by day, and the claims they hold.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "models/sharing/claims.hpp"
#include "models/sharing/program.hpp"
#include "models/sharing/recoveries.hpp"

namespace pledgelab::ledger {

struct Run;

/// What a pass has read of ratios and breakers so far. `settled`: it is that of an earlier pass,
/// which nothing changes.
struct Watch {
  ClosedRatios closed;
  std::vector<std::vector<std::vector<Spell>>> spells;               // [breaker][firm]
  std::vector<std::vector<std::vector<std::optional<Ratio>>>> last;  // [breaker][firm][watch]
  std::vector<std::map<std::pair<std::uint32_t, int>, std::int64_t>> booked;  // [measure]: firm,
                                                                              // policy year
  std::vector<std::int64_t> counted;   // [claim × measures]: of `booked`
  std::vector<std::uint32_t> touched;  // claims with new bookings
  std::vector<std::uint32_t> held;     // claims that a breaker holds, in order
  bool resumed = false;                // a breaker has, since held claims were looked at
  Date last_known;                     // the last day of the input
  bool settled = false;
};

/// Empty readings and states of a pass.
Watch watch_of(const Program& program, std::size_t claims);
/// The days on which rows end of what a ratio in use or a breaker reads, unsorted.
std::vector<Date> period_ends(const Program& program);
/// The days from `first` to `last` on which a ratio or a watched measure may change of itself.
std::vector<Date> watched_days(const Program& program, Date first, Date last);
/// The end of a day: readings and breakers. Returns the later days on which a breaker may resume,
/// or lets claims go.
std::vector<Date> watch_day(Run& run, Date date);
/// Whether the loan was originated while a breaker stopped new ones: the breaker's clause.
struct Stopped {
  std::uint32_t breaker = kNone;
  bool undecided = false;  // a date or a firm is missing; given up
};
Stopped stopped_new(Run& run, std::uint32_t claim);
/// The first breaker that stops claims on `date` for the claim's firm.
Stopped stopped_claim(Run& run, std::uint32_t claim, Date date);
/// Whether the breaker that holds the claim is on for its firm on `date`.
bool still_held(const Run& run, std::uint32_t claim, Date date);
/// Whether a breaker that stops claims takes the claim away on its pay date: held, lapsed for good,
/// or undecided.
bool stopped_today(Run& run, std::uint32_t claim, Date date);
/// Claims whose pay date is this day, since no breaker holds them any more, and what came back on
/// them before and is not netted.
struct LetGo {
  std::vector<std::uint32_t> claims;
  std::vector<Receipt> receipts;
};
LetGo let_go_held(Run& run, Date date);
/// What came back on a claim that no breaker let go.
struct HeldReceipt {
  Date date;
  std::uint32_t claim = 0;
  CameBack back;
};
/// After the last day: what is still held is the residual party's, and so is what came back on it,
/// which is returned.
std::vector<HeldReceipt> leave_held(Run& run, Date last);

}  // namespace pledgelab::ledger
