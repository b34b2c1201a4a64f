// QuantLib's other engines against the prices of models/option.
#include <doctest/doctest.h>

#include <cmath>
#include <ql/exercise.hpp>
#include <ql/instruments/basketoption.hpp>
#include <ql/instruments/vanillaoption.hpp>
#include <ql/pricingengines/basket/stulzengine.hpp>
#include <ql/pricingengines/blackformula.hpp>
#include <ql/pricingengines/vanilla/fdblackscholesvanillaengine.hpp>
#include <ql/processes/blackscholesprocess.hpp>
#include <ql/quotes/simplequote.hpp>
#include <ql/termstructures/volatility/equityfx/blackconstantvol.hpp>
#include <ql/termstructures/yield/flatforward.hpp>
#include <ql/time/calendars/nullcalendar.hpp>
#include <ql/time/daycounters/actual360.hpp>
#include <random>

#include "models/option/option.hpp"

using namespace pledgelab;

namespace {

namespace ql = QuantLib;

const ql::Date kStart(1, ql::January, 2000);

// Years must be a whole number of days of Actual360.
ql::ext::shared_ptr<ql::GeneralizedBlackScholesProcess> world_of(const OptionTerms& terms) {
  const ql::Actual360 clock;
  const auto flat = [&](double rate) {
    return ql::Handle<ql::YieldTermStructure>(
        ql::ext::make_shared<ql::FlatForward>(kStart, rate, clock));
  };
  return ql::ext::make_shared<ql::BlackScholesMertonProcess>(
      ql::Handle<ql::Quote>(ql::ext::make_shared<ql::SimpleQuote>(terms.spot)),
      flat(terms.yield_annual), flat(terms.rate_annual),
      ql::Handle<ql::BlackVolTermStructure>(ql::ext::make_shared<ql::BlackConstantVol>(
          kStart, ql::NullCalendar(), terms.volatility_annual, clock)));
}

ql::Option::Type type_of(const OptionTerms& terms) {
  return terms.right == OptionRight::call ? ql::Option::Call : ql::Option::Put;
}

ql::Date end_of(const OptionTerms& terms) {
  return kStart + static_cast<int>(std::lround(360 * terms.years));
}

template <class Engine>
double price(Engine& engine, const ql::ext::shared_ptr<ql::Payoff>& payoff,
             const ql::ext::shared_ptr<ql::Exercise>& exercise) {
  auto* arguments = dynamic_cast<ql::Option::arguments*>(engine.getArguments());
  arguments->payoff = payoff;
  arguments->exercise = exercise;
  engine.calculate();
  return dynamic_cast<const ql::Instrument::results*>(engine.getResults())->value;
}

}  // namespace

TEST_CASE("oracle: European and American prices of random terms equal QuantLib's") {
  std::mt19937_64 random(11);
  const auto draw = [&](double low, double high) {
    return low + (high - low) * std::uniform_real_distribution<double>()(random);
  };
  for (int i = 0; i < 40; ++i) {
    const OptionTerms terms = {i % 2 == 0 ? OptionRight::call : OptionRight::put,
                               draw(60, 160),
                               100,
                               std::floor(draw(60, 1'800)) / 360,
                               draw(0, 0.12),
                               draw(0, 0.12),
                               draw(0.1, 0.6)};
    CAPTURE(i);
    const double black = ql::blackFormula(
        type_of(terms), terms.strike,
        terms.spot * std::exp((terms.rate_annual - terms.yield_annual) * terms.years),
        terms.volatility_annual * std::sqrt(terms.years),
        std::exp(-terms.rate_annual * terms.years));
    CHECK(european_option(terms).value() == doctest::Approx(black).epsilon(1e-9));
    ql::FdBlackScholesVanillaEngine grid(world_of(terms), 300, 400);
    const double american =
        price(grid, ql::ext::make_shared<ql::PlainVanillaPayoff>(type_of(terms), terms.strike),
              ql::ext::make_shared<ql::AmericanExercise>(kStart, end_of(terms)));
    CHECK(std::fabs(american_option(terms).value() - american) < 0.02);
  }
}

TEST_CASE("oracle: a max call with one date equals Stulz's closed form") {
  for (const double correlation : {-0.5, 0.0, 0.7}) {
    // No yield: nobody uses it today, so the one later date is all.
    const OptionTerms each = {OptionRight::call, 105, 100, 2, 0.04, 0, 0.25};
    const auto world = world_of(each);
    ql::StulzEngine engine(world, world, correlation);
    const double closed =
        price(engine,
              ql::ext::make_shared<ql::MaxBasketPayoff>(
                  ql::ext::make_shared<ql::PlainVanillaPayoff>(ql::Option::Call, each.strike)),
              ql::ext::make_shared<ql::EuropeanExercise>(end_of(each)));
    CHECK(std::fabs(max_call({each, correlation, 1}).value() - closed) < 0.03);
  }
}
