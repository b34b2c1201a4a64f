#include "tests/oracle/least_squares_ql.hpp"

#include <cmath>
#include <ql/exercise.hpp>
#include <ql/instruments/vanillaoption.hpp>
#include <ql/pricingengines/vanilla/mcamericanengine.hpp>

#include "tests/oracle/process_ql.hpp"

namespace pledgelab::oracle {

namespace ql = QuantLib;

Estimate american_by_least_squares(const OptionTerms& terms, int dates, int paths,
                                   std::uint64_t seed) {
  const ql::Date today(1, ql::January, 2000);
  const auto process = flat_process(terms, today);
  const auto half = static_cast<ql::Size>(paths / 2);
  const ql::ext::shared_ptr<ql::PricingEngine> engine =
      ql::MakeMCAmericanEngine<>(process)
          .withSteps(static_cast<ql::Size>(dates))
          .withSamples(half)
          .withAntitheticVariate()
          .withCalibrationSamples(half)
          .withAntitheticVariateCalibration()
          .withPolynomialOrder(3)
          .withSeed(static_cast<ql::BigNatural>(seed));
  auto* arguments = dynamic_cast<ql::Option::arguments*>(engine->getArguments());
  arguments->payoff = ql::ext::make_shared<ql::PlainVanillaPayoff>(
      terms.right == OptionRight::call ? ql::Option::Call : ql::Option::Put, terms.strike);
  arguments->exercise = ql::ext::make_shared<ql::AmericanExercise>(
      today, today + static_cast<int>(std::lround(360 * terms.years)));
  engine->calculate();
  const auto* results = dynamic_cast<const ql::Instrument::results*>(engine->getResults());
  return {results->value, results->errorEstimate};
}

}  // namespace pledgelab::oracle
