// Calendar dates as days since 1970-01-01, proleptic Gregorian; month steps; day counts; holidays.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pledgelab {

struct Date {
  std::int32_t days = 0;
  friend constexpr auto operator<=>(Date, Date) = default;
};

/// Year, month 1..12, day 1..31 of a date.
struct CivilDate {
  int year = 1970;
  int month = 1;
  int day = 1;
};

CivilDate civil(Date date);
/// None when the month or day does not exist (2024-02-30) or the year is outside 1800..2999.
std::optional<Date> make_date(int year, int month, int day);
/// Exactly YYYY-MM-DD; none on anything else.
std::optional<Date> parse_date(std::string_view text);
std::string to_iso(Date date);

/// Moves by whole months; the day is kept, or cut to the month's last (01-31 + 1 month = 02-28/29).
Date add_months(Date date, int months);
Date month_end(Date date);
constexpr Date add_days(Date date, std::int32_t days) { return {date.days + days}; }
/// Whole months from `from` to `to`, rounded towards zero; negative when `to` is earlier.
int months_between(Date from, Date to);
/// 0 = Monday … 6 = Sunday.
int weekday(Date date);

/// How interest counts days. Names as ISDA 2006, section 4.16.
enum class DayCount : std::uint8_t { actual_365, actual_360, thirty_e_360, actual_actual };
double year_frac(Date from, Date to, DayCount convention);

/// A dated list of holidays, handed in as a value (from policies/law); outside [first, last] only
/// weekends are known, and `covers` says so: the caller must warn.
struct HolidayCalendar {
  std::string id;
  Date first;
  Date last;
  std::vector<Date> holidays;          // sorted; weekdays that are free
  std::vector<Date> working_weekends;  // sorted; Saturdays and Sundays that are worked

  [[nodiscard]] bool covers(Date date) const { return first <= date && date <= last; }
  [[nodiscard]] bool is_business_day(Date date) const;
  /// The date itself or the next business day (following convention).
  [[nodiscard]] Date following(Date date) const;
};

}  // namespace pledgelab
