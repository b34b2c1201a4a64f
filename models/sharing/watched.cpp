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

Date year_first(const Program& program, Date date) {
  const CivilDate day = civil(date);
  const bool begun = day.month > program.year_start_month ||
                     (day.month == program.year_start_month && day.day >= program.year_start_day);
  const auto first =
      make_date(begun ? day.year : day.year - 1, program.year_start_month, program.year_start_day);
  PL_CHECK(first.has_value());
  return *first;
}

Date year_last(const Program& program, Date date) {
  const auto next = make_date(civil(year_first(program, date)).year + 1, program.year_start_month,
                              program.year_start_day);
  PL_CHECK(next.has_value());
  return add_days(*next, -1);
}

}  // namespace pledgelab
