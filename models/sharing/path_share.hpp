// The sharing kernel: a program over one path of the loss tape. Flat arrays, buffers reused, no
// trace; the same fen as the interpreter of ledger.hpp (a law in tests holds it).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/loss/tape.hpp"
#include "models/sharing/fixed_share.hpp"
#include "models/sharing/path_schedule.hpp"
#include "models/sharing/path_watch.hpp"
#include "models/sharing/program.hpp"
#include "models/sharing/recoveries.hpp"

namespace pledgelab {

/// What of a step depends on the loan alone, worked out once. `stride` 0: the same for every row.
/// `known` 0 = undecided. An empty column: absent (always yes) or asked on the path (`dynamic`).
struct PathColumn {
  std::vector<std::int64_t> value;
  std::vector<std::uint8_t> known;
  std::size_t stride = 1;
  bool dynamic = false;
};

struct PathStep {
  PathColumn condition;     // 1 = holds
  PathColumn require;       // gate
  PathColumn above;         // layer, cede: fen
  PathColumn limit;         // fen; empty: none
  std::vector<Ratio> part;  // base: by row
  std::vector<std::uint8_t> part_known;
  std::vector<Ratio> shares;      // row × payer; empty: asked on the path
  std::vector<FixedShare> fixed;  // by payer, where shares are known and the same for every row
  std::vector<std::uint8_t> shares_known;
  std::size_t shares_stride = 0;   // 0: one set for every row
  std::vector<std::uint32_t> key;  // by row: dense number of its unit, without the year
  std::uint32_t key_count = 1;     // units in all, years included
  bool by_year = false;            // key × years + year
};

/// Money paid into an account.
struct PathInflow {
  Date date;
  std::uint32_t party = 0;
  std::int64_t fen = 0;
};

/// A program made ready for tapes that start on `as_of`. Immutable; threads share it.
struct PathProgram {
  Program program;
  Date as_of;
  std::uint32_t month_count = 0;
  std::int32_t first_year = 0;            // policy year of as_of
  std::uint32_t year_count = 0;           // policy years from as_of to the horizon
  std::vector<Date> month_date;           // by month 0..month_count
  std::vector<Date> month_filed;          // filing date of a claim of that month
  std::vector<Date> month_pay;            // … its pay date
  std::vector<std::uint32_t> month_year;  // policy year of that pay date, less first_year
  std::vector<Date> event_date;           // by month 0…, past the horizon: of recoveries
  std::vector<Date> account_day;          // anniversaries of as_of; see prepare
  std::vector<PathInflow> inflows;        // by date
  std::vector<std::uint32_t> accounts;    // parties with an account, in the order of parties
  std::vector<std::int64_t> opening_fen;  // by account: paid in up to as_of
  PathColumn covered;  // 1 = dates and trigger are met (by row); 0 = they are not
  std::vector<PathStep> steps;
  std::vector<std::uint32_t> restoring;  // caps at the claim whose room recoveries restore
  bool receipts_by_day = false;          // recoveries move accounts or rooms
  bool by_day = false;                   // watches ratios, or accounts live: every day in full
  bool by_columns = false;               // nothing of a later day or step is asked by a claim step
  bool asks_cover = false;               // a claim may lie outside the policy's dates or leverage
  PathSchedule schedule;                 // of the loans, where a ratio reads them
  std::vector<std::uint32_t> row_order;  // place of each loan by its id; empty: the rows' own
  std::vector<std::vector<std::int64_t>> scheduled;  // [key of firms]: firm × (months + 1) + month
  std::vector<Date> stock_day;     // on which a stock stands: months, ends of months and of years
  Date known_until;                // the last day known of a path on which nothing comes later
  bool keeps_handed = false;       // recovery.by: as_quota
  std::vector<std::string> notes;  // what a path takes for granted
};

/// Works out the columns. `month_count` = the tape's horizon. The program must have been compiled
/// for the facts of the tape's loans (row = loan index). Accounts are looked at on the
/// anniversaries of as_of, from the first to the one by which every claim of the horizon is paid.
/// `schedule`: of the loans, `month_count` months; needed where the program reads a stock of loans.
/// `row_order`: id_order of the loans' ids, in which losses of one day are taken; empty: the rows'
/// own.
PathProgram prepare(const Program& program, Date as_of, std::uint32_t month_count,
                    PathSchedule schedule = {}, std::vector<std::uint32_t> row_order = {});

/// How one account fared on a path. `short_fen`: what reached the account and was never paid from
/// it for want of balance: still queued at the end, or passed to the party named by `over`.
struct PathAccount {
  std::optional<Date> first_short;  // the first day on which it could not pay in full
  std::optional<Date> exhausted;    // the first day on which it was short, or at whose end what it
                                    // had was gone
  std::int64_t short_fen = 0;
  std::int64_t interest_fen = 0;
  std::int64_t costs_fen = 0;
  std::int64_t unpaid_costs_fen = 0;  // above what the account had
  std::int64_t top_up_fen = 0;
};

/// A breaker on a path, over all its firms.
struct PathBreaker {
  std::optional<Date> first;  // the first day on which it tripped
  std::uint32_t trips = 0;
};

/// What one path gave, in fen. By party: borne, recovered; net = borne − recovered.
/// Invariants: Σ borne = loss; Σ recovered = what came back on it later; net loss = their
/// difference.
struct PathShare {
  std::int64_t loss_fen = 0;       // Σ of decided losses, after netted recoveries
  std::int64_t netted_fen = 0;     // recoveries that are no part of a loss
  std::int64_t undecided_fen = 0;  // in no total
  std::uint32_t undecided_count = 0;
  std::uint32_t loss_count = 0;  // defaults with a loss above 0
  std::int64_t queued_fen = 0;
  std::int64_t held_fen = 0;  // of claims that a breaker never let go; within loss_fen
  std::vector<std::int64_t> borne_fen;
  std::vector<std::int64_t> compensation_fen;
  std::vector<std::int64_t> recovered_fen;
  std::vector<PathAccount> accounts;      // in the order of PathProgram::accounts
  std::vector<std::int64_t> balance_fen;  // account × account_day: at the end of that day
  std::vector<PathBreaker> breakers;      // in the order of the program
  std::vector<std::uint32_t> firms_on;    // breaker × account_day: firms for which it is on then

