// What one way of selling a pledged right brings: the prices at which it may go, each with its
// chance and its month, and what they come to.
#pragma once

#include <span>
#include <vector>

#include "models/base/error.hpp"

namespace pledgelab {

/// One price at which a right may go. The chances of all steps of a sale sum to at most 1; what is
/// left is no sale.
struct SaleStep {
  double chance_frac = 0;  // that it goes here, seen from the start
  double price = 0;        // ≥ 0, in any unit of money, or of a worth
  double months = 0;       // from default until it pays
};

/// A judicial online auction: rounds at falling start prices, then a sale at the last of them
/// (变卖).
struct AuctionTerms {
  double sale_frac = 0;          // chance that a round finds a buyer, given that it is held
  double first_price = 0;        // start price of the first round
  double cut_frac = 0;           // fall of the start price from one round to the next
  int rounds = 2;                // 1 to 10
  double closing_sale_frac = 0;  // chance of the sale after the last round; 0: there is none
  double first_months = 0;       // from default until the first round pays
  double round_months = 0;       // from one round to the next
  double closing_months = 0;     // from the last round to the end of the sale after it
};

/// F45. Steps of the auction: round i sells with chance p(1-p)^(i-1) at first·(1-cut)^(i-1), the
/// sale after it with (1-p)^n·c at the last start price. A buyer is taken to pay the start price:
/// what bidders add is not counted. Source: 法释〔2016〕18号 art. 10 and 26 (first price at least
/// 70 % of the appraisal, a further round at most 20 % lower); valuation.md 3.6. Error K-110: a
/// term outside its domain.
Result<std::vector<SaleStep>> auction_steps(const AuctionTerms& terms);

struct SaleOutlook {
  double sale_frac = 0;          // chance that it sells at all
  double price_given_sale = 0;   // mean price of a sale; 0 where none can be
  double expected_price = 0;     // no sale counted as 0
  double months_given_sale = 0;  // mean
  double cost_frac = 0;          // of the price
  double present_value = 0;      // of what is left after costs
  double wait_factor = 1;        // present value / (chance × price given sale × (1 - costs))
};

/// F46. Present value Σ chance·price·(1 - costs)/(1 + r)^(months/12). Source: valuation.md 3.5
/// (V_liq = … P(sale)(1 - f) DF(time to sale)), with the time that each step takes in place of one.
/// Error K-111: no steps, a step, costs or rate outside their domains, chances above 1.
Result<SaleOutlook> sale_outlook(std::span<const SaleStep> steps, double cost_frac,
                                 double rate_annual_frac);

/// F47. Quantile at `level` of what a sale brings: 0 up to the chance of no sale, P₀; above it the
/// steps' own prices in ascending order or, with a concentration c above 0, scale × the quantile of
/// Beta(m, c) at (level - P₀)/(1 - P₀), m the mean price given sale over the scale. Source:
/// valuation.md 3.6 (Beta(mean, 4)), 5.2 item 5. Error K-112: as F46, a level not between 0 and 1,
/// a mean above the scale.
struct PriceSpread {
  double scale = 1;          // the worth that fractions are of
  double concentration = 0;  // 0: the steps' prices are known
};
Result<double> sale_quantile(std::span<const SaleStep> steps, const PriceSpread& spread,
                             double level);

}  // namespace pledgelab
