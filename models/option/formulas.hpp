// The formulas of this room, F110 to F129, to be run alone.
#pragma once

#include <span>

#include "models/base/formula.hpp"

namespace pledgelab {

std::span<const Formula> option_formulas();

}  // namespace pledgelab
