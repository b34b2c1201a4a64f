#include "models/sharing/watched.hpp"

#include <algorithm>

#include "models/policy/policy_year.hpp"
#include "models/sharing/program.hpp"

namespace pledgelab {

const RatioReading* last_before(const std::vector<RatioReading>& readings, Date day) {
  const auto after =
      std::lower_bound(readings.begin(), readings.end(), day,
                       [](const RatioReading& reading, Date date) { return reading.date < date; });
  return after == readings.begin() ? nullptr : &*(after - 1);
}

Date year_first(const Program& program, Date date) {
  return year_first(program.year_start_month, program.year_start_day, date);
}

Date year_last(const Program& program, Date date) {
  return year_last(program.year_start_month, program.year_start_day, date);
}

}  // namespace pledgelab
