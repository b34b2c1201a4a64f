// Scores of one forecast against what was realised: how far the distribution lay from the outcome,
// and where in the distribution the outcome fell. Lower scores are better; each is proper, so no
// forecaster gains by stating another distribution than the one he believes.
#pragma once

#include <span>
#include <vector>

#include "models/base/error.hpp"

namespace pledgelab {

/// A worth that is nothing with probability `zero_frac`, else lognormal (the delta-lognormal of
/// Aitchison 1955). Amounts in units of the book's currency.
struct DeltaLognormal {
  double zero_frac = 0;  // 0 to 1; at 1 the other two are not read
  double ln_mean = 0;    // of ln worth given that it is above zero; |ln_mean| ≤ 100
  double ln_sd = 0;      // above 0, at most 10
};

/// Success where the three numbers are a distribution; else B-151 with what is wrong.
Outcome check_distribution(const DeltaLognormal& worth);

/// The lognormal whose 10 % and 90 % quantiles are given: ln_mean the middle of their logarithms,
/// ln_sd their distance over 2 Φ⁻¹(0.9). 0 < p10 < p90, else B-151.
Result<DeltaLognormal> lognormal_of_quantiles(double p10_yuan, double p90_yuan);

/// F150. Continuous ranked probability score E|X - y| - ½ E|X - X'| in closed form, in yuan: with
/// p = zero_frac, q = 1 - p, M = exp(m + s²/2), w = (ln y - m)/s,
/// y (p + q (2Φ(w) - 1)) + 2 q M (q Φ(-s/√2) - Φ(w - s)). A sure figure scores its absolute error.
/// Source: Gneiting and Raftery 2007, sec. 4.2, for the expectation form; Baran and Lerch 2015 for
/// the lognormal; the atom by E|X - X'| = 2 p q M + q² 2M (2Φ(s/√2) - 1). Outcome ≥ 0, at most
/// 1e15. Errors: B-151, B-152 an outcome outside.
Result<double> crps_lognormal(const DeltaLognormal& forecast, double outcome_yuan);

/// F151. The same of a normal: s (z (2Φ(z) - 1) + 2φ(z) - 1/√π), z = (y - m)/s. On ln worth it
/// does not grow with the size of the right, so that small rights count as much as large ones.
/// Source: Gneiting and Raftery 2007, sec. 4.2. s > 0, all finite. Error B-152.
Result<double> crps_normal(double mean, double sd, double outcome);

/// F152. Probability integral transform F(y), uniform on [0, 1] if the forecasts are right. On the
/// atom it is randomised: for y = 0 the part `draw` of F(0) = zero_frac (the mid-point would not be
/// uniform). 0 < draw < 1. Source: Dawid 1984; Czado, Gneiting, Held 2009 for the randomised form.
/// Errors: B-151, B-152.
Result<double> pit(const DeltaLognormal& forecast, double outcome_yuan, double draw);

/// F155. What one would score without a model: for each outcome the CRPS of the empirical
/// distribution of the *other* outcomes, D/(n-1) - (T - D)/(n-1)², D = Σ_j |x_j - x_i|, T the sum
/// of |x_j - x_k| over pairs. It knows later outcomes, which no forecast does, so a skill above
/// zero is not flattered. At least 3 finite outcomes, else B-155.
Result<std::vector<double>> climatology_scores(std::span<const double> outcomes);

/// F156. Skill 1 - score/reference: 1 perfect, 0 no better than the reference, below 0 worse.
/// Source: Murphy 1973. score ≥ 0, reference > 0, else B-155.
Result<double> crps_skill(double mean_score, double mean_reference);

}  // namespace pledgelab
