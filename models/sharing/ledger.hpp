// The ledger of a sharing run: for each loss and party what was borne and what came back, and for
// each fen the clause that put it there. This is the clear interpreter, row by row; the kernel of
// path_share.hpp must give the same fen.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "models/sharing/claims.hpp"
#include "models/sharing/evaluate.hpp"
#include "models/sharing/money_lines.hpp"
#include "models/sharing/program.hpp"

namespace pledgelab {

/// A movement on one party's bill of one loss.
struct Posting {
  std::uint32_t claim = 0;
  std::uint32_t step = 0;  // or Program::clause
  std::uint32_t party = 0;
  std::int64_t fen = 0;
  Date date = {};  // the day on which it was booked; at a close its last day
};

/// What a step did to one loss. `before`/`after` are the open loss or, for a cap or cede, the
/// party's bill (after a cede: less all that was ceded, also what comes back to the party).
struct TraceLine {
  std::uint32_t claim = 0;
  std::uint32_t step = 0;
  std::int64_t before_fen = 0;
  std::int64_t after_fen = 0;
  std::int64_t above_fen = 0;  // layer, cede: where the range begins
  bool has_limit = false;      // false for a layer or cede without end, a gate, a quota
  std::int64_t limit_fen = 0;  // the step's limit or the range's end; base: what the base is
  std::int64_t unit_fen = 0;   // the unit's total before this loss, for a cap what it let through
                               // (close: the whole)
  std::vector<std::pair<std::uint32_t, Ratio>> shares = {};  // party, share (not the taker's)
  Date date = {};                  // a cap at a balance: the day of the settlement
  std::int64_t ratio_top_fen = 0;  // band: the ratio's closed top and bottom
  std::int64_t ratio_bottom_fen = 0;
};

enum class LossStanding : std::uint8_t {
  shared,        // passed the steps
  not_eligible,  // a gate, the trigger or the policy's dates sent it to one party
  undecided,     // a figure it needs is unknown: unpaid, in no total
  no_loss,       // zero: counts in bases only
  held,          // a breaker stopped claims and never resumed: with the residual party
};

struct LossOutcome {
  LossStanding standing = LossStanding::shared;
  TwoWords reason;              // why it is not shared, or how long a breaker held it
  std::int64_t loss_fen = 0;    // what is shared: after netted recoveries
  std::int64_t netted_fen = 0;  // recoveries that are no part of the loss
  std::int64_t queued_fen = 0;  // owed by an account that is short; the residual party carries it
  std::int64_t held_fen = 0;    // of a held loss: what no breaker let go
  Date filed_on;                // the filing date: with a wait, not before default + wait
  Date pay_date;
  Date booked_on;  // of the bills that stand: the pay date or, after an advance, the final date
  std::optional<Date> held_since;    // a breaker stopped claims on this, its first pay date
  std::uint32_t stopped_by = kNone;  // that breaker, also where its claim lapsed
};

struct BalanceLine {
  std::uint32_t party = 0;
  Date date;
  std::int64_t fen = 0;
};

/// A breaker's change of state for one firm (scope "lender B1", "scheme"), and what was read of
/// `watch` that day: a quotient, or fen. It binds from the next day.
struct BreakerLine {
  enum class State : std::uint8_t { on, off, warn };
  std::uint32_t breaker = 0;
  std::string scope;
  Date date;
  State state = State::on;
  std::uint32_t watch = 0;
  Ratio value;
};

struct PartyTotal {
  std::int64_t borne_fen = 0;
  std::int64_t compensation_fen = 0;
  std::int64_t recovery_fen = 0;
  std::int64_t short_fen = 0;  // reached its account, never paid from it for want of balance
  [[nodiscard]] std::int64_t net_fen() const { return borne_fen - recovery_fen; }
};

/// `borne` and `recovered` are claim-major: [claim × parties + party]. For each decided loss
/// Σ borne = loss, Σ recovered = its later receipts, no borne below 0. Under recovery by recompute
/// a single party's recovered may be below 0 (its recomputed bill is higher).
struct SharingResult {
  std::size_t parties = 0;
  std::vector<LossOutcome> losses;
  std::vector<std::int64_t> borne;
  std::vector<std::int64_t> recovered;
  std::vector<Posting> postings;  // in order of booking
  std::vector<TraceLine> trace;
  std::vector<BalanceLine> balances;       // a line for each day on which an account moved
  std::vector<AccountMovement> movements;  // of the accounts, in order of booking
  std::vector<UnpaidLine> unpaid;          // costs and charges for which an account had no money
  std::vector<ChargeLine> charges;         // undecided loans first, then by date
  std::vector<PaymentLine> payments;     // by (date, claim, party); Σ = borne, the residual apart
  std::vector<RecoveryLine> recoveries;  // Σ of market and purchase = recovered
  std::vector<PurchaseLine> purchases;   // rights bought
  std::vector<BalanceLine> shorts;       // what it could not pay of a day's claims and queue
  std::vector<PartyTotal> totals;
  std::int64_t loss_fen = 0;       // Σ of decided losses
  std::int64_t undecided_fen = 0;  // Σ of the others
  std::int64_t queued_fen = 0;
  std::int64_t held_fen = 0;  // Σ of held losses; within loss_fen
  std::size_t undecided_count = 0;
  std::vector<BreakerLine> breakers;  // by day
  std::vector<std::string> notes;

  [[nodiscard]] std::int64_t borne_of(std::size_t claim, std::size_t party) const {
    return borne[claim * parties + party];
  }
  [[nodiscard]] std::int64_t recovered_of(std::size_t claim, std::size_t party) const {
    return recovered[claim * parties + party];
  }
};

/// Who pays: the program run over the claims. Pure; the order of the claims does not matter.
SharingResult share_losses(const Program& program, const Claims& claims);

/// "four-party", or the clause that is no step: "residual", "trigger", … or a breaker's id.
const std::string& step_name(const Program& program, std::uint32_t step);

/// Whether what the party bears is a compensation: it is not the residual party and no bank.
bool compensates(const Program& program, std::uint32_t party);

/// The party's bill divided by its `split`, in written order (F78). Σ = fen exactly.
std::vector<std::int64_t> split_bill(const Program& program, std::uint32_t party, std::int64_t fen);

/// Σ of the party's split over all losses, each loss divided for itself: name, borne, recovered.
struct SplitTotal {
  std::string id;  // "gov.city"
  std::int64_t borne_fen = 0;
  std::int64_t recovery_fen = 0;
};
std::vector<SplitTotal> split_totals(const Program& program, const SharingResult& result);

}  // namespace pledgelab
