#include "models/appraisal/brand_strength.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>

namespace pledgelab {
namespace {

constexpr double kTopStrength = 100;

Error outside(const std::string& needs) { return {"V-314", {}, needs, "", ErrorKind::input}; }

bool from_zero(double x) { return std::isfinite(x) && x >= 0; }

}  // namespace

Result<double> strength_multiple(double strength) {
  if (!from_zero(strength)) return outside("a strength multiple needs a strength from 0");
  const double x = std::min(strength, kTopStrength);
  return x <= 50 ? x * x / 250 : 10 + std::sqrt(2 * x - 100);
}

Result<double> power_strength(std::span<const double> powers, std::span<const double> weights) {
  double sum = 0;
  double product = 0;
  bool sound = powers.size() == weights.size();
  for (std::size_t i = 0; sound && i < powers.size(); ++i) {
    sound = from_zero(powers[i]) && from_zero(weights[i]);
    sum += weights[i];
    product += weights[i] * powers[i];
  }
  // No weight at all makes 0/0.
  if (!sound || !std::isfinite(product / sum)) {
    return outside(
        "strength from its powers needs as many weights as powers, all from 0, weights with a sum "
        "above 0");
  }
  return std::min(product / sum, kTopStrength);
}

Result<double> brand_revenue(std::span<const BrandYear> years) {
  double sum = 0;
  bool sound = !years.empty();
  for (const BrandYear& year : years) {
    sound = sound && from_zero(year.volume_units) && from_zero(year.price_yuan) &&
            from_zero(year.unbranded_cost_yuan) && year.operating_rate_frac >= 0 &&
            year.operating_rate_frac <= 1;
    sum += year.volume_units * (year.price_yuan - year.unbranded_cost_yuan) *
           (1 - year.operating_rate_frac);
  }
  if (!sound || !std::isfinite(sum)) {
    return outside(
        "brand revenue needs at least one year: volume, price and cost from 0, an operating rate "
        "from 0 to 1");
  }
  return sum / static_cast<double>(years.size());
}

Result<CardValue> card_value(double revenue_yuan, std::span<const double> prices_yuan,
                             double strength) {
  const bool priced = !prices_yuan.empty() &&
                      std::all_of(prices_yuan.begin(), prices_yuan.end(),
                                  [](double price) { return std::isfinite(price) && price > 0; });
  if (!priced || !from_zero(revenue_yuan)) {
    return outside("a CARD value needs a brand revenue from 0 and at least one price, all above 0");
  }
  const auto multiple = strength_multiple(strength);
  if (!multiple) return multiple.errors();
  const double count = static_cast<double>(prices_yuan.size());
  double centre = 0;
  for (const double price : prices_yuan) centre += price / count;
  double squares = 0;
  for (const double price : prices_yuan) squares += (price - centre) * (price - centre) / count;
  CardValue value;
  value.loyalty_frac = std::max(0.0, centre - std::sqrt(squares)) / centre;
  value.multiple = multiple.value();
  value.value_yuan = revenue_yuan * value.loyalty_frac * value.multiple;
  if (!std::isfinite(value.value_yuan)) return outside("a CARD value beyond what a number holds");
  return value;
}

}  // namespace pledgelab
