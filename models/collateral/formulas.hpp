// The formulas of this room, F40 to F44, to be run alone.
#pragma once

#include <span>

#include "models/base/formula.hpp"

namespace pledgelab {

std::span<const Formula> collateral_formulas();

}  // namespace pledgelab
