// What the gates of a policy keep away from the steps: figures above a bound, words of a list.
#include <algorithm>
#include <optional>

#include "models/book/words.hpp"
#include "models/policy/lint_parts.hpp"

namespace pledgelab::policy_lint {
namespace {

// The figure of a literal; none for a word or what the loan's data give.
std::optional<Ratio> figure_of(const Value& value) {
  if (value.form != Value::Form::literal) return std::nullopt;
  return value.literal.value;
}

// Whether a gate lets through only values of the fact up to `most`.
bool gate_holds_below(const Condition& condition, const std::string& fact, Ratio most) {
  if (condition.form == Condition::Form::all) {
    return std::any_of(condition.parts.begin(), condition.parts.end(),
                       [&](const Condition& part) { return gate_holds_below(part, fact, most); });
  }
  const bool below = condition.comparison == Relation::le || condition.comparison == Relation::lt;
  if (condition.form != Condition::Form::compare || condition.fact.name != fact || !below) {
    return false;
  }
  const auto bound = figure_of(condition.against.front());
  return bound && *bound <= most;
}

// The words that pass a comparison with a list that has an order.
bool passes(const Condition& condition, const std::string& word) {
  const auto named = [&](const Value& value) { return value.word == word; };
  const Value& against = condition.against.front();
  switch (condition.comparison) {
    case Relation::eq:
      return named(against);
    case Relation::ne:
      return !named(against);
    case Relation::in:
      return std::any_of(condition.against.begin(), condition.against.end(), named);
    case Relation::has:
      return true;
    default:
      break;
  }
  for (const auto* words : {&kFiveTierWords, &kBorrowerSizeWords}) {
    const auto at = std::find(words->begin(), words->end(), word);
    const auto bound = std::find(words->begin(), words->end(), against.word);
    if (at == words->end() || bound == words->end()) continue;
    const bool up = condition.comparison == Relation::ge || condition.comparison == Relation::gt;
    const bool same = condition.comparison == Relation::ge || condition.comparison == Relation::le;
    return at == bound ? same : (at > bound) == up;
  }
  return true;
}

// Whether a condition surely fails for this word of the fact.
bool shuts_out(const Condition& condition, const std::string& fact, const std::string& word) {
  const auto part = [&](const Condition& one) { return shuts_out(one, fact, word); };
  if (condition.form == Condition::Form::all) {
    return std::any_of(condition.parts.begin(), condition.parts.end(), part);
  }
  if (condition.form == Condition::Form::any) {
    return std::all_of(condition.parts.begin(), condition.parts.end(), part);
  }
  return condition.form == Condition::Form::compare && condition.fact.name == fact &&
         !passes(condition, word);
}

}  // namespace

bool gated_below(const SharingPolicy& policy, const std::string& fact, Ratio most) {
  return std::any_of(policy.steps.begin(), policy.steps.end(), [&](const Step& step) {
    return step.verb == Step::Verb::gate && step.condition.empty() &&
           gate_holds_below(step.require.front(), fact, most);
  });
}

bool gated_out(const SharingPolicy& policy, const std::string& fact, const std::string& word) {
  return std::any_of(policy.steps.begin(), policy.steps.end(), [&](const Step& step) {
    return step.verb == Step::Verb::gate && step.condition.empty() &&
           shuts_out(step.require.front(), fact, word);
  });
}

}  // namespace pledgelab::policy_lint
