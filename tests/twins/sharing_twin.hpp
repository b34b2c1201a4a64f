// The sharing language read again from policies/README.md, row by row: no
// compiled program, no index, no kept total. Every running total is summed anew
// over the losses before; every name is looked up as text. It shares no
// arithmetic with models/sharing.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "models/policy/facts.hpp"
#include "models/policy/sharing_policy.hpp"
#include "models/sharing/claims.hpp"
#include "models/sharing/ledger.hpp"
#include "models/sharing/periods.hpp"
#include "tests/twins/sharing_numbers.hpp"

namespace pledgelab::twins {

/// What became of one loss.
struct NaiveLoss {
  LossStanding standing = LossStanding::shared;
  std::string clause;  // what sent it to one party, or why it is undecided
  Date pay_date;
  Fen loss = 0;                // after netted recoveries
  Fen netted = 0;              // recoveries that are no part of it
  Fen queued = 0;              // owed by an account that is short
  std::vector<Fen> bills;      // by party
  std::vector<Fen> recovered;  // by party
  /// What each clause moved: (clause, party) to the change of the party's bill.
  std::map<std::pair<std::string, std::uint32_t>, Fen> moved;
  /// What each party but the residual pays, by (day, party); below 0: paid
  /// back.
  std::map<std::pair<Date, std::uint32_t>, Fen> payments;
  std::optional<Date> bought_on;  // committed purchase
  Fen price = 0;
  Fen proceeds = 0;
};

/// An account's movement beside compensation and recoveries.
using FlowKey = std::tuple<std::uint32_t, Date, MoneyKind, std::string>;  // party … label
/// A charge of a loan on a day: charge, the loan's first row, day.
using ChargeKey = std::tuple<std::uint32_t, std::size_t, Date>;
/// A change of a breaker: breaker, firm ("": the scheme), day.
using BreakerKey = std::tuple<std::uint32_t, std::string, Date>;

/// One element a claim, in the order of the claims.
struct NaiveResult {
  std::vector<NaiveLoss> losses;
  std::vector<Fen> short_of;                            // by party: due at its account, never paid
  std::map<std::string, std::pair<Fen, Fen>> split_of;  // "gov.city": borne, recovered
  std::map<FlowKey, Fen> flows;
  std::map<std::tuple<std::uint32_t, Date, std::string>, Fen> unpaid;  // party, day, label
  std::map<ChargeKey, std::pair<Fen, Fen>> charges;                    // amount, unpaid of it
  std::set<std::pair<std::uint32_t, std::size_t>> charges_undecided;   // charge, first row
  std::map<BreakerKey, bool> breakers;                                 // on or off
};

/// Who pays. The facts must hold every column the policy asks, of a kind that
/// fits (as `compile` demands); otherwise a missing column reads as missing in
/// every row.
NaiveResult share_naively(const SharingPolicy& policy, const FactTable& facts, const Claims& claims,
                          const Periods& periods = {});

}  // namespace pledgelab::twins
