// What a policy says that simulated paths do not do yet: refused by name, never left out.
#pragma once

#include "models/base/error.hpp"
#include "models/policy/sharing_policy.hpp"

namespace pledgelab {

/// P-102, one for each: charges; advance; instalments; purchase. Empty: the policy can be run on
/// paths.
Errors refused_on_paths(const SharingPolicy& policy);

}  // namespace pledgelab
