// The quantile of a Beta distribution laid out over a normal score: a fraction between 0 and 1
// that is correlated with normal factors costs one look-up.
#pragma once

#include <vector>

#include "models/base/beta_distribution.hpp"

namespace pledgelab {

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
