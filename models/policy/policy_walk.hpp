// Inside the room and the lint: a walk over every value, condition and fact of a policy.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "models/policy/sharing_policy.hpp"

namespace pledgelab {

/// What a walk calls; any of them may be empty. Parts are visited before what they stand in.
struct PolicyVisitor {
  std::function<void(const Value&)> value = {};
  std::function<void(const Condition&)> condition = {};
  std::function<void(const FactName&)> fact = {};
};

void walk(const Value& value, const PolicyVisitor& visitor);
void walk(const Condition& condition, const PolicyVisitor& visitor);
/// The step's `if`, requirement, values, shares.
void walk(const Step& step, const PolicyVisitor& visitor);
/// Firms, leverages, trigger, steps, charges, advance, purchase; assumptions that are named are met
/// where they are named.
void walk(const SharingPolicy& policy, const PolicyVisitor& visitor);

}  // namespace pledgelab
