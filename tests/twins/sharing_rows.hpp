// Inside the sharing twin: one loss under way, one pass over all of them, and
// what is asked of both.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "tests/twins/sharing_twin.hpp"

namespace pledgelab::twins {

/// A figure that a loss needs is unknown. Thrown; caught where the loss is
/// known.
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

/// Money into or out of an account beside compensation and recoveries.
struct Flow {
  std::uint32_t party = 0;
  Date date;
  Fen fen = 0;
  MoneyKind what = MoneyKind::interest;
  std::string label;
};

/// One payment of a charge; `claim`: the loan's first row.
struct ChargeDue {
  std::uint32_t charge = 0;
  std::size_t claim = 0;
  Date date;
  Fen fen = 0;
  Fen unpaid = 0;
};

/// The firms over which a ratio or breaker runs.
struct Firm {
  Unit::Who who = Unit::Who::scheme;  // scheme, lender or role
  std::uint32_t role = 0;
};

/// Changes of a breaker for one firm: on the day, to on or off; they bind from
/// the next day.
struct BreakerState {
  std::vector<std::pair<Date, bool>> changes;
  std::vector<std::optional<Quotient>> last;  // by watch
};

/// Which loss of an advance the steps run on.
enum class Stage { estimate, final };

/// A right that was bought, and what came back later: the buyer's.
struct Bought {
  Date date;
  Fen price = 0;
  Fen proceeds = 0;
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
  std::vector<Mark> marks;            // by step
  bool walks = false;                 // passed the tests before the steps
  bool waits = false;                 // held by a breaker
  std::string holder;                 // … its id
  std::optional<std::size_t> asking;  // the step that asks
  bool at_close = false;              // … at a close
  LossStanding standing = LossStanding::shared;
  std::string clause;
  std::map<std::pair<std::string, std::uint32_t>, Fen> moved;
  std::map<std::pair<Date, std::uint32_t>, Fen> paid_on;  // from an account, by (day, party)
};

/// All losses once through. `out`: undecided, as if they were not there.
struct Pass {
  const SharingPolicy& policy;
  const FactTable& facts;
  const Claims& claims;
  const Periods& periods;
  const Pass* first = nullptr;  // of a second run: its breakers, ratios and pay dates stand
  Stage staged = Stage::final;
  std::map<std::size_t, std::string> out = {};
  std::map<std::size_t, std::string> found = {};  // undecided at a close of this pass
  std::size_t found_by = 0;     // the first close step that found one; the number of steps: none
  bool less_recovered = false;  // recompute's second run: later recoveries are off the loss
  std::vector<Fen> taken_off = {};  // … by claim
  std::vector<Row> rows = {};       // one a claim
  std::vector<Fen> short_of = {};   // by party
  Date last_known = {};
  std::vector<Flow> flows = {};
  std::map<std::uint32_t, std::map<Date, Fen>> closing = {};  // balance, by party and event day
  std::map<std::tuple<std::uint32_t, Date, std::string>, Fen> unpaid = {};
  std::vector<ChargeDue> charges = {};
  std::set<std::pair<std::uint32_t, std::size_t>> charges_undecided = {};
  std::map<std::pair<std::uint32_t, std::string>, BreakerState> breakers = {};
  /// Values on closing days, by ratio and firm; none: undefined there.
  std::map<std::pair<std::uint32_t, std::string>,
           std::map<Date, std::optional<std::pair<Fen, Fen>>>>
      ratio_on = {};

  [[nodiscard]] Fen money(const Quotient& value) const { return to_fen(value, policy.rounding); }
  [[nodiscard]] std::size_t steps() const { return policy.steps.size(); }
};

}  // namespace pledgelab::twins
