// One borrower alone: the default curve of a loan, and by which route it was found.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/base/ids.hpp"
#include "models/scenario/scenario.hpp"

namespace pledgelab {

/// Where a loan's default probability comes from, best first; a column of the report.
enum class PdRoute : std::uint8_t { own_rating, grade_table, relatives, prior };

/// [month 1..M] probability of default by that month, unconditional of the factors; element 0 is 0.
/// Non-decreasing, in [0, 1).
struct PdCurve {
  LoanId loan;
  PdRoute route = PdRoute::prior;
  Mark mark = Mark::assumed;  // of the weakest parameter used
  double annual_frac = 0;     // the first year's
  std::vector<double> cumulative_frac;
};

}  // namespace pledgelab
