// What several of this room's formula lists read alike.
#pragma once

#include <vector>

#include "models/base/formula.hpp"
#include "models/evidence/estimate.hpp"

namespace pledgelab {

/// Medians `values_yuan` and spreads `ln_sds`, of equal length. Error F-202: another length, a
/// value that is not above 0; those of the arguments.
Result<std::vector<LnEstimate>> read_estimates(const FormulaArguments& arguments);

}  // namespace pledgelab
