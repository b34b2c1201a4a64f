// From estimates to a distribution: lognormal quantiles, the median of an expectation, pooling of
// methods, and what survival, time to sale and the borrower's default do to a mean.
#pragma once

#include <span>
#include <vector>

#include "models/base/error.hpp"
#include "models/evidence/estimate.hpp"

namespace pledgelab {

/// Weights sum to 1 and are never negative.
struct Pooled {
  double ln_centre = 0;
  double ln_sd = 0;
  std::vector<double> weights;
  bool disagreement = false;  // the estimates lie wider than their spreads explain
  double own_ln_sd = 0;       // s0, before F26, where it widened
  double tau2 = 0;            // what F26 added to the variance
};

/// F23. Median of a lognormal whose mean is an expected value: V · exp(-s²/2). Source: valuation.md
/// 5.2 item 1; V48.
double median_of_expectation(double mean_yuan, double ln_sd);

/// F24. Quantile of a lognormal given by its mean: V · exp(-s²/2 + s Φ⁻¹(p)). 0 < p < 1.
double lognormal_quantile(double mean_yuan, double ln_sd, double level);

/// F160. Quantile of a worth that is nothing with chance P0 and else lognormal of the mean V:
/// 0 where p ≤ P0, else F24 at (p - P0)/(1 - P0). 0 < p < 1, 0 ≤ P0 ≤ 1. Source: valuation.md 5.2
/// items 4 and 5.
double mixed_quantile(double mean_yuan, double ln_sd, double zero_frac, double level);

/// F161. Effective number of evidences: 1 / Σw² of weights that sum to 1; 0 without any. Source:
/// Kish 1965; valuation.md 5.2 item 5.
double effective_evidences(std::span<const double> weights);

/// F25. Minimum variance pooling of ln estimates of one common correlation (0 = independent),
/// weights ≥ 0 and summing to 1. Active set: the estimate with the most negative raw weight is
/// dropped and the rest solved again. 0 ≤ correlation < 1. Source: valuation.md 5.2 item 2; V42,
/// V43. Error V-110 on an empty list, a spread ≤ 0, or a correlation outside its domain.
Result<Pooled> pool_estimates(std::span<const LnEstimate> estimates, double correlation);

/// F163. Minimum variance pooling of ln estimates whose errors share one factor: correlation of i
/// and j is a_i a_j, a the loadings. Weights ≥ 0, sum 1, the least variance of all such (active
/// set, Lawson and Hanson 1974). Equal loadings √ρ give F25; 0 is independent of all. The matrix is
/// sound for any loadings. Source: valuation.md 5.2 item 2 (a correlation matrix). Error V-331: no
/// estimate, lists of unequal length, a spread ≤ 0, a loading outside [0, 1).
Result<Pooled> pool_on_factor(std::span<const LnEstimate> estimates,
                              std::span<const double> loadings);

/// F26. DerSimonian-Laird: widens the pool when the estimates disagree. Q = Σ(l-l̄)²/s²; τ² =
/// max(0, (Q-(n-1)) / (Σw - Σw²/Σw)), w = 1/s²; ln_sd² += τ². Source: valuation.md 5.2 item 3.
void widen_for_disagreement(Pooled& pooled, std::span<const LnEstimate> estimates);

/// F196. Bounds what F26 added, τ², where the mean is kept at exp(l + s0²/2), s0 before F26: a
/// disagreement widens and lowers what is likely, it never raises the mean. τ² ≤ Σ p_i (l_i - l)²,
/// p_i ~ 1/s_i², the scatter of the members themselves; and τ² ≤ 2 (l - min l_i), so that the
/// median exp(l - τ²/2) is never below the lowest member's. Without disagreement nothing is done.
/// Source: ours: the between part of a mixture's variance (law of total variance), since with two
/// members DerSimonian-Laird alone lets a wide one that lies far off drown a narrow one.
void bound_spread(Pooled& pooled, std::span<const LnEstimate> estimates);

/// F27. Expected surviving value under a constant level: V0 · exp((μ-δ-λ)T). Closed form beside
/// which the repriced schedule stands; valuation.md 3.1; V35.
double expected_surviving_value(double value_yuan, double drift_annual, double obsolescence_annual,
                                double hazard_annual, double years);

/// F28. Mean discount for an exponential time to sale: 1 / (1 + rate · mean). V36.
double time_to_sale_factor(double mean_years, double rate_annual);

/// F29. E[V | default] / E[V] = Φ(Φ⁻¹(PD) - ρ s √T) / PD for a lognormal V of yearly ln-SD s that
/// is correlated ρ with the borrower's asset value. Source: valuation.md 3.5; V37.
double wrong_way_factor(double pd_frac, double ln_sd_annual, double years, double correlation);

/// F130. What mean and median say of a lognormal's skew: σ = √(2 ln(mean/median)).
struct LognormalShape {
  double ln_sd = 0;
  double mode_yuan = 0;           // median · exp(-σ²)
  double top_tenth_frac = 0;      // of the whole worth, held by the best 10 %: Φ(σ - Φ⁻¹(.9))
  double top_hundredth_frac = 0;  // by the best 1 %
  double gini = 0;                // 2 Φ(σ/√2) - 1
};

/// Mean ≥ median > 0, else V-320. Source: valuation.md 0.1; acceptance V21.
Result<LognormalShape> lognormal_shape(double mean_yuan, double median_yuan);

/// F131. E[(D - V)⁺] of a debt against a lognormal worth, undiscounted: D Φ(-d₂) - M Φ(-d₁), d₁ =
/// (ln(M/D) + s²/2)/s, d₂ = d₁ - s. With the moments of V given default it is the mean shortfall on
/// default, not the risk measure of that name. Source: Black 1976; acceptance V38. Error V-321:
/// debt < 0, mean < 0, s < 0 or not finite.
Result<double> mean_shortfall(double debt_yuan, double mean_yuan, double ln_sd);

/// A worth that drifts and may jump to 0, uncompensated (the lender's measure P).
struct SurvivingWorth {
  double value_yuan = 0;     // now, ≥ 0
  double drift_annual = 0;   // μ: E[V | alive] = V e^(μT)
  double ln_sd_annual = 0;   // σ ≥ 0
  double hazard_annual = 0;  // λ ≥ 0, continuous
  double years = 0;          // T ≥ 0
};

/// F132. Quantile of the mixture at level p: 0 up to p = 1 - e^(-λT), then V exp((μ - σ²/2)T + σ√T
/// Φ⁻¹((p - P₀)/(1 - P₀))). 0 < p < 1. Source: valuation.md 3.1; acceptance V39. Error V-322.
Result<double> surviving_quantile(const SurvivingWorth& worth, double level);

}  // namespace pledgelab
