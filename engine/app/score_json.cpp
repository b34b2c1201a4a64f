#include "engine/app/score_answer.hpp"

namespace pledgelab {
namespace {

Json maybe(const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); }

Json dimensions_json(const QualityScore& one) {
  Json json = Json::object();
  for (std::size_t d = 0; d < kDimensions; ++d) {
    json[kDimensionWords[d]] = one.dimensions[d] ? Json(100 * *one.dimensions[d]) : Json(nullptr);
  }
  return json;
}

Json indicators_json(const IndexPolicy& policy, const QualityScore& one) {
  Json list = Json::array();
  for (std::size_t k = 0; k < one.contributions.size(); ++k) {
    const Contribution& part = one.contributions[k];
    if (!part.percentile) continue;
    const WeighedIndicator& weighed = policy.indicators[k];
    const Indicator& taken = part.stood_in ? *weighed.instead : *weighed.indicator;
    list.push_back({{"indicator", taken.name},
                    {"for", weighed.indicator->name},
                    {"dimension", kDimensionWords[static_cast<std::size_t>(weighed.dimension)]},
                    {"percentile_frac", *part.percentile},
                    {"weight_frac", part.weight_frac},
                    {"contribution", part.contribution}});
  }
  return list;
}

Json missing_json(const IndexPolicy& policy, const QualityScore& one) {
  Json list = Json::array();
  for (std::size_t k = 0; k < one.contributions.size(); ++k) {
    if (!one.contributions[k].percentile) list.push_back(policy.indicators[k].indicator->name);
  }
  return list;
}

Json patent_json(const ScoreOutcome& outcome, std::size_t patent) {
  const QualityScore& one = outcome.scored.patents[patent];
  Json gates = Json::array();
  for (std::size_t g = 0; g < kGates; ++g) {
    if (outcome.set.gates[patent][g]) gates.push_back(kGateWords[g]);
  }
  return {
      {"patent_id", outcome.set.id[patent]},
      {"line", outcome.set.line[patent]},
      {"rank", one.range.rank},
      {"rank_low", one.range.low},
      {"rank_high", one.range.high},
      {"rank_is_noise", one.rank_is_noise},
      {"index", maybe(one.index)},
      {"set_percentile_frac", one.set_percentile_frac},
      {"gate_frac", one.gate_frac},
      {"gates", std::move(gates)},
      {"status_known", one.status_known},
      {"confidence_frac", one.confidence_frac},
      {"noise_sd", one.noise_sd},
      {"dimensions", dimensions_json(one)},
      {"indicators", indicators_json(outcome.policy, one)},
      {"missing", missing_json(outcome.policy, one)},
      {"oecd_quality_4", maybe(one.oecd.quality_4)},
      {"oecd_quality_6", maybe(one.oecd.quality_6)},
      {"oecd_breakthrough", one.oecd.breakthrough ? Json(*one.oecd.breakthrough) : Json(nullptr)}};
}

Json quality_json(const RankingQuality& one, bool noise) {
  return {{"cases", one.cases},
          {"with_outcome", one.with_outcome},
          {"auc", one.area.value},
          {"auc_se", one.area.standard_error},
          {"top_decile_lift", one.decile_lift},
          {"brier", one.brier},
          {"brier_of_base_rate", one.brier_base},
          {"calibration_slope",
           one.calibration_slope ? Json(one.calibration_slope->value) : Json(nullptr)},
          {"deviance_explained_frac", one.explained_frac},
          {"is_noise", noise}};
}

Json fit_json(const ScoreOutcome& outcome) {
  const OutcomeFit& fit = *outcome.fit;
  Json weights = Json::array();
  for (const FittedWeight& one : fit.weights) {
    weights.push_back({{"indicator", one.indicator->name},
                       {"observed", one.observed},
                       {"signed_weight_frac", one.signed_frac},
                       {"fitted_weight_frac", one.fitted_frac},
                       {"slope", one.slope},
                       {"slope_se", one.slope_se}});
  }
  return {{"outcome", outcome.test->column},
          {"at_least", maybe(outcome.test->at_least)},
          {"without_outcome", fit.without_outcome},
          {"left_out", fit.left_out == nullptr ? Json(nullptr) : Json(fit.left_out->name)},
          {"signed_weights", quality_json(fit.signed_index, fit.signed_is_noise)},
          {"fitted_weights", quality_json(fit.refitted, fit.refitted_is_noise)},
          {"weights", std::move(weights)}};
}

Json awards_json(const AwardCheck& check) {
  Json precision = Json::array();
  for (const PrecisionAt& one : check.precision) {
    precision.push_back({{"k", one.k},
                         {"hits", one.hits},
                         {"precision_frac", one.precision_frac},
                         {"recall_frac", one.recall_frac}});
  }
  return {{"file", check.file},
          {"listed", check.listed},
          {"found", check.found},
          {"absent", check.absent},
          {"base_frac", check.base_frac},
          {"auc", check.area.value},
          {"auc_se", check.area.standard_error},
          {"is_noise", check.is_noise},
          {"precision", std::move(precision)}};
}

}  // namespace

Json to_json(const ScoreOutcome& outcome) {
  const IndexPolicy& policy = outcome.policy;
  Json patents = Json::array();
  for (const std::size_t patent : outcome.order) patents.push_back(patent_json(outcome, patent));
  return {
      {"index",
       {{"id", policy.id},
        {"file", policy.file},
        {"date", to_iso(policy.date)},
        {"mean", kIndexMeanWords[static_cast<std::size_t>(policy.mean)]}}},
      {"patents", std::move(patents)},
      {"noise_count", outcome.scored.noise_count},
      {"ranks_are_noise", outcome.ranks_are_noise()},
      {"order_is_noise", outcome.order_is_noise()},
      {"oecd_fields", outcome.scored.oecd_fields},
      {"value",
       {{"explained_low_frac", kExplainedByBibliography},
        {"explained_high_frac", kExplainedWithFields},
        {"interval_80_factor_wide",
         value_interval_factor(kLnValueSd, kExplainedByBibliography, 0.8)},
        {"interval_80_factor_narrow", value_interval_factor(kLnValueSd, kExplainedWithFields, 0.8)},
        {"source", "CEPR DP 6848"}}},
      {"fit", outcome.fit ? fit_json(outcome) : Json(nullptr)},
      {"awards", outcome.awards ? awards_json(*outcome.awards) : Json(nullptr)},
      {"validated_on_awards", outcome.awards.has_value()}};
}

}  // namespace pledgelab
