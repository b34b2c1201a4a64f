// Ranks from 1, ties by their mean: the footing of percentiles and of the area under the curve.
#pragma once

#include <span>
#include <vector>

namespace pledgelab {

/// One rank a value, in the order given; the smallest has 1, equal values share the mean of theirs.
/// Values must be finite.
std::vector<double> mid_ranks(std::span<const double> values);

}  // namespace pledgelab
