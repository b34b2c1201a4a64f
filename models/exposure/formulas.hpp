// The formulas of this room, F10 to F13, to be run alone.
#pragma once

#include <span>

#include "models/base/formula.hpp"

namespace pledgelab {

std::span<const Formula> exposure_formulas();

}  // namespace pledgelab