  [[nodiscard]] std::int64_t net_fen(std::size_t party) const {
    return borne_fen[party] - recovered_fen[party];
  }
};

/// One waiting or fresh amount; one recovery on its effective day.
struct PathReceipt {
  Date date;
  std::uint32_t slot = 0;
  CameBack back;
};

/// Running totals of one step, by unit; `stamp` tells whether a unit belongs to this pass.
struct PathUnitTotals {
  std::vector<std::int64_t> amount;
  std::vector<std::int64_t> booked;
  std::vector<std::int64_t> whole;   // close: what the unit met in all
  std::vector<std::int64_t> payers;  // unit × payer
  std::vector<std::uint64_t> stamp;
};

/// Memory of one worker: grows in the first paths, then only reused. `slot` = a loss of the path.
struct SharingBuffers {
  std::uint64_t stamp = 0;
  std::uint32_t slots = 0;                // losses of the path
  std::vector<std::uint64_t> loan_stamp;  // by loan
  std::vector<std::uint32_t> loan_slot;
  std::vector<std::uint32_t> defaults;  // rows of the tape, then slot by default
  std::vector<std::uint32_t> slot_at;
  std::vector<std::uint32_t> row, month;  // by slot
  std::vector<Date> paid;                 // pay date, by slot
  std::vector<std::uint32_t> year;        // policy year of it, less first_year
  std::uint32_t years = 0;                // of units by year
  std::vector<std::int64_t> filed_principal, filed_interest, netted;
  std::vector<std::int64_t> principal, interest;  // of the loss, after what is taken off
  std::vector<std::int64_t> loss, base, open;
  std::vector<CameBack> later, back;  // in all; until now
  std::vector<std::uint8_t> excluded;
  std::vector<std::uint8_t> outside;  // dates or trigger not met: no step meets it
  std::vector<std::int64_t> bills, handed, recovered, first_bills;  // slot × party
  std::vector<std::int64_t> gross;    // slot × party: before cap and cede; where it is asked
  std::vector<std::uint8_t> met;      // slot × claim step with a running total: it acted
  std::vector<std::uint8_t> applies;  // slot × cap at balance
  std::vector<std::int64_t> queued;
  std::vector<PathReceipt> dated;
  std::vector<std::uint32_t> by_row;  // slots in order of loss_id
  std::vector<std::uint32_t> fresh;
  std::vector<std::vector<std::uint32_t>> queues;  // by cap at balance
  std::vector<std::int64_t> cash, balances, parts, trial;
  std::vector<std::int64_t> had;        // by party: what the account had before the day's claims
  std::vector<std::uint8_t> was_short;  // by party: today
  std::vector<std::int64_t> passed;     // by party: what its empty account left to another
  std::vector<Ratio> ratios;
  std::vector<PathUnitTotals> totals;  // by step
  std::vector<std::uint8_t> acting;
  std::vector<std::uint32_t> undo_step, undo_unit;
  std::vector<std::int64_t> undo_value;
  PathWatch watch;
};

/// Shares the losses of one path: rows [begin, end) of the tape, all of one path. `share` is
/// overwritten; `buffers` then hold row, bills, recovered and excluded (undecided) of its slots. No
/// allocation once the buffers have seen the largest path.
void share_path(const PathProgram& program, const LossTape& tape, std::size_t begin,
                std::size_t end, SharingBuffers& buffers, PathShare& share);

}  // namespace pledgelab
