// A yearly profit before tax as evidence of a right's worth, in the right's own frame: what the
// right adds to it, with it against without; or its split of the product's operating profit.
#pragma once

#include "models/base/error.hpp"
#include "models/evidence/evidence.hpp"
#include "models/valuation/income_stream.hpp"
#include "models/valuation/plan.hpp"

namespace pledgelab {

/// A split of profit above this is flagged: the quarter and third rule of licensing.
inline constexpr double kThirdRule = 0.33;

/// A profit of which a right has a part.
struct ProfitForecast {
  double profit_yuan = 0;        // of the first year, before tax, > 0
  double split_frac = 1;         // K, above 0 up to 1; 1: all of it is the right's
  double growth_frac = 0;        // a year, in years 1..growth_years, > -1
  double late_growth_frac = 0;   // after those years, > -1
  int growth_years = 20;         // ≥ 0
  double tax_frac = 0;           // 0 to 1
  double obsolescence_frac = 0;  // a year, 0 to 1
};

/// F189, F190. V = Σ S(τ_t) P_1 Π(1+g) (1-δ)^(t-1) K (1-T) / (1+k)^τ_t, years, S, k and τ those of
/// the frame (F21), so each acts once. F189, incremental profit: P = (p1-p0) Q + (c0-c1) Q + margin
/// of the extra volume, K = 1. F190, income split: P the product's operating profit. Source:
/// valuation.md 1.2; IVS 210 (with and without); 专利资产评估指导意见 (收益分成). Error V-336
/// outside the domain, or a frame without life.
Result<double> profit_worth(const ProfitForecast& forecast, const IncomeStream& frame);

/// A row of incremental_profit or income_split priced into `one`, with drivers and flags in `plan`,
/// whose frame is known. The profit is the product's, of which the right has its share (F37): two
/// rights without each of which the product loses all would else count it twice. Rolled from the
/// row's date to today by growth and decay. An expected value that goes with the income models
/// (loading √pooling_correlation), ln-SD √(s² + σ² age), s the method's row of estimate_ln_sd (and
/// default_input without a growth), σ value_volatility. A split is E4 and flagged above kThirdRule;
/// an incremental profit is E2 where the book maps sales to the right that hold it and a growth is
/// stated, else E4.
void price_profit(const Subject& subject, const EvidenceRow& row, AssetPlan& plan,
                  PricedEvidence& one);

}  // namespace pledgelab
