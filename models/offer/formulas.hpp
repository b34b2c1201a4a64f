// The formulas of this room, to be run alone.
#pragma once

#include <span>

#include "models/base/formula.hpp"

namespace pledgelab {

std::span<const Formula> offer_formulas();  // F170 to F175

}  // namespace pledgelab
