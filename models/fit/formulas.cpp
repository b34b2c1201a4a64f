#include "models/fit/formulas.hpp"

#include <vector>

#include "models/fit/cohorts.hpp"
#include "models/fit/miss.hpp"
#include "models/fit/realised.hpp"

namespace pledgelab {
namespace {

Result<FormulaOutput> run_beta(const FormulaArguments& in) {
  const auto mean_frac = in.number("mean_frac");
  if (!mean_frac) return mean_frac.errors();
  const auto sd_frac = in.number("sd_frac");
  if (!sd_frac) return sd_frac.errors();
  const auto shape = beta_by_moments(mean_frac.value(), sd_frac.value() * sd_frac.value());
  if (!shape) return shape.errors();
  return FormulaOutput{{"a", shape.value().a},
                       {"b", shape.value().b},
                       {"concentration", shape.value().concentration}};
}

Result<FormulaOutput> run_correlation(const FormulaArguments& in) {
  const auto mean_frac = in.number("mean_frac");
  if (!mean_frac) return mean_frac.errors();
  const auto sd_frac = in.number("sd_frac");
  if (!sd_frac) return sd_frac.errors();
  const auto rho = one_factor_correlation(mean_frac.value(), sd_frac.value() * sd_frac.value());
  if (!rho) return rho.errors();
  return FormulaOutput{{"correlation", rho.value()}};
}

Result<FormulaOutput> run_noise(const FormulaArguments& in) {
  double values[3] = {0, 0, 0};
  const char* const names[3] = {"mean_frac", "sd_frac", "mean_inverse_count"};
  for (int i = 0; i < 3; ++i) {
    const auto read = in.number(names[i]);
    if (!read) return read.errors();
    values[i] = read.value();
  }
  return FormulaOutput{
      {"variance", noise_free_variance(values[0], values[1] * values[1], values[2])}};
}

Result<FormulaOutput> run_miss(const FormulaArguments& in) {
  double values[6] = {0, 0, 0, 0, 0, 0};
  const char* const names[6] = {"realised_count",  "realised_lent",  "realised_loss",
                                "simulated_count", "simulated_lent", "simulated_loss"};
  for (int i = 0; i < 6; ++i) {
    const auto read = in.number(names[i]);
    if (!read) return read.errors();
    values[i] = read.value();
  }
  const MissParts parts =
      miss_parts({values[0], values[1], values[2]}, {values[3], values[4], values[5]});
  return FormulaOutput{{"miss_yuan", parts.whole},
                       {"from_count_yuan", parts.from_count},
                       {"from_size_yuan", parts.from_size},
                       {"from_severity_yuan", parts.from_severity}};
}

}  // namespace

std::span<const Formula> fit_formulas() {
  static const std::vector<Formula> kFormulas = {
      {"F80",
       "beta_by_moments",
       "c = m (1 − m)/s² − 1; a = m c; b = (1 − m) c",
       "Johnson, Kotz, Balakrishnan 1995, vol. 2, ch. 25",
       {{"mean_frac", "frac", "mean", "0.599"}, {"sd_frac", "frac", "standard deviation", "0.270"}},
       run_beta},
      {"F82",
       "one_factor_correlation",
       "Φ2(Φ⁻¹(m), Φ⁻¹(m); ρ) − m² = s²",
       "Gordy 2000, app. C",
       {{"mean_frac", "frac", "mean default rate over years", "0.0743"},
        {"sd_frac", "frac", "its standard deviation over years", "0.0211"}},
       run_correlation},
      {"F83",
       "noise_free_variance",
       "(s² − m (1 − m) a)/(1 − a)",
       "Gordy 2000, app. C",
       {{"mean_frac", "frac", "mean default rate over years", "0.0112"},
        {"sd_frac", "frac", "its standard deviation over years", "0.0110"},
        {"mean_inverse_count", "number", "mean of 1/n over years", "0.004"}},
       run_noise},
      {"F84",
       "miss_parts",
       "L_r − L_s = (N_r − N_s) a_s s_s + N_r (a_r − a_s) s_s + N_r a_r (s_r − s_s)",
       "an identity; one factor changed at a time, in this order",
       {{"realised_count", "number", "defaults that happened", "20"},
        {"realised_lent", "yuan", "amount lent of these", "3000"},
        {"realised_loss", "yuan", "lost on them", "1500"},
        {"simulated_count", "number", "defaults, mean over paths", "10"},
        {"simulated_lent", "yuan", "amount lent of these, mean", "1000"},
        {"simulated_loss", "yuan", "lost on them, mean", "600"}},
       run_miss},
  };
  return kFormulas;
}

}  // namespace pledgelab
