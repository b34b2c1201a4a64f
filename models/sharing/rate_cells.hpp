// Rates of a losses file that nobody can mean: 4.3 where 4.3 % was.
#pragma once

#include <string>
#include <vector>

#include "models/base/cells.hpp"
#include "models/base/error.hpp"
#include "models/policy/facts.hpp"

namespace pledgelab {

/// Cells above 100 % in columns of rates (a plain 4.3 is 430 %). Of a rate or share that the book's
/// field table has (loan.rate, loan.ip_share) the first one is an error, P-155, with its line and
/// how to write it; of a column of the file's own whose name ends in rate, share or frac it is told
/// in `notes`. `facts`: those read from `cells`, column for column.
void check_rates(const Cells& cells, const FactTable& facts, Errors& errors,
                 std::vector<std::string>& notes);

}  // namespace pledgelab
