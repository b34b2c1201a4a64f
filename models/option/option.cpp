#include "models/option/option.hpp"

#include <cmath>
#include <string>

#include "models/base/normal.hpp"

namespace pledgelab {
namespace {

Error outside(const std::string& what) {
  return {"V-201", {}, what, "see models/option/option.hpp for the domain", ErrorKind::input};
}

bool in_range(double x, double low, double high) { return x >= low && x <= high; }

}  // namespace

Outcome check_terms(const OptionTerms& t) {
  constexpr double kMost = 1e15;
  Errors errors;
  if (!(t.spot > 0 && t.spot <= kMost)) errors.push_back(outside("spot must be above 0"));
  if (!(t.strike > 0 && t.strike <= kMost)) errors.push_back(outside("strike must be above 0"));
  if (!(t.years > 0 && t.years <= 100)) errors.push_back(outside("years must lie in (0, 100]"));
  if (!in_range(t.rate_annual, 0, 1)) errors.push_back(outside("rate must lie in [0, 1]"));
  if (!in_range(t.yield_annual, 0, 1)) errors.push_back(outside("yield must lie in [0, 1]"));
  if (!in_range(t.volatility_annual, 0.005, 5))
    errors.push_back(outside("volatility must lie in [0.005, 5]"));
  if (!errors.empty()) return errors;
  if (!in_range(t.volatility_annual * std::sqrt(t.years), 0.01, 6))
    return outside("volatility x sqrt(years) must lie in [0.01, 6]");
  if (t.rate_annual * t.years > 5) return outside("rate x years must be 5 at most");
  if (t.yield_annual * t.years > 5) return outside("yield x years must be 5 at most");
  return Done{};
}

double european_price(const OptionTerms& t) noexcept {
  const double sign = t.right == OptionRight::call ? 1 : -1;
  const double spot = t.spot * std::exp(-t.yield_annual * t.years);
  const double strike = t.strike * std::exp(-t.rate_annual * t.years);
  const double deviation = t.volatility_annual * std::sqrt(t.years);
  if (deviation <= 0) return payoff(t.right, spot, strike);
  const double d1 = std::log(spot / strike) / deviation + deviation / 2;
  const double value =
      sign * (spot * normal_cdf(sign * d1) - strike * normal_cdf(sign * (d1 - deviation)));
  return value > 0 ? value : 0;
}

Result<double> european_option(const OptionTerms& terms) {
  if (auto checked = check_terms(terms); !checked) return checked.errors();
  return european_price(terms);
}

Result<double> perpetual_option(const OptionTerms& t) {
  if (auto checked = check_terms(t); !checked) return checked.errors();
  const bool call = t.right == OptionRight::call;
  if (call && t.yield_annual <= 0) return outside("a perpetual call needs a yield above 0");
  if (!call && t.rate_annual <= 0) return outside("a perpetual put needs a rate above 0");
  const double variance = t.volatility_annual * t.volatility_annual;
  const double tilt = 0.5 - (t.rate_annual - t.yield_annual) / variance;
  const double root = std::sqrt(tilt * tilt + 2 * t.rate_annual / variance);
  const double power = call ? tilt + root : tilt - root;
  const double boundary = t.strike * power / (power - 1);
  const bool used = call ? t.spot >= boundary : t.spot <= boundary;
  const double value =
      used ? payoff(t.right, t.spot, t.strike)
           : payoff(t.right, boundary, t.strike) * std::pow(t.spot / boundary, power);
  if (!std::isfinite(value)) return outside("no finite point of use for these terms");
  return value;
}

Result<JumpCall> call_under_jump_to_zero(const OptionTerms& terms, double hazard_annual) {
  if (terms.right != OptionRight::call) return outside("the jump formula is of a call");
  if (!in_range(hazard_annual, 0, 1)) return outside("hazard must lie in [0, 1]");
  const auto without = european_option(terms);
  if (!without) return without.errors();
  OptionTerms faster = terms;
  faster.rate_annual += hazard_annual;
  const auto priced = european_option(faster);
  if (!priced) return priced.errors();
  return JumpCall{priced.value(), std::exp(-hazard_annual * terms.years) * without.value()};
}

}  // namespace pledgelab
