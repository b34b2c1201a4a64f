// Geographical indications by legal form: a member's own price premium, an association's fees, a
// pledge of contracted fees; the protected product has no title that can pass.
#include <algorithm>

#include "models/valuation/plan.hpp"
#include "models/valuation/rates_and_costs.hpp"

namespace pledgelab {
namespace {

constexpr AssetKind kKind = AssetKind::geographical_indication;

// Premium royalty on the member's own sales (F31); 0 with a refusal when a price is missing.
double royalty_of(const Subject& subject, const GeographicalIndication& facts, AssetPlan& plan) {
  const ValuationLevels& levels = subject.levels;
  double brand_share = levels.gi_brand_share.value();
  if (facts.brand_share) {
    brand_share = facts.brand_share->frac();
    add_driver(subject, plan,
               {"brand_share", brand_share, "frac", "book: assets.brand_share", Mark::found});
  } else {
    plan.flags.push_back("default brand share");
    plan.stream_ln_sd = add_spread(plan.stream_ln_sd, levels.estimate_ln_sd.at("default_input"));
    plan.stream_grade = EvidenceGrade::e4;
    add_level(subject, plan, levels.gi_brand_share, brand_share);
  }
  add_driver(subject, plan,
             {"price", facts.price->yuan(), "yuan", "book: assets.price", Mark::found});
  add_driver(subject, plan,
             {"generic_price", facts.generic_price->yuan(), "yuan", "book: assets.generic_price",
              Mark::found});
  const double cost = levels.gi_premium_cost_share.value();
  add_level(subject, plan, levels.gi_premium_cost_share, cost);
  const double royalty =
      premium_royalty(facts.price->yuan(), facts.generic_price->yuan(), brand_share, cost);
  add_driver(subject, plan, {"premium_royalty", royalty, "frac", "F31", Mark::assumed});
  if (royalty == 0) plan.flags.push_back("no price premium");
  return royalty;
}

void set_life(const Subject& subject, double hazard, AssetPlan& plan) {
  const ValuationLevels& levels = subject.levels;
  const double premium = levels.discount_premium.of_kind(kKind);
  add_level(subject, plan, levels.discount_premium, premium);
  double life = levels.economic_life.of_kind(kKind);
  const auto expiry = legal_expiry(subject.law, subject.asset);
  if (expiry && !is_renewable(subject.law, subject.asset)) {
    life = std::min(life, years_to(subject.as_of, *expiry));
  }
  set_frame(subject, plan, premium, life);
  const double cancelled = levels.cancellation_hazard.of_kind(kKind);
  plan.stream.hazard_annual_frac.fill(std::min(1 - (1 - cancelled) * (1 - hazard), 0.999));
  add_level(subject, plan, levels.cancellation_hazard, cancelled);
}

void plan_income(const Subject& subject, double royalty, double hazard, AssetPlan& plan) {
  const ValuationLevels& levels = subject.levels;
  RoyaltyTerms terms;
  terms.revenue_yuan = *subject.revenue_yuan * subject.share;
  add_driver(subject, plan,
             {"product_revenue", *subject.revenue_yuan, "yuan", "book: assets.product_revenue",
              Mark::found});
  terms.royalty_frac = royalty;
  terms.tax_frac = levels.tax_rate.value();
  add_level(subject, plan, levels.tax_rate, terms.tax_frac);
  set_growth(subject, plan, terms);
  terms.obsolescence_frac = yearly_obsolescence(subject);
  add_level(subject, plan, levels.obsolescence_kind, terms.obsolescence_frac);
  set_royalty_flows(plan.stream, terms);
  set_life(subject, hazard, plan);
  plan.has_stream = true;
}

}  // namespace

void plan_indication(const Subject& subject, const GeographicalIndication& facts, AssetPlan& plan) {
  const ValuationLevels& levels = subject.levels;
  if (facts.form == GiForm::product_protection) {
    plan.flags.push_back("protected product: no title that can pass, nothing to pledge");
    return;
  }
  const bool member = facts.form == GiForm::member_use_right;
  const double revoked = member ? levels.gi_authorised_hazard.value() : 0;
  if (!subject.revenue_yuan) {
    set_life(subject, revoked, plan);
    return refuse(plan, "V-123", "no own sales (use right) or fees (association) are known");
  }
  plan.stream_formula = "F21";
  if (member) {
    if (!facts.price || !facts.generic_price || facts.price->fen() <= 0) {
      set_life(subject, revoked, plan);
      return refuse(plan, "V-124", "a price premium needs the GI price and the generic price");
    }
    plan.basis = "use value of a revocable right of use, on the member's own sales";
    plan.stream_method = "price_premium_royalty";
    plan.stream_formula = "F31";
    plan.stream_ln_sd = levels.estimate_ln_sd.at("mapped_revenue");
    const double royalty = royalty_of(subject, facts, plan);
    add_level(subject, plan, levels.gi_authorised_hazard, revoked);
    return plan_income(subject, royalty, revoked, plan);
  }
  plan.basis = facts.form == GiForm::income_pledge ? "contracted fees"
                                                   : "fee income; passes only to a qualified body";
  plan.flags.push_back("product revenue read as fees of the users");
  plan.stream_method = "fee_income";
  plan.stream_ln_sd = levels.estimate_ln_sd.at("licence_contract");
  if (facts.form == GiForm::income_pledge) plan.stream_grade = EvidenceGrade::e1;
  plan_income(subject, 1, 0, plan);
}

}  // namespace pledgelab
