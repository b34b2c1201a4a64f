// F125 to F128: what the payment of fees says.
#include <utility>

#include "models/option/formula_parts.hpp"
#include "models/option/renewal.hpp"
#include "models/option/renewal_learning.hpp"

namespace pledgelab {
namespace {

RenewalTerms read_renewal(TypedNumbers& in) {
  RenewalTerms terms;
  terms.fees = in.list("fees_yuan");
  terms.decay_frac = in.number("decay_frac");
  terms.discount_factor = in.number("discount_factor");
  return terms;
}

FirstReturns read_returns(TypedNumbers& in) {
  FirstReturns returns;
  returns.ln_mean = in.number("ln_mean");
  returns.ln_sd = in.number("ln_sd");
  return returns;
}

Result<FormulaOutput> run_value(const FormulaArguments& arguments) {
  TypedNumbers in(arguments);
  const RenewalTerms terms = read_renewal(in);
  const double first = in.number("first_return_yuan");
  if (!in.faults().empty()) return in.faults();
  const auto worth = renewal_value(terms, first);
  if (!worth) return worth.errors();
  return FormulaOutput{{"value_yuan", worth.value().value},
                       {"paid_years", static_cast<double>(worth.value().years)}};
}

Result<FormulaOutput> run_shares(const FormulaArguments& arguments) {
  TypedNumbers in(arguments);
  const RenewalTerms terms = read_renewal(in);
  const FirstReturns returns = read_returns(in);
  if (!in.faults().empty()) return in.faults();
  const auto shares = renewal_shares(terms, returns);
  if (!shares) return shares.errors();
  FormulaOutput output;
  for (std::size_t i = 0; i < shares.value().size(); ++i) {
    output.emplace_back("renewed_" + std::to_string(i + 1) + "_frac", shares.value()[i]);
  }
  return output;
}

Result<FormulaOutput> run_values(const FormulaArguments& arguments) {
  TypedNumbers in(arguments);
  const RenewalTerms terms = read_renewal(in);
  const FirstReturns returns = read_returns(in);
  const double level = in.number("level_frac");
  if (!in.faults().empty()) return in.faults();
  const auto mean = renewal_mean(terms, returns);
  if (!mean) return mean.errors();
  const auto quantile = renewal_quantile(terms, returns, level);
  if (!quantile) return quantile.errors();
  return FormulaOutput{{"mean_yuan", mean.value()}, {"quantile_yuan", quantile.value()}};
}

Result<FormulaOutput> run_learning(const FormulaArguments& arguments) {
  TypedNumbers in(arguments);
  LearningTerms terms;
  terms.fees = in.list("fees_yuan");
  terms.kept_frac = in.number("kept_frac");
  terms.ruin_rate = in.number("ruin_rate");
  terms.reach = in.number("reach_yuan");
  terms.spread = in.number("spread_yuan");
  terms.spread_kept_frac = in.number("spread_kept_frac");
  terms.discount_factor = in.number("discount_factor");
  const std::vector<double> returns = in.list("first_returns_yuan");
  if (!in.faults().empty()) return in.faults();
  const auto worth = learning_worth(terms, returns);
  if (!worth) return worth.errors();
  FormulaOutput output;
  for (std::size_t i = 0; i < returns.size(); ++i) {
    output.emplace_back("value_" + std::to_string(i + 1) + "_yuan", worth.value().values[i]);
  }
  for (std::size_t i = 0; i < terms.fees.size(); ++i) {
    output.emplace_back("threshold_" + std::to_string(i + 1) + "_yuan",
                        worth.value().thresholds[i]);
  }
  return output;
}

// Annual fees of a Chinese invention, thousand yuan.
constexpr const char* kFees = "0.9,0.9,0.9,1.2,1.2,1.2,2,2,2,4,4,4,6,6,6,8,8,8,8,8";

FormulaInput fees_input() {
  return {"fees_yuan", "yuan", "by age from 1, any unit; results are in it", kFees};
}

std::vector<FormulaInput> renewal_inputs(std::vector<FormulaInput> more) {
  std::vector<FormulaInput> inputs = {
      fees_input(),
      {"decay_frac", "frac", "of the return a year", "0.15"},
      {"discount_factor", "frac", "of one year", "0.9090909090909091"}};
  for (FormulaInput& input : more) inputs.push_back(std::move(input));
  return inputs;
}

std::vector<FormulaInput> spread_inputs(std::vector<FormulaInput> more) {
  std::vector<FormulaInput> inputs =
      renewal_inputs({{"ln_mean", "number", "of the first return", "1.6094379124341003"},
                      {"ln_sd", "number", "of the first return", "1.5"}});
  for (FormulaInput& input : more) inputs.push_back(std::move(input));
  return inputs;
}

}  // namespace

std::vector<Formula> renewal_formulas() {
  return {{"F125", "renewal_value",
           "sum of beta^(a-1) (r_a - c_a) while r_a >= c_a, r_a = r_1 (1-d)^(a-1)",
           "Schankerman, Pakes 1986; acceptance V17",
           renewal_inputs({{"first_return_yuan", "yuan", "r_1", "5"}}), run_value},
          {"F126", "renewal_shares", "1 - Phi((ln h_a - m)/s), h_a = c_a (1-d)^(1-a)",
           "Schankerman, Pakes 1986; acceptance V18", spread_inputs({}), run_shares},
          {"F127", "renewal_distribution",
           "mean in closed form, and the value at a quantile of the first return",
           "Schankerman, Pakes 1986; acceptance V19",
           spread_inputs({{"level_frac", "frac", "of the quantile", "0.5"}}), run_values},
          {"F128",
           "learning_worth",
           "V(a,r) = max(0, r - c_a + beta E V(a+1,r')); r' = 0 with chance e^(-theta r), else "
           "max(k r, "
           "z)",
           "Pakes 1986; acceptance V20",
           {fees_input(),
            {"kept_frac", "frac", "k, of the return a year", "0.85"},
            {"ruin_rate", "number", "theta, by unit of return", "1"},
            {"reach_yuan", "yuan", "gamma", "2"},
            {"spread_yuan", "yuan", "of what may be found at age 1", "5"},
            {"spread_kept_frac", "frac", "phi, of the spread a year", "0.5"},
            {"discount_factor", "frac", "beta, of one year", "0.9"},
            {"first_returns_yuan", "yuan", "list of r at age 1", "1,5,20"}},
           run_learning}};
}

}  // namespace pledgelab
