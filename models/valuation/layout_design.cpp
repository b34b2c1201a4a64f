// IC layout design: units × falling price × royalty × the mask's part of it, over the product's
// life and never beyond the right's.
#include <algorithm>
#include <cmath>

#include "models/valuation/plan.hpp"

namespace pledgelab {
namespace {

constexpr AssetKind kKind = AssetKind::layout_design;

// Chip sales of the first year: units × price, else the product's revenue; none when neither.
std::optional<double> sales_of(const Subject& subject, const LayoutDesign& facts, AssetPlan& plan) {
  if (facts.units_annual && facts.unit_price) {
    add_driver(
        subject, plan,
        {"units_annual", *facts.units_annual, "number", "book: assets.units_annual", Mark::found});
    add_driver(
        subject, plan,
        {"unit_price", facts.unit_price->yuan(), "yuan", "book: assets.unit_price", Mark::found});
    return *facts.units_annual * facts.unit_price->yuan();
  }
  if (subject.revenue_yuan) {
    add_driver(subject, plan,
               {"product_revenue", *subject.revenue_yuan, "yuan", "book: assets.product_revenue",
                Mark::found});
  }
  return subject.revenue_yuan;
}

double royalty_of(const Subject& subject, AssetPlan& plan) {
  const ValuationLevels& levels = subject.levels;
  double royalty = levels.layout_royalty_rate.value();
  if (subject.asset.royalty_rate) {
    royalty = subject.asset.royalty_rate->annual_frac();
    add_driver(subject, plan,
               {"royalty_rate", royalty, "frac", "book: assets.royalty_rate", Mark::found});
  } else {
    plan.flags.push_back("default royalty");
    plan.stream_ln_sd = add_spread(plan.stream_ln_sd, levels.estimate_ln_sd.at("default_royalty"));
    plan.stream_grade = EvidenceGrade::e4;
    add_level(subject, plan, levels.layout_royalty_rate, royalty);
  }
  const double mask = levels.layout_function_share.value();
  add_level(subject, plan, levels.layout_function_share, mask);
  return royalty * mask;
}

void set_life(const Subject& subject, Date expiry, AssetPlan& plan) {
  const ValuationLevels& levels = subject.levels;
  const double premium = levels.discount_premium.of_kind(kKind);
  add_level(subject, plan, levels.discount_premium, premium);
  set_frame(subject, plan, premium,
            std::min(years_to(subject.as_of, expiry), levels.economic_life.of_kind(kKind)));
  const double cancelled = levels.cancellation_hazard.of_kind(kKind);
  plan.stream.hazard_annual_frac.fill(std::min(cancelled, 0.999));
  add_level(subject, plan, levels.cancellation_hazard, cancelled);
}

}  // namespace

void plan_layout(const Subject& subject, const LayoutDesign& facts, AssetPlan& plan) {
  const ValuationLevels& levels = subject.levels;
  const Asset& asset = subject.asset;
  const LawTerm* term = term_of(subject.law, asset);
  if (term != nullptr && term->register_months && facts.first_use_date && asset.filing_date &&
      *asset.filing_date > add_months(*facts.first_use_date, *term->register_months)) {
    plan.flags.push_back("filed too late after first commercial use: void");
    return;
  }
  const auto expiry = legal_expiry(subject.law, asset);
  if (!expiry) return refuse(plan, "V-122", "no expiry and no filing date: term unknown");
  plan.stream_ln_sd = levels.estimate_ln_sd.at("mapped_revenue");
  const auto sales = sales_of(subject, facts, plan);
  if (!sales) {
    set_life(subject, *expiry, plan);
    return refuse(plan, "V-125", "needs units and unit price, or the chip's revenue");
  }
  plan.stream_method = "units_price_royalty";
  plan.stream_formula = "F38";
  RoyaltyTerms terms;
  terms.revenue_yuan = *sales * subject.share;
  terms.royalty_frac = royalty_of(subject, plan);
  terms.tax_frac = levels.tax_rate.value();
  add_level(subject, plan, levels.tax_rate, terms.tax_frac);
  set_growth(subject, plan, terms);  // of units; the price falls on its own
  terms.obsolescence_frac = yearly_obsolescence(subject);
  if (!facts.price_decline) {
    plan.flags.push_back("default price decline");
    plan.stream_ln_sd = add_spread(plan.stream_ln_sd, levels.estimate_ln_sd.at("default_input"));
    add_level(subject, plan, levels.layout_price_decline, terms.obsolescence_frac);
  }
  set_royalty_flows(plan.stream, terms);
  set_life(subject, *expiry, plan);
  plan.has_stream = true;
}

}  // namespace pledgelab
