#include "models/valuation/earnings_evidence.hpp"

#include <cmath>

namespace pledgelab {
namespace {

Error outside_domain() {
  return {"V-334",
          {},
          "excess earnings need sales above 0, growth above -1, a margin up to 1, charges from 0, "
          "tax and decay from 0 to 1, and a right that lives on",
          "rates are written as shares: 0.15, not 15",
          ErrorKind::input};
}

bool is_frac(double x) { return x >= 0 && x <= 1; }

bool is_growth(double x) { return std::isfinite(x) && x > -1; }

EarningsForecast forecast_of(const Subject& subject, const EvidenceRow& row,
                             const StatedEarnings& stated, const ForecastGrowth& growth) {
  const ValuationLevels& levels = subject.levels;
  EarningsForecast forecast;
  forecast.growth_frac = growth.frac;
  forecast.late_growth_frac = levels.growth_default.at(subject.asset.sector);
  forecast.growth_years = static_cast<int>(std::lround(levels.growth_years.value()));
  forecast.margin_frac = stated.margin_frac;
  forecast.charge_frac = stated.charge_frac;
  forecast.tax_frac = levels.tax_rate.value();
  forecast.obsolescence_frac = yearly_obsolescence(subject);
  const double yearly = (1 + growth.frac) * (1 - forecast.obsolescence_frac);
  forecast.revenue_yuan = row.amount.yuan() * std::pow(yearly, years_to(row.date, subject.as_of));
  return forecast;
}

void tell(const Subject& subject, const EvidenceRow& row, const StatedEarnings& stated,
          const PricedEvidence& one, AssetPlan& plan) {
  add_driver(subject, plan,
             {one.method, row.amount.yuan(), "yuan_annual", one.source + ", sales of the product",
              Mark::found});
  add_driver(subject, plan, {"ebit_margin", stated.margin_frac, "frac", one.source, Mark::found});
  add_driver(
      subject, plan,
      {"contributory_charge", stated.charge_frac, "frac", one.source + ", of sales", Mark::found});
  const ParameterTable& spreads = subject.levels.estimate_ln_sd;
  add_once(subject, plan,
           {"estimate_ln_sd.excess_earnings", spreads.at("excess_earnings"), "number",
            spreads.origin(), spreads.mark()});
}

// E2 stands on sales that the book itself maps to the right; a row that claims more, or whose
// growth nobody states, is an estimate.
EvidenceGrade grade_of(const Subject& subject, const EarningsForecast& forecast,
                       const ForecastGrowth& growth) {
  const bool mapped = subject.revenue_yuan && forecast.revenue_yuan <= *subject.revenue_yuan;
  return mapped && growth.stated ? EvidenceGrade::e2 : EvidenceGrade::e4;
}

}  // namespace

ForecastGrowth forecast_growth(const Subject& subject, const std::optional<double>& stated_frac) {
  if (stated_frac) return {*stated_frac, true};
  if (subject.asset.revenue_growth) return {subject.asset.revenue_growth->annual_frac(), true};
  return {subject.levels.growth_default.at(subject.asset.sector), false};
}

Result<double> earnings_worth(const EarningsForecast& forecast, const IncomeStream& frame) {
  const bool sound = std::isfinite(forecast.revenue_yuan) && forecast.revenue_yuan > 0 &&
                     is_growth(forecast.growth_frac) && is_growth(forecast.late_growth_frac) &&
                     forecast.growth_years >= 0 && std::isfinite(forecast.margin_frac) &&
                     forecast.margin_frac <= 1 && std::isfinite(forecast.charge_frac) &&
                     forecast.charge_frac >= 0 && is_frac(forecast.tax_frac) &&
                     is_frac(forecast.obsolescence_frac) && frame.life_years > 0;
  if (!sound) return outside_domain();
  IncomeStream stream = frame;
  RoyaltyTerms excess;
  excess.revenue_yuan = forecast.revenue_yuan;
  excess.growth_frac = forecast.growth_frac;
  excess.late_growth_frac = forecast.late_growth_frac;
  excess.growth_years = forecast.growth_years;
  // What is left of sales, already after tax: F20's royalty.
  excess.royalty_frac = forecast.margin_frac * (1 - forecast.tax_frac) - forecast.charge_frac;
  // Charges equal to the profit leave nothing, not a rounding's worth that would drag a pool down.
  if (std::abs(excess.royalty_frac) < 1e-9) excess.royalty_frac = 0;
  excess.obsolescence_frac = forecast.obsolescence_frac;
  set_royalty_flows(stream, excess);
  const double value = stream_value(stream);
  if (!std::isfinite(value)) return outside_domain();
  return value;
}

void price_earnings(const Subject& subject, const EvidenceRow& row, AssetPlan& plan,
                    PricedEvidence& one) {
  if (!row.earnings) {
    one.beside = "the row states no margin and no charges";
    return;
  }
  const ValuationLevels& levels = subject.levels;
  const ForecastGrowth growth = forecast_growth(subject, row.earnings->growth_frac);
  EarningsForecast forecast = forecast_of(subject, row, *row.earnings, growth);
  one.grade = grade_of(subject, forecast, growth);
  forecast.revenue_yuan *= subject.share * plan.income_kept_frac;
  const auto worth = earnings_worth(forecast, plan.stream);
  if (!worth || !(worth.value() > 0)) {
    one.beside = worth ? "the charges take all that the product earns" : "nothing is left of it";
    return;
  }
  one.formula = "F185";
  one.value_yuan = worth.value();
  const double moved = levels.value_volatility.of_kind(subject.asset.kind) *
                       std::sqrt(years_to(row.date, subject.as_of));
  one.ln_sd = add_spread(levels.estimate_ln_sd.at("excess_earnings"), moved);
  if (!growth.stated) {
    one.ln_sd = add_spread(one.ln_sd, levels.estimate_ln_sd.at("default_input"));
    plan.flags.push_back("default growth of excess earnings");
  }
  one.ln_centre = std::log(one.value_yuan) - one.ln_sd * one.ln_sd / 2;
  one.loading = std::sqrt(levels.pooling_correlation.value());
  tell(subject, row, *row.earnings, one, plan);
  tell_kept_without_team(subject, plan);
}

}  // namespace pledgelab
