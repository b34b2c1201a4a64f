// What a report is made of: the results of a run's stages, as plain values. The `run` verb fills
// it; whatever was not computed stays empty and its section says so. Amounts named _yuan are
// estimates in units of the book's currency; all numbers finite.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/report/backtested.hpp"
#include "engine/report/chart.hpp"
#include "engine/report/comparison.hpp"
#include "engine/report/table.hpp"
#include "models/base/date.hpp"
#include "models/base/error.hpp"
#include "models/base/statistics.hpp"
#include "models/collateral/coverage.hpp"
#include "models/credit/pd_curve.hpp"
#include "models/scenario/scenario.hpp"
#include "models/valuation/valuation.hpp"

namespace pledgelab {

/// Who a party is; decides its word for payment: fund 风险补偿, insurer 赔付, guarantor 代偿
/// (domain/policies.md 0A), and its colour.
enum class PartyRole : std::uint8_t { lender, fund, insurer, guarantor, government, other };

/// One party's part, means over all paths. Σ over parties of `borne` = the loss that was shared;
/// `net` = borne − recovery; Σ `net` = the expected loss.
struct PartyResult {
  std::string id;
  Words name;
  PartyRole role = PartyRole::other;
  Estimate borne;         // of the loss, before anything comes back
  Estimate borne_tail;    // net, mean over the paths of the expected shortfall's tail
  Estimate compensation;  // what it pays out; 0 for the lender
  Estimate recovery;      // 追回款 that comes back to it
  Estimate net;
  Words payment = {};      // its own word for what it pays; empty: by its role
  Words claim_owner = {};  // who owns the claim on the borrower afterwards; empty: not said
};

struct FundResult {
  std::string party_id;
  Words name;
  double opening_yuan = 0;
  std::vector<FanPoint> path;  // by date ascending, after the as-of date
  double exhausted_frac = 0;   // paths on which it runs dry within the horizon
  Estimate shortfall;          // promised but unpaid for want of balance, mean
};

/// The simulated loss after all recoveries. Nothing when no path was run.
struct LossResult {
  Estimate expected;
  double level = 0.99;  // of both tail measures
  Estimate value_at_risk;
  Estimate expected_shortfall;
  Estimate default_count;    // loans a path, mean
  Estimate defaulted;        // principal and interest at default, mean
  Estimate ip_sale;          // recovered by selling the rights (market), net of sale costs
  Estimate other_recovery;   // recovered from borrower, guarantee, other security
  Estimate policy_recovery;  // comes back to the parties under the policy; Σ PartyResult::recovery
  std::vector<double> paths_yuan;  // each path's loss, or an unbiased sample; any order
};

/// A range in place of a point, for an illustrative report, and what it covers.
struct Range {
  double low_yuan = 0;
  double high_yuan = 0;
  Words basis;
};

struct MarkShare {
  Mark mark = Mark::assumed;
  double expected_loss_frac = 0;
};

/// When page one must read 示意 (illustrative) and show a range: the part of the expected loss on
/// `assumed` inputs is above `above_frac`, which a lending policy states (illustrative_above);
/// `origin` says where, and the report prints both.
struct IllustrativeRule {
  double above_frac = 0;
  std::string origin;
};

struct CoverageLine {
  std::string loan_id;
  std::string borrower_id;
  Coverage coverage;
  PdRoute route = PdRoute::prior;
  double pd_annual_frac = 0;
};

struct ValuationLine {
  std::string asset_id;
  Words kind;
  Money approved_value;
  Valuation valuation;
};

struct PdRouteCount {
  PdRoute route = PdRoute::prior;
  std::int64_t loan_count = 0;
  Money balance;
};

/// A loan's part of the expected loss and of the expected shortfall (Euler: parts sum to the
/// whole).
struct Contributor {
  std::string loan_id;
  std::string borrower_id;
  std::string region;
  std::string sector;
  Money balance;
  double expected_loss_yuan = 0;
  double expected_shortfall_yuan = 0;
};

struct ConcentrationCell {
  std::string region;
  std::string sector;
  Money balance;
};

/// Rows and money of one input: in = kept + quarantined + excluded, in both. Excluded: rows that
/// are no loan (totals, blanks) or that the column map leaves out.
struct ControlTotal {
  std::string file;
  std::int64_t rows_in = 0;
  std::int64_t rows_kept = 0;
  std::int64_t rows_quarantined = 0;
  Money money_in;
  Money money_kept;
  Money money_quarantined;
  std::int64_t rows_excluded = 0;
  Money money_excluded;
};

/// A parameter as it was used and the kind of document that holds it: scenario, lending, law.
struct Assumption {
  std::string document;
  Parameter parameter;
};

struct HashedThing {
  Words what;  // book, scenario, policy, tape, results
  std::string name;
  std::string sha256;
};

struct Manifest {
  std::string program_version;
  std::string commit;
  std::string compiler;
  std::vector<std::pair<std::string, std::string>> libraries;  // name, version
  std::string command_line;
  std::uint64_t seed = 0;
  std::vector<HashedThing> hashes;
};

/// Id of the row of `parties` that no party bears.
inline constexpr const char* kUndecidedParty = "undecided";

/// Losses that the policy leaves undecided because a fact it asks for is missing: unpaid, and no
/// party's. The last row of `parties` holds their amounts.
struct UndecidedLosses {
  double expected_frac = 0;    // of the expected loss
  std::vector<Words> reasons;  // "19 loans: it gives a share to a role that no firm plays (…)"
};

/// Loans whose losses the policy does not cover, by reason: "33 loans: gate 'ip' is not met".
using UncoveredLoans = std::vector<Words>;

/// Loans that are in default at the as-of date: no luck is left in them but the recovery.
struct DefaultedLoans {
  std::int64_t loan_count = 0;
  double expected_loss_yuan = 0;
};

struct ReportInput {
  Words title;
  std::string run_id;
  Date as_of;
  std::string currency = "CNY";
  bool draft = false;      // an input is not approved
  bool synthetic = false;  // the book is a made one
  std::string book_name;
  Words scenario_name;
  Words policy_name;
  int month_count = 0;
  std::uint32_t path_count = 0;

