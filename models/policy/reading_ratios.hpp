// Inside the room: reading ratios, measures and breakers.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/policy/reading.hpp"

namespace pledgelab::policy_reading {

/// MEASURE; P-114 with the nearest word.
Measure read_measure(Context& context, const Node& node);
std::vector<PolicyRatio> read_ratios(Context& context, const Node& node);
/// Needs `context.ratios`.
std::vector<PolicyBreaker> read_breakers(Context& context, const Node& node);
/// Index of the ratio of that name; none, with P-114 and the nearest name.
std::optional<std::uint32_t> find_ratio(Context& context, const Node& node);
/// "lent, repaid, …".
std::string list_of(const std::vector<std::string>& words);

/// Names, scopes and what must be booked at the claim.
void check_ratios(Context& context, const SharingPolicy& policy);

}  // namespace pledgelab::policy_reading
