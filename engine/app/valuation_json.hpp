// A valuation as JSON, the same for value and explain.
#pragma once

#include "engine/app/answer.hpp"
#include "models/valuation/valuation.hpp"

namespace pledgelab {

/// Basis, distribution in yuan (units of the book's currency), methods with their formula's number,
/// drivers with unit, origin and mark, flags. The right itself is the caller's to name.
Json to_json(const Valuation& valuation);

}  // namespace pledgelab
