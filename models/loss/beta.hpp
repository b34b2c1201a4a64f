// The Beta distribution, and its quantile laid out over a normal score: a fraction between 0 and 1
// that is correlated with normal factors costs one look-up.
#pragma once

#include <vector>

namespace pledgelab {

/// Regularised incomplete beta I_x(a, b); a, b > 0, 0 ≤ x ≤ 1. Continued fraction DLMF 8.17.22 by
/// Lentz's method; absolute error about 1e-14.
double incomplete_beta(double a, double b, double x);
/// x with I_x(a, b) = p; 0 ≤ p ≤ 1. Newton kept between bounds, 1e-14 in p.
double beta_quantile(double a, double b, double p);

/// F64. f(y) = Q(Φ(y)), Q the quantile of Beta(mean × c, (1 − mean) × c): for standard normal y the
/// fraction is Beta distributed. Tabulated over y in [−6, 6] at steps of 1/128, linear between
/// (absolute error below 1e-5), held beyond. mean 0 or 1, or c = 0 (taken as no spread), gives the
/// mean itself. 0 ≤ mean ≤ 1, c ≥ 0.
class BetaScore {
 public:
  BetaScore(double mean_frac, double concentration);
  [[nodiscard]] double at(double score) const;

 private:
  std::vector<double> x_fraction;  // empty: no spread
  double x_mean;
};

}  // namespace pledgelab
