// The formulas of this room, F70 to F79, to be run alone. Their functions are in arithmetic.hpp and
// recoveries.hpp.
#pragma once

#include <span>

#include "models/base/formula.hpp"

namespace pledgelab {

std::span<const Formula> sharing_formulas();

}  // namespace pledgelab
