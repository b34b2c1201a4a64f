// What in a programme's sheet can hardly be: left out of the figures, and told.
#pragma once

#include <span>
#include <vector>

#include "models/programme/programme.hpp"

namespace pledgelab {

/// The sheet without its doubtful figures; `doubts` has one entry a row, in the same order.
struct ScreenedProgramme {
  std::vector<ProgrammeYear> years;
  std::vector<std::vector<MissingFigure>> doubts;
};

/// F198. How far a figure stands from the middle of the others: x/m, or m/x where that is more;
/// m the median of `others`. 1 where there is none, or a zero on either side. Error G-104: below 0
/// or not finite.
Result<double> times_off(double figure, std::span<const double> others);

/// A volume, price, cost, count or output that F198 finds more than `gate` times off the same
/// figure of its indication's other years is taken for a slip of unit (万 for 元 is 10^4) and left
/// out; so is a price more than `gate` times off the same year's generic price. A strength above
/// 100, as published ones are, is told: the curve of F139 ends at 100. `gate` > 1.
ScreenedProgramme screen_programme(std::span<const ProgrammeYear> years, double gate);

}  // namespace pledgelab
