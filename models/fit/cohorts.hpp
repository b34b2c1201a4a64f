// What cohorts of loans teach: the seasoning curve, and how much years differ.
#pragma once

#include <span>
#include <utility>
#include <vector>

#include "models/base/error.hpp"

namespace pledgelab {

/// Cumulative default rates of one cohort at ascending ages; ages in months, rates in [0, 1).
struct CohortCurve {
  int year = 0;
  double loans = 0;  // number at risk
  std::vector<std::pair<int, double>> cumulative_frac;
};

/// The curve of several cohorts at the ages that all of them have, weighted by their loans or, with
/// `by_loans` false, each counted once.
std::vector<std::pair<int, double>> mean_curve(std::span<const CohortCurve> cohorts, bool by_loans);

/// F82. One-factor correlation by moments: the ρ in [0, 1) with Φ2(k, k; ρ) − m² = s², k = Φ⁻¹(m),
/// for default rates of mean m and variance s² over years. Gordy 2000, "A comparative anatomy of
/// credit risk models", app. C. Bisection to 1e-10. Error unless 0 < m < 1 and 0 ≤ s² < m (1 − m).
Result<double> one_factor_correlation(double mean_frac, double variance);

/// F83. The variance of rates with the binomial noise of finite cohorts taken out:
/// (s² − m (1 − m) a)/(1 − a), a = mean of 1/n. Gordy 2000, app. C. May be negative.
double noise_free_variance(double mean_frac, double variance, double mean_inverse_count);

}  // namespace pledgelab
