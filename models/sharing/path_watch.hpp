// What a worker remembers of one path where a policy watches ratios or its accounts live: memory
// reused path after path. See path_days.cpp and path_watch.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "models/loss/tape.hpp"
#include "models/sharing/recoveries.hpp"
#include "models/sharing/watched.hpp"

namespace pledgelab {

/// An event of the path's loans in default, in the tape's order.
struct PathEvent {
  Date date;
  std::uint32_t slot = 0;
  std::int64_t fen = 0;  // default: principal; recovery: what came in
  TapeKind kind = TapeKind::loan_default;
  std::uint32_t before = kNoEvent;  // the event of the same slot before it

  static constexpr std::uint32_t kNoEvent = 0xffffffffU;
};

/// Bad loans of one key of firms: what changes its schedule, and what they owe.
struct PathStocks {
  std::vector<std::int64_t> gone_fen;  // by firm: scheduled for this month, and in default
  std::vector<std::int64_t> bad_fen;   // by firm
};

/// What of an account grows from day to day.
struct PathLife {
  Date since;                 // the days before it are in `balance_days`
  __int128 balance_days = 0;  // Σ of closing balances since the last crediting, fen × days
};

/// A claim's receipts of days on which a breaker held it, taken on the day after it was let go.
struct PathLetGo {
  Date date;
  std::uint32_t slot = 0;
  CameBack back;
};

struct PathWatch {
  ClosedRatios closed;
  std::vector<std::vector<std::vector<Spell>>> spells;               // [breaker][firm]
  std::vector<std::vector<std::vector<std::optional<Ratio>>>> last;  // [breaker][firm][watch]
  std::vector<std::vector<std::int64_t>> booked;  // [measure]: firm × years + year
  std::vector<std::int64_t> counted;              // slot × measures: of `booked`
  std::vector<std::uint32_t> order;               // slots with a loss, by pay date
  std::vector<std::uint32_t> touched;             // slots with new bookings
  std::vector<std::uint32_t> held;                // slots that a breaker holds, in order
  std::vector<std::uint32_t> held_by;             // by slot: the breaker, or kNone
  std::vector<std::uint8_t> admitted;  // by slot: let go; it was asked before it was held
  std::vector<std::int64_t> held_fen;  // by slot: what no breaker let go
  std::vector<PathEvent> events;
  std::vector<std::uint32_t> latest;  // by slot: its latest event
  std::size_t event = 0;              // the next one
  std::vector<std::int64_t> owed;     // by slot: principal in default
  std::vector<PathStocks> stocks;     // by key of firms
  bool stocks_known = false;          // a stock day has passed
  std::uint32_t stock_month = 0;      // months of the schedule up to it
  std::vector<Date> extra;            // days that a day before added, ascending
  std::vector<PathLetGo> let_go;      // by date
  std::vector<PathLife> lives;        // by party
  std::vector<std::int64_t> settled;  // balances after the last settlement
  std::vector<std::uint32_t> today;   // slots of the day
  std::vector<PathLetGo> arrived;     // what came back that day, by slot
  bool resumed = false;               // a breaker has, since held claims were looked at
  Date last_known;                    // the last day of the path
  bool done = false;                  // an earlier pass has read it all; nothing changes
};

}  // namespace pledgelab
