// Worth by excess earnings: what is left of the profit when every other asset has had its return.
// Multi-period method of the valuation standards, the brand form of GB/T 29188, and the checks of
// returns that belong to both.
#pragma once

#include <span>
#include <vector>

#include "models/base/error.hpp"

namespace pledgelab {

/// F136. Weighted average return on assets: Σ w r / Σ w. Equal lengths, weights ≥ 0 with a sum
/// above 0, returns > -1. Source: valuation.md 1.2; acceptance V26. Error V-311.
Result<double> weighted_return(std::span<const double> weights,
                               std::span<const double> returns_frac);

/// How far the three rates that should be one lie apart.
struct ReturnCheck {
  double gap_frac = 0;  // highest less lowest
  bool closes = false;  // within one percentage point
};

/// WARA = WACC = IRR within 1 pp. Source: valuation.md 1.2. All finite.
ReturnCheck check_returns(double weighted_frac, double internal_frac, double cost_of_capital_frac);

/// Years 1..n, lists of one length. Charges are after tax, as a share of the year's revenue (Σ
/// average fair value × return of the contributory assets, over revenue); none for the asset
/// itself, so they shrink with its surviving revenue.
struct ExcessEarnings {
  std::vector<double> revenue_yuan;  // ≥ 0
  std::vector<double> margin_frac;   // EBIT before the charges, of revenue, ≤ 1
  std::vector<double> charge_frac;   // ≥ 0
  double tax_frac = 0;               // 0 to 1
  double obsolescence_frac = 0;      // a year, 0 to 1
  double hazard_annual_frac = 0;     // chance a year to end, 0 to below 1
  double discount_frac = 0;          // > -1; holds no hazard
  bool mid_year = false;
};

/// F137. V0 = Σ S(τ_t) · Rev_t (1-δ)^(t-1) [EBITm_t (1-T) - charge_t] / (1+k)^τ_t with τ_t = t or
/// t - ½ and S(τ) = (1-h)^τ. Negative when the charges pass the profit: told, not cut. Source: IVS
/// 210, valuation.md 1.2; acceptance V31. Error V-312 outside the domain.
Result<double> excess_earnings_value(const ExcessEarnings& terms);

/// F138. The rate r at which Σ flow_t / (1+r)^τ_t = price. Flows ≥ 0 with one above 0 and price > 0
/// make it unique; found by bisection to 1e-12 between -0.99 and 100. Error V-313 when the flows do
/// not allow it or it lies outside.
Result<double> internal_return(double price_yuan, std::span<const double> flows_yuan,
                               bool mid_year);

/// F141's terms: brand flows F_t = (adjusted profit - income of tangible assets) × brand share,
/// after tax, of years 1..T.
struct BrandEarnings {
  std::vector<double> flows_yuan;
  double industry_return_frac = 0;  // Z, > 0; state its base year
  double strength_coefficient = 1;  // K, 0.6 (strongest) to 2.0
  double growth_frac = 0;           // g after year T, -1 < g < Z K
};

/// F141. V = Σ F_t/(1+R)^t + F_T (1+g) / ((R-g)(1+R)^T), R = Z · K, year-end. Source: GB/T 29188,
/// valuation.md 1.8; acceptance V30. A public brand value: a pledge takes no perpetuity. Error
/// V-315 outside the domain.
Result<double> brand_earnings_value(const BrandEarnings& terms);

}  // namespace pledgelab
