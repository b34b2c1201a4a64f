// Inside the room: one pass of the interpreter over all claims.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "models/sharing/arithmetic.hpp"
#include "models/sharing/ledger.hpp"
#include "models/sharing/ledger_watch.hpp"
#include "models/sharing/recoveries.hpp"
#include "models/sharing/told.hpp"

namespace pledgelab::ledger {

/// Running totals of one step's unit.
struct UnitTotal {
  std::int64_t amount = 0;  // what reached the step
  std::int64_t booked = 0;  // deductible, slice: cut; layer: kept; cede: ceded so far; cap: let
                            // through, less recoveries
  std::vector<std::int64_t> payers;  // slice, cede, quota: booked by payer
};

/// Key of a unit: step, who (−1 − borrower where no group is named), period.
using UnitKey = std::tuple<std::uint32_t, std::int64_t, std::int64_t>;

struct LossState {
  std::int64_t principal = 0;
  std::int64_t interest = 0;
  std::int64_t costs = 0;
  std::int64_t loss = 0;
  std::int64_t base = 0;
  std::int64_t open = 0;
  CameBack back;          // after payment, until now
  bool excluded = false;  // undecided
  bool outside = false;   // not covered, lapsed or held: no step meets it
  std::vector<std::int64_t> bills;
  std::vector<std::int64_t> gross;   // the bills before cap and cede
  std::uint32_t held_by = kNone;     // the breaker that holds it
  std::vector<std::int64_t> handed;  // by slices and quotas, before a cap or cede moved it
  std::vector<std::int64_t> recovered;
  std::vector<std::int64_t> paid;             // told as payments so far
  std::uint32_t bought = 0;                   // 1 + its purchase; 0: not bought
  bool admitted = false;                      // its dates, trigger and cover are asked, once
  std::vector<std::uint8_t> met;              // one a claim step with a running total: it acted
  std::vector<std::uint8_t> balance_applies;  // one a cap at balance
  std::vector<std::int64_t> queued;           // one a cap at balance
};

/// What of an account grows from day to day.
struct AccountLife {
  Date since;                 // the days before it are in `balance_days`
  __int128 balance_days = 0;  // Σ of closing balances since the last crediting, fen × days
};

/// What happens to accounts on a day before its claims. `charges`: lines of the result.
struct DayMoney {
  std::vector<std::pair<std::uint32_t, const AccountSource*>> sources;  // party
  std::vector<std::uint32_t> charges;
};

struct Run;

/// Tells one claim to `told`, or nothing where that is null.
struct Telling {
  ToldRun* told = nullptr;
  std::uint32_t of = kNoClaim;  // the claim that is told

  void ask(const Run& run, std::uint32_t claim, std::uint32_t step, ToldAsk::Answer answer) const;
  void opened(std::uint32_t claim, const LossState& state) const;
  void stopped(const Run& run, std::uint32_t claim, std::uint32_t step, const TwoWords& why) const;
  void finished(const SharingResult& result) const;
};

/// Everything one pass needs and changes. `undecided` lasts over passes: reason by claim.
struct Run {
  const Program& program;
  const Claims& claims;
  std::map<std::uint32_t, TwoWords>& undecided;
  SharingResult& result;
  std::vector<LossState> states{};
  std::map<UnitKey, UnitTotal> units{};
  std::vector<std::int64_t> balances{};               // by party
  std::vector<std::vector<std::uint32_t>> queues{};   // by cap at balance: claims, in order
  std::vector<std::pair<UnitKey, UnitTotal>> undo{};  // of the claim being booked
  std::vector<std::int64_t> passed{};      // by party: left to another for want of balance
  std::vector<AccountLife> lives{};        // by party
  std::vector<std::uint32_t> loan_rows{};  // by loan: its first row
  std::vector<std::vector<std::uint32_t>> receipts_of{};  // by claim, in order of days
  Date today{};
  RecoveryFrom from = RecoveryFrom::market;  // of what is being divided
  bool pass_is_void = false;  // a loss of a close was found undecided: run again without it
  Watch watch = {};
  Telling telling = {};

