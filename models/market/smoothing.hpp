// Appraised values follow the true ones late: what their changes hide, undone.
#pragma once

#include <span>
#include <vector>

#include "models/base/error.hpp"

namespace pledgelab {

/// F146. SD of the true changes behind smoothed ones: SD · √((1+a)/(1-a)), a the lag-1 correlation
/// of the observed changes. Holds for observed = a · observed before + (1-a) · true with
/// independent true changes. Source: Geltner 1991; valuation.md 0.6; acceptance V46. Raw appraisal
/// changes never feed a value at risk. Error V-304: SD < 0, a outside [0, 1) (a negative one is no
/// smoothing), or not finite.
Result<double> unsmoothed_sd(double observed_sd, double lag_correlation);

/// F147. ln of the true values behind appraisals, in time order: (ln A_n - (1-w) ln A_{n-1}) / w,
/// one fewer than the appraisals. w is the weight an appraiser gives to news, 1 - a. Source:
/// Geltner 1991; valuation.md 3.1. Error V-304: fewer than two appraisals, one ≤ 0, w outside (0,
/// 1].
Result<std::vector<double>> unsmoothed_ln_values(std::span<const double> appraisals_yuan,
                                                 double news_weight);

}  // namespace pledgelab
