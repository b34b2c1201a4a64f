// What a brand's strength multiplies: the old S-curve, and the public value of a regional farm
// brand by CARD (Zhejiang University). Public brand value is not pledge value: the registrant is an
// association, and users hold a right of use.
#pragma once

#include <span>
#include <vector>

#include "models/base/error.hpp"

namespace pledgelab {

/// F139. Multiple y of a strength x: 250 y = x² up to 50, (y - 10)² = 2x - 100 above; 0 to 20. A
/// strength above 100 counts as 100 (published powers pass it). Its slope jumps at 50 and it
/// hardly discriminates above 80. Source: valuation.md 1.8; acceptance V27. Error V-314 below 0.
Result<double> strength_multiple(double strength);

/// F148. Strength as the weighted mean of its powers (driving, resource, operation, communication,
/// development): Σ w p / Σ w, at most 100. Equal lengths, powers ≥ 0, weights ≥ 0 with a sum above
/// 0. Source: valuation.md 1.9. Error V-314.
Result<double> power_strength(std::span<const double> powers, std::span<const double> weights);

/// One year of the brand's trade.
struct BrandYear {
  double volume_units = 0;         // sold, ≥ 0
  double price_yuan = 0;           // retail, a unit, ≥ 0
  double unbranded_cost_yuan = 0;  // a unit, ≥ 0
  double operating_rate_frac = 0;  // what operating takes, 0 to 1
};

/// F149. Brand revenue: mean over the years of volume × (price - unbranded cost) × (1 - operating
/// rate). Source: valuation.md 1.9. Error V-314 without a year or outside the domain.
Result<double> brand_revenue(std::span<const BrandYear> years);

struct CardValue {
  double loyalty_frac = 0;  // of prices: stability, not love; a rise lowers it
  double multiple = 0;
  double value_yuan = 0;
};

/// F140. Brand revenue × loyalty × multiple. Loyalty = max(0, mean - SD) / mean of the years'
/// prices, SD over the whole population (the sample SD would give .9333 where this gives .9456).
/// Source: valuation.md 1.9; acceptance V28. Error V-314: no price, a price ≤ 0, revenue < 0.
Result<CardValue> card_value(double revenue_yuan, std::span<const double> prices_yuan,
                             double strength);

}  // namespace pledgelab
