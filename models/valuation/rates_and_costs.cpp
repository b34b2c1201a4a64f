#include "models/valuation/rates_and_costs.hpp"

#include <algorithm>
#include <cmath>

namespace pledgelab {

double strength_royalty(double low_frac, double high_frac, double strength) {
  return low_frac + std::clamp(strength, 0.0, 100.0) / 100 * (high_frac - low_frac);
}

double premium_royalty(double price_yuan, double generic_price_yuan, double brand_share_frac,
                       double premium_cost_frac) {
  const double premium = std::max(0.0, price_yuan - generic_price_yuan) / price_yuan;
  return premium * brand_share_frac * (1 - premium_cost_frac);
}

double depreciated_cost(const CostTerms& terms) {
  const double today = terms.cost_yuan * std::pow(1 + terms.inflation_frac, terms.age_years) *
                       (1 + terms.profit_frac);
  const double used = terms.age_years / (terms.age_years + terms.remaining_years);
  return today * (1 - used) * (1 - terms.functional_loss_frac) * (1 - terms.economic_loss_frac);
}

double effort_cost(double person_months, double cost_per_month_yuan, double age_years,
                   double life_years) {
  return person_months * cost_per_month_yuan * std::max(0.0, 1 - age_years / life_years);
}

double challenged_factor(double full_loss_frac, double part_loss_frac) {
  return 1 - full_loss_frac - part_loss_frac / 2;
}

double flow_after_fee(double flow_yuan, double fee_yuan, double tax_frac) {
  return flow_yuan - fee_yuan * (1 - tax_frac);
}

double mark_hazard(double cancelled_frac, double unused_frac, double renewed_frac) {
  return 1 - (1 - cancelled_frac) * (1 - unused_frac) * renewed_frac;
}

double equal_product_share(double written_frac, double without_count) {
  return (1 - written_frac) / without_count;
}

double patent_hazard(double lapse_frac, double lost_frac) {
  return 1 - (1 - lapse_frac) * (1 - lost_frac);
}

}  // namespace pledgelab
