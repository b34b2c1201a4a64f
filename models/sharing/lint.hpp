// The lint of a sharing policy: what reads well and works badly. Structure from models/policy, and
// what only trying shows: made losses through the interpreter, on both sides of each threshold.
#pragma once

#include <vector>

#include "models/policy/finding.hpp"
#include "models/policy/sharing_policy.hpp"

namespace pledgelab {

/// All findings, those of lint_structure included, in the order of the text: L-101 shares that do
/// not make 100 % on a branch · L-104 a step that never moves money · L-105 two moves whose order
/// matters, with a loss that shows it · L-106 a party better off when the loan fails · L-107 a
/// cliff, with the amount · L-109 a party that pays more when money comes back · L-110 attachment
/// and exhaustion · L-114 a step that lifts a bill above an earlier cap · L-190 what could not be
/// tried, and why. The figures come from made losses: a finding is shown by an example; that
/// nothing was found is no proof.
std::vector<Finding> lint_policy(const SharingPolicy& policy);

}  // namespace pledgelab
