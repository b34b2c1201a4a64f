#include "models/valuation/index_evidence.hpp"

#include <algorithm>
#include <cmath>

namespace pledgelab {
namespace {

// What the patent would be worth if nobody knew its sales.
AssetPlan prior_of(const Subject& subject, const Patent& facts) {
  Asset asset = subject.asset;
  // That it earns is known; how much is what the survey says.
  if (subject.revenue_yuan && !asset.commercialised) asset.commercialised = true;
  Subject unknown{asset, subject.levels, subject.law, subject.as_of};
  unknown.share = subject.share;
  unknown.owner_size = subject.owner_size;
  unknown.pledged = subject.pledged;
  unknown.explain = false;
  AssetPlan prior;
  plan_patent(unknown, facts, prior);
  return prior;
}

void tell(const Subject& subject, const IndexedPrior& prior, const ParameterTable& value_r2,
          const PricedEvidence& one, AssetPlan& plan) {
  const ParameterTable& spreads = subject.levels.estimate_ln_sd;
  add_driver(subject, plan, {one.method, prior.z, "number", one.source, Mark::found});
  add_driver(subject, plan,
             {kSurveyPrior, prior.prior_yuan, "yuan", "F21 without revenue", spreads.mark()});
  add_level(subject, plan, value_r2, prior.r2_frac);
  add_driver(
      subject, plan,
      {"estimate_ln_sd.index_on_prior", prior.ln_sd, "number", spreads.origin(), spreads.mark()});
}

}  // namespace

Result<IndexedWorth> indexed_worth(const IndexedPrior& prior) {
  const bool sound = std::isfinite(prior.prior_yuan) && prior.prior_yuan > 0 &&
                     std::abs(prior.z) <= kFarthestScore && prior.r2_frac >= 0 &&
                     prior.r2_frac < 1 && std::isfinite(prior.ln_sd) && prior.ln_sd > 0;
  const double slope = sound ? prior.ln_sd * std::sqrt(prior.r2_frac / (1 - prior.r2_frac)) : 0;
  const double value = prior.prior_yuan * std::exp(slope * prior.z - slope * slope / 2);
  if (!sound || !std::isfinite(value) || !(value > 0)) {
    return Error{"V-335",
                 {},
                 "a worth by its index needs a prior and a spread above 0, a z within -5 and 5 and "
                 "an R² from 0 to below 1",
                 "an index of 0 to 100 is no z",
                 ErrorKind::input};
  }
  return IndexedWorth{value, slope};
}

void price_index(const Subject& subject, const EvidenceRow& row, const ParameterTable& value_r2,
                 AssetPlan& plan, PricedEvidence& one) {
  const auto* facts = std::get_if<Patent>(&subject.asset.facts);
  if (facts == nullptr || !row.index_z) {
    one.beside = facts == nullptr ? "an index of patents says nothing of another kind of right"
                                  : "the row states no score";
    return;
  }
  const ParameterTable& spreads = subject.levels.estimate_ln_sd;
  // The row "else" is another spread: an index would then know more than the prior it stands on.
  if (!spreads.has("index_on_prior")) {
    one.beside = "the scenario has no level estimate_ln_sd.index_on_prior";
    return;
  }
  const AssetPlan own = prior_of(subject, *facts);
  const IndexedPrior prior{own.has_stream ? stream_value(own.stream) : 0, *row.index_z,
                           value_r2.value(), spreads.at("index_on_prior")};
  const auto worth = indexed_worth(prior);
  if (!worth) {
    one.beside = "annual fees leave nothing of the survey prior";
    return;
  }
  one.formula = "F186";
  one.grade = EvidenceGrade::e5;
  one.value_yuan = worth.value().value_yuan;
  const double survey = spreads.at(kSurveyPrior);
  const double defaults = std::max(0.0, own.stream_ln_sd * own.stream_ln_sd - survey * survey);
  one.ln_sd = std::sqrt(prior.ln_sd * prior.ln_sd + defaults);
  one.ln_centre = std::log(one.value_yuan) - one.ln_sd * one.ln_sd / 2;
  one.loading = std::sqrt(subject.levels.pooling_correlation.value());
  if (plan.has_stream && plan.stream_method == kSurveyPrior) {
    plan.stream_beside = "the patent index stands on this prior: counted once";
  }
  tell(subject, prior, value_r2, one, plan);
}

}  // namespace pledgelab
