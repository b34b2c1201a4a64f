#include "models/market/formulas.hpp"

#include <cmath>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "models/market/comparables.hpp"
#include "models/market/smoothing.hpp"

namespace pledgelab {
namespace {

// Transactions as typed: prices, and the features of each in turn, as many as the subject has.
struct TypedMarket {
  std::vector<Comparable> comparables;
  std::vector<double> subject;
};

Result<TypedMarket> read_market(const FormulaArguments& arguments) {
  const auto prices = arguments.numbers("prices_yuan");
  const auto features = arguments.numbers("features");
  auto subject = arguments.numbers("subject");
  if (!prices) return prices.errors();
  if (!features) return features.errors();
  if (!subject) return subject.errors();
  TypedMarket market;
  market.subject = std::move(subject).value();
  const std::size_t width = market.subject.size();
  if (features.value().size() != prices.value().size() * width) {
    return Error{"V-302",
                 {},
                 "features needs " + std::to_string(prices.value().size() * width) +
                     " numbers (each price's features in turn), has " +
                     std::to_string(features.value().size()),
                 "",
                 ErrorKind::input};
  }
  auto next = features.value().begin();
  for (const double price : prices.value()) {
    const auto end = next + static_cast<std::ptrdiff_t>(width);
    market.comparables.push_back({price, {next, end}});
    next = end;
  }
  return market;
}

Result<FormulaOutput> run_kernel_price(const FormulaArguments& arguments) {
  const auto market = read_market(arguments);
  const auto bandwidths = arguments.numbers("bandwidths");
  if (!market) return market.errors();
  if (!bandwidths) return bandwidths.errors();
  const auto price =
      kernel_price(market.value().comparables, market.value().subject, bandwidths.value());
  if (!price) return price.errors();
  return FormulaOutput{{"price_yuan", price.value().price_yuan},
                       {"effective_count", price.value().effective_count},
                       {"scatter_ln_sd", price.value().scatter_ln_sd}};
}

Result<FormulaOutput> run_hedonic_price(const FormulaArguments& arguments) {
  const auto market = read_market(arguments);
  if (!market) return market.errors();
  const auto hedonic = fit_hedonic(market.value().comparables);
  if (!hedonic) return hedonic.errors();
  const auto price = hedonic_price(hedonic.value(), market.value().subject);
  if (!price) return price.errors();
  FormulaOutput output = {{"price_yuan", std::exp(price.value().ln_centre)},
                          {"ln_sd", price.value().ln_sd},
                          {"r_squared", hedonic.value().fit.r_squared}};
  for (std::size_t i = 0; i < hedonic.value().fit.coefficients.size(); ++i) {
    output.emplace_back("coefficient_" + std::to_string(i), hedonic.value().fit.coefficients[i]);
  }
  return output;
}

Result<FormulaOutput> run_unsmoothed_sd(const FormulaArguments& arguments) {
  const auto read = arguments.scalars({"observed_sd", "lag_correlation"});
  if (!read) return read.errors();
  const auto sd = unsmoothed_sd(read.value()[0], read.value()[1]);
  if (!sd) return sd.errors();
  return FormulaOutput{{"sd", sd.value()}};
}

Result<FormulaOutput> run_unsmoothed_values(const FormulaArguments& arguments) {
  const auto appraisals = arguments.numbers("appraisals_yuan");
  const auto weight = arguments.number("news_weight");
  if (!appraisals) return appraisals.errors();
  if (!weight) return weight.errors();
  const auto values = unsmoothed_ln_values(appraisals.value(), weight.value());
  if (!values) return values.errors();
  FormulaOutput output;
  for (std::size_t i = 0; i < values.value().size(); ++i) {
    output.emplace_back("value_" + std::to_string(i + 2) + "_yuan", std::exp(values.value()[i]));
  }
  return output;
}

std::vector<Formula> price_formulas() {
  return {Formula{"F144",
                  "kernel_price",
                  "ln P = sum w ln P_i / sum w, w = prod exp(-((x0-x_i)/h)^2/2); n_eff = "
                  "(sum w)^2/sum w^2; the method refuses below n_eff 5",
                  "Nadaraya 1964, Watson 1964, Kish 1965; acceptance V45",
                  {{"prices_yuan", "yuan", "of the transactions", "50,80,120,300"},
                   {"features", "number", "each price's features in turn", "0,1,2,4"},
                   {"subject", "number", "features of the right priced", "1.5"},
                   {"bandwidths", "number", "h of each feature", "0.8"}},
                  run_kernel_price},
          Formula{"F145",
                  "hedonic_price",
                  "ln P = b0 + b'x + e by least squares; ln-SD of a new price s sqrt(1 + "
                  "x'(X'X)^-1 x)",
                  "Rosen 1974, J. Political Economy 82",
                  {{"prices_yuan", "yuan", "of the transactions", "1,10,100,1000,10000"},
                   {"features", "number", "each price's features in turn", "0,1,2,3,4"},
                   {"subject", "number", "features of the right priced", "2.5"}},
                  run_hedonic_price}};
}

std::vector<Formula> smoothing_formulas() {
  return {Formula{"F146",
                  "unsmoothed_sd",
                  "SD sqrt((1+a)/(1-a))",
                  "Geltner 1991; acceptance V46",
                  {{"observed_sd", "number", "of the observed ln changes", "0.1147"},
                   {"lag_correlation", "frac", "a, of the observed ln changes", "0.505"}},
                  run_unsmoothed_sd},
          Formula{"F147",
                  "unsmoothed_values",
                  "ln true_n = (ln A_n - (1-w) ln A_(n-1)) / w",
                  "Geltner 1991; domain page 3.1",
                  {{"appraisals_yuan", "yuan", "in time order", "100,110,121"},
                   {"news_weight", "frac", "w, what an appraiser gives to news", "0.5"}},
                  run_unsmoothed_values}};
}

}  // namespace

std::span<const Formula> market_formulas() {
  static const std::vector<Formula> kFormulas = [] {
    std::vector<Formula> all;
    for (const auto group : {price_formulas, smoothing_formulas}) {
      std::vector<Formula> formulas = group();
      for (Formula& formula : formulas) all.push_back(std::move(formula));
    }
    return all;
  }();
  return kFormulas;
}

}  // namespace pledgelab
