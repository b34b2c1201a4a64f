#include "models/valuation/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>

#include "models/base/normal.hpp"

namespace pledgelab {

double median_of_expectation(double mean_yuan, double ln_sd) {
  return mean_yuan * std::exp(-ln_sd * ln_sd / 2);
}

double lognormal_quantile(double mean_yuan, double ln_sd, double level) {
  return median_of_expectation(mean_yuan, ln_sd) * std::exp(ln_sd * normal_quantile(level));
}

double mixed_quantile(double mean_yuan, double ln_sd, double zero_frac, double level) {
  if (level <= zero_frac) return 0;
  return lognormal_quantile(mean_yuan, ln_sd, (level - zero_frac) / (1 - zero_frac));
}

double effective_evidences(std::span<const double> weights) {
  double squares = 0;
  for (const double weight : weights) squares += weight * weight;
  return squares > 0 ? 1 / squares : 0;
}

namespace {

// Raw minimum variance weights for Σ_ij = ρ s_i s_j (i ≠ j), s_i² on the diagonal, over `kept`.
// Σ = (1-ρ) D² + ρ s sᵀ with D = diag(s), so Sherman-Morrison gives Σ⁻¹1 in closed form.
std::vector<double> raw_weights(std::span<const LnEstimate> estimates, double rho,
                                const std::vector<std::size_t>& kept) {
  const double n = static_cast<double>(kept.size());
  double inverse_sum = 0;
  for (const std::size_t i : kept) inverse_sum += 1 / estimates[i].ln_sd;
  std::vector<double> weights;
  double total = 0;
  for (const std::size_t i : kept) {
    const double inverse = 1 / estimates[i].ln_sd;
    weights.push_back((inverse - rho * inverse_sum / (1 + (n - 1) * rho)) * inverse / (1 - rho));
    total += weights.back();
  }
  for (double& weight : weights) weight /= total;
  return weights;
}

double pooled_variance(std::span<const LnEstimate> estimates, double rho,
                       const std::vector<double>& weights) {
  double squares = 0;
  double sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double part = weights[i] * estimates[i].ln_sd;
    squares += part * part;
    sum += part;
  }
  return (1 - rho) * squares + rho * sum * sum;
}

}  // namespace

Result<Pooled> pool_estimates(std::span<const LnEstimate> estimates, double correlation) {
  bool sound = !estimates.empty() && correlation >= 0 && correlation < 1;
  for (const LnEstimate& one : estimates) {
    sound = sound && std::isfinite(one.ln_centre) && std::isfinite(one.ln_sd) && one.ln_sd > 0;
  }
  if (!sound) {
    return Error{"V-110",
                 {},
                 "nothing to pool: needs estimates with a spread above 0 and a "
                 "correlation from 0 to below 1",
                 "",
                 ErrorKind::input};
  }
  std::vector<std::size_t> kept(estimates.size());
  for (std::size_t i = 0; i < kept.size(); ++i) kept[i] = i;
  std::vector<double> weights = raw_weights(estimates, correlation, kept);
  while (true) {
    const auto worst = std::min_element(weights.begin(), weights.end());
    if (*worst >= 0) break;
    kept.erase(kept.begin() + (worst - weights.begin()));
    weights = raw_weights(estimates, correlation, kept);
  }
  Pooled pooled;
  pooled.weights.assign(estimates.size(), 0.0);
  for (std::size_t i = 0; i < kept.size(); ++i) {
    pooled.weights[kept[i]] = weights[i];
    pooled.ln_centre += weights[i] * estimates[kept[i]].ln_centre;
  }
  pooled.ln_sd = std::sqrt(pooled_variance(estimates, correlation, pooled.weights));
  return pooled;
}

namespace {

// The estimates with Σ = D (diag(1 - a²) + a aᵀ) D, D = diag(s).
struct FactorPool {
  std::span<const LnEstimate> estimates;
  std::span<const double> loadings;

  [[nodiscard]] double sd(std::size_t i) const { return estimates[i].ln_sd; }

  // Σ w, in closed form.
  [[nodiscard]] std::vector<double> covariances(const std::vector<double>& weights) const {
    double common = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) common += loadings[i] * sd(i) * weights[i];
    std::vector<double> products;
    for (std::size_t i = 0; i < weights.size(); ++i) {
      const double own = (1 - loadings[i] * loadings[i]) * sd(i) * weights[i];
      products.push_back(sd(i) * (own + loadings[i] * common));
    }
    return products;
  }

