// The Beta distribution: its distribution function and its quantile.
#pragma once

namespace pledgelab {

/// Regularised incomplete beta I_x(a, b); a, b > 0, 0 ≤ x ≤ 1. Continued fraction DLMF 8.17.22 by
/// Lentz's method; absolute error about 1e-14.
double incomplete_beta(double a, double b, double x);
/// x with I_x(a, b) = p; a, b > 0, 0 ≤ p ≤ 1. Newton kept between bounds, 1e-14 in p.
double beta_quantile(double a, double b, double p);

/// Many quantiles of one Beta, each found from a place near it.
class BetaQuantile {
 public:
  /// a, b > 0.
  BetaQuantile(double a, double b);
  /// 0 < p < 1, 0 < start < 1.
  [[nodiscard]] double from(double p, double start) const;

 private:
  double x_a;
  double x_b;
  double x_ln_whole;
};

}  // namespace pledgelab
