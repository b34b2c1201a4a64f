#include "models/sharing/watched.hpp"

#include <algorithm>

#include "models/sharing/program.hpp"

namespace pledgelab {

const RatioReading* last_before(const std::vector<RatioReading>& readings, Date day) {
  const auto after =
      std::lower_bound(readings.begin(), readings.end(), day,
                       [](const RatioReading& reading, Date date) { return reading.date < date; });
  return after == readings.begin() ? nullptr : &*(after - 1);
}

// By months from a year that every calendar has: a date near the end of what make_date takes has a
// year too.
Date year_first(const Program& program, Date date) {
  const CivilDate day = civil(date);
  const bool begun = day.month > program.year_start_month ||
                     (day.month == program.year_start_month && day.day >= program.year_start_day);
  const auto start = make_date(2000, program.year_start_month, program.year_start_day);
  PL_CHECK(start.has_value());
  return add_months(*start, 12 * ((begun ? day.year : day.year - 1) - 2000));
}

Date year_last(const Program& program, Date date) {
  return add_days(add_months(year_first(program, date), 12), -1);
}

}  // namespace pledgelab
