// The formulas of this room, to be run alone: F162 and F164 to F166.
#pragma once

#include <span>

#include "models/base/formula.hpp"

namespace pledgelab {

std::span<const Formula> evidence_formulas();

}  // namespace pledgelab
