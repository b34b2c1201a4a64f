// Works under copyright: relief from royalty where the work earns, times the chance that it keeps
// earning without its team; for software also the effort it would take again.
#include <algorithm>
#include <cmath>

#include "models/book/words.hpp"
#include "models/valuation/plan.hpp"
#include "models/valuation/rates_and_costs.hpp"

namespace pledgelab {
namespace {

constexpr AssetKind kKind = AssetKind::copyright;

bool needs_team(const Copyright& facts) {
  return facts.work == WorkType::software || facts.work == WorkType::game;
}

// Chance that the work keeps its worth under another owner's team; only programs need one.
double kept_without_team(const Subject& subject, const Copyright& facts) {
  if (!needs_team(facts)) return 1;
  const ParameterTable& table = subject.levels.maintained_without_team;
  const bool known = facts.maintained_without_team.has_value();
  return known ? table.at(*facts.maintained_without_team ? "yes" : "no") : table.value();
}

void plan_royalty(const Subject& subject, const Copyright& facts, AssetPlan& plan) {
  const ValuationLevels& levels = subject.levels;
  plan.has_stream = true;
  plan.stream_method = "relief_from_royalty";
  plan.stream_formula = "F21";
  plan.stream_ln_sd = levels.estimate_ln_sd.at("mapped_revenue");
  RoyaltyTerms terms;
  terms.revenue_yuan = *subject.revenue_yuan * subject.share;
  add_driver(subject, plan,
             {"product_revenue", *subject.revenue_yuan, "yuan", "book: assets.product_revenue",
              Mark::found});
  if (subject.asset.royalty_rate) {
    terms.royalty_frac = subject.asset.royalty_rate->annual_frac();
    add_driver(
        subject, plan,
        {"royalty_rate", terms.royalty_frac, "frac", "book: assets.royalty_rate", Mark::found});
  } else {
    // A program's royalty is the software industry's, whatever trade its owner is in.
    const double sector = levels.royalty_rate.at(needs_team(facts) ? "software" : "media");
    terms.royalty_frac = sector * levels.china_royalty_shrink.value();
    plan.flags.push_back("default royalty");
    plan.stream_ln_sd = add_spread(plan.stream_ln_sd, levels.estimate_ln_sd.at("default_royalty"));
    plan.stream_grade = EvidenceGrade::e4;
    add_level(subject, plan, levels.royalty_rate, sector);
    add_level(subject, plan, levels.china_royalty_shrink, levels.china_royalty_shrink.value());
  }
  terms.tax_frac = levels.tax_rate.value();
  add_level(subject, plan, levels.tax_rate, terms.tax_frac);
  set_growth(subject, plan, terms);
  terms.obsolescence_frac = yearly_obsolescence(subject);
  add_level(subject, plan, levels.obsolescence_work, terms.obsolescence_frac);
  terms.revenue_yuan *= plan.income_kept_frac;
  tell_kept_without_team(subject, plan);
  if (needs_team(facts) && !facts.maintained_without_team) {
    plan.stream_ln_sd = add_spread(plan.stream_ln_sd, levels.estimate_ln_sd.at("default_input"));
  }
  set_royalty_flows(plan.stream, terms);
}

void plan_effort(const Subject& subject, const Copyright& facts, double life_years,
                 AssetPlan& plan) {
  if (facts.work != WorkType::software || !facts.effort_person_months ||
      !facts.cost_per_person_month) {
    return;
  }
  double age_years = 0;
  double age_ln_sd = 0;
  if (facts.publication_date) {
    age_years = std::max(0.0, years_to(*facts.publication_date, subject.as_of));
  } else {
    // Half used up is the middle of what it can be; new would make an unknown age worth most.
    age_years = life_years / 2;
    plan.flags.push_back("default age: no publication date, the effort taken as half used up");
    age_ln_sd = subject.levels.estimate_ln_sd.at("default_input");
  }
  plan.cost_yuan = effort_cost(*facts.effort_person_months, facts.cost_per_person_month->yuan(),
                               age_years, life_years) *
                   subject.share;
  if (plan.cost_yuan <= 0) {
    plan.flags.push_back("effort older than its economic life");
    return;
  }
  plan.has_cost = true;
  plan.cost_method = "effort_cost";
  plan.cost_formula = "F33";
  plan.cost_ln_sd = add_spread(subject.levels.estimate_ln_sd.at("cost"), age_ln_sd);
  add_driver(subject, plan,
             {"effort_person_months", *facts.effort_person_months, "number",
              "book: assets.effort_person_months", Mark::found});
  add_driver(subject, plan,
             {"cost_per_person_month", facts.cost_per_person_month->yuan(), "yuan",
              "book: assets.cost_per_person_month", Mark::found});
}

}  // namespace

void tell_kept_without_team(const Subject& subject, AssetPlan& plan) {
  const auto* facts = std::get_if<Copyright>(&subject.asset.facts);
  if (facts == nullptr || !needs_team(*facts)) return;
  const std::string unknown = "unknown whether another team can maintain it";
  const bool told = std::find(plan.flags.begin(), plan.flags.end(), unknown) != plan.flags.end();
  if (!facts->maintained_without_team && !told) plan.flags.push_back(unknown);
  const ParameterTable& table = subject.levels.maintained_without_team;
  add_once(subject, plan,
           {table.name(), plan.income_kept_frac, table.unit(), table.origin(), table.mark()});
}

void plan_copyright(const Subject& subject, const Copyright& facts, AssetPlan& plan) {
  const ValuationLevels& levels = subject.levels;
  const double economic = levels.economic_life.of_kind(kKind);
  plan_effort(subject, facts, economic, plan);
  plan.income_kept_frac = kept_without_team(subject, facts);
  if (subject.revenue_yuan) plan_royalty(subject, facts, plan);
  double life = economic;
  if (!plan.has_stream && facts.publication_date) {
    life = std::max(0.0, economic - years_to(*facts.publication_date, subject.as_of));
  }
  if (const auto expiry = legal_expiry(subject.law, subject.asset)) {
    life = std::min(life, years_to(subject.as_of, *expiry));
  }
  const double premium = levels.discount_premium.of_kind(kKind);
  add_level(subject, plan, levels.discount_premium, premium);
  set_frame(subject, plan, premium, life);
  const double cancelled = levels.cancellation_hazard.of_kind(kKind);
  plan.stream.hazard_annual_frac.fill(std::min(cancelled, 0.999));
  add_level(subject, plan, levels.cancellation_hazard, cancelled);
  if (!plan.has_stream && !plan.has_cost) {
    refuse(plan, "V-126", "no revenue, and no effort that is worth anything today");
  }
}

}  // namespace pledgelab
