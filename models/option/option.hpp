// Options on one asset whose worth is lognormal under the pricing measure, and on the better of
// two. The right to wait with a project (spot = worth of its cash flows, strike = cost of the
// development, yield = cost of delay) and the right to let it go are such options.
//
// Amounts in one money unit of the caller; rates, yields and volatilities by year, continuous, as
// fractions; times in years. All prices are under the pricing measure: none is a forecast, and none
// is a worth for collateral. F111 and F113 to F116 are QuantLib's, called without its settings
// or clock; its observers are shared, so call them from one thread at a time.
#pragma once

#include <cstdint>

#include "models/base/error.hpp"

namespace pledgelab {

enum class OptionRight : std::uint8_t { call, put };

/// Domain: 0 < spot, strike ≤ 1e15; 0 < years ≤ 100; rate and yield in [0, 1], each × years ≤ 5;
/// volatility in [0.005, 5], × √years in [0.01, 6]: inside it the methods here agree.
struct OptionTerms {
  OptionRight right = OptionRight::call;
  double spot = 0;
  double strike = 0;
  double years = 0;
  double rate_annual = 0;
  double yield_annual = 0;
  double volatility_annual = 0;
};

/// V-201: a term outside its domain, named.
Outcome check_terms(const OptionTerms& terms);

/// What is paid when the right is used at this spot.
inline double payoff(OptionRight right, double spot, double strike) {
  const double gain = right == OptionRight::call ? spot - strike : strike - spot;
  return gain > 0 ? gain : 0;
}

/// F110. S e^(-qT) Φ(d1) - K e^(-rT) Φ(d2), and the put of the same. Black-Scholes 1973, Merton
/// 1973. V-201.
Result<double> european_option(const OptionTerms& terms);

/// F110 without the check, for loops: terms in their domain, but years may be anything from 0.
double european_price(const OptionTerms& terms) noexcept;

/// F111. Use at any time up to T, at once included. Andersen, Lake, Offengenden 2016 (fixed point
/// for the boundary); errs by about 1e-6 of the strike. V-201; V-202 when the library refuses.
Result<double> american_option(const OptionTerms& terms);

/// F112. Use at any time, no end: the bound of F111 for long T; `years` is not read but must be in
/// its domain. McKean 1965, Merton 1973. V-201, also for a call without yield or a put without
/// rate: the worth then has no finite point of use.
Result<double> perpetual_option(const OptionTerms& terms);

/// F113. Use at i T/dates, i = 1..dates; not today. Finite differences (Crank-Nicolson in ln S).
/// V-201; V-203 for dates outside 1..1000; V-202.
Result<double> bermudan_option(const OptionTerms& terms, int dates);

/// F114. Quadratic approximation of F111. Barone-Adesi, Whaley 1987. V-201, V-202.
Result<double> barone_adesi_whaley(const OptionTerms& terms);

/// F115. Flat-boundary approximation of F111, a lower bound. Bjerksund, Stensland 1993. V-201,
/// V-202.
Result<double> bjerksund_stensland(const OptionTerms& terms);

/// Call on the better of two assets of equal spot, yield and volatility.
struct MaxCallTerms {
  OptionTerms each;        // of a call; put is V-201
  double correlation = 0;  // of the two returns, in [-0.95, 0.95]
  int dates = 0;           // use at i T/dates, i = 0..dates, today included; 1..100
};

/// F116. (max(S1, S2) - K)+, Bermudan. Finite differences in two dimensions (Hundsdorfer);
/// Andersen, Broadie 2004, Glasserman 2004 p. 462. V-201, V-203, V-202.
Result<double> max_call(const MaxCallTerms& terms);

/// A call on an asset that may fall to nothing, once and for all, at `hazard_annual` ≥ 0.
struct JumpCall {
  double priced = 0;         // the hazard is compensated: drift r + λ while alive
  double uncompensated = 0;  // a lender's hazard: e^(-λT) × the call without it
};

/// F129. Merton 1976 with a jump to zero: the call of F110 at rate r + λ. `priced` is for pricing
/// alone and never for collateral. V-201, also for a put or when r + λ is outside the domain.
Result<JumpCall> call_under_jump_to_zero(const OptionTerms& terms, double hazard_annual);

}  // namespace pledgelab
