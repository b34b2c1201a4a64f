// Multi-period excess earnings of a right's product as evidence of its worth, in the right's own
// frame: its life, hazards, discount rate, decay and tax.
#pragma once

#include <optional>

#include "models/base/error.hpp"
#include "models/evidence/evidence.hpp"
#include "models/valuation/income_stream.hpp"
#include "models/valuation/plan.hpp"

namespace pledgelab {

/// What a product earns above the return of the other assets that it needs.
struct EarningsForecast {
  double revenue_yuan = 0;       // sales of the first year, > 0
  double growth_frac = 0;        // of sales, a year, in years 1..growth_years, > -1
  double late_growth_frac = 0;   // after those years, > -1
  int growth_years = 20;         // ≥ 0
  double margin_frac = 0;        // EBIT of sales, before the charges, up to 1
  double charge_frac = 0;        // after tax, of sales, ≥ 0; none for the right itself
  double tax_frac = 0;           // 0 to 1
  double obsolescence_frac = 0;  // a year, 0 to 1
};

/// Growth of what a row of evidence forecasts, a year.
struct ForecastGrowth {
  double frac = 0;
  bool stated = false;
};

/// What the row states; else what the book says of the right; else the sector's, not stated.
ForecastGrowth forecast_growth(const Subject& subject, const std::optional<double>& stated_frac);

/// F185. V = Σ S(τ_t) Rev_1 Π(1+g) (1-δ)^(t-1) [m (1-T) - c] / (1+k)^τ_t, years, S, k and τ those
/// of the frame (F21), so each acts once. Below 0 where the charges pass the profit: told, not cut.
/// With one hazard and whole years it is F137. Source: IVS 210, valuation.md 1.2; acceptance V31.
/// Error V-334 outside the domain, or a frame without life.
Result<double> earnings_worth(const EarningsForecast& forecast, const IncomeStream& frame);

/// A row of excess_earnings priced into `one`, with drivers and flags in `plan`, whose frame is
/// known. Sales are those of the product, of which the right has its share (F37): the charges hold
/// the return of all assets but the product's rights. Rolled from the row's date to today by growth
/// and decay. An expected value that goes with the income models (loading √pooling_correlation),
/// ln-SD √(s² + σ² age), s estimate_ln_sd.excess_earnings (and default_input without a growth), σ
/// value_volatility. Grade E2 where the book maps no less sales to the right and a growth is
/// stated, else E4. Beside the pool where the charges pass the profit.
void price_earnings(const Subject& subject, const EvidenceRow& row, AssetPlan& plan,
                    PricedEvidence& one);

}  // namespace pledgelab
