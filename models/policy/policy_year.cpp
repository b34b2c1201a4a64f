#include "models/policy/policy_year.hpp"

#include "models/base/check.hpp"

namespace pledgelab {

// By months from a year that every calendar has: a date near the end of what make_date takes has a
// year too.
Date year_first(int month, int day, Date date) {
  const CivilDate on = civil(date);
  const bool begun = on.month > month || (on.month == month && on.day >= day);
  const auto start = make_date(2000, month, day);
  PL_CHECK(start.has_value());
  return add_months(*start, 12 * ((begun ? on.year : on.year - 1) - 2000));
}

Date year_last(int month, int day, Date date) {
  return add_days(add_months(year_first(month, day, date), 12), -1);
}

int policy_year(const SharingPolicy& policy, Date date) {
  return civil(year_first(policy.year_start_month, policy.year_start_day, date)).year;
}

Date policy_year_end(const SharingPolicy& policy, Date date) {
  return year_last(policy.year_start_month, policy.year_start_day, date);
}

}  // namespace pledgelab
