#include "models/appraisal/excess_earnings.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>

namespace pledgelab {
namespace {

Error outside(const char* code, const std::string& needs) {
  return {code, {}, needs, "rates are written as shares: 0.15, not 15", ErrorKind::input};
}

bool all_from(std::span<const double> values, double lowest) {
  return std::all_of(values.begin(), values.end(),
                     [&](double x) { return std::isfinite(x) && x >= lowest; });
}

double flow_time(std::size_t year_index, bool mid_year) {
  return static_cast<double>(year_index) + (mid_year ? 0.5 : 1.0);
}

bool sound(const ExcessEarnings& terms) {
  const std::size_t years = terms.revenue_yuan.size();
  return years > 0 && terms.margin_frac.size() == years && terms.charge_frac.size() == years &&
         all_from(terms.revenue_yuan, 0) && all_from(terms.charge_frac, 0) &&
         std::all_of(terms.margin_frac.begin(), terms.margin_frac.end(),
                     [](double x) { return std::isfinite(x) && x <= 1; }) &&
         terms.tax_frac >= 0 && terms.tax_frac <= 1 && terms.obsolescence_frac >= 0 &&
         terms.obsolescence_frac <= 1 && terms.hazard_annual_frac >= 0 &&
         terms.hazard_annual_frac < 1 && terms.discount_frac > -1 &&
         std::isfinite(terms.discount_frac);
}

double present_value(std::span<const double> flows_yuan, double rate, bool mid_year) {
  double value = 0;
  for (std::size_t i = 0; i < flows_yuan.size(); ++i) {
    value += flows_yuan[i] * std::pow(1 + rate, -flow_time(i, mid_year));
  }
  return value;
}

}  // namespace

Result<double> weighted_return(std::span<const double> weights,
                               std::span<const double> returns_frac) {
  double sum = 0;
  double product = 0;
  bool sound = weights.size() == returns_frac.size();
  for (std::size_t i = 0; sound && i < weights.size(); ++i) {
    sound = std::isfinite(weights[i]) && weights[i] >= 0 && std::isfinite(returns_frac[i]) &&
            returns_frac[i] > -1;
    sum += weights[i];
    product += weights[i] * returns_frac[i];
  }
  if (!sound || !(sum > 0) || !std::isfinite(sum)) {
    return outside("V-311",
                   "a weighted return needs as many weights as returns, weights from 0 with a sum "
                   "above 0, returns above -1");
  }
  return product / sum;
}

ReturnCheck check_returns(double weighted_frac, double internal_frac, double cost_of_capital_frac) {
  const auto [low, high] = std::minmax({weighted_frac, internal_frac, cost_of_capital_frac});
  // A gap of one point may be a hair above it in binary.
  return {high - low, high - low <= 0.01 + 1e-12};
}

Result<double> excess_earnings_value(const ExcessEarnings& terms) {
  if (!sound(terms)) {
    return outside("V-312",
                   "excess earnings need lists of one length (one figure a year): revenue and "
                   "charges from 0, margins up to 1; tax and obsolescence from 0 to 1, hazard from "
                   "0 to below 1, discount rate above -1");
  }
  double value = 0;
  for (std::size_t i = 0; i < terms.revenue_yuan.size(); ++i) {
    const double surviving =
        terms.revenue_yuan[i] * std::pow(1 - terms.obsolescence_frac, static_cast<double>(i));
    const double excess =
        surviving * (terms.margin_frac[i] * (1 - terms.tax_frac) - terms.charge_frac[i]);
    const double weight = (1 - terms.hazard_annual_frac) / (1 + terms.discount_frac);
    value += excess * std::pow(weight, flow_time(i, terms.mid_year));
  }
  if (!std::isfinite(value)) return outside("V-312", "excess earnings beyond what a number holds");
  return value;
}

Result<double> internal_return(double price_yuan, std::span<const double> flows_yuan,
                               bool mid_year) {
  double low = -0.99;
  double high = 100;
  const bool sound = std::isfinite(price_yuan) && price_yuan > 0 && all_from(flows_yuan, 0);
  if (!sound || !(present_value(flows_yuan, low, mid_year) >= price_yuan) ||
      !(present_value(flows_yuan, high, mid_year) <= price_yuan)) {
    return outside("V-313",
                   "an internal return needs a price above 0, flows from 0 and a rate between "
                   "-0.99 and 100 that makes them equal");
  }
  while (high - low > 1e-12) {
    const double middle = low + (high - low) / 2;
    (present_value(flows_yuan, middle, mid_year) > price_yuan ? low : high) = middle;
  }
  return low + (high - low) / 2;
}

Result<double> brand_earnings_value(const BrandEarnings& terms) {
  const double rate = terms.industry_return_frac * terms.strength_coefficient;
  const bool known = std::all_of(terms.flows_yuan.begin(), terms.flows_yuan.end(),
                                 [](double x) { return std::isfinite(x); });
  if (terms.flows_yuan.empty() || !known || !(terms.industry_return_frac > 0) ||
      !(terms.strength_coefficient >= 0.6 && terms.strength_coefficient <= 2.0) ||
      !std::isfinite(rate) || !(terms.growth_frac > -1 && terms.growth_frac < rate)) {
    return outside("V-315",
                   "brand earnings need at least one flow, an industry return above 0, a strength "
                   "coefficient from 0.6 to 2.0 and a growth above -1 and below the discount rate");
  }
  const double last = terms.flows_yuan.back() * (1 + terms.growth_frac) /
                      (rate - terms.growth_frac) *
                      std::pow(1 + rate, -static_cast<double>(terms.flows_yuan.size()));
  const double value = present_value(terms.flows_yuan, rate, false) + last;
  if (!std::isfinite(value)) return outside("V-315", "brand earnings beyond what a number holds");
  return value;
}

}  // namespace pledgelab
