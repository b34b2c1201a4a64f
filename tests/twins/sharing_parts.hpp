// Inside the sharing twin: what is asked of a loss and of a pass, by the file that answers.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/twins/sharing_rows.hpp"

namespace pledgelab::twins {

// --- sharing_figures.cpp: facts, values, conditions

/// A fact or figure as it compares: a word, or a number (fen, rate, months,
/// days, 0 or 1).
struct Told {
  FactKind kind = FactKind::number;
  Quotient number;
  std::string word;
};

/// None: the cell is empty or there is no such column.
std::optional<Told> find_fact(const Pass& pass, const Row& row, const std::string& name);
/// The quotient where its parts fit into 64 bits, else throws Undecided.
Quotient bounded(Quotient value);
/// The number of a VALUE. Throws Undecided.
Quotient figure(const Pass& pass, const Row& row, const Value& value);
/// Throws Undecided.
bool holds(const Pass& pass, const Row& row, const Condition& condition);
/// Whether the value is the same for all losses: literals and scheme totals
/// only.
bool is_fixed(const Value& value);
/// round(value), below 0 taken as 0.
Fen limit(const Pass& pass, const Row& row, const Value& value);
/// Key of the step's unit. Throws Undecided where it is empty.
std::string unit_key(const Pass& pass, const Row& row, const Unit& unit);

// --- sharing_claims.cpp: dates, netting, the tests before the steps

/// The policy year of a date, as the year its first day lies in, and its last
/// day.
int year_of(const SharingPolicy& policy, Date date);
Date year_end_of(const SharingPolicy& policy, Date date);
/// By calendar months, then days.
Date moved_on(Date date, Duration duration);
/// Whether recoveries by the pay date are no part of a loss.
bool nets(const SharingPolicy& policy);
/// The day from which a receipt counts on the row.
Date counts_from(const Row& row, const Receipt& receipt);
/// Takes `amount` off costs, principal and interest as recovery.costs says.
void take_off(const Pass& pass, Row& row, Fen amount);
/// What keeps the loss from the steps: "effective", "trigger", "file_within" or
/// nothing. Throws Undecided.
std::string barred(const Pass& pass, const Row& row);
/// Fills dates, parts and loss.
void open_claim(const Pass& pass, Row& row);
/// The parts and the loss as filed and paid on row.pay, nothing moved yet.
void set_loss(const Pass& pass, Row& row);
/// The whole loss to the residual party: no step meets it.
void bar(const Pass& pass, Row& row, const std::string& clause);
/// Recoveries that are not netted and count by `day`: those within
/// recovery.within, or those after.
Fen came_back(const Pass& pass, const Row& row, Date day, bool within);
/// After every day.
inline constexpr Date kEver{0x7fffffff};

// --- sharing_steps.cpp

/// The open loss to the party, under the clause.
void to_party(Row& row, std::uint32_t party, Fen amount, const std::string& clause);
/// From one bill to another.
void shift(Row& row, std::uint32_t from, std::uint32_t to, Fen amount, const std::string& clause);
/// Whether the loss meets the step: something is there and its `if` holds.
/// Records the amount.
bool meets(const Pass& pass, Row& row, std::size_t step);
/// One step on one loss, at the claim or per loss. Throws Undecided.
void run_step(const Pass& pass, Row& row, std::size_t step, Date day);
/// One step at a close over `members` (in the order of loss_id). Undecided ones
/// go to `found`.
void close_step(Pass& pass, const std::vector<std::size_t>& members, std::size_t step);

// --- sharing_recovery.cpp

/// Section 6: what each party got back by `day`, divided by the bills. Not for
/// recompute.
std::vector<Fen> recovered_by(const Pass& pass, const Row& row, Date day);
/// Late recoveries that are the residual party's own: up to its bill.
Fen own_recovery(const Pass& pass, const Row& row, Date day);

// --- sharing_days.cpp

/// Runs until no further loss is found undecided; with recompute both runs.
void run_all(Pass& first, Pass& second);
/// The losses that walk the steps, by loss_id.
std::vector<std::size_t> by_loss_id(const Pass& pass);

// --- sharing_accounts.cpp

/// What the party's account holds, all of the day so far included.
Fen balance_on(const Pass& pass, std::uint32_t party, Date day);
/// A cap at a balance on one day: the queue, then `today`, in order. Throws
/// LossUndecided.
void run_balance(Pass& pass, std::size_t step, Date day, const std::vector<std::size_t>& today);

// --- sharing_life.cpp

bool has_leverage(const SharingPolicy& policy);
/// Interest, on crediting days.
void open_account_day(Pass& pass, Date day);
/// Costs and top-ups, on the last day of a policy year.
void close_account_year(Pass& pass, Date day);
/// Keeps the closing balances.
void close_account_day(Pass& pass, Date day);
/// Whether the loan is within every leverage. Throws Undecided.
bool is_covered(const Pass& pass, const Row& row);

// --- sharing_periods.cpp

/// The row's firm ("" where it is the whole scheme); none: the cell is empty.
std::optional<std::string> firm_of(const Pass& pass, const Row& row, const Firm& firm);
std::set<std::string> firms_of(const Pass& pass, const Firm& firm);
/// lender.MEASURE, PARTY.MEASURE for the unit and period of the step that asks.
std::optional<Told> measure_told(const Pass& pass, const Row& row, const std::string& name);
/// ratio.ID on the last closing day before the pay date.
std::optional<Told> ratio_told(const Pass& pass, const Row& row, const std::string& id);
/// Whether a ratio in use or a breaker reads the row.
bool is_watched(const Pass& pass, const PeriodRow& row);
/// Values of all ratios that close on the day, at its end.
void record_ratios(Pass& pass, Date day);
/// What a band keeps of its unit's open loss. Throws Undecided.
Fen band_part(const Pass& pass, const Row& row, const Step& step, Fen whole);
std::string band_key(const Pass& pass, const Row& row, const Step& step);
/// What a breaker reads at the end of the day; none: undefined.
std::optional<std::pair<Fen, Fen>> watched_ratio(const Pass& pass, std::uint32_t ratio,
                                                 const std::string& who, Date day);
std::optional<Fen> watched_measure(const Pass& pass, const Measure& measure, Date day);

// --- sharing_breakers.cpp

void look_at_breakers(Pass& pass, Date day);
/// The breaker that had stopped new loans when the loan was made, or nothing.
/// Throws Undecided.
std::string stopped_new(const Pass& pass, const Row& row);
/// Whether the breaker that holds the claim is on.
bool still_holds(const Pass& pass, const Row& row, Date day);
/// The first breaker that stops claims on the day. Throws Undecided.
const PolicyBreaker* stopped_claim(const Pass& pass, const Row& row, Date day);

// --- sharing_charges.cpp

void draw_charges(Pass& pass);
void pay_charges(Pass& pass, Date day);

// --- sharing_settlement.cpp

/// The principal that the stage's run is on.
Fen staged_principal(const Pass& pass, const Row& row);
/// The estimate, or where it is not given the principal filed.
Fen estimated_principal(const Pass& pass, std::size_t claim);
bool lacks_final_loss(const Pass& pass, const Row& row);
std::optional<Date> final_day_of(const Pass& pass, const Row& row);
/// What each payer pays on the estimate. Throws Undecided.
std::vector<Fen> advanced(const Pass& pass, const Row& estimate);
/// The loss stands at its estimate: the residual party bears what was not
/// advanced.
void stand_at_estimate(const Pass& pass, Row& row, const std::vector<Fen>& paid);
/// The committed purchase of a shared loss. Throws Undecided.
std::optional<Bought> bought(const Pass& pass, const Row& row);
/// By (day, party), the residual apart; `advance`: what was paid on the
/// estimate, by party.
std::map<std::pair<Date, std::uint32_t>, Fen> payments_of(const Pass& pass, const Row& row,
                                                          const std::vector<Fen>& advance);

}  // namespace pledgelab::twins
