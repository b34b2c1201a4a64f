#include "models/loss/formulas.hpp"

#include <cmath>
#include <string>
#include <vector>

#include "models/base/normal.hpp"
#include "models/loss/beta.hpp"
#include "models/loss/factor_model.hpp"

namespace pledgelab {
namespace {

// Reads arguments that must lie in [low, high]; keeps the faults.
struct FormulaInputs {
  const FormulaArguments& arguments;
  Errors errors = {};

  double read(const std::string& name, double low, double high) {
    const auto number = arguments.number(name);
    if (!number) {
      errors.insert(errors.end(), number.errors().begin(), number.errors().end());
      return low;
    }
    if (number.value() >= low && number.value() <= high) return number.value();
    errors.push_back(
        {"F-207",
         {},
         "'" + name + "' must lie in " + std::to_string(low) + ".." + std::to_string(high),
         "",
         ErrorKind::input});
    return low;
  }
};

constexpr double kSmall = 1e-9;

Result<FormulaOutput> run_conditional(const FormulaArguments& arguments) {
  FormulaInputs in{arguments};
  const double pd = in.read("pd_frac", 0, 1);
  const double correlation = in.read("correlation", 0, 1 - kSmall);
  const double factor = in.read("factor", -10, 10);
  if (!in.errors.empty()) return in.errors;
  return FormulaOutput{
      {"conditional_pd_frac",
       conditional_default(pd, std::sqrt(correlation) * factor, std::sqrt(1 - correlation))}};
}

Result<FormulaOutput> run_tail(const FormulaArguments& arguments) {
  FormulaInputs in{arguments};
  const double pd = in.read("pd_frac", kSmall, 1 - kSmall);
  const double lgd = in.read("lgd_frac", kSmall, 1);
  const double correlation = in.read("correlation", kSmall, 1 - kSmall);
  const double loss = in.read("loss_frac", kSmall * lgd, (1 - kSmall) * lgd);
  if (!in.errors.empty()) return in.errors;
  return FormulaOutput{{"probability_frac", one_factor_tail(pd, lgd, correlation, loss)}};
}

Result<FormulaOutput> run_month(const FormulaArguments& arguments) {
  FormulaInputs in{arguments};
  const double common = in.read("common", -20, 20);
  const double own_share = in.read("own_share", kSmall, 1);
  const double score = in.read("own_score", -10, 10);
  if (!in.errors.empty()) return in.errors;
  return FormulaOutput{{"rank_frac", normal_cdf(common + std::sqrt(own_share) * score)}};
}

Result<FormulaOutput> run_beta(const FormulaArguments& arguments) {
  FormulaInputs in{arguments};
  const double mean = in.read("mean_frac", 0, 1);
  const double concentration = in.read("concentration", 0, 1000);
  const double score = in.read("score", -6, 6);
  if (!in.errors.empty()) return in.errors;
  return FormulaOutput{{"fraction_frac", BetaScore(mean, concentration).at(score)}};
}

Result<FormulaOutput> run_level(const FormulaArguments& arguments) {
  FormulaInputs in{arguments};
  const double sd = in.read("ln_sd_annual", 0, 5);
  const double years = in.read("years", 0, 100);
  const double z = in.read("z", -10, 10);
  if (!in.errors.empty()) return in.errors;
  const double over = sd * std::sqrt(years);
  return FormulaOutput{{"level", std::exp(over * z - over * over / 2)}};
}

Result<FormulaOutput> run_proceeds(const FormulaArguments& arguments) {
  FormulaInputs in{arguments};
  const double value = in.read("use_value_yuan", 0, 1e13);
  const double level = in.read("level", 0, 1e6);
  const double firm = in.read("firm_specific_frac", 0, 1);
  const double fraction = in.read("sale_frac", 0, 1);
  const double cost = in.read("cost_frac", 0, 1);
  if (!in.errors.empty()) return in.errors;
  return FormulaOutput{{"proceeds_yuan", value * level * fraction * ((1 - cost) * (1 - firm))}};
}

std::vector<Formula> joint_luck() {
  return {
      {"F60",
       "conditional_default",
       "p(F) = Phi((Phi^-1(PD) - sqrt(rho) F) / sqrt(1 - rho))",
       "Vasicek 2002, The distribution of loan portfolio value, Risk 15(12)",
       {{"pd_frac", "frac", "unconditional default probability", "0.05"},
        {"correlation", "frac", "asset correlation", "0.12"},
        {"factor", "number", "the factor, standard normal", "0"}},
       run_conditional},
      {"F61",
       "one_factor_tail",
       "P(loss rate > x) = Phi((Phi^-1(PD) - sqrt(1-rho) Phi^-1(x/LGD)) / sqrt(rho))",
       "Vasicek 2002; domain/policies.md 1D vectors",
       {{"pd_frac", "frac", "default probability", "0.05"},
        {"lgd_frac", "frac", "loss given default", "0.85"},
        {"correlation", "frac", "asset correlation", "0.12"},
        {"loss_frac", "frac", "loss rate", "0.1"}},
       run_tail},
      {"F63",
       "default_rank",
       "u = Phi(common + own e); default month = first m with u <= C(m)",
       "Li 2000, On default correlation: a copula function approach, J. Fixed Income 9(4)",
       {{"common", "number", "sum of loading x factor", "-0.5"},
        {"own_share", "frac", "variance left to the borrower", "0.88"},
        {"own_score", "number", "the borrower's own standard normal", "-1"}},
       run_month},
  };
}

std::vector<Formula> severity() {
  return {
      {"F64",
       "beta_score",
       "f = Q(Phi(y)), Q the quantile of Beta(m c, (1 - m) c)",
       "inverse transform: Devroye 1986, ch. II.2; valuation.md 3.6",
       {{"mean_frac", "frac", "mean", "0.5"},
        {"concentration", "number", "a + b", "4"},
        {"score", "number", "standard normal score", "0"}},
       run_beta},
      {"F65",
       "value_level",
       "L = exp(s sqrt(t) Z - s^2 t / 2)",
       "valuation.md 3.1",
       {{"ln_sd_annual", "frac", "yearly ln-SD", "0.6"},
        {"years", "years", "time", "1"},
        {"z", "number", "standard normal", "0"}},
       run_level},
      {"F66",
       "sale_proceeds",
       "use value x level x (1 - firm specific) x sale fraction x (1 - costs)",
       "valuation.md 3.5, 3.6",
       {{"use_value_yuan", "yuan", "use value at the default month", "1000000"},
        {"level", "number", "level of the cash flow", "1"},
        {"firm_specific_frac", "frac", "part that dies with the firm", "0.4"},
        {"sale_frac", "frac", "sale price / value", "0.2"},
        {"cost_frac", "frac", "costs of the sale", "0.1"}},
       run_proceeds},
  };
}

}  // namespace

std::span<const Formula> loss_formulas() {
  static const std::vector<Formula> formulas = [] {
    std::vector<Formula> all = joint_luck();
    for (const Formula& formula : severity()) all.push_back(formula);
    return all;
  }();
  return formulas;
}

}  // namespace pledgelab
