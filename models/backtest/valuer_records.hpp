// Valuers' records on the basis of a use value, from a table of evidence.
#pragma once

#include <span>
#include <vector>

#include "models/evidence/evidence.hpp"

namespace pledgelab {

/// Each valuer whose appraisals of a use value were tested by a later arm's-length transaction of
/// the same right in `rows`: bias and dispersion shrunk to all valuers (F157, F158), by id. Forced
/// sales, sales between related parties and liquidation values test nothing here: what they bring
/// is no use value, so their record would take a forced sale's discount for a valuer's bias. Empty
/// where no valuer has two tests, or all tests agree to the fen.
std::vector<ValuerRecord> use_value_records(std::span<const EvidenceRow> rows);

}  // namespace pledgelab
