// A patent's index among its like as evidence of its worth: how far it moves the survey prior.
#pragma once

#include "models/base/error.hpp"
#include "models/evidence/evidence.hpp"
#include "models/valuation/levels.hpp"
#include "models/valuation/plan.hpp"

namespace pledgelab {

/// A prior worth and where the right's index stands among those that the prior is of.
struct IndexedPrior {
  double prior_yuan = 0;  // expected worth before the index is seen, > 0
  double z = 0;           // SDs above the cohort's mean, within -5 to 5
  double r2_frac = 0;     // part of the variance of ln V that the index explains, 0 to below 1
  double ln_sd = 0;       // what it leaves, > 0
};

struct IndexedWorth {
  double value_yuan = 0;  // an expected value
  double slope_ln = 0;    // b
};

/// F186. V = V_prior exp(b z - b²/2), b = s √(R²/(1-R²)), s the spread that the index leaves: b =
/// σ √R² and s = σ √(1-R²) of the prior's σ, so that the two levels cannot contradict each other.
/// ln V moves by b a SD; -b²/2 keeps the mean worth of a cohort of standard normal z at V_prior.
/// Source: valuation.md 1.6 (b = √R² · 2.15, residual 2.15 √(1-R²), R² .03 to .11); regression of a
/// normal. Error V-335 outside the domain.
Result<IndexedWorth> indexed_worth(const IndexedPrior& prior);

/// A row of index_on_prior priced into `one`, with drivers in `plan`, whose frame is known: the
/// survey prior of a patent of its kind, sector, share and life without its revenue, moved by F186.
/// An expected value of grade E5 that goes with the income models (loading √pooling_correlation),
/// ln-SD estimate_ln_sd.index_on_prior with what the prior's own defaults add. Where the plan's own
/// method is that prior, the index takes its place: the same prior is never counted twice. Beside
/// the pool for a right that is no patent, where fees leave nothing of the prior, and where the
/// scenario has no such level (its row "else" is none).
void price_index(const Subject& subject, const EvidenceRow& row, const ParameterTable& value_r2,
                 AssetPlan& plan, PricedEvidence& one);

}  // namespace pledgelab
