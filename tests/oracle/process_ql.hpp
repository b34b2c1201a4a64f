// The world that QuantLib's option engines are given: flat rate, yield and volatility, Actual/360.
#pragma once

#include <ql/processes/blackscholesprocess.hpp>
#include <ql/quotes/simplequote.hpp>
#include <ql/termstructures/volatility/equityfx/blackconstantvol.hpp>
#include <ql/termstructures/yield/flatforward.hpp>
#include <ql/time/calendars/nullcalendar.hpp>
#include <ql/time/daycounters/actual360.hpp>

#include "models/option/option.hpp"

namespace pledgelab::oracle {

inline QuantLib::ext::shared_ptr<QuantLib::BlackScholesMertonProcess> flat_process(
    const OptionTerms& terms, const QuantLib::Date& today) {
  namespace ql = QuantLib;
  const ql::Actual360 clock;
  const auto flat = [&](double rate) {
    return ql::Handle<ql::YieldTermStructure>(
        ql::ext::make_shared<ql::FlatForward>(today, rate, clock));
  };
  return ql::ext::make_shared<ql::BlackScholesMertonProcess>(
      ql::Handle<ql::Quote>(ql::ext::make_shared<ql::SimpleQuote>(terms.spot)),
      flat(terms.yield_annual), flat(terms.rate_annual),
      ql::Handle<ql::BlackVolTermStructure>(ql::ext::make_shared<ql::BlackConstantVol>(
          today, ql::NullCalendar(), terms.volatility_annual, clock)));
}

}  // namespace pledgelab::oracle
