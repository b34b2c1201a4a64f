// What kind a value of a policy is by its text alone, before any loss is read.
#pragma once

#include <string>

#include "models/policy/facts.hpp"
#include "models/policy/sharing_policy.hpp"

namespace pledgelab {

/// The kind of a fact as far as its name tells; `empty` where only the losses can.
FactKind kind_of(const SharingPolicy& policy, const std::string& name);

/// The kind of a value; of a table or a sum that of the first part that tells one. A fact that is a
/// text in the book may hold figures in a file of losses: `empty`.
FactKind kind_of(const SharingPolicy& policy, const Value& value);

}  // namespace pledgelab
