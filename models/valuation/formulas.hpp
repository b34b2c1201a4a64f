// The formulas of this room, F20 to F39, to be run alone.
#pragma once

#include <span>

#include "models/base/formula.hpp"

namespace pledgelab {

std::span<const Formula> valuation_formulas();

}  // namespace pledgelab
