#include "engine/app/backtest_answer.hpp"
#include "engine/app/backtest_words.hpp"
#include "engine/app/spread_answer.hpp"
#include "engine/report/backtested.hpp"
#include "models/book/words.hpp"

namespace pledgelab {
namespace {

template <class Value>
Json or_null(const std::optional<Value>& value) {
  return value ? Json(*value) : Json();
}

Json coverage_json(const Coverage80& coverage) {
  return {{"nominal_frac", kNominalCoverage},          {"inside_count", coverage.inside.hits},
          {"below_p10_count", coverage.below},         {"above_p90_count", coverage.above},
          {"inside_frac", coverage.inside.share_frac}, {"low_frac", coverage.inside.low_frac},
          {"high_frac", coverage.inside.high_frac}};
}

Json group_json(const GroupScore& group) {
  return {{"by", group.by},
          {"key", group.key},
          {"count", group.count},
          {"mean_days", group.mean_days},
          {"mean_crps_yuan", group.mean_crps_yuan},
          {"skill_frac", or_null(group.skill_frac)},
          {"count_ln", group.count_ln},
          {"mean_crps_ln", or_null(group.mean_crps_ln)},
          {"skill_ln_frac", or_null(group.skill_ln_frac)},
          {"mean_error_ln", or_null(group.mean_error_ln)},
          {"coverage", coverage_json(group.coverage)}};
}

Json groups_json(const Backtest& test) {
  Json groups = Json::array();
  for (const GroupScore& group : test.groups) groups.push_back(group_json(group));
  return groups;
}

Json pairs_json(const BacktestOutcome& outcome) {
  Json pairs = Json::array();
  for (const ScoredPair& one : outcome.test.scored) {
    const ValueForecast& forecast = outcome.forecasts[one.pair.forecast];
    const RealisedValue& realised = outcome.outcomes[one.pair.outcome];
    pairs.push_back({{"asset_id", realised.asset_id},
                     {"what", word_of(realised.what, kRealisationWords)},
                     {"forecast_date", to_iso(forecast.made_on)},
                     {"outcome_date", to_iso(realised.date)},
                     {"days", one.pair.days},
                     {"amount_fen", realised.amount.fen()},
                     {"crps_yuan", one.crps_yuan},
                     {"crps_ln", or_null(one.crps_ln)},
                     {"error_ln", or_null(one.error_ln)},
                     {"pit_frac", one.transform}});
  }
  return pairs;
}

Json unmatched_json(const BacktestOutcome& outcome) {
  Json unmatched = Json::array();
  for (const UnmatchedOutcome& one : outcome.test.matches.unmatched) {
    const RealisedValue& realised = outcome.outcomes[one.outcome];
    unmatched.push_back({{"asset_id", realised.asset_id},
                         {"what", word_of(realised.what, kRealisationWords)},
                         {"date", to_iso(realised.date)},
                         {"line", realised.line},
                         {"why", coded_words(one.why).code}});
  }
  return unmatched;
}

Json record_json(const TrackRecord& record) {
  return {{"bias_ln", record.bias_ln},
          {"bias_sd_ln", record.bias_sd_ln},
          {"dispersion_ln", record.dispersion_ln}};
}

Json cards_json(const Backtest& test) {
  const AppraisalTests& appraisals = test.appraisals;
  Json json = {{"tested_count", appraisals.tested.size()},
               {"unsold_count", appraisals.unsold_count},
               {"unappraised_count", appraisals.unappraised_count}};
  json["scored"] = test.cards.has_value();
  if (!test.cards) return json;
  Json cards = Json::array();
  for (const ValuerScorecard& card : test.cards->valuers) {
    cards.push_back({{"valuer_id", card.valuer_id},
                     {"count", card.count},
                     {"bias_ln", card.bias_ln},
                     {"dispersion_ln", or_null(card.dispersion_ln)},
                     {"weight_frac", card.weight_frac},
                     {"dispersion_weight_frac", card.dispersion_weight_frac},
                     {"record", record_json(card.record)}});
  }
  json["cards"] = cards;
  json["collective"] = record_json(test.cards->collective);
  json["between_sd_ln"] = test.cards->between_sd_ln;
  json["within_sd_ln"] = test.cards->within_sd_ln;
  json["mean_days"] = test.cards->mean_days;
  return json;
}

}  // namespace

Json to_json(const BacktestOutcome& outcome) {
  const Backtest& test = outcome.test;
  Json findings = Json::array();
  for (const BacktestFinding finding : findings_of(test))
    findings.push_back(coded_words(finding).code);
  Json json = {{"currency", outcome.currency},
               {"forecasts_count", outcome.forecasts.size()},
               {"outcomes_count", outcome.outcomes.size()},
               {"matched_count", test.matches.pairs.size()},
               {"open_count", test.matches.open_count},
               {"shared_count", test.matches.shared_count},
               {"quarantined_count", outcome.rejects.size()},
               {"findings", findings},
               {"groups", groups_json(test)},
               {"pit_histogram", test.histogram}};
  json["uniformity"] = test.uniformity ? Json{{"bins", test.uniformity->bins},
                                              {"chi_square", test.uniformity->chi_square},
                                              {"p_value_frac", test.uniformity->p_value}}
                                       : Json();
  json["pairs"] = pairs_json(outcome);
  json["unmatched"] = unmatched_json(outcome);
  json["valuers"] = cards_json(test);
  if (outcome.spreads) json["spreads"] = spreads_json(*outcome.spreads);
  return json;
}

Json backtest_note_json(const BacktestOutcome* outcome) {
  if (outcome == nullptr || outcome->test.groups.empty()) {
    const Words note = not_backtested_words();
    return {{"tested", false}, {"note", {{"zh", note.zh}, {"en", note.en}}}};
  }
  return {{"tested", true}, {"scores", group_json(outcome->test.groups.front())}};
}

}  // namespace pledgelab
