// Spans of calendar time as contracts write them: 6mo, 60d, 2y.
#pragma once

#include <optional>

#include "models/base/date.hpp"
#include "models/base/quantity.hpp"

namespace pledgelab {

/// `months` step by the calendar, then `days` are added. Neither is negative.
struct Duration {
  int months = 0;
  int days = 0;
  friend constexpr bool operator==(Duration, Duration) = default;
};

/// From 6mo, 4q, 2y (months) or 60d (days), 0 included; none for another kind, a negative span or
/// one above a hundred years.
std::optional<Duration> duration_of(const Quantity& quantity);

/// The date moved on; in a shorter month its last day (01-31 + 1mo = 02-28 or 02-29).
Date add(Date date, Duration duration);

}  // namespace pledgelab
