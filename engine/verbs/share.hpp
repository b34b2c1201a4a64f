// Verb share: who pays what of given losses, every fen with its clause. Files in (losses, policy,
// periods), typed outcome out and, where asked, a journal and a folder of CSV; no store.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/verbs/share_explanation.hpp"
#include "engine/verbs/share_money.hpp"
#include "models/base/date.hpp"
#include "models/base/error.hpp"
#include "models/policy/payment.hpp"

namespace pledgelab {

struct ShareRequest {
  std::string losses_path;        // losses.csv
  std::string policy_path;        // a file, or a name: of the project, or shipped
  bool ignore_effective = false;  // leave the policy's dates aside
  std::string periods_path = {};  // periods.csv; empty: none given
  std::string journal_path = {};  // where the journal goes, as CSV; empty: nowhere
  std::string csv_folder = {};    // a new folder for totals, losses, allocations; empty: none
};

/// Amounts in fen (hundredths of `ShareOutcome::currency`). borne = before recoveries, net = after;
/// compensation = what a party that is neither the residual nor a bank pays.
struct ShareTotal {
  std::string party;
  std::string kind;
  std::int64_t borne_fen = 0;
  std::int64_t compensation_fen = 0;
  std::int64_t recovery_fen = 0;
  std::int64_t net_fen = 0;
  TwoWords payment;         // its own word for what it pays: 风险补偿, 代偿, 赔付 …
  std::string claim_owner;  // the party that owns the claim on the borrower afterwards
  TwoWords claim_right;     // and by which right: 追偿权, 代位求偿权, 债权 …
};

/// A part of a party's bill that another pays ("gov.city").
struct SharePart {
  std::string part;
  std::int64_t borne_fen = 0;
  std::int64_t recovery_fen = 0;
  std::int64_t net_fen = 0;
};

struct ShareAllocation {
  std::string party;
  TwoWords payment;  // its own word for what it pays
  std::int64_t borne_fen = 0;
  std::int64_t compensation_fen = 0;
  std::int64_t recovery_fen = 0;
  std::vector<std::string> clauses;  // steps that moved money on this bill, in order
};

struct ShareLoss {
  std::string loss_id;
  std::string loan_id;
  std::uint32_t line = 0;     // of the losses file
  std::string standing;       // "shared", "not_eligible", "undecided", "no_loss", "held"
  bool eligible = false;      // shared
  TwoWords reason;            // why not; of a shared loss: how long a breaker held it
  std::int64_t loss_fen = 0;  // what is shared, after netted recoveries
  std::int64_t netted_fen = 0;
  std::int64_t queued_fen = 0;
  std::int64_t held_fen = 0;  // a breaker held it and never resumed
  Date filed_on;              // the day on which the claim counts as filed
  Date pay_date;
  std::vector<ShareAllocation> allocations;  // parties that bear something
};

struct ShareBalance {
  std::string party;
  Date date;
  std::int64_t balance_fen = 0;
};

/// A breaker tripped or resumed on `date`, from what was read of `watch` that day: a rate in ppm,
/// or an amount. It binds from the next day.
struct ShareBreaker {
  std::string breaker;
  std::string scope;  // "scheme", "lender B1"
  Date date;
  std::string state;  // "on", "off", "warn"
  std::string watch;
  bool money = false;
  std::int64_t value = 0;  // fen, else ppm
};

struct ShareOutcome {
  std::string currency;
  std::string policy_id;
  std::string policy_version;
  std::string policy_name_zh;
  std::string policy_name_en;
  std::int64_t loss_fen = 0;       // Σ of decided losses = Σ borne
  std::int64_t undecided_fen = 0;  // Σ of undecided losses: unpaid, in no total
  std::int64_t queued_fen = 0;     // owed by accounts that are short
  std::int64_t held_fen = 0;       // held by breakers that never resumed; within loss_fen
  std::size_t losses_count = 0;    // losses above zero
  std::size_t undecided_count = 0;
  std::vector<ShareTotal> totals;
  std::vector<SharePart> parts;
  std::vector<ShareLoss> losses;  // in the file's order
  std::vector<ShareBalance> fund;
  ShareMoney money;                      // accounts and charges
  std::vector<ShareBreaker> breakers;    // by day
  std::vector<std::string> assumptions;  // "share = 60% (line 9)"
  std::vector<std::string> warnings;
};

/// Errors: the files' (yaml, csv), P-1xx of the policy and its facts. An outcome with
/// undecided_count > 0, or a charge that is undecided, ends with exit code 1: the answer is not
/// whole.
Result<ShareOutcome> share(const ShareRequest& request);

/// One loss, for `explain --loss`; whose standing may be undecided: then `runs` end at the clause
/// that lacks something.
struct ShareExplanation {
  std::string currency;
  std::string policy_id;
  std::string policy_version;
  ShareLoss loss;
  std::int64_t principal_fen = 0;  // as filed
  std::int64_t interest_fen = 0;
  std::int64_t costs_fen = 0;
  std::vector<ShareReceipt> netted;  // taken off before anything is shared
  std::vector<ShareRunLine> runs;    // the last is the one that stands
  ShareMoney money;                  // of this loss; charges of its loan
  std::vector<LossSentence> sentences;
  std::vector<std::string> assumptions;
  std::vector<std::string> warnings;

  [[nodiscard]] const std::vector<ShareStepLine>& steps() const { return runs.back().steps; }
};
/// Errors: those of share; P-157 (not_found) no such loss, with the nearest id.
Result<ShareExplanation> explain_share(const ShareRequest& request, const std::string& loss_id);

}  // namespace pledgelab