  // Weights of least variance over `kept` with no regard to their signs (Sherman-Morrison); 0 else.
  [[nodiscard]] std::vector<double> unsigned_weights(const std::vector<bool>& kept) const {
    double pulled = 0;
    double factor = 1;
    for (std::size_t i = 0; i < kept.size(); ++i) {
      if (!kept[i]) continue;
      const double own = 1 - loadings[i] * loadings[i];
      pulled += loadings[i] / own / sd(i);
      factor += loadings[i] * loadings[i] / own;
    }
    std::vector<double> weights(kept.size(), 0.0);
    double total = 0;
    for (std::size_t i = 0; i < kept.size(); ++i) {
      if (!kept[i]) continue;
      const double own = 1 - loadings[i] * loadings[i];
      weights[i] = (1 / sd(i) - loadings[i] * pulled / factor) / own / sd(i);
      total += weights[i];
    }
    for (double& weight : weights) weight /= total;
    return weights;
  }
};

double dot(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

// From the weights inside the domain as far towards `target` as no weight falls below 0; what falls
// to 0 leaves `kept`.
void step_towards(const std::vector<double>& target, std::vector<double>& weights,
                  std::vector<bool>& kept) {
  double step = 1;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (kept[i] && target[i] < 0) step = std::min(step, weights[i] / (weights[i] - target[i]));
  }
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (!kept[i]) continue;
    const bool blocks = target[i] < 0 && weights[i] / (weights[i] - target[i]) <= step;
    weights[i] = blocks ? 0 : weights[i] + step * (target[i] - weights[i]);
    kept[i] = !blocks;
  }
}

std::vector<double> factor_weights(const FactorPool& pool) {
  const std::size_t n = pool.estimates.size();
  std::size_t best = 0;
  for (std::size_t i = 1; i < n; ++i) best = pool.sd(i) < pool.sd(best) ? i : best;
  std::vector<bool> kept(n, false);
  std::vector<double> weights(n, 0.0);
  kept[best] = true;
  weights[best] = 1;
  // Each round lowers the variance over another set; the bound only stops rounding from circling.
  for (std::size_t round = 0; round < 8 * n; ++round) {
    const std::vector<double> slopes = pool.covariances(weights);
    const double variance = dot(weights, slopes);
    std::optional<std::size_t> enters;
    for (std::size_t i = 0; i < n; ++i) {
      const bool better = !kept[i] && slopes[i] < variance * (1 - 1e-12);
      if (better && (!enters || slopes[i] < slopes[*enters])) enters = i;
    }
    if (!enters) return weights;
    kept[*enters] = true;
    std::vector<double> target = pool.unsigned_weights(kept);
    while (*std::min_element(target.begin(), target.end()) < 0) {
      step_towards(target, weights, kept);
      target = pool.unsigned_weights(kept);
    }
    weights = target;
  }
  return weights;
}

}  // namespace

Result<Pooled> pool_on_factor(std::span<const LnEstimate> estimates,
                              std::span<const double> loadings) {
  bool sound = !estimates.empty() && estimates.size() == loadings.size();
  for (const LnEstimate& one : estimates) {
    sound = sound && std::isfinite(one.ln_centre) && std::isfinite(one.ln_sd) && one.ln_sd > 0;
  }
  for (const double loading : loadings) sound = sound && loading >= 0 && loading < 1;
  if (!sound) {
    return Error{"V-331",
                 {},
                 "nothing to pool: needs estimates with a spread above 0, and as many loadings "
                 "from 0 to below 1",
                 "",
                 ErrorKind::input};
  }
  const FactorPool pool{estimates, loadings};
  Pooled pooled;
  pooled.weights = factor_weights(pool);
  for (std::size_t i = 0; i < estimates.size(); ++i) {
    pooled.ln_centre += pooled.weights[i] * estimates[i].ln_centre;
  }
  pooled.ln_sd = std::sqrt(dot(pooled.weights, pool.covariances(pooled.weights)));
  return pooled;
}

void widen_for_disagreement(Pooled& pooled, std::span<const LnEstimate> estimates) {
  if (estimates.size() < 2) return;
  double sum = 0;
  double squares = 0;
  double centre = 0;
  for (const LnEstimate& one : estimates) {
    const double weight = 1 / (one.ln_sd * one.ln_sd);
    sum += weight;
    squares += weight * weight;
    centre += weight * one.ln_centre;
  }
  centre /= sum;
  double spread = 0;
  for (const LnEstimate& one : estimates) {
    const double distance = (one.ln_centre - centre) / one.ln_sd;
    spread += distance * distance;
  }
  const double freedom = static_cast<double>(estimates.size()) - 1;
  pooled.tau2 = std::max(0.0, (spread - freedom) / (sum - squares / sum));
  pooled.disagreement = pooled.tau2 > 0;
  pooled.own_ln_sd = pooled.ln_sd;
  pooled.ln_sd = std::sqrt(pooled.ln_sd * pooled.ln_sd + pooled.tau2);
}

