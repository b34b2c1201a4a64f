#include "models/fit/cohorts.hpp"

#include <map>

#include "models/base/normal.hpp"

namespace pledgelab {

std::vector<std::pair<int, double>> mean_curve(std::span<const CohortCurve> cohorts,
                                               bool by_loans) {
  struct Sums {
    std::size_t cohorts = 0;
    double weight = 0;
    double rate = 0;
  };
  std::map<int, Sums> ages;
  for (const CohortCurve& cohort : cohorts) {
    const double weight = by_loans ? cohort.loans : 1;
    for (const auto& [age, rate] : cohort.cumulative_frac) {
      Sums& sums = ages[age];
      ++sums.cohorts;
      sums.weight += weight;
      sums.rate += weight * rate;
    }
  }
  std::vector<std::pair<int, double>> curve;
  for (const auto& [age, sums] : ages) {
    if (sums.cohorts == cohorts.size() && sums.weight > 0) {
      curve.emplace_back(age, sums.rate / sums.weight);
    }
  }
  return curve;
}

Result<double> one_factor_correlation(double mean_frac, double variance) {
  const bool inside =
      mean_frac > 0 && mean_frac < 1 && variance >= 0 && variance < mean_frac * (1 - mean_frac);
  if (!inside) {
    return Error{"F-821",
                 {},
                 "no one-factor correlation has these moments",
                 "0 < mean < 1 and 0 ≤ variance < mean × (1 − mean)",
                 ErrorKind::input};
  }
  const double k = normal_quantile(mean_frac);
  double low = 0;
  double high = 1;
  while (high - low > 1e-10) {
    const double rho = (low + high) / 2;
    const double excess = bivariate_normal_cdf(k, k, rho) - mean_frac * mean_frac - variance;
    (excess < 0 ? low : high) = rho;
  }
  return (low + high) / 2;
}

double noise_free_variance(double mean_frac, double variance, double mean_inverse_count) {
  return (variance - mean_frac * (1 - mean_frac) * mean_inverse_count) / (1 - mean_inverse_count);
}

}  // namespace pledgelab
