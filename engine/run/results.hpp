// What a run found, path by path in whole fen, and the figures drawn from it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "models/base/statistics.hpp"
#include "models/credit/pd_curve.hpp"
#include "models/loss/loss_model.hpp"
#include "models/policy/sharing_policy.hpp"

namespace pledgelab {

/// One number a path, in the order of paths.
struct PathTotals {
  std::vector<std::int64_t> default_fen;  // principal and interest of all defaults
  std::vector<std::int64_t> ip_recovery_fen;
  std::vector<std::int64_t> other_recovery_fen;
  std::vector<std::uint32_t> default_count;

  [[nodiscard]] std::int64_t loss_fen(std::size_t path) const {
    return default_fen[path] - ip_recovery_fen[path] - other_recovery_fen[path];
  }
};

/// Mean and tail of one amount over paths, in the book's currency (yuan for CNY).
struct Distribution {
  Estimate mean_yuan;
  double median_yuan = 0;
  Estimate value_at_risk_95_yuan;
  Estimate value_at_risk_99_yuan;
  Estimate value_at_risk_999_yuan;
  Estimate expected_shortfall_95_yuan;
  Estimate expected_shortfall_99_yuan;
  Estimate expected_shortfall_999_yuan;
};

/// Mean, VaR and expected shortfall (Acerbi-Tasche) of amounts in fen; at least one.
Distribution distribution_of(std::span<const std::int64_t> amounts_fen);

/// What one party of the policy bears. Σ over parties of borne = default amounts of the path, less
/// what is undecided; Σ net = its loss.
struct PartyRun {
  std::string id;
  PartyKind kind = PartyKind::bank;
  bool compensates = false;             // borne is a payment to the lender
  std::vector<std::int64_t> borne_fen;  // [path]
  std::vector<std::int64_t> recovery_fen;
  Distribution borne;
  Distribution recovery;
  Distribution net;
  Estimate tail_net_yuan;  // net, mean over the tail (kTailLevel) of the book's loss
};

/// A party's account over all paths. Σ over accounts of unpaid = promised, and not paid for want of
/// balance: still queued at the end of the path, or passed to the party named by `over`.
struct AccountRun {
  std::uint32_t party = 0;
  std::int64_t opening_fen = 0;          // paid in up to the as-of date
  std::vector<std::int64_t> unpaid_fen;  // [path]
  Estimate unpaid_yuan;
  Estimate short_frac;  // paths on which on some day it could not pay in full
};

/// An account at the end of an anniversary of the as-of date: quantiles over paths. Anniversaries
/// run from the first to the one by which every claim of the horizon is paid, so the last may lie
/// past the horizon; no default is drawn after it.
struct AccountYear {
  std::uint32_t party = 0;
  int year = 1;
  Date date;            // of the anniversary
  double low_yuan = 0;  // 5 %
  double quarter_yuan = 0;
  double median_yuan = 0;
  double three_quarters_yuan = 0;
  double high_yuan = 0;     // 95 %
  Estimate exhausted_frac;  // paths on which, up to then, it ran dry: paid its last, or was short
};

/// A breaker at the end of an anniversary of the as-of date, over paths.
struct BreakerYear {
  std::string id;
  int year = 1;
  Date date;
  Estimate tripped_frac;  // paths on which, up to then, it tripped for some firm
  Estimate on_frac;       // paths on which it is on for some firm
};

/// One loan over all paths.
struct LoanRun {
  std::uint32_t default_count = 0;  // paths in which it defaulted
  std::int64_t default_fen = 0;     // sums over paths
  std::int64_t recovery_fen = 0;
  std::int64_t lender_net_fen = 0;   // net of parties of kind bank; 0 without a policy
  std::int64_t parties_net_fen = 0;  // of all parties: its loss, less what is undecided
  /// Its mean loss over the tail's paths: the parts of all loans sum to the book's expected
  /// shortfall at kTailLevel (Euler).
  double tail_yuan = 0;
};

/// Level of the tail whose parts are given by loan and by party.
inline constexpr double kTailLevel = 0.99;

/// Wall time by stage, seconds; `share` is the part of simulate_and_share that went to sharing,
/// summed over workers.
struct StageSeconds {
  double value = 0;
  double prepare = 0;
  double simulate_and_share = 0;
  double share = 0;
  double tail = 0;  // the second look at the tail's paths
  double reduce = 0;
  double whole = 0;
};

struct RunResults {
  Date as_of;
  std::uint32_t paths = 0;
  std::uint32_t months = 0;
  std::uint64_t seed = 0;
  std::string currency;
  PathTotals totals;
  Distribution loss;
  Distribution ip_recovery;
  Distribution other_recovery;
  Estimate default_count;
  std::vector<PartyRun> parties;  // empty: run without a policy
  std::vector<AccountRun> account_runs;
  std::vector<AccountYear> accounts;  // by party, then year
  std::vector<BreakerYear> breakers;  // by breaker, then year
  double held_yuan = 0;        // mean of a path: claims that a breaker never let go; the residual's
  double undecided_yuan = 0;   // mean of a path, gross: a fact the policy asks for is missing
  double queued_yuan = 0;      // mean of a path: claims on an empty account at its end
  std::vector<LoanRun> loans;  // in the book's order
  std::vector<PdCurve> pd_curves;  // the same; the route is a column of the report
  Balances balances;
  std::vector<std::string> notes;  // what was taken for granted
  StageSeconds seconds;

  /// Σ over paths / paths, yuan.
  [[nodiscard]] double expected_loss_yuan(std::size_t loan) const;
};

}  // namespace pledgelab
