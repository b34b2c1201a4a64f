// The formulas of this room, to be run alone.
#pragma once

#include <span>

#include "models/base/formula.hpp"

namespace pledgelab {

std::span<const Formula> collateral_formulas();          // F40 to F44: parts, cover
std::span<const Formula> collateral_sale_formulas();     // F45 to F47: channels of sale
std::span<const Formula> collateral_package_formulas();  // F181 to F184: packages
std::span<const Formula> collateral_trigger_formulas();  // F48, F49, F180: distance to a trigger

}  // namespace pledgelab
