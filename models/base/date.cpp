#include "models/base/date.hpp"

#include <algorithm>

#include "models/base/check.hpp"

namespace pledgelab {
namespace {

// Days and civil dates: H. Hinnant, "chrono-compatible low-level date algorithms".
std::int32_t days_from_civil(int year, int month, int day) {
  year -= month <= 2 ? 1 : 0;
  const int era = (year >= 0 ? year : year - 399) / 400;
  const int year_of_era = year - era * 400;
  const int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

bool leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

int last_day(int year, int month) {
  static constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && leap(year) ? 29 : kDays[month - 1];
}

// ISDA 2006 4.16(g): 30E/360.
double thirty_e(CivilDate from, CivilDate to) {
  const int day_from = std::min(from.day, 30);
  const int day_to = std::min(to.day, 30);
  return (360.0 * (to.year - from.year) + 30.0 * (to.month - from.month) + (day_to - day_from)) /
         360.0;
}

// ISDA 2006 4.16(b): days in leap years over 366, the others over 365.
double actual_actual(Date from, Date to) {
  double years = 0;
  while (from < to) {
    const int year = civil(from).year;
    const Date next{days_from_civil(year + 1, 1, 1)};
    const Date end = std::min(next, to);
    years += (end.days - from.days) / (leap(year) ? 366.0 : 365.0);
    from = end;
  }
  return years;
}

}  // namespace

CivilDate civil(Date date) {
  const int shifted = date.days + 719468;
  const int era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
  const int day_of_era = shifted - era * 146097;
  const int year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int shifted_month = (5 * day_of_year + 2) / 153;
  const int day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
  const int month = shifted_month + (shifted_month < 10 ? 3 : -9);
  return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day};
}

std::optional<Date> make_date(int year, int month, int day) {
  if (year < 1800 || year > 2999 || month < 1 || month > 12) return std::nullopt;
  if (day < 1 || day > last_day(year, month)) return std::nullopt;
  return Date{days_from_civil(year, month, day)};
}

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  int parts[3] = {0, 0, 0};
  const std::size_t starts[4] = {0, 5, 8, 11};
  for (std::size_t part = 0; part < 3; ++part) {
    for (std::size_t at = starts[part]; at < starts[part + 1] - 1; ++at) {
      if (text[at] < '0' || text[at] > '9') return std::nullopt;
      parts[part] = parts[part] * 10 + (text[at] - '0');
    }
  }
  return make_date(parts[0], parts[1], parts[2]);
}

std::string to_iso(Date date) {
  const CivilDate c = civil(date);
  std::string text = std::to_string(c.year) + "-00-00";
  text[5] = static_cast<char>('0' + c.month / 10);
  text[6] = static_cast<char>('0' + c.month % 10);
  text[8] = static_cast<char>('0' + c.day / 10);
  text[9] = static_cast<char>('0' + c.day % 10);
  return text;
}

Date add_months(Date date, int months) {
  const CivilDate c = civil(date);
  const int total = c.year * 12 + (c.month - 1) + months;
  const int year = (total >= 0 ? total : total - 11) / 12;
  const int month = total - year * 12 + 1;
  return {days_from_civil(year, month, std::min(c.day, last_day(year, month)))};
}

Date month_end(Date date) {
  const CivilDate c = civil(date);
  return {days_from_civil(c.year, c.month, last_day(c.year, c.month))};
}

int months_between(Date from, Date to) {
  if (to < from) return -months_between(to, from);
  const CivilDate a = civil(from);
  const CivilDate b = civil(to);
  int months = (b.year - a.year) * 12 + (b.month - a.month);
  if (add_months(from, months) > to) --months;
  return months;
}

int weekday(Date date) {
  const int shifted = (date.days + 3) % 7;  // 1970-01-01 was a Thursday
  return shifted < 0 ? shifted + 7 : shifted;
}

double year_frac(Date from, Date to, DayCount convention) {
  if (to < from) return -year_frac(to, from, convention);
  switch (convention) {
    case DayCount::actual_365:
      return (to.days - from.days) / 365.0;
    case DayCount::actual_360:
      return (to.days - from.days) / 360.0;
    case DayCount::thirty_e_360:
      return thirty_e(civil(from), civil(to));
    case DayCount::actual_actual:
      return actual_actual(from, to);
  }
  PL_CHECK(false);
}

bool HolidayCalendar::is_business_day(Date date) const {
  const bool weekend = weekday(date) >= 5;
  if (weekend) {
    return std::binary_search(working_weekends.begin(), working_weekends.end(), date);
  }
  return !std::binary_search(holidays.begin(), holidays.end(), date);
}

Date HolidayCalendar::following(Date date) const {
  while (!is_business_day(date)) date = add_days(date, 1);
  return date;
}

}  // namespace pledgelab
