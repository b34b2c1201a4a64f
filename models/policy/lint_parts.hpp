// Inside the room: the parts of the structural lint.
#pragma once

#include <vector>

#include "models/policy/finding.hpp"
#include "models/policy/sharing_policy.hpp"
#include "models/policy/telling.hpp"

namespace pledgelab::policy_lint {

void add(std::vector<Finding>& findings, const char* code, Gravity gravity, const Place& place,
         const policy_telling::Told& told);

/// Whether a gate that every loss meets lets through only figures of the fact up to `most`.
bool gated_below(const SharingPolicy& policy, const std::string& fact, Ratio most);
/// Whether such a gate surely fails for this word of the fact.
bool gated_out(const SharingPolicy& policy, const std::string& fact, const std::string& word);

/// What a drafter should look at: public money, limits, local firms.
void lint_draft(const SharingPolicy& policy, std::vector<Finding>& findings);
/// L-116
void lint_capacity(const SharingPolicy& policy, std::vector<Finding>& findings);
/// L-117
void lint_ratios(const SharingPolicy& policy, std::vector<Finding>& findings);
/// L-118
void lint_unused(const SharingPolicy& policy, std::vector<Finding>& findings);

}  // namespace pledgelab::policy_lint
