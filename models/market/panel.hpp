// Yearly values of many names (a ranking, a lender's reappraisals) as changes, and what they say of
// spread, tails, smoothing and common movement.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "models/base/error.hpp"

namespace pledgelab {

/// One name's value in one year.
struct PanelValue {
  std::string name;
  std::string group;  // sector
  int year = 0;
  double value_yuan = 0;  // > 0
};

/// Moments of the ln changes between consecutive years; a gap in the years makes no change.
struct PanelMoments {
  std::size_t count = 0;
  double mean = 0;
  double sd = 0;               // n - 1
  double excess_kurtosis = 0;  // population moments: m4 / m2² - 3
  std::size_t lag_count = 0;   // changes that follow a change of the year before
  double lag_correlation = 0;  // of those pairs, pooled over all names, not demeaned by name
};

/// Error V-305: a value that is not above 0, a name twice in one year, fewer than
/// two pairs, or no spread.
Result<PanelMoments> panel_moments(std::span<const PanelValue> values);

/// Mean correlation of the changes of two names over the years both have.
struct CommonMovement {
  std::size_t names = 0;
  std::size_t pairs = 0;
  double all = 0;
  double same_group = 0;  // 0 without such a pair
  double other_group = 0;
};

/// Names with at least `least_changes` changes; pairs with at least 3 common years. A loading on
/// the market is about `other_group`, on the sector `same_group` - `other_group`. Source:
/// valuation.md 3.2. Error V-305 as above, or when no pair is left.
Result<CommonMovement> common_movement(std::span<const PanelValue> values,
                                       std::size_t least_changes);

}  // namespace pledgelab
