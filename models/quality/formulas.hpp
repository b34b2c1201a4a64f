// The formulas of this room, runnable alone.
#pragma once

#include <span>

#include "models/base/formula.hpp"

namespace pledgelab {

std::span<const Formula> quality_formulas();

}  // namespace pledgelab
