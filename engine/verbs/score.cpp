#include "engine/verbs/score.hpp"

#include <algorithm>
#include <utility>

#include "engine/formats/csv.hpp"
#include "engine/verbs/project.hpp"

namespace pledgelab {
namespace {

constexpr std::size_t kAbsentTold = 5;
constexpr double kTooGood = 0.9;  // AUC; bibliography gives 0.65 at best (domain page 1.6)

std::string of_all(std::size_t count, std::size_t all) {
  return std::to_string(count) + " of " + std::to_string(all);
}

void warn_set(const ScoreOutcome& outcome, std::vector<std::string>& warnings) {
  const std::size_t all = outcome.set.size();
  const ScoredSet& scored = outcome.scored;
  if (scored.no_status_count > 0) {
    warnings.push_back(of_all(scored.no_status_count, all) +
                       " patents tell no legal status: their gate is left open; ask the register "
                       "before a pledge");
  }
  if (scored.across_years_count > 0) {
    warnings.push_back(of_all(scored.across_years_count, all) +
                       " patents are compared with other grant years in some indicator: citations "
                       "grow with time");
  }
  const bool composite = std::any_of(scored.patents.begin(), scored.patents.end(),
                                     [](const auto& one) { return one.oecd.quality_4; });
  if (composite && !scored.oecd_fields) {
    warnings.emplace_back(
        "the OECD composites are by filing year and IPC section, not by the OECD's 35 fields: give "
        "technology_field");
  }
}

void warn_awards(const AwardCheck& check, std::vector<std::string>& warnings) {
  if (check.absent.empty()) return;
  std::string names;
  for (std::size_t i = 0; i < check.absent.size() && i < kAbsentTold; ++i) {
    names += (i > 0 ? ", " : "") + check.absent[i];
  }
  if (check.absent.size() > kAbsentTold) names += " …";
  warnings.push_back(of_all(check.absent.size(), check.listed) + " patents of " + check.file +
                     " are not in the set: " + names);
}

// What an award list or an outcome judges may not be an indicator of what is judged.
const Indicator* judged_indicator(const ScoreRequest& request, const PatentSet& set) {
  if (!request.awards_path.empty()) return find_indicator("award_flag");
  return set.outcome ? set.outcome->indicator : nullptr;
}

Outcome judge_awards(const ScoreRequest& request, ScoreOutcome& outcome) {
  const auto cells = read_csv(request.awards_path);
  if (!cells) return cells.errors();
  const auto awards = read_awards(cells.value());
  if (!awards) return awards.errors();
  auto check = check_awards(outcome.set, outcome.scored, awards.value());
  if (!check) return check.errors();
  outcome.awards = std::move(check).value();
  warn_awards(*outcome.awards, outcome.warnings);
  return Done{};
}

}  // namespace

bool ScoreOutcome::ranks_are_noise() const {
  return static_cast<double>(scored.noise_count) >
         policy.noise_above.value * static_cast<double>(set.size());
}

bool ScoreOutcome::order_is_noise() const {
  return (fit && fit->signed_is_noise) || (awards && awards->is_noise);
}

Result<ScoreOutcome> score(const ScoreRequest& request) {
  const auto document = find_document(DocumentKind::index_policy, request.weights, request.project);
  if (!document) return document.errors();
  auto policy = read_index_policy(document.value());
  if (!policy) return policy.errors();
  ScoreOutcome outcome;
  outcome.policy = std::move(policy).value();
  if (!request.fit.empty()) {
    const auto test = parse_outcome(request.fit);
    if (!test) return test.errors();
    outcome.test = test.value();
  }
  const auto cells = read_csv(request.patents_path);
  if (!cells) return cells.errors();
  auto set = read_patents(cells.value(), outcome.test ? outcome.test->column : std::string());
  if (!set) return set.errors();
  outcome.set = std::move(set).value();
  outcome.warnings = outcome.set.notes;
  const Indicator* judged = judged_indicator(request, outcome.set);
  const Percentiles percentiles = cohort_percentiles(outcome.set, outcome.policy, judged);
  outcome.scored = score_set(outcome.set, outcome.policy, percentiles);
  outcome.order = ranking_order(outcome.scored);
  if (judged != nullptr && outcome.set.find(judged) != nullptr) {
    outcome.warnings.push_back(judged->name + " is left out of the index: it would judge itself");
  }
  warn_set(outcome, outcome.warnings);
  if (outcome.test) {
    auto fit = fit_outcome(outcome.set, outcome.policy, *outcome.test, request.seed);
    if (!fit) return fit.errors();
    outcome.fit = std::move(fit).value();
    if (outcome.fit->refitted.area.value > kTooGood) {
      outcome.warnings.emplace_back(
          "the fit is too good to be true: an indicator may be the outcome in another form, or "
          "later");
    }
  }
  if (!request.awards_path.empty()) {
    const Outcome judged_by = judge_awards(request, outcome);
    if (!judged_by) return judged_by.errors();
  }
  return outcome;
}

}  // namespace pledgelab
