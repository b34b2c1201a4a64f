// L-117: ratios whose bottom can be nothing, so that the loss that asks is undecided. L-118: what
// is written and never asked.
#include <algorithm>

#include "models/policy/lint_parts.hpp"
#include "models/policy/policy_walk.hpp"

namespace pledgelab::policy_lint {
namespace {

using policy_telling::quoted;
using policy_telling::Told;

// Whether the condition lets through only positive figures of the fact.
bool holds_positive(const Condition& condition, const std::string& fact) {
  if (condition.form == Condition::Form::all) {
    return std::any_of(condition.parts.begin(), condition.parts.end(),
                       [&](const Condition& part) { return holds_positive(part, fact); });
  }
  if (condition.form != Condition::Form::compare || condition.fact.name != fact) return false;
  const Value& against = condition.against.front();
  if (against.form != Value::Form::literal) return false;
  const Ratio bound = against.literal.value;
  const Ratio none{0, 1};
  if (condition.comparison == Relation::gt) return none <= bound;
  const bool least = condition.comparison == Relation::ge || condition.comparison == Relation::eq;
  return least && none < bound;
}

bool gated_positive(const SharingPolicy& policy, const std::string& fact) {
  return std::any_of(policy.steps.begin(), policy.steps.end(), [&](const Step& step) {
    return step.verb == Step::Verb::gate && step.condition.empty() &&
           holds_positive(step.require.front(), fact);
  });
}

void lint_quotients(const SharingPolicy& policy, std::vector<Finding>& findings) {
  PolicyVisitor visitor;
  visitor.value = [&](const Value& value) {
    if (value.form != Value::Form::ratio) return;
    const std::string& bottom = value.facts[1].name;
    if (gated_positive(policy, bottom)) return;
    add(findings, "L-117", Gravity::warning, value.place,
        quoted(bottom) +
            Told{" 为零时该比值无定义，损失无法判定（undecided）：可先以 gate 要求其大于零",
                 ": where it is 0 the quotient is undefined and the loss undecided; a "
                 "gate can require it to be above 0"});
  };
  walk(policy, visitor);
}

// A ratio that a step asks, by fact or band; breakers let an undefined one pass.
bool asked_by_steps(const SharingPolicy& policy, std::size_t ratio) {
  bool asked = std::any_of(policy.steps.begin(), policy.steps.end(), [&](const Step& step) {
    return step.verb == Step::Verb::band && step.ratio == ratio;
  });
  for (const FactName& fact : facts_asked(policy)) {
    asked = asked || fact.name == "ratio." + policy.ratios[ratio].id;
  }
  return asked;
}

}  // namespace

void lint_ratios(const SharingPolicy& policy, std::vector<Finding>& findings) {
  lint_quotients(policy, findings);
  for (std::size_t at = 0; at < policy.ratios.size(); ++at) {
    const PolicyRatio& ratio = policy.ratios[at];
    if (is_stock(ratio.bottom.kind) || !asked_by_steps(policy, at)) continue;
    add(findings, "L-117", Gravity::warning, ratio.place,
        Told{"比率 ", "ratio "} + quoted(ratio.id) +
            Told{" 的分母 " + ratio.bottom.text +
                     " 每年度自零起计：在其首次入账之前比率无定义，引用它的损失无法判定（undecided"
                     "）",
                 ": its bottom " + ratio.bottom.text +
                     " begins each year at 0; until it is above, the ratio is undefined and a "
                     "loss that asks it undecided"});
  }
}

void lint_unused(const SharingPolicy& policy, std::vector<Finding>& findings) {
  const std::vector<bool> used = ratios_used(policy);
  for (std::size_t at = 0; at < used.size(); ++at) {
    if (used[at]) continue;
    add(findings, "L-118", Gravity::note, policy.ratios[at].place,
        Told{"比率 ", "ratio "} + quoted(policy.ratios[at].id) +
            Told{" 未被任何步骤或熔断引用", " is asked by no step and no breaker"});
  }
  for (const PolicyAssumption& one : policy.assumptions) {
    if (one.named) continue;
    add(findings, "L-118", Gravity::warning, one.place,
        Told{"假设 ", "assumption "} + quoted(one.name) +
            Told{" 未被引用：其数值不起作用", " is named nowhere: its figure has no effect"});
  }
}

}  // namespace pledgelab::policy_lint
