// How many loans the accounts stand behind: the leverage of section 7, worked out once for a table.
#pragma once

#include <vector>

#include "models/sharing/program.hpp"
#include "models/sharing/standing.hpp"

namespace pledgelab {

/// By row of the table: whether its loan is within the leverage of every account. A loan's first
/// row decides; its other rows are `covered`. Unknown: the date of origination or the amount is
/// empty; such a loan takes no room. Empty when no account has a leverage.
std::vector<Cover> leverage_cover(const Program& program);

/// What a loan whose cover is unknown lacks. `row`: its first row.
Standing leverage_standing(const Program& program, std::uint32_t row);

}  // namespace pledgelab
