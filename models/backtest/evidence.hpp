// An outside appraisal as evidence of what a right would bring, weighed by its valuer's record.
#pragma once

#include "models/backtest/scorecard.hpp"
#include "models/valuation/distribution.hpp"

namespace pledgelab {

/// An appraisal as it stands at the date of the estimate.
struct DatedAppraisal {
  double value_yuan = 0;            // > 0
  double age_years = 0;             // ≥ 0, from its date to the estimate's
  double volatility_ln_annual = 0;  // ≥ 0, of the true worth: unsmoothed, never of raw appraisals
};

/// F159. ln-estimate for the pool (F25): centre ln V - bias, SD √(dispersion² + bias_sd² + σ² age).
/// What sales taught corrects it, so it is a median of what a sale brings, not a use value: it
/// belongs into a pool of estimates on that basis. Source: valuation.md 5.2 items 1 and 2; the sum
/// of independent errors. Error B-157 outside the domain, or a record without dispersion.
Result<LnEstimate> appraisal_evidence(const DatedAppraisal& appraisal, const TrackRecord& record);

}  // namespace pledgelab
