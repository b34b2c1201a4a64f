#include <fmt/core.h>

#include "engine/app/explain_answer.hpp"
#include "engine/app/numbered.hpp"
#include "engine/app/share_json.hpp"
#include "engine/app/share_money_json.hpp"

namespace pledgelab {
namespace {

Json facts_json(const std::vector<ShareFact>& facts) {
  Json all = Json::array();
  for (const ShareFact& fact : facts) {
    Json one = {{"fact", fact.fact}, {"value", fact.text.empty() ? Json() : Json(fact.text)}};
    if (fact.fen) one["value_fen"] = *fact.fen;
    all.push_back(std::move(one));
  }
  return all;
}

Json step_json(const ShareStepLine& step) {
  Json postings = Json::array();
  for (const auto& [party, fen] : step.postings) {
    postings.push_back({{"party", party}, {"amount_fen", fen}});
  }
  Json shares = Json::array();
  for (const auto& [party, share] : step.shares) {
    shares.push_back({{"party", party}, {"share_ppm", ppm_of(share)}});
  }
  Json one = {{"step", step.step},
              {"law", step.law},
              {"verb", step.verb},
              {"answer", step.answer},
              {"at_close", step.at_close},
              {"before_fen", step.before_fen},
              {"after_fen", step.after_fen},
              {"unit_fen", step.unit_fen},
              {"facts", facts_json(step.facts)},
              {"shares", std::move(shares)},
              {"postings", std::move(postings)}};
  if (step.date) one["date"] = to_iso(*step.date);
  if (step.above_fen != 0) one["above_fen"] = step.above_fen;
  if (step.has_limit) one["limit_fen"] = step.limit_fen;
  if (step.ratio) {
    one["ratio_top_fen"] = step.ratio->num;
    one["ratio_bottom_fen"] = step.ratio->den;
  }
  return one;
}

Json steps_json(const std::vector<ShareStepLine>& lines) {
  Json steps = Json::array();
  for (const ShareStepLine& step : lines) steps.push_back(step_json(step));
  return steps;
}

Json sentences_json(const ShareExplanation& told) {
  Json sentences = Json::array();
  for (const LossSentence& sentence : told.sentences) {
    sentences.push_back({{"number", sentence.number},
                         {"topic", sentence.topic},
                         {"step", sentence.step},
                         {"zh", sentence.zh},
                         {"en", sentence.en}});
  }
  return sentences;
}

Json made_of_json(const ShareExplanation& told) {
  Json netted = Json::array();
  for (const ShareReceipt& receipt : told.netted) {
    netted.push_back({{"date", to_iso(receipt.date)}, {"amount_fen", receipt.fen}});
  }
  return {{"principal_fen", told.principal_fen},
          {"interest_fen", told.interest_fen},
          {"costs_fen", told.costs_fen},
          {"netted", std::move(netted)}};
}

}  // namespace

Json to_json(const ShareExplanation& told) {
  Json runs = Json::array();
  for (const ShareRunLine& run : told.runs) {
    runs.push_back({{"on", run.on},
                    {"principal_fen", run.principal_fen},
                    {"interest_fen", run.interest_fen},
                    {"costs_fen", run.costs_fen},
                    {"steps", steps_json(run.steps)}});
  }
  Json data = {{"currency", told.currency},
               {"policy", {{"id", told.policy_id}, {"version", told.policy_version}}},
               {"loss", loss_json(told.loss)},
               {"made_of", made_of_json(told)},
               {"steps", steps_json(told.steps())},
               {"runs", std::move(runs)},
               {"sentences", sentences_json(told)},
               {"assumptions", told.assumptions},
               {"notes", told.warnings}};
  add_money(data, told.money);
  return data;
}

std::string to_text(const ShareExplanation& told, Languages languages) {
  return fmt::format("{} {} · {} · {}\n", told.policy_id, told.policy_version, told.loss.loss_id,
                     told.loss.standing) +
         numbered(told.sentences, languages);
}

}  // namespace pledgelab
