// The formulas of this room, executable alone.
#pragma once

#include <span>

#include "models/base/formula.hpp"

namespace pledgelab {

std::span<const Formula> loss_formulas();

}  // namespace pledgelab
