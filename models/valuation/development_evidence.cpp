#include "models/valuation/development_evidence.hpp"

#include <cmath>

#include "models/evidence/age.hpp"
#include "models/option/binomial.hpp"

namespace pledgelab {
namespace {

constexpr double kFen = 0.01;

// Why the owner holds no such option; empty where he does.
std::string reason_beside(const Subject& subject, const EvidenceRow& row, const AssetPlan& plan) {
  const auto* facts = std::get_if<Patent>(&subject.asset.facts);
  if (facts == nullptr) return "a development option is of a patent";
  if (!row.development) return "the row states no cost of development";
  if (subject.revenue_yuan || subject.asset.commercialised.value_or(false)) {
    return "the product is sold: nothing is left to develop";
  }
  return plan.stream.life_years < 1 ? "less than a year of life is left" : std::string();
}

void tell(const Subject& subject, const EvidenceRow& row, const DevelopmentTerms& terms,
          const ParameterTable& rate, const PricedEvidence& one, AssetPlan& plan) {
  add_driver(subject, plan,
             {one.method, row.amount.yuan(), "yuan",
              one.source + ", the project if developed today, carried by F165", Mark::found});
  add_driver(subject, plan,
             {"development_cost", row.development->cost_yuan, "yuan", one.source, Mark::found});
  const ParameterTable& kinds = subject.levels.value_volatility;
  const bool stated = row.development->volatility_frac.has_value();
  add_driver(subject, plan,
             {"development_volatility", terms.volatility_annual, "frac_annual",
              stated ? one.source : kinds.origin(), stated ? Mark::found : kinds.mark()});
  add_driver(subject, plan,
             {"development_survival", terms.survival_frac, "frac",
              "chance to live to the end of the life, after the price under Q", Mark::assumed});
  add_once(subject, plan,
           {"risk_free_rate", rate.value(), "frac_annual", rate.origin(), rate.mark()});
  const ParameterTable& spreads = subject.levels.estimate_ln_sd;
  add_once(subject, plan,
           {"estimate_ln_sd.development_option", spreads.at("development_option"), "number",
            spreads.origin(), spreads.mark()});
}

// Whether the row states its volatility decides the spread.
void set_spread(const Subject& subject, double age, bool stated, AssetPlan& plan,
                PricedEvidence& one) {
  const ValuationLevels& levels = subject.levels;
  const double moved = levels.value_volatility.of_kind(subject.asset.kind) * std::sqrt(age);
  one.ln_sd = add_spread(levels.estimate_ln_sd.at("development_option"), moved);
  if (!stated) {
    one.ln_sd = add_spread(one.ln_sd, levels.estimate_ln_sd.at("default_input"));
    plan.flags.push_back("default volatility of development_option");
  }
  one.ln_centre = std::log(one.value_yuan) - one.ln_sd * one.ln_sd / 2;
  one.loading = std::sqrt(levels.pooling_correlation.value());
}

}  // namespace

Result<double> development_worth_q(const DevelopmentTerms& terms) {
  if (!(terms.years >= 1) || !(terms.survival_frac >= 0 && terms.survival_frac <= 1)) {
    return Error{"V-337",
                 {},
                 "an option to develop needs a year of life at least and a survival from 0 to 1",
                 "its cost of delay is 1/years",
                 ErrorKind::input};
  }
  BinomialOption option;
  option.terms = {OptionRight::call, terms.project_yuan, terms.cost_yuan,        terms.years,
                  terms.rate_annual, 1 / terms.years,    terms.volatility_annual};
  const auto price = binomial_option(option, kDevelopmentSteps);
  if (!price) return price.errors();
  return terms.survival_frac * price.value();
}

void price_development(const Subject& subject, const EvidenceRow& row, const ParameterTable& rate,
                       AssetPlan& plan, PricedEvidence& one) {
  one.beside = reason_beside(subject, row, plan);
  if (!one.beside.empty()) return;
  const ValuationLevels& levels = subject.levels;
  const AssetKind kind = subject.asset.kind;
  const double life = plan.stream.life_years;
  const double age = years_to(row.date, subject.as_of);
  const auto project =
      carried_value(row.amount.yuan(), life, age, levels.economic_life.of_kind(kind));
  if (!project) {
    one.beside = "the right has no life left";
    return;
  }
  DevelopmentTerms terms;
  terms.project_yuan = project.value();
  terms.cost_yuan = row.development->cost_yuan;
  terms.volatility_annual =
      row.development->volatility_frac.value_or(levels.value_volatility.of_kind(kind));
  terms.years = life;
  terms.rate_annual = std::log1p(rate.value());
  // Alive at the last moment: at the end itself the chance is 0.
  terms.survival_frac = stream_alive(plan.stream, std::nextafter(life, 0.0));
  const auto worth = development_worth_q(terms);
  if (!worth) {
    one.beside = worth.errors()[0].message;
    return;
  }
  if (worth.value() * subject.share < kFen) {
    one.beside = "the option to develop is worth nothing";
    return;
  }
  one.formula = "F191";
  one.value_yuan = worth.value() * subject.share;
  set_spread(subject, age, row.development->volatility_frac.has_value(), plan, one);
  plan.flags.push_back("development option: a price under the measure Q, no forecast");
  if (plan.has_stream && plan.stream_method == kSurveyPrior) {
    plan.stream_beside = "the option to develop takes the prior's place: counted once";
  }
  tell(subject, row, terms, rate, one, plan);
}

}  // namespace pledgelab
