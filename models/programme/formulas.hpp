// The formulas of this room, to be run alone.
#pragma once

#include <span>

#include "models/base/formula.hpp"

namespace pledgelab {

std::span<const Formula> programme_formulas();  // F176 to F178, F198

}  // namespace pledgelab
