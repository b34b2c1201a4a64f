// Plain numbers beside rates in one column: 0.6 and 49.99% of a losses file.
#pragma once

#include <cstddef>
#include <optional>

#include "models/base/cells.hpp"
#include "models/base/error.hpp"

namespace pledgelab {

/// The fault of a column (P-155): both forms, one cell of each with the lines of all, and how a
/// number is written as a rate; at the first cell of the form that comes second. None where the
/// filled cells are all numbers, all rates, or one is neither.
std::optional<Error> mixed_rates(const Cells& cells, std::size_t column);

}  // namespace pledgelab
