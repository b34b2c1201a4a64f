// The year of a policy: from its first day (`year: {from: 07-01}`) to the day before the next.
#pragma once

#include "models/base/date.hpp"
#include "models/policy/sharing_policy.hpp"

namespace pledgelab {

/// First day of the year, beginning on `month`-`day`, that `date` lies in.
Date year_first(int month, int day, Date date);
/// Its last day.
Date year_last(int month, int day, Date date);

/// The policy's year that `date` lies in, by the calendar year of its first day; its last day.
int policy_year(const SharingPolicy& policy, Date date);
Date policy_year_end(const SharingPolicy& policy, Date date);

}  // namespace pledgelab