  /// What `step` asks of the claim; kNone: the trigger.
  [[nodiscard]] Question question(std::uint32_t claim, std::uint32_t step) const;
  /// Sets `key` to the claim's unit of `step`; what is empty, else.
  [[nodiscard]] Standing unit_key(std::uint32_t claim, std::uint32_t step, UnitKey& key) const;
  UnitTotal& unit(const UnitKey& key);
  void post(std::uint32_t claim, std::uint32_t step, std::uint32_t party, std::int64_t fen);
  /// Moves a party's account today; 0 is no movement.
  void move(std::uint32_t party, MoneyKind what, const std::string& label, std::int64_t fen,
            std::uint32_t claim = kNoClaim);
  /// Marks the claim undecided because of `step`, where `standing` is that of the claim `of`, which
  /// shares its unit.
  void give_up(std::uint32_t claim, std::uint32_t step, Standing standing, std::uint32_t of);
  void give_up(std::uint32_t claim, std::uint32_t step, Standing standing) {
    give_up(claim, step, standing, claim);
  }
};

/// Sets the loss as it is shared on its pay date: less what is netted and, in the pass of a
/// recompute, less what came back later.
void open_loss(Run& run, std::uint32_t claim, std::int64_t netted, std::int64_t later);
/// A receipt that is not netted, for a loss paid on `paid`.
CameBack came_back(const Program& program, Date paid, const Receipt& receipt);
/// Sets `who` to the loan (`loan`, where the unit is one), borrower, group or firm of a unit that
/// `row` falls into; what is empty, else.
Standing find_unit(const Program& program, const ProgramUnit& unit, std::size_t row,
                   std::int64_t loan, std::int64_t& who);
/// The day on which a claim counts as filed.
Date filing_date(const Program& program, Date default_date, Date filed_on);
/// Whether a receipt on `date` is the residual party's own (recovery.within).
bool is_late(const Program& program, Date pay_date, Date date);
Date pay_date_of(const Program& program, Date filed_on);
/// The year of the policy, by its first day.
int year_of(const Program& program, Date date);
/// The last day of the calendar quarter that `date` lies in.
Date quarter_end_of(Date date);
/// The last day of the policy year that `date` lies in.
Date year_end_of(const Program& program, Date date);
/// Whether `date` is the last day of a policy year, of a calendar quarter; whether interest is
/// credited on it.
bool is_year_end(const Program& program, Date date);
bool is_quarter_end(Date date);
bool credits(const Program& program, const AccountIncome& income, Date date);

/// Days from `first` to `last` on which an account is credited, pays costs or is topped up.
std::vector<Date> account_days(const Program& program, Date first, Date last);
/// Sources, interest and charges of `today`, in this order.
void open_day(Run& run, const DayMoney& money);
/// Costs and top-ups, on the last day of a policy year; whether an account was topped up.
bool end_day(Run& run);

/// The range of a layer or cede, the width of a deductible, slice or cap; standing as of the first
/// bound that is unknown.
struct Bounds {
  std::int64_t above = 0;
  std::int64_t upto = 0;
  Standing standing = Standing::known;
};

/// What a band keeps open of the unit's `whole`, as a range from 0. The first: of the ratio's
/// readings for the unit's firm, for losses paid on `paid`.
Bounds band_range(const Program& program, const Instruction& band,
                  const std::vector<RatioReading>& readings, Date paid, std::int64_t whole);
Bounds band_bounds(const Run& run, std::uint32_t claim, std::uint32_t step, std::int64_t whole);

/// All days of the input, and those that they bring with them.
void run_days(Run& run);
/// Runs steps [0, balance_begin) for one claim; false when it became undecided.
bool book_claim(Run& run, std::uint32_t claim);
/// What is open goes to the residual party.
void finish(Run& run, std::uint32_t claim);
/// Runs steps [close_begin, end) over all claims.
void run_closes(Run& run);
/// Whether the step acts on the claim at all: an amount, and its `if`. Sets `undecided` on unknown.
enum class Acts : std::uint8_t { no, yes, undecided };
Acts acts(Run& run, std::uint32_t claim, std::uint32_t step);
Bounds bounds_of(const Run& run, std::uint32_t claim, std::uint32_t step);
void tell_bounds(const Program& program, const Bounds& bounds, TraceLine& line);
/// A band's ratio on its closing day.
void tell_reading(const Run& run, TraceLine& line);
/// What the step meets on the claim: the party's bill of a cap or cede, else the open loss.
std::int64_t amount_at(const Run& run, std::uint32_t claim, const Instruction& step);

bool run_deductible(Run& run, std::uint32_t claim, std::uint32_t step, UnitTotal* total);
bool run_layer(Run& run, std::uint32_t claim, std::uint32_t step, UnitTotal* total);
bool run_cede(Run& run, std::uint32_t claim, std::uint32_t step, UnitTotal* total);
/// Any step but a cap at a balance for one loss; `total` = the running unit, or null.
bool run_step(Run& run, std::uint32_t claim, std::uint32_t step, UnitTotal* total);
/// Hands `cut` of the open loss, or for a cede of the party's bill, to the step's payers (rule 6).
bool hand_out(Run& run, std::uint32_t claim, std::uint32_t step, std::int64_t cut,
              UnitTotal* total);

/// What each party gets of all that came back on the loss, if its bills were `bills`.
std::vector<std::int64_t> parts_of(const Program& program, const LossState& state,
                                   const std::vector<std::int64_t>& bills);
/// A recovery divided on its day; then the caps at a balance over queue and `fresh`.
void take_receipt(Run& run, std::uint32_t claim, CameBack back);
void settle_balances(Run& run, const std::vector<std::uint32_t>& fresh, Date date);

/// What came back, by party and day, where it is not divided day by day.
void divide_at_end(const Program& program, const Claims& claims, SharingResult& result,
                   std::vector<LossState>& states);
/// The day of a purchase; none for a claim without one. Its price, when the day has come.
std::optional<Date> purchase_day(const Program& program, const Claims& claims,
                                 const SharingResult& result, std::uint32_t claim);
std::int64_t purchase_price(const Program& program, const Claims& claims, const LossState& state,
                            std::uint32_t claim);
/// Marks a claim undecided whose right would be bought for an unknown price.
bool price_known(Run& run, std::uint32_t claim);
void take_purchase(Run& run, std::uint32_t claim);

/// Lines: what bills became payments by `date`; a division that changed, `like` without party and
/// fen; recoveries of a recompute, on the last day on which something came back.
void tell_payments(Run& run, const std::vector<std::uint32_t>& claims, Date date);
void tell_parts(SharingResult& result, const RecoveryLine& like,
                const std::vector<std::int64_t>& before, const std::vector<std::int64_t>& after);
void tell_recomputed(const Program& program, const Claims& claims,
                     const std::vector<LossState>& states, SharingResult& result);
/// The day on which the claim's closes up to `step` are booked.
Date close_day(const Run& run, std::uint32_t claim, std::uint32_t step);
/// Cuts payments into instalments.
void pay_in_parts(const Program& program, std::vector<PaymentLine>& payments);
/// Instalments, then the order of the lines.
void sort_lines(const Program& program, SharingResult& result);

/// A policy with an advance: two runs, and the payments of both. `told`: null, or what is told.
SharingResult share_with_advance(const Program& program, const Claims& claims, ToldClaim* told);
/// share_losses or share_losses_told.
SharingResult share_telling(const Program& program, const Claims& claims, ToldClaim* told);

}  // namespace pledgelab::ledger
