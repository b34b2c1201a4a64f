// Marks: royalty scaled by strength on sales in use, a finite life, renewal of the term, and the
// attack on marks that nobody uses; a registration cost floor for the rest.
#include <algorithm>
#include <cmath>

#include "models/valuation/plan.hpp"
#include "models/valuation/rates_and_costs.hpp"

namespace pledgelab {
namespace {

bool used_lately(const Subject& subject, const Trademark& facts) {
  const LawTerm* term = term_of(subject.law, subject.asset);
  if (term == nullptr || !term->non_use_months) return true;  // this law knows no such attack
  if (!facts.use_evidence_date || *facts.use_evidence_date > subject.as_of) return false;
  return add_months(*facts.use_evidence_date, *term->non_use_months) > subject.as_of;
}

double royalty_of(const Subject& subject, const Trademark& facts, AssetPlan& plan) {
  const ValuationLevels& levels = subject.levels;
  if (subject.asset.royalty_rate) {
    const double own = subject.asset.royalty_rate->annual_frac();
    add_driver(subject, plan,
               {"royalty_rate", own, "frac", "book: assets.royalty_rate", Mark::found});
    return own;
  }
  const double low = levels.trademark_royalty_low.at(subject.asset.sector);
  const double high = levels.trademark_royalty_high.at(subject.asset.sector);
  plan.flags.push_back("default royalty");
  plan.stream_ln_sd = add_spread(plan.stream_ln_sd, levels.estimate_ln_sd.at("default_royalty"));
  plan.stream_grade = EvidenceGrade::e4;
  tell_unlisted(plan, levels.trademark_royalty_low, "sector", subject.asset.sector);
  add_level(subject, plan, levels.trademark_royalty_low, low);
  add_level(subject, plan, levels.trademark_royalty_high, high);
  double strength = levels.default_brand_strength.value();
  if (facts.strength) {
    strength = *facts.strength;
    add_driver(subject, plan,
               {"brand_strength", strength, "number", "book: assets.strength", Mark::found});
  } else {
    plan.flags.push_back("default strength");
    plan.stream_ln_sd += levels.estimate_ln_sd.at("default_strength");
    add_level(subject, plan, levels.default_brand_strength, strength);
  }
  return strength_royalty(low, high, strength);
}

// Yearly hazard: cancellation, non-use, and the renewal in the year in which the term ends (F35).
void set_hazards(const Subject& subject, bool in_use, AssetPlan& plan) {
  const ValuationLevels& levels = subject.levels;
  const double cancelled = levels.cancellation_hazard.of_kind(AssetKind::trademark);
  const double unused = in_use ? 0 : levels.non_use_hazard.value();
  const double renewed =
      in_use ? levels.trademark_renewal.at("in_use") : levels.trademark_renewal.value();
  const auto expiry = legal_expiry(subject.law, subject.asset);
  const LawTerm* term = term_of(subject.law, subject.asset);
  const double again_years = term == nullptr || !term->renewable ? 0 : term->term_months / 12.0;
  double end_years = years_to(subject.as_of, *expiry);
  for (std::size_t year = 0; year < kStreamYears; ++year) {
    const double begin = static_cast<double>(year);
    const bool ends = end_years >= begin && end_years < begin + 1;
    if (ends && again_years >= 1) end_years += again_years;
    const double hazard = mark_hazard(cancelled, unused, ends ? renewed : 1);
    plan.stream.hazard_annual_frac[year] = std::min(hazard, 0.999);
  }
  add_level(subject, plan, levels.cancellation_hazard, cancelled);
  add_level(subject, plan, levels.trademark_renewal, renewed);
  if (!in_use) add_level(subject, plan, levels.non_use_hazard, unused);
}

}  // namespace

void plan_trademark(const Subject& subject, const Trademark& facts, AssetPlan& plan) {
  const ValuationLevels& levels = subject.levels;
  const auto expiry = legal_expiry(subject.law, subject.asset);
  if (!expiry) return refuse(plan, "V-122", "no expiry and no registration date: term unknown");
  const bool in_use = used_lately(subject, facts);
  if (!in_use) {
    plan.flags.push_back(facts.use_evidence_date ? "no evidence of use of late"
                                                 : "no evidence of use");
  }
  const double life = levels.economic_life.of_kind(AssetKind::trademark);
  const double premium = levels.discount_premium.of_kind(AssetKind::trademark);
  if (!subject.revenue_yuan) {
    plan.has_cost = true;
    plan.cost_declines = false;
    plan.cost_yuan = levels.mark_registration_cost.value();
    plan.cost_method = "registration_cost";
    plan.cost_formula = "–";  // a level of the scenario, no formula
    plan.cost_ln_sd = levels.estimate_ln_sd.at("cost");
    plan.flags.push_back("no revenue under the mark: cost floor");
    add_level(subject, plan, levels.mark_registration_cost, plan.cost_yuan);
    set_frame(subject, plan, premium, life);
    return set_hazards(subject, in_use, plan);
  }
  plan.has_stream = true;
  plan.stream_method = "relief_from_royalty";
  plan.stream_formula = "F21";
  plan.stream_ln_sd = levels.estimate_ln_sd.at("mapped_revenue");
  if (!in_use) {
    plan.stream_ln_sd = add_spread(plan.stream_ln_sd, levels.estimate_ln_sd.at("default_input"));
  }
  RoyaltyTerms terms;
  terms.revenue_yuan = *subject.revenue_yuan * subject.share;
  add_driver(subject, plan,
             {"product_revenue", *subject.revenue_yuan, "yuan", "book: assets.product_revenue",
              Mark::found});
  terms.royalty_frac = royalty_of(subject, facts, plan);
  terms.maintenance_frac = levels.brand_maintenance_share.value();
  add_level(subject, plan, levels.brand_maintenance_share, terms.maintenance_frac);
  terms.tax_frac = levels.tax_rate.value();
  add_level(subject, plan, levels.tax_rate, terms.tax_frac);
  set_growth(subject, plan, terms);
  terms.obsolescence_frac = yearly_obsolescence(subject);
  add_level(subject, plan, levels.obsolescence_kind, terms.obsolescence_frac);
  set_royalty_flows(plan.stream, terms);
  add_level(subject, plan, levels.discount_premium, premium);
  set_frame(subject, plan, premium, life);
  set_hazards(subject, in_use, plan);
}

}  // namespace pledgelab
