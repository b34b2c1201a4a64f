#include "models/collateral/sale_steps.hpp"

#include <algorithm>
#include <cmath>

#include "models/base/beta_distribution.hpp"

namespace pledgelab {
namespace {

Error outside(const char* code, const char* needs) {
  return {code, {}, needs, "", ErrorKind::input};
}

bool is_frac(double x) { return x >= 0 && x <= 1; }
bool from_zero(double x) { return std::isfinite(x) && x >= 0; }

// The sum of chances, as sums of doubles round.
constexpr double kAllChances = 1 + 1e-12;

bool sound(std::span<const SaleStep> steps) {
  double chances = 0;
  for (const SaleStep& step : steps) {
    if (!is_frac(step.chance_frac) || !from_zero(step.price) || !from_zero(step.months)) {
      return false;
    }
    chances += step.chance_frac;
  }
  return !steps.empty() && chances <= kAllChances;
}

double chance_of_any(std::span<const SaleStep> steps) {
  double chance = 0;
  for (const SaleStep& step : steps) chance += step.chance_frac;
  return std::min(1.0, chance);
}

double expected_price(std::span<const SaleStep> steps) {
  double price = 0;
  for (const SaleStep& step : steps) price += step.chance_frac * step.price;
  return price;
}

// The least price that the sale stays at or below with chance `level`; no sale counts as 0.
double known_price_at(std::span<const SaleStep> steps, double level) {
  std::vector<SaleStep> ascending(steps.begin(), steps.end());
  std::stable_sort(ascending.begin(), ascending.end(),
                   [](const SaleStep& a, const SaleStep& b) { return a.price < b.price; });
  double below = 1 - chance_of_any(steps);
  double price = 0;
  for (const SaleStep& step : ascending) {
    if (level <= below + 1e-12) break;
    below += step.chance_frac;
    if (step.chance_frac > 0) price = step.price;
  }
  return price;
}

}  // namespace

Result<std::vector<SaleStep>> auction_steps(const AuctionTerms& terms) {
  const bool good = is_frac(terms.sale_frac) && from_zero(terms.first_price) &&
                    is_frac(terms.cut_frac) && terms.rounds >= 1 && terms.rounds <= 10 &&
                    is_frac(terms.closing_sale_frac) && from_zero(terms.first_months) &&
                    from_zero(terms.round_months) && from_zero(terms.closing_months);
  if (!good) {
    return outside("K-110",
                   "an auction needs chances and a cut from 0 to 1, 1 to 10 rounds, a first price "
                   "and months from 0");
  }
  std::vector<SaleStep> steps;
  double open = 1;
  double price = terms.first_price;
  double months = terms.first_months;
  for (int round = 0; round < terms.rounds; ++round) {
    if (round > 0) {
      price *= 1 - terms.cut_frac;
      months += terms.round_months;
    }
    steps.push_back({open * terms.sale_frac, price, months});
    open *= 1 - terms.sale_frac;
  }
  steps.push_back({open * terms.closing_sale_frac, price, months + terms.closing_months});
  return steps;
}

Result<SaleOutlook> sale_outlook(std::span<const SaleStep> steps, double cost_frac,
                                 double rate_annual_frac) {
  if (!sound(steps) || !is_frac(cost_frac) || !from_zero(rate_annual_frac)) {
    return outside("K-111",
                   "a sale needs steps whose chances sum to 1 at most, prices, months and a rate "
                   "from 0, costs from 0 to 1");
  }
  SaleOutlook outlook;
  outlook.sale_frac = chance_of_any(steps);
  outlook.expected_price = expected_price(steps);
  outlook.cost_frac = cost_frac;
  double months = 0;
  double present = 0;
  for (const SaleStep& step : steps) {
    months += step.chance_frac * step.months;
    present += step.chance_frac * step.price / std::pow(1 + rate_annual_frac, step.months / 12);
  }
  if (outlook.sale_frac > 0) {
    outlook.price_given_sale = outlook.expected_price / outlook.sale_frac;
    outlook.months_given_sale = months / outlook.sale_frac;
  }
  if (outlook.expected_price > 0) outlook.wait_factor = present / outlook.expected_price;
  outlook.present_value = present * (1 - cost_frac);
  if (!std::isfinite(outlook.present_value) || !std::isfinite(outlook.price_given_sale)) {
    return outside("K-111", "a sale beyond what a number holds");
  }
  return outlook;
}

Result<double> sale_quantile(std::span<const SaleStep> steps, const PriceSpread& spread,
                             double level) {
  const bool good = sound(steps) && std::isfinite(spread.scale) && spread.scale > 0 &&
                    from_zero(spread.concentration) && level > 0 && level < 1;
  if (!good) {
    return outside("K-112",
                   "a quantile of a sale needs sound steps, a scale above 0, a concentration from "
                   "0 and a level between 0 and 1");
  }
  if (spread.concentration == 0) return known_price_at(steps, level);
  const double sale = chance_of_any(steps);
  if (level <= 1 - sale) return 0.0;
  const double mean = expected_price(steps) / sale / spread.scale;
  if (mean > 1 + 1e-12) return outside("K-112", "a mean price above the worth has no Beta spread");
  if (mean == 0 || mean >= 1) return mean * spread.scale;
  const double c = spread.concentration;
  return spread.scale * beta_quantile(mean * c, (1 - mean) * c, (level - (1 - sale)) / sale);
}

}  // namespace pledgelab
