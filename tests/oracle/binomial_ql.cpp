#include "tests/oracle/binomial_ql.hpp"

#include <cmath>
#include <ql/exercise.hpp>
#include <ql/instruments/vanillaoption.hpp>
#include <ql/methods/lattices/binomialtree.hpp>
#include <ql/pricingengines/vanilla/binomialengine.hpp>

#include "tests/oracle/process_ql.hpp"

namespace pledgelab::oracle {
namespace {

namespace ql = QuantLib;

double lattice_price(const BinomialOption& option, int steps) {
  const OptionTerms& terms = option.terms;
  const ql::Date today(1, ql::January, 2000);
  const ql::Date end = today + static_cast<int>(std::lround(360 * terms.years));
  const auto process = flat_process(terms, today);
  ql::BinomialVanillaEngine<ql::CoxRossRubinstein> engine(process, static_cast<ql::Size>(steps));
  auto* arguments = dynamic_cast<ql::Option::arguments*>(engine.getArguments());
  arguments->payoff = ql::ext::make_shared<ql::PlainVanillaPayoff>(
      terms.right == OptionRight::call ? ql::Option::Call : ql::Option::Put, terms.strike);
  if (option.exercise == ExerciseStyle::american) {
    arguments->exercise = ql::ext::make_shared<ql::AmericanExercise>(today, end);
  } else {
    arguments->exercise = ql::ext::make_shared<ql::EuropeanExercise>(end);
  }
  static_cast<ql::PricingEngine&>(engine).calculate();
  return dynamic_cast<const ql::Instrument::results*>(engine.getResults())->value;
}

}  // namespace

std::vector<double> lattice_prices(std::span<const BinomialOption> options, int steps) {
  std::vector<double> prices;
  for (const BinomialOption& option : options) prices.push_back(lattice_price(option, steps));
  return prices;
}

}  // namespace pledgelab::oracle
