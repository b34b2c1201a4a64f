// One right made ready to be priced: its income stream and cost, what its status does to them, and
// the reasons. Made once from book, levels and law; everything after is arithmetic on plain values.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/book/book.hpp"
#include "models/evidence/grade.hpp"
#include "models/policy/law.hpp"
#include "models/valuation/income_stream.hpp"
#include "models/valuation/levels.hpp"
#include "models/valuation/valuation.hpp"

namespace pledgelab {

/// Acts after pooling (valuation.md 5.2 item 4). Until `open_months` have passed the question is
/// open: worth is multiplied by kept·intact; from then on a right that is alive has worth `intact`,
/// and it is alive with probability `kept`. Nothing open: 1, 1, 0.
struct StatusEffect {
  double kept_frac = 1;
  double intact_frac = 1;
  double open_months = 0;
};

/// One piece of evidence as the pool takes it, at the as-of date; or beside the pool, and why.
struct PricedEvidence {
  std::string method;   // "own_transaction"
  std::string formula;  // "F164"
  std::string source;   // "2025-05-01, line 2 of the evidence"
  double value_yuan = 0;
  double ln_centre = 0;  // ln V of a median, ln V - s²/2 of an expected value, less a known bias
  double ln_sd = 0;
  double loading = 0;  // on the common factor of the estimates' errors (F163), 0 to below 1
  EvidenceGrade grade = EvidenceGrade::e4;
  std::string beside;  // why it has no weight; empty: it is in the pool
};

/// The method of a patent whose revenue nobody knows.
inline constexpr const char* kSurveyPrior = "survey_prior";

/// What a kind's model says of one right. Without stream and cost the worth is 0 and `flags` tell
/// why.
struct AssetPlan {
  IncomeStream stream;     // life_years also ends the cost and the right
  bool has_frame = false;  // life, discount and hazards of `stream` are known: evidence may stand
  bool has_stream = false;
  std::string stream_method;
  std::string stream_formula;
  double stream_ln_sd = 0;
  EvidenceGrade stream_grade = EvidenceGrade::e2;
  double income_kept_frac = 1;  // chance that the income goes on without its team (programs)
  double cost_yuan = 0;
  bool has_cost = false;
  bool cost_declines = true;  // linear to 0 over the life; a floor does not
  std::string cost_method;
  std::string cost_formula;
  double cost_ln_sd = 0;
  // Why the plan's own methods have no weight: evidence is far lower (F197), or an index stands on
  // the same prior; empty: they are in the pool.
  std::string stream_beside;
  std::string cost_beside;
  std::vector<PricedEvidence> evidence;  // in the order of the rows
  bool contradicted = false;             // the gate put something aside
  StatusEffect status;
  std::string basis;
  std::vector<Driver> drivers;
  std::vector<std::string> flags;
};

/// One right and all that its model may look at. References live as long as the call.
struct Subject {
  const Asset& asset;
  const ValuationLevels& levels;
  const Law& law;
  Date as_of;
  double share = 1;                         // of its product's royalty (F37)
  std::optional<double> revenue_yuan = {};  // own, else that of a right of the same product
  std::optional<BorrowerSize> owner_size = {};
  std::optional<double> turnover_yuan = {};  // of the owner, > 0, where the book has it
  bool pledged = false;
  bool explain = true;  // fill drivers
};

/// The kinds' own models. Each fills a plan that is refused (flag "refused V-12x: …", no stream, no
/// cost) where the evidence it cannot do without is missing.
void plan_patent(const Subject& subject, const Patent& facts, AssetPlan& plan);
void plan_trademark(const Subject& subject, const Trademark& facts, AssetPlan& plan);
void plan_indication(const Subject& subject, const GeographicalIndication& facts, AssetPlan& plan);
void plan_layout(const Subject& subject, const LayoutDesign& facts, AssetPlan& plan);
void plan_copyright(const Subject& subject, const Copyright& facts, AssetPlan& plan);

/// Dispatch by kind; expired, lapsed, invalid first.
AssetPlan plan_asset(const Subject& subject);

// --- shared by the kinds
void add_driver(const Subject& subject, AssetPlan& plan, Driver driver);
/// A driver that several pieces of evidence read, told once.
void add_once(const Subject& subject, AssetPlan& plan, Driver driver);
/// A driver that is a level of the scenario.
void add_level(const Subject& subject, AssetPlan& plan, const ParameterTable& table, double value);
/// Flags that the book's `key` has no row in a table by `what`, so that the row `else` stands in.
void tell_unlisted(AssetPlan& plan, const ParameterTable& table, const char* what,
                   const std::string& key);
void refuse(AssetPlan& plan, const std::string& code, const std::string& why);
/// years · from the as-of date to `date`, actual/365.25; negative when past.
double years_to(Date as_of, Date date);
/// Growth of sales: the book's, else the scenario's (flag, adds spread). Sets both rates and years.
void set_growth(const Subject& subject, AssetPlan& plan, RoyaltyTerms& terms);
/// plan.income_kept_frac with its level, and a flag where the book does not know; of programs only.
void tell_kept_without_team(const Subject& subject, AssetPlan& plan);
/// Yearly decay of what the right earns, by the scenario; of a layout the fall of its chip's price.
double yearly_obsolescence(const Subject& subject);
/// Two independent spreads as one.
double add_spread(double ln_sd, double further_ln_sd);
/// Cost of capital + premium, tax, life and timing of the plan's stream.
void set_frame(const Subject& subject, AssetPlan& plan, double premium_frac, double life_years);

}  // namespace pledgelab
