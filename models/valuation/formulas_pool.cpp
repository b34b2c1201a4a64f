#include <cmath>
#include <cstddef>
#include <vector>

#include "models/valuation/distribution.hpp"
#include "models/valuation/formula_parts.hpp"
#include "models/valuation/formulas.hpp"
#include "models/valuation/worth_pool.hpp"

namespace pledgelab {
namespace {

Error out_of_domain(const char* what) {
  return {"F-202", {}, what, "see the formula's inputs", ErrorKind::input};
}

Result<FormulaOutput> run_bound_spread(const FormulaArguments& arguments) {
  const auto read = read_estimates(arguments);
  if (!read) return read.errors();
  const std::vector<LnEstimate>& estimates = read.value();
  const auto correlation = arguments.number("correlation");
  if (!correlation) return correlation.errors();
  auto pooled = pool_estimates(estimates, correlation.value());
  if (!pooled) return pooled.errors();
  const double mean =
      std::exp(pooled.value().ln_centre + pooled.value().ln_sd * pooled.value().ln_sd / 2);
  widen_for_disagreement(pooled.value(), estimates);
  const double widened = pooled.value().ln_sd;
  bound_spread(pooled.value(), estimates);
  return FormulaOutput{{"mean_yuan", mean},
                       {"median_yuan", median_of_expectation(mean, pooled.value().ln_sd)},
                       {"widened_ln_sd", widened},
                       {"ln_sd", pooled.value().ln_sd}};
}

Result<FormulaOutput> run_evidence_distance(const FormulaArguments& arguments) {
  const auto read =
      arguments.scalars({"evidence_yuan", "evidence_ln_sd", "rest_yuan", "rest_ln_sd"});
  if (!read) return read.errors();
  const std::vector<double>& in = read.value();
  if (!(in[0] > 0 && in[1] > 0 && in[2] > 0 && in[3] > 0)) {
    return out_of_domain("needs medians and spreads above 0");
  }
  return FormulaOutput{
      {"spreads", evidence_distance({std::log(in[0]), in[1]}, {std::log(in[2]), in[3]})}};
}

std::vector<Formula> all_formulas() {
  return {
      {"F196",
       "bound_spread",
       "tau^2 <= sum p_i (l_i - l)^2, p_i ~ 1/s_i^2; tau^2 <= 2 (l - min l_i); mean exp(l + "
       "s0^2/2)",
       "between part of a mixture's variance; after F25 and F26; domain page 5.2 items 1 and 3",
       {{"values_yuan", "yuan", "medians of the methods", "1,148.4131591025766"},
        {"ln_sds", "number", "their ln-SDs", "0.5,1.5"},
        {"correlation", "frac", "common correlation", "0"}},
       run_bound_spread},
      {"F197",
       "evidence_distance",
       "z = (l_i - l) / sqrt(s_i^2 + s^2)",
       "difference of two independent normals; domain page 5.2 item 3",
       {{"evidence_yuan", "yuan", "median of the piece of evidence", "10000000"},
        {"evidence_ln_sd", "number", "its ln-SD", "0.3"},
        {"rest_yuan", "yuan", "median of the pool of all else", "1000000"},
        {"rest_ln_sd", "number", "its ln-SD", "0.4"}},
       run_evidence_distance},
  };
}

}  // namespace

std::span<const Formula> valuation_pool_formulas() {
  static const std::vector<Formula> kFormulas = all_formulas();
  return kFormulas;
}

}  // namespace pledgelab
