#include "models/base/duration.hpp"

namespace pledgelab {

std::optional<Duration> duration_of(const Quantity& quantity) {
  constexpr std::int64_t kMostMonths = 1'200;
  constexpr std::int64_t kMostDays = 36'525;
  const std::int64_t count = quantity.value.num;
  if (quantity.value.den != 1 || count < 0) return std::nullopt;
  if (quantity.kind == Quantity::Kind::months && count <= kMostMonths) {
    return Duration{static_cast<int>(count), 0};
  }
  if (quantity.kind == Quantity::Kind::days && count <= kMostDays) {
    return Duration{0, static_cast<int>(count)};
  }
  return std::nullopt;
}

Date add(Date date, Duration duration) {
  return add_days(add_months(date, duration.months), duration.days);
}

}  // namespace pledgelab
