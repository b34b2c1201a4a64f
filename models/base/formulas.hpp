// The formulas of this room, F1 to F6, to be run alone.
#pragma once

#include <span>

#include "models/base/formula.hpp"

namespace pledgelab {

std::span<const Formula> base_formulas();

}  // namespace pledgelab
