#include "models/policy/policy_walk.hpp"

namespace pledgelab {
namespace {

void see(const FactName& fact, const PolicyVisitor& visitor) {
  if (visitor.fact) visitor.fact(fact);
}

template <class Parts>
void walk_all(const Parts& parts, const PolicyVisitor& visitor) {
  for (const auto& part : parts) walk(part, visitor);
}

}  // namespace

void walk(const Value& value, const PolicyVisitor& visitor) {
  for (const FactName& fact : value.facts) see(fact, visitor);
  if (value.less) see(*value.less, visitor);
  walk_all(value.factor, visitor);
  walk_all(value.at_most, visitor);
  for (const Case& row : value.cases) {
    walk_all(row.when, visitor);
    walk_all(row.upto, visitor);
    walk_all(row.in, visitor);
    walk_all(row.is, visitor);
  }
  if (visitor.value) visitor.value(value);
}

void walk(const Condition& condition, const PolicyVisitor& visitor) {
  if (condition.form == Condition::Form::compare) see(condition.fact, visitor);
  walk_all(condition.parts, visitor);
  walk_all(condition.against, visitor);
  if (visitor.condition) visitor.condition(condition);
}

void walk(const Step& step, const PolicyVisitor& visitor) {
  walk_all(step.condition, visitor);
  walk_all(step.require, visitor);
  if (step.part) see(*step.part, visitor);
  walk_all(step.above, visitor);
  walk_all(step.value, visitor);
  for (const PartyShare& share : step.shares) walk_all(share.value, visitor);
}

void walk(const SharingPolicy& policy, const PolicyVisitor& visitor) {
  for (const Party& party : policy.parties) {
    if (party.firm) see(*party.firm, visitor);
    if (party.terms.leverage) see(party.terms.leverage->counts, visitor);
  }
  walk_all(policy.trigger, visitor);
  walk_all(policy.steps, visitor);
  for (const Charge& charge : policy.charges) {
    walk_all(charge.condition, visitor);
    walk_all(charge.amount, visitor);
    walk_all(charge.at_most, visitor);
  }
  if (policy.advance) walk_all(policy.advance->rate, visitor);
  if (policy.purchase) walk_all(policy.purchase->price, visitor);
}

}  // namespace pledgelab
