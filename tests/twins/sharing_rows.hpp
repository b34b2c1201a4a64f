// Inside the sharing twin: one loss under way, one pass over all of them, and what is asked of
// both.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/twins/sharing_twin.hpp"

namespace pledgelab::twins {

/// A figure that a loss needs is unknown. Thrown; caught where the loss is known.
struct Undecided {
  std::string reason;
};

/// The same, with the loss.
struct LossUndecided {
  std::size_t claim = 0;
  std::string reason;
};

/// What one step did to one loss.
struct Mark {
  bool met = false;
  Fen amount = 0;                    // the open loss or the bill that it met
  Fen part = 0;                      // cut, kept, ceded or paid
  std::map<std::uint32_t, Fen> got;  // what it handed out, by payer
  Fen owed = 0;                      // cap at balance: queued and not yet paid
};

/// One loss under way. open + Σ bills = loss.
struct Row {
  std::size_t claim = 0;
  Date filed;
  Date pay;
  Fen principal = 0;  // the three parts after netted recoveries
  Fen interest = 0;
  Fen costs = 0;
  Fen netted = 0;
  Fen loss = 0;
  Fen base = 0;
  Fen open = 0;
  std::vector<Fen> bills;
  std::vector<Mark> marks;  // by step
  bool walks = false;       // passed the tests before the steps
  LossStanding standing = LossStanding::shared;
  std::string clause;
  std::map<std::pair<std::string, std::uint32_t>, Fen> moved;
};

/// All losses once through. `out`: undecided, as if they were not there.
struct Pass {
  const SharingPolicy& policy;
  const FactTable& facts;
  const Claims& claims;
  std::map<std::size_t, std::string> out;
  std::map<std::size_t, std::string> found;  // undecided at a close of this pass
  bool less_recovered = false;  // recompute's second run: later recoveries are off the loss
  std::vector<Fen> taken_off;   // … by claim
  std::vector<Row> rows;        // one a claim
  std::vector<Fen> short_of;    // by party

  [[nodiscard]] Fen money(const Quotient& value) const { return to_fen(value, policy.rounding); }
  [[nodiscard]] std::size_t steps() const { return policy.steps.size(); }
};

// --- sharing_figures.cpp: facts, values, conditions

/// A fact or figure as it compares: a word, or a number (fen, rate, months, days, 0 or 1).
struct Told {
  FactKind kind = FactKind::number;
  Quotient number;
  std::string word;
};

/// None: the cell is empty or there is no such column.
std::optional<Told> find_fact(const Pass& pass, const Row& row, const std::string& name);
/// The number of a VALUE. Throws Undecided.
Quotient figure(const Pass& pass, const Row& row, const Value& value);
/// Throws Undecided.
bool holds(const Pass& pass, const Row& row, const Condition& condition);
/// Whether the value is the same for all losses: literals and scheme totals only.
bool is_fixed(const Value& value);
/// round(value), below 0 taken as 0.
Fen limit(const Pass& pass, const Row& row, const Value& value);
/// Key of the step's unit. Throws Undecided where it is empty.
std::string unit_key(const Pass& pass, const Row& row, const Unit& unit);

// --- sharing_claims.cpp: dates, netting, the tests before the steps

/// The policy year of a date, as the year its first day lies in, and its last day.
int year_of(const SharingPolicy& policy, Date date);
Date year_end_of(const SharingPolicy& policy, Date date);
/// By calendar months, then days.
Date moved_on(Date date, Duration duration);
/// Takes `amount` off costs, principal and interest as recovery.costs says.
void take_off(const Pass& pass, Row& row, Fen amount);
/// Fills dates, parts and loss; sends what no step may see to the residual party.
void open_claim(const Pass& pass, Row& row);
/// Recoveries that are not netted and count by `day`: those within recovery.within, or those after.
Fen came_back(const Pass& pass, const Row& row, Date day, bool within);
/// After every day.
inline constexpr Date kEver{0x7fffffff};

// --- sharing_steps.cpp

/// The open loss to the party, under the clause.
void to_party(Row& row, std::uint32_t party, Fen amount, const std::string& clause);
/// From one bill to another.
void shift(Row& row, std::uint32_t from, std::uint32_t to, Fen amount, const std::string& clause);
/// Whether the loss meets the step: something is there and its `if` holds. Records the amount.
bool meets(const Pass& pass, Row& row, std::size_t step);
/// One step on one loss, at the claim or per loss. Throws Undecided.
void run_step(const Pass& pass, Row& row, std::size_t step, Date day);
/// One step at a close over `members` (in the order of loss_id). Undecided ones go to `found`.
void close_step(Pass& pass, const std::vector<std::size_t>& members, std::size_t step);

// --- sharing_recovery.cpp

/// Section 6: what each party got back by `day`, divided by the bills. Not for recompute.
std::vector<Fen> recovered_by(const Pass& pass, const Row& row, Date day);
/// Late recoveries that are the residual party's own: up to its bill.
Fen own_recovery(const Pass& pass, const Row& row, Date day);

// --- sharing_accounts.cpp

/// A cap at a balance on one day: the queue, then `today`, in order. Throws LossUndecided.
void run_balance(Pass& pass, std::size_t step, Date day, const std::vector<std::size_t>& today);

}  // namespace pledgelab::twins
