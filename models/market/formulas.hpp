// The formulas of this room, to be run alone.
#pragma once

#include <span>

#include "models/base/formula.hpp"

namespace pledgelab {

std::span<const Formula> market_formulas();     // F144 to F147: prices and appraisals
std::span<const Formula> operation_formulas();  // F100 to F109: counts, liquidity, sale

}  // namespace pledgelab
