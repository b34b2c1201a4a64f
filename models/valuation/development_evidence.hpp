// The right to develop a patent that is not yet used, as evidence of its worth: an option that is
// really held. A price under the measure Q, with the right's hazards taken off after it.
#pragma once

#include "models/base/error.hpp"
#include "models/evidence/evidence.hpp"
#include "models/valuation/levels.hpp"
#include "models/valuation/plan.hpp"

namespace pledgelab {

/// Steps of the lattice of F191: within 1 of 1,604 of acceptance V02.
inline constexpr int kDevelopmentSteps = 500;

/// What may be developed, at what cost, until when. Rates continuous.
struct DevelopmentTerms {
  double project_yuan = 0;       // present value of the cash flows if developed today, > 0
  double cost_yuan = 0;          // of the development, > 0
  double volatility_annual = 0;  // of the project's worth; domain of F195
  double years = 0;              // left of the right: 1 to 100
  double rate_annual = 0;        // r, 0 to 1, r × years up to 5
  double survival_frac = 1;      // chance that the right lives to its end, 0 to 1
};

/// F191. V = S_T C, C the American call of F195 on S = project_yuan at K = cost_yuan with yield
/// q = 1/T, the cost of delay: each year waited is a year of T lost. Measure Q; survival S_T, a
/// lender's hazard, is uncompensated and multiplies afterwards (F129), and to the end of T although
/// the owner may develop before: low, not high. Source: valuation.md 1.4; acceptance V02. Error
/// V-337 outside the domain; V-201, V-204 as F195.
Result<double> development_worth_q(const DevelopmentTerms& terms);

/// A row of development_option priced into `one`, with drivers and flags in `plan`, whose frame is
/// known. The project is the product's, of which the right has its share (F37); its value is
/// carried to today along the right's life (F165). T the right's life, r = ln(1 + `rate`), the
/// volatility the row's, else value_volatility, flagged, with default_input. An estimate (E4) that
/// goes with the income models (loading √pooling_correlation), ln-SD √(s² + σ² age), s
/// estimate_ln_sd.development_option. Where the plan's own method is the survey prior the option
/// takes its place. Beside the pool for a right that is no patent or whose product is sold, with
/// less than a year of life, and where the option is worth less than a fen.
void price_development(const Subject& subject, const EvidenceRow& row, const ParameterTable& rate,
                       AssetPlan& plan, PricedEvidence& one);

}  // namespace pledgelab
