// F181 to F184: rights as a package.
#include <array>
#include <cmath>
#include <string>

#include "models/collateral/formulas.hpp"
#include "models/collateral/package.hpp"

namespace pledgelab {
namespace {

// One spread for each mean, one correlation for all pairs.
Result<SumShape> shape_of(const FormulaArguments& arguments) {
  const auto means = arguments.numbers("means");
  if (!means) return means.errors();
  const auto sds = arguments.numbers("ln_sds");
  if (!sds) return sds.errors();
  const auto rho = arguments.number("correlation");
  if (!rho) return rho.errors();
  const std::size_t n = means.value().size();
  bool sound = sds.value().size() == n && n <= 1000 && std::abs(rho.value()) <= 1;
  for (const double sd : sds.value()) sound = sound && sd >= 0;
  if (!sound) {
    return Error{"K-130",
                 {},
                 "means and ln_sds are of the same rights, at most 1000; spreads from 0, a "
                 "correlation from -1 to 1",
                 "write one number for each right",
                 ErrorKind::input};
  }
  std::vector<double> covariances;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      covariances.push_back((i == j ? 1 : rho.value()) * sds.value()[i] * sds.value()[j]);
    }
  }
  return lognormal_sum(means.value(), covariances);
}

Result<FormulaOutput> run_sum(const FormulaArguments& arguments) {
  const auto shape = shape_of(arguments);
  if (!shape) return shape.errors();
  return FormulaOutput{{"ln_sd", shape.value().ln_sd}, {"mean", shape.value().mean}};
}

Result<FormulaOutput> run_effective(const FormulaArguments& arguments) {
  const auto shape = shape_of(arguments);
  if (!shape) return shape.errors();
  return FormulaOutput{{"effective_count", shape.value().effective_count}};
}

Result<FormulaOutput> run_marginal(const FormulaArguments& arguments) {
  const auto worths = arguments.numbers("worths");
  if (!worths) return worths.errors();
  const auto essential = arguments.numbers("essential");
  if (!essential) return essential.errors();
  const std::size_t n = worths.value().size();
  bool sound = essential.value().size() == n && n <= 1000;
  for (const double one : essential.value()) sound = sound && (one == 0 || one == 1);
  if (!sound) {
    return Error{"K-131",
                 {},
                 "essential is 1 or 0 for each right of worths, at most 1000",
                 "write one number for each right",
                 ErrorKind::input};
  }
  std::vector<std::uint8_t> needed(n * n, 0);
  double whole = 0;
  for (std::size_t i = 0; i < n; ++i) {
    whole += worths.value()[i];
    for (std::size_t j = 0; j < n; ++j) needed[i * n + j] = essential.value()[i] == 1 ? 1 : 0;
  }
  const auto marginal = marginal_worths(worths.value(), needed);
  if (!marginal) return marginal.errors();
  FormulaOutput output = {{"package_value", whole}};
  for (std::size_t i = 0; i < n; ++i) {
    output.emplace_back("marginal_" + std::to_string(i + 1) + "_value", marginal.value()[i]);
  }
  return output;
}

Result<FormulaOutput> run_discount(const FormulaArguments& arguments) {
  const auto in = arguments.scalars({"package_value", "discount_frac"});
  if (!in) return in.errors();
  if (!(in.value()[0] >= 0 && in.value()[1] >= 0 && in.value()[1] <= 1)) {
    return Error{"K-131",
                 {},
                 "needs a worth from 0 and a discount from 0 to 1",
                 "see the formula's inputs",
                 ErrorKind::input};
  }
  return FormulaOutput{{"sold_value", package_price(in.value()[0], in.value()[1])}};
}

const std::vector<FormulaInput>& sum_inputs() {
  static const std::vector<FormulaInput> kInputs = {
      {"means", "any", "worth of each right", "1,1"},
      {"ln_sds", "number", "ln-SD of each", "0.8325546111576977,0.8325546111576977"},
      {"correlation", "number", "of the logarithms, of all pairs", "0"}};
  return kInputs;
}

}  // namespace

std::span<const Formula> collateral_package_formulas() {
  static const std::array<Formula, 4> kFormulas = {
      Formula{"F181", "lognormal_sum", "s^2 = ln(sum of m_i m_j e^(c_ij) / (sum of m)^2)",
              "Fenton 1960, IRE Trans. Commun. Syst. 8 (Fenton-Wilkinson)", sum_inputs(), run_sum},
      Formula{"F182", "effective_rights", "sum of w (e^(c_ii) - 1) / (e^(s^2) - 1), s by F181",
              "n for n equal independent rights, 1 where they move as one", sum_inputs(),
              run_effective},
      Formula{"F183",
              "marginal_worth",
              "V(all) - V(all but it); nothing is left without an essential right",
              "domain page 1.10a; acceptance V49",
              {{"worths", "any", "part of each right in the package", "6.2898,6.2898,2"},
               {"essential", "number", "1 where nothing is made without it, else 0", "1,1,0"}},
              run_marginal},
      Formula{"F184",
              "package_discount",
              "worth of the package x (1 - discount)",
              "domain page 1.10a: never the sum of stand-alone worths; discount of the scenario",
              {{"package_value", "any", "worth of the rights together", "1000"},
               {"discount_frac", "frac", "for so many rights", "0.15"}},
              run_discount}};
  return kFormulas;
}

}  // namespace pledgelab
