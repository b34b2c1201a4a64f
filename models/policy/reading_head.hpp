// Inside the room: reading the head and the parties of a sharing policy.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/policy/reading.hpp"

namespace pledgelab::policy_reading {

/// A required date; none, with an error, when it is no YYYY-MM-DD.
std::optional<Date> read_date(Context& context, MappingReader& reader, const std::string& key);
/// Also fills `context.parties`.
std::vector<Party> read_parties(Context& context, const Node& node);

}  // namespace pledgelab::policy_reading
