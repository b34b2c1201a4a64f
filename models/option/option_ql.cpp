// The prices of option.hpp that QuantLib gives. Its engines are run by themselves, without its
// Instrument, so that neither its settings nor its clock is read.
#include <algorithm>
#include <cmath>
#include <exception>
#include <string>
#include <vector>

#include <ql/exercise.hpp>
#include <ql/instruments/basketoption.hpp>
#include <ql/instruments/vanillaoption.hpp>
#include <ql/pricingengines/basket/fd2dblackscholesvanillaengine.hpp>
#include <ql/pricingengines/vanilla/baroneadesiwhaleyengine.hpp>
#include <ql/pricingengines/vanilla/bjerksundstenslandengine.hpp>
#include <ql/pricingengines/vanilla/fdblackscholesvanillaengine.hpp>
#include <ql/pricingengines/vanilla/qdfpamericanengine.hpp>
#include <ql/processes/blackscholesprocess.hpp>
#include <ql/quotes/simplequote.hpp>
#include <ql/termstructures/volatility/equityfx/blackconstantvol.hpp>
#include <ql/termstructures/yield/flatforward.hpp>
#include <ql/time/calendars/nullcalendar.hpp>
#include <ql/time/daycounters/actual360.hpp>

#include "models/option/option.hpp"

