// The worth of one right in one state of the world: a distribution with its reasons, and how that
// worth runs on over the months when nothing but time passes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/base/date.hpp"
#include "models/base/ids.hpp"
#include "models/evidence/grade.hpp"
#include "models/scenario/scenario.hpp"

namespace pledgelab {

/// One reason of a value: an input or a step's result, with where it comes from.
struct Driver {
  std::string name;  // "royalty_rate"
  double value = 0;
  std::string unit;    // "frac", "yuan", "years"
  std::string origin;  // "book: assets.royalty_rate", or the parameter's source
  Mark mark = Mark::found;
};

/// What one method says, before pooling.
struct MethodEstimate {
  std::string method;   // "relief_from_royalty", "effort_cost", …; the formula's number beside it
  std::string formula;  // "F12"
  double value_yuan = 0;
  double ln_sd = 0;
  double weight_frac = 0;  // in the pool; of all methods 1, or 0 where nothing is worth anything
  EvidenceGrade grade = EvidenceGrade::e4;
  std::string source = {};  // of outside evidence: its date and line
  std::string beside = {};  // why it stands beside the pool; empty: it is in it
};

/// Distribution of the use value at one date. Amounts in yuan (units of the book's currency).
/// Nothing with chance `zero_frac` (an open question of law that may go against the right), else
/// lognormal of ln-SD `ln_sd`; the mean is of both together, the quantiles too (F160). All finite,
/// ≥ 0.
struct Valuation {
  AssetId asset;
  Date as_of;
  double mean_yuan = 0;
  double median_yuan = 0;
  double low_yuan = 0;             // 5 % quantile
  double lower_quartile_yuan = 0;  // 25 %
  double upper_quartile_yuan = 0;  // 75 %
  double high_yuan = 0;            // 95 %
  double ln_sd = 0;
  double zero_frac = 0;                // P(0); 1 where the right is dead or refused
  double effective_evidences = 0;      // F161 over the methods' weights
  std::optional<EvidenceGrade> grade;  // F162 over them; none where nothing is worth anything
  std::string basis;                   // "use value, market participant, title"
  std::vector<MethodEstimate> methods;
  std::vector<Driver> drivers;
  std::vector<std::string> flags;  // "default royalty", "expired", "no status evidence"
};

/// Flag of a right whose product sells more than its owner earns in all: another unit, or sales of
/// the group or of a whole machine given for one component.
inline constexpr const char* kSalesAboveTurnover =
    "product sales above the owner's turnover: check the unit, and whose and what sales they are";

/// Flags of inputs that the trade hardly knows (levels royalty_gate, growth_gate): valued, and
/// told.
inline constexpr const char* kRoyaltyAboveTrade =
    "royalty above what licences pay: check that it is a share of net sales";
inline constexpr const char* kGrowthAboveTrade = "growth above the trade's: check the unit";

/// How the flag of a renewable right begins whose status says alive though its term has run out.
inline constexpr const char* kEndedYetValid = "its term has run out, yet its status is alive";

/// How the flag of a right begins whose evidence and methods cannot both be of it (F197).
inline constexpr const char* kEvidenceContradicts = "evidence contradicts";

/// The flags that name a default or a prior which stood in for a missing input, in order.
std::vector<std::string> defaults_used(const Valuation& valuation);

/// What the simulation needs of one right: how its worth runs on, month by month.
struct ValueCurve {
  AssetId asset;
  /// [month 0..M] use value in yuan at that month, repriced from the remaining schedule, given that
  /// the right is alive then and its cash flow level is 1 (valuation.md 3.1, V47).
  std::vector<double> use_value_yuan;
  /// [month 0..M] probability that the right is alive at that month; starts at 1 or 0, never rises.
  std::vector<double> alive_frac;
  double level_ln_sd_annual = 0;  // yearly volatility of ln level
  double estimate_ln_sd = 0;      // ln-SD of the estimate itself, at month 0
  std::uint32_t sector = 0;       // index into FactorModel::sectors (technology sector)
  std::uint32_t region = 0;       // index into FactorModel::regions
};

}  // namespace pledgelab