void bound_spread(Pooled& pooled, std::span<const LnEstimate> estimates) {
  if (!pooled.disagreement) return;
  double precision = 0;
  double scatter = 0;
  double lowest = pooled.ln_centre;
  for (const LnEstimate& one : estimates) {
    const double own = one.ln_sd * one.ln_sd;
    const double off = one.ln_centre - pooled.ln_centre;
    precision += 1 / own;
    scatter += off * off / own;
    lowest = std::min(lowest, one.ln_centre);
  }
  if (!(precision > 0)) return;
  pooled.tau2 = std::min(pooled.tau2, scatter / precision);
  pooled.tau2 = std::min(pooled.tau2, 2 * (pooled.ln_centre - lowest));
  pooled.ln_sd = std::sqrt(pooled.own_ln_sd * pooled.own_ln_sd + pooled.tau2);
}

double expected_surviving_value(double value_yuan, double drift_annual, double obsolescence_annual,
                                double hazard_annual, double years) {
  return value_yuan * std::exp((drift_annual - obsolescence_annual - hazard_annual) * years);
}

double time_to_sale_factor(double mean_years, double rate_annual) {
  return 1 / (1 + rate_annual * mean_years);
}

double wrong_way_factor(double pd_frac, double ln_sd_annual, double years, double correlation) {
  const double shift = correlation * ln_sd_annual * std::sqrt(years);
  return normal_cdf(normal_quantile(pd_frac) - shift) / pd_frac;
}

namespace {

Error outside(const char* code, const char* needs) {
  return {code, {}, needs, "", ErrorKind::input};
}

bool from_zero(double x) { return std::isfinite(x) && x >= 0; }

}  // namespace

Result<LognormalShape> lognormal_shape(double mean_yuan, double median_yuan) {
  if (!(median_yuan > 0 && mean_yuan >= median_yuan) || !std::isfinite(mean_yuan)) {
    return outside("V-320", "a lognormal's shape needs a median above 0 and a mean not below it");
  }
  LognormalShape shape;
  shape.ln_sd = std::sqrt(2 * std::log(mean_yuan / median_yuan));
  shape.mode_yuan = median_yuan * std::exp(-shape.ln_sd * shape.ln_sd);
  shape.top_tenth_frac = normal_cdf(shape.ln_sd - normal_quantile(0.90));
  shape.top_hundredth_frac = normal_cdf(shape.ln_sd - normal_quantile(0.99));
  shape.gini = 2 * normal_cdf(shape.ln_sd / std::sqrt(2.0)) - 1;
  return shape;
}

Result<double> mean_shortfall(double debt_yuan, double mean_yuan, double ln_sd) {
  if (!from_zero(debt_yuan) || !from_zero(mean_yuan) || !from_zero(ln_sd)) {
    return outside("V-321", "a mean shortfall needs a debt, a mean worth and a ln-SD from 0");
  }
  // Nothing left to be uncertain of: the closed form divides by these.
  if (debt_yuan == 0 || mean_yuan == 0 || ln_sd == 0) return std::max(0.0, debt_yuan - mean_yuan);
  const double above = (std::log(mean_yuan / debt_yuan) + ln_sd * ln_sd / 2) / ln_sd;
  return debt_yuan * normal_cdf(ln_sd - above) - mean_yuan * normal_cdf(-above);
}

Result<double> surviving_quantile(const SurvivingWorth& worth, double level) {
  if (!from_zero(worth.value_yuan) || !std::isfinite(worth.drift_annual) ||
      !from_zero(worth.ln_sd_annual) || !from_zero(worth.hazard_annual) ||
      !from_zero(worth.years) || !(level > 0 && level < 1)) {
    return outside("V-322",
                   "a quantile of a surviving worth needs worth, ln-SD, hazard and years from 0, "
                   "and a level above 0 and below 1");
  }
  const double ended = -std::expm1(-worth.hazard_annual * worth.years);
  if (level <= ended) return 0.0;
  const double spread = worth.ln_sd_annual * std::sqrt(worth.years);
  const double ln_factor = worth.drift_annual * worth.years - spread * spread / 2 +
                           spread * normal_quantile((level - ended) / (1 - ended));
  const double value = worth.value_yuan * std::exp(ln_factor);
  if (!std::isfinite(value)) return outside("V-322", "a worth beyond what a number holds");
  return value;
}

}  // namespace pledgelab
