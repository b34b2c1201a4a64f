// Royalties that are not read off a table, and the cost approach: pure formulas.
#pragma once

namespace pledgelab {

/// F30. Royalty scaled by brand strength: q_low + strength/100 · (q_high - q_low). Strength is cut
/// to 0..100. Source: Brand Finance, valuation.md 1.8; V29.
double strength_royalty(double low_frac, double high_frac, double strength);

/// F31. Premium royalty of a geographical indication: max(0, p_GI - p_generic)/p_GI · brand share ·
/// (1 - cost part of the premium). p_GI > 0. Source: valuation.md 1.9.
double premium_royalty(double price_yuan, double generic_price_yuan, double brand_share_frac,
                       double premium_cost_frac);

/// What a right cost, and what of that is gone.
struct CostTerms {
  double cost_yuan = 0;       // spent, ≥ 0
  double inflation_frac = 0;  // a year, > -1
  double age_years = 0;       // since it was spent, ≥ 0; not 0 together with `remaining_years`
  double profit_frac = 0;     // the developer's, of cost
  double remaining_years = 0;
  double functional_loss_frac = 0;  // behind what is made today, 0 to 1
  double economic_loss_frac = 0;    // from outside: market, law, 0 to 1
};

/// F32. Cost approach: C·(1+i)^a·(1+profit)·(1 -
/// used/(used+remaining))·(1-functional)·(1-economic). Source: valuation.md 1.2; V32. No right of a
/// book is priced by it: a book states no history of cost.
double depreciated_cost(const CostTerms& terms);

/// F33. Effort cost of a work: person-months · loaded rate · max(0, 1 - age/life). Source:
/// valuation.md 1.10.
double effort_cost(double person_months, double cost_per_month_yuan, double age_years,
                   double life_years);

/// F36. Weight of a right under a request for invalidation: 1 - p_full - ½·p_part (½ is assumed).
/// Source: policies.md 4B.
double challenged_factor(double full_loss_frac, double part_loss_frac);

/// F34. A year's flow after its annual fee: flow - fee·(1-T). Each right pays its own fee, whatever
/// its part of the product. Source: valuation.md 1.2.
double flow_after_fee(double flow_yuan, double fee_yuan, double tax_frac);

/// F35. Yearly hazard of a mark: 1 - (1-cancelled)(1-unused)·renewed. Source: valuation.md 1.8.
double mark_hazard(double cancelled_frac, double unused_frac, double renewed_frac);

/// F37. Part of its product that a right without a written share holds: (1 - Σ written)/number of
/// such rights. Source: valuation.md 1.10a; V49.
double equal_product_share(double written_frac, double without_count);

/// F39. Yearly hazard of a patent: 1 - (1-lapse)(1-lost to an attack). Source: valuation.md 1.10a.
double patent_hazard(double lapse_frac, double lost_frac);

}  // namespace pledgelab