  std::int64_t loan_count = 0;
  std::int64_t pledge_count = 0;
  Money exposure;
  std::int64_t later_count = 0;  // loans of the book lent after the as-of date …
  Money later_exposure;          // … and their amounts, counted in `exposure` as approved
  Money approved_value;
  double model_value_yuan = 0;
  Money haircut_value;
  std::optional<Ratio> weighted_loan_to_value;
  std::int64_t breach_count = 0;

  std::optional<LossResult> loss;
  std::optional<Range> expected_loss_range;  // when absent: the middle 90 % of paths
  std::vector<PartyResult> parties;          // in the policy's order
  std::vector<FundResult> funds;
  std::optional<UndecidedLosses> undecided;
  UncoveredLoans uncovered;
  DefaultedLoans defaulted;
  std::vector<MarkShare> mark_shares;
  IllustrativeRule illustrative;
  std::optional<OutcomeComparison> comparison;  // only when what happened is known

  std::vector<CoverageLine> coverage;
  std::vector<ValuationLine> valuations;
  std::vector<PdRouteCount> pd_routes;
  std::vector<Contributor> contributors;
  std::vector<ConcentrationCell> concentration;
  std::vector<ControlTotal> control_totals;
  std::vector<Reject> rejects;
  std::vector<Assumption> assumptions;
  std::vector<std::string> warnings;
  Manifest manifest;
  Words backtested = not_backtested_sentence();  // what outcomes say of the values
  std::size_t row_limit = 200;  // of long lists; the rest is counted, and stands in the run's files
};

}  // namespace pledgelab
