// An outside appraisal as evidence of worth, weighed by its valuer's record; and how far a worth
// may have moved since, read from a series of appraisals that follow the truth late.
#pragma once

#include <span>

#include "models/base/error.hpp"
#include "models/evidence/estimate.hpp"

namespace pledgelab {

/// What is known of a valuer: ln(appraised / what it was tested against). Positive bias: too high.
struct TrackRecord {
  double bias_ln = 0;
  double bias_sd_ln = 0;     // of the bias itself, falls with the number of tests
  double dispersion_ln = 0;  // SD of one appraisal about the bias
};

/// An appraisal as it stands at the date of the estimate.
struct DatedAppraisal {
  double value_yuan = 0;            // > 0
  double age_years = 0;             // ≥ 0, from its date to the estimate's
  double volatility_ln_annual = 0;  // ≥ 0, of the true worth: unsmoothed, never of raw appraisals
};

/// F159. ln-estimate for the pool (F25): centre ln V - bias, SD √(dispersion² + bias_sd² + σ² age).
/// It is an estimate of what the record was tested against: of a use value where arm's-length sales
/// tested it, of a forced sale's proceeds where those did. Source: valuation.md 5.2 items 1 and 2;
/// the sum of independent errors. Error B-157 outside the domain, or a record without dispersion.
Result<LnEstimate> appraisal_evidence(const DatedAppraisal& appraisal, const TrackRecord& record);

/// One appraisal of a series by one valuer.
struct AppraisedValue {
  double years = 0;       // of its date, from any fixed day
  double value_yuan = 0;  // > 0
};

/// What is thought of a kind's volatility before its appraisals are seen: a scaled inverse χ² that
/// counts as `count` observed changes.
struct VolatilityPrior {
  double ln_sd_annual = 0;  // > 0
  double count = 0;         // ≥ 0; 0: the series alone
};

/// F166. Yearly ln-SD of the true worth behind one valuer's appraisals:
/// σ² = (d σ₀² + (n-1) s² (1+a)/(1-a)) / (d + n - 1), n changes, s² = Σ (Δ - μ Δt)²/Δt / (n-1),
/// μ = Σ Δ / Σ Δt, a the lag-1 correlation of appraisal changes (F146). Fewer than three appraisals
/// say nothing of a spread: σ₀. Source: Geltner 1991 (F146); variance of a random walk with drift
/// by irregular steps; conjugate update of a normal variance (Gelman et al. 2013, 2.6). Error
/// EV-111: an appraisal ≤ 0, dates that do not ascend, a prior outside its domain, a outside [0,
/// 1).
Result<double> appraisal_volatility(std::span<const AppraisedValue> series,
                                    const VolatilityPrior& prior, double lag_correlation);

}  // namespace pledgelab