namespace pledgelab {
namespace {

namespace ql = QuantLib;

using Process = ql::ext::shared_ptr<ql::GeneralizedBlackScholesProcess>;

constexpr double kDaysOfYear = 360;  // of Actual360
constexpr int kHorizonDays = 3'600;  // of an option without dates
constexpr ql::Size kSpotGrid = 1'000;
constexpr ql::Size kTwoSpotGrid = 150;

Error refused(const std::string& why) {
  return {"V-202", {}, "no price: " + why, "see the terms' domain", ErrorKind::input};
}

Error dates_outside(int most) {
  return {"V-203",
          {},
          "dates must lie in 1.." + std::to_string(most),
          "the number of dates on which the right can be used",
          ErrorKind::input};
}

ql::Date first_day() { return {1, ql::January, 2000}; }

// The library counts time in whole days. A price depends on rT, qT and s²T alone, so any T is
// restated on `days` whole days, exactly.
Process process_of(const OptionTerms& terms, int days) {
  const double scale = terms.years * kDaysOfYear / days;
  const ql::Actual360 clock;
  const auto flat = [&](double rate) {
    return ql::Handle<ql::YieldTermStructure>(
        ql::ext::make_shared<ql::FlatForward>(first_day(), rate * scale, clock));
  };
  const ql::Handle<ql::BlackVolTermStructure> volatility(ql::ext::make_shared<ql::BlackConstantVol>(
      first_day(), ql::NullCalendar(), terms.volatility_annual * std::sqrt(scale), clock));
  const ql::Handle<ql::Quote> spot(ql::ext::make_shared<ql::SimpleQuote>(terms.spot));
  return ql::ext::make_shared<ql::BlackScholesMertonProcess>(spot, flat(terms.yield_annual),
                                                             flat(terms.rate_annual), volatility);
}

ql::Option::Type type_of(OptionRight right) {
  return right == OptionRight::call ? ql::Option::Call : ql::Option::Put;
}

ql::ext::shared_ptr<ql::PlainVanillaPayoff> payoff_of(const OptionTerms& terms) {
  return ql::ext::make_shared<ql::PlainVanillaPayoff>(type_of(terms.right), terms.strike);
}

ql::ext::shared_ptr<ql::Exercise> any_day() {
  return ql::ext::make_shared<ql::AmericanExercise>(first_day(), first_day() + kHorizonDays);
}

// dates × step days after the first; today is not among them.
ql::ext::shared_ptr<ql::Exercise> on_dates(int dates, int step_days) {
  std::vector<ql::Date> days;
  days.reserve(static_cast<std::size_t>(dates));
  ql::Date day = first_day();
  for (int i = 0; i < dates; ++i) days.push_back(day += step_days);
  return ql::ext::make_shared<ql::BermudanExercise>(days);
}

Result<double> price(ql::PricingEngine& engine, const ql::ext::shared_ptr<ql::Payoff>& payoff,
                     const ql::ext::shared_ptr<ql::Exercise>& exercise) {
  engine.reset();
  auto* arguments = dynamic_cast<ql::Option::arguments*>(engine.getArguments());
  if (arguments == nullptr) return refused("the engine takes no option");
  arguments->payoff = payoff;
  arguments->exercise = exercise;
  arguments->validate();
  engine.calculate();
  const auto* results = dynamic_cast<const ql::Instrument::results*>(engine.getResults());
  if (results == nullptr || !std::isfinite(results->value)) return refused("no finite value");
  return results->value;
}

// What the library throws ends here.
template <class Pricing>
Result<double> guarded(const OptionTerms& terms, const Pricing& pricing) {
  if (auto checked = check_terms(terms); !checked) return checked.errors();
  try {
    return pricing();
  } catch (const std::exception& fault) {
    return refused(fault.what());
  }
}

int step_days(int dates) { return std::max(1, 1'000 / dates); }

}  // namespace

Result<double> american_option(const OptionTerms& terms) {
  return guarded(terms, [&]() -> Result<double> {
    // Finer than the library's own accurateScheme (25, 5, 13), which errs by 1e-3 on long options.
    ql::QdFpAmericanEngine engine(
        process_of(terms, kHorizonDays),
        ql::ext::make_shared<ql::QdFpLegendreTanhSinhScheme>(32, 8, 24, 1e-9));
    auto held = price(engine, payoff_of(terms), any_day());
    if (!held) return held;
    return std::max(held.value(), payoff(terms.right, terms.spot, terms.strike));
  });
}

Result<double> bermudan_option(const OptionTerms& terms, int dates) {
  constexpr int kMost = 1'000;
  if (dates < 1 || dates > kMost) return dates_outside(kMost);
  return guarded(terms, [&]() -> Result<double> {
    const int step = step_days(dates);
    // Whole steps between the dates, at least 400 in all.
    const int steps = dates * std::max(2, 400 / dates);
    ql::FdBlackScholesVanillaEngine engine(process_of(terms, dates * step),
                                           static_cast<ql::Size>(steps), kSpotGrid, 2);
    return price(engine, payoff_of(terms), on_dates(dates, step));
  });
}

Result<double> barone_adesi_whaley(const OptionTerms& terms) {
  return guarded(terms, [&]() -> Result<double> {
    ql::BaroneAdesiWhaleyApproximationEngine engine(process_of(terms, kHorizonDays));
    return price(engine, payoff_of(terms), any_day());
  });
}

Result<double> bjerksund_stensland(const OptionTerms& terms) {
  return guarded(terms, [&]() -> Result<double> {
    ql::BjerksundStenslandApproximationEngine engine(process_of(terms, kHorizonDays));
    return price(engine, payoff_of(terms), any_day());
  });
}

Result<double> max_call(const MaxCallTerms& terms) {
  constexpr int kMost = 100;
  const OptionTerms& each = terms.each;
  const bool correlated = terms.correlation >= -0.95 && terms.correlation <= 0.95;
  if (!correlated || each.right != OptionRight::call) {
    return Error{
        "V-201", {}, "a max call needs a correlation in [-0.95, 0.95]", "", ErrorKind::input};
  }
  if (terms.dates < 1 || terms.dates > kMost) return dates_outside(kMost);
  return guarded(each, [&]() -> Result<double> {
    const int step = step_days(terms.dates);
    const Process process = process_of(each, terms.dates * step);
    const int steps = terms.dates * std::max(2, 100 / terms.dates);
    ql::Fd2dBlackScholesVanillaEngine engine(process, process, terms.correlation, kTwoSpotGrid,
                                             kTwoSpotGrid, static_cast<ql::Size>(steps), 2);
    const auto best = ql::ext::make_shared<ql::MaxBasketPayoff>(payoff_of(each));
    auto later = price(engine, best, on_dates(terms.dates, step));
    if (!later) return later;
    return std::max(later.value(), payoff(OptionRight::call, each.spot, each.strike));
  });
}

}  // namespace pledgelab
