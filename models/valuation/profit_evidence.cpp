#include "models/valuation/profit_evidence.hpp"

#include <cmath>
#include <string>

#include "models/valuation/earnings_evidence.hpp"

namespace pledgelab {
namespace {

Error outside_domain() {
  return {"V-336",
          {},
          "a worth by its profit needs a profit above 0, a split above 0 and up to 1, growth above "
          "-1, tax and decay from 0 to 1, and a right that lives on",
          "rates are written as shares: 0.25, not 25",
          ErrorKind::input};
}

bool is_frac(double x) { return x >= 0 && x <= 1; }

bool is_growth(double x) { return std::isfinite(x) && x > -1; }

ProfitForecast forecast_of(const Subject& subject, const EvidenceRow& row, double growth_frac) {
  const ValuationLevels& levels = subject.levels;
  ProfitForecast forecast;
  forecast.split_frac = row.profit->split_frac;
  forecast.growth_frac = growth_frac;
  forecast.late_growth_frac = levels.growth_default.at(subject.asset.sector);
  forecast.growth_years = static_cast<int>(std::lround(levels.growth_years.value()));
  forecast.tax_frac = levels.tax_rate.value();
  forecast.obsolescence_frac = yearly_obsolescence(subject);
  const double yearly = (1 + growth_frac) * (1 - forecast.obsolescence_frac);
  forecast.profit_yuan = row.amount.yuan() * std::pow(yearly, years_to(row.date, subject.as_of));
  return forecast;
}

void tell(const Subject& subject, const EvidenceRow& row, const PricedEvidence& one,
          AssetPlan& plan) {
  const bool split = row.kind == EvidenceKind::income_split;
  add_driver(subject, plan,
             {one.method, row.amount.yuan(), "yuan_annual",
              one.source + (split ? ", operating profit of the product before tax"
                                  : ", profit before tax with the right against without"),
              Mark::found});
  if (split) {
    add_driver(subject, plan,
               {"split_share", row.profit->split_frac, "frac", one.source, Mark::found});
  }
  const ParameterTable& spreads = subject.levels.estimate_ln_sd;
  add_once(subject, plan,
           {"estimate_ln_sd." + one.method, spreads.at(one.method), "number", spreads.origin(),
            spreads.mark()});
}

// What the right adds cannot pass the sales that the book maps to it and still be one of theirs.
EvidenceGrade grade_of(const Subject& subject, const EvidenceRow& row,
                       const ProfitForecast& forecast, const ForecastGrowth& growth) {
  if (row.kind == EvidenceKind::income_split) return EvidenceGrade::e4;
  const bool mapped = subject.revenue_yuan && forecast.profit_yuan <= *subject.revenue_yuan;
  return mapped && growth.stated ? EvidenceGrade::e2 : EvidenceGrade::e4;
}

void set_spread(const Subject& subject, const EvidenceRow& row, bool growth_stated, AssetPlan& plan,
                PricedEvidence& one) {
  const ValuationLevels& levels = subject.levels;
  const double moved = levels.value_volatility.of_kind(subject.asset.kind) *
                       std::sqrt(years_to(row.date, subject.as_of));
  one.ln_sd = add_spread(levels.estimate_ln_sd.at(one.method), moved);
  if (!growth_stated) {
    one.ln_sd = add_spread(one.ln_sd, levels.estimate_ln_sd.at("default_input"));
    plan.flags.push_back("default growth of " + one.method);
  }
  one.ln_centre = std::log(one.value_yuan) - one.ln_sd * one.ln_sd / 2;
  one.loading = std::sqrt(levels.pooling_correlation.value());
}

}  // namespace

Result<double> profit_worth(const ProfitForecast& forecast, const IncomeStream& frame) {
  const bool sound = std::isfinite(forecast.profit_yuan) && forecast.profit_yuan > 0 &&
                     forecast.split_frac > 0 && forecast.split_frac <= 1 &&
                     is_growth(forecast.growth_frac) && is_growth(forecast.late_growth_frac) &&
                     forecast.growth_years >= 0 && is_frac(forecast.tax_frac) &&
                     is_frac(forecast.obsolescence_frac) && frame.life_years > 0;
  if (!sound) return outside_domain();
  IncomeStream stream = frame;
  RoyaltyTerms part;
  part.revenue_yuan = forecast.profit_yuan;
  part.growth_frac = forecast.growth_frac;
  part.late_growth_frac = forecast.late_growth_frac;
  part.growth_years = forecast.growth_years;
  part.royalty_frac = forecast.split_frac;
  part.tax_frac = forecast.tax_frac;
  part.obsolescence_frac = forecast.obsolescence_frac;
  set_royalty_flows(stream, part);
  const double value = stream_value(stream);
  if (!std::isfinite(value)) return outside_domain();
  return value;
}

void price_profit(const Subject& subject, const EvidenceRow& row, AssetPlan& plan,
                  PricedEvidence& one) {
  if (!row.profit) {
    one.beside = "the row states no profit";
    return;
  }
  const ForecastGrowth growth = forecast_growth(subject, row.profit->growth_frac);
  ProfitForecast forecast = forecast_of(subject, row, growth.frac);
  one.grade = grade_of(subject, row, forecast, growth);
  forecast.profit_yuan *= subject.share * plan.income_kept_frac;
  const auto worth = profit_worth(forecast, plan.stream);
  if (!worth || !(worth.value() > 0)) {
    one.beside = "nothing is left of it";
    return;
  }
  const bool split = row.kind == EvidenceKind::income_split;
  one.formula = split ? "F190" : "F189";
  one.value_yuan = worth.value();
  set_spread(subject, row, growth.stated, plan, one);
  if (split && forecast.split_frac > kThirdRule) {
    plan.flags.push_back("split share above a third of the product's profit");
  }
  tell(subject, row, one, plan);
  tell_kept_without_team(subject, plan);
}

}  // namespace pledgelab
