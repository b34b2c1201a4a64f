// What `compare` answers, as JSON and as text.
#pragma once

#include <string>
#include <vector>

#include "engine/app/answer.hpp"
#include "engine/verbs/compare_policies.hpp"
#include "engine/verbs/run.hpp"

namespace pledgelab {

Json to_json(const ComparedPolicies& compared);
/// By kind of party, then by group: what the lenders keep under each policy.
std::string to_text(const ComparedPolicies& compared);

/// Several policies over one run's losses: means over paths with their standard errors, and the
/// mean over the tail's paths. At least one; all of one run.
Json runs_json(const std::vector<RunOutcome>& runs);
std::string runs_text(const std::vector<RunOutcome>& runs);

}  // namespace pledgelab
