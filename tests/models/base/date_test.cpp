#include "models/base/date.hpp"

#include <doctest/doctest.h>

using namespace pledgelab;

namespace {

Date day(const char* text) { return *parse_date(text); }

double frac(const char* from, const char* to, DayCount convention) {
  return year_frac(day(from), day(to), convention);
}

}  // namespace

TEST_CASE("dates: day numbers of known days, and every day of 1,200 years round") {
  CHECK(day("1970-01-01").days == 0);
  CHECK(day("2000-03-01").days == 11'017);
  CHECK(day("1800-01-01").days == -62'091);
  int days = 0;
  Date date = day("1800-01-01");
  for (; civil(date).year < 3000; date = add_days(date, 1), ++days) {
    const CivilDate c = civil(date);
    const auto again = make_date(c.year, c.month, c.day);
    if (!again || *again != date || parse_date(to_iso(date)) != date) FAIL(to_iso(date));
  }
  CHECK(days == 438'291);  // 1,200 × 365 + 291 leap days
}

TEST_CASE("dates: leap years, and days that do not exist") {
  CHECK(make_date(2024, 2, 29).has_value());
  CHECK(make_date(2000, 2, 29).has_value());
  CHECK_FALSE(make_date(2023, 2, 29).has_value());
  CHECK_FALSE(make_date(1900, 2, 29).has_value());
  CHECK_FALSE(make_date(2024, 2, 30).has_value());
  CHECK_FALSE(make_date(2024, 4, 31).has_value());
  CHECK_FALSE(make_date(2024, 0, 1).has_value());
  CHECK_FALSE(make_date(2024, 13, 1).has_value());
  CHECK_FALSE(make_date(2024, 1, 0).has_value());
  CHECK_FALSE(make_date(1799, 12, 31).has_value());
  CHECK_FALSE(make_date(3000, 1, 1).has_value());
}

TEST_CASE("dates: only YYYY-MM-DD is read") {
  for (const char* text : {"", "2024-1-31", "2024/01/31", "20240131", "2024-01-31 ", "2024-02-30",
                           "2024-0a-01", "+024-01-01", "2024-01-3１", "45322"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_date(text).has_value());
  }
}

TEST_CASE("dates: month steps keep the day or fall to the month's last") {
  CHECK(to_iso(add_months(day("2024-01-31"), 1)) == "2024-02-29");
  CHECK(to_iso(add_months(day("2023-01-31"), 1)) == "2023-02-28");
  CHECK(to_iso(add_months(day("2024-01-31"), 3)) == "2024-04-30");
  CHECK(to_iso(add_months(day("2024-03-31"), -1)) == "2024-02-29");
  CHECK(to_iso(add_months(day("2024-12-15"), 1)) == "2025-01-15");
  CHECK(to_iso(add_months(day("2024-01-15"), -1)) == "2023-12-15");
  CHECK(to_iso(add_months(day("2024-02-29"), 12)) == "2025-02-28");
  CHECK(to_iso(add_months(day("2004-02-29"), 240)) == "2024-02-29");
  CHECK(to_iso(month_end(day("2024-02-01"))) == "2024-02-29");
  CHECK(to_iso(month_end(day("2024-12-31"))) == "2024-12-31");
}

TEST_CASE("dates: whole months between") {
  CHECK(months_between(day("2024-01-15"), day("2024-02-14")) == 0);
  CHECK(months_between(day("2024-01-15"), day("2024-02-15")) == 1);
  CHECK(months_between(day("2024-01-31"), day("2024-02-29")) == 1);
  CHECK(months_between(day("2024-01-31"), day("2024-02-28")) == 0);
  CHECK(months_between(day("2020-01-15"), day("2024-01-14")) == 47);
  CHECK(months_between(day("2024-02-15"), day("2024-01-15")) == -1);
  CHECK(months_between(day("2024-02-14"), day("2024-01-15")) == 0);
  CHECK(months_between(day("2024-02-15"), day("2024-02-15")) == 0);
}

TEST_CASE("dates: weekdays") {
  CHECK(weekday(day("2024-01-01")) == 0);  // Monday
  CHECK(weekday(day("2000-01-01")) == 5);  // Saturday
  CHECK(weekday(day("1969-12-31")) == 2);  // Wednesday
  CHECK(weekday(day("1900-01-01")) == 0);
}

TEST_CASE("day counts: the examples of ISDA's 1998 memorandum, and 30E/360 by its rule") {
  const auto actual = DayCount::actual_actual;
  CHECK(frac("2003-11-01", "2004-05-01", actual) == doctest::Approx(0.497724380567).epsilon(1e-11));
  CHECK(frac("1999-02-01", "1999-07-01", actual) == doctest::Approx(0.410958904110).epsilon(1e-11));
  CHECK(frac("1999-07-01", "2000-07-01", actual) == doctest::Approx(1.001377348600).epsilon(1e-11));
  CHECK(frac("2002-08-15", "2003-07-15", actual) == doctest::Approx(0.915068493151).epsilon(1e-11));
  CHECK(frac("2000-01-30", "2000-06-30", actual) == doctest::Approx(0.415300546448).epsilon(1e-11));
  CHECK(frac("2006-08-31", "2007-02-28", DayCount::thirty_e_360) * 360 == doctest::Approx(178));
  CHECK(frac("2007-02-28", "2007-08-31", DayCount::thirty_e_360) * 360 == doctest::Approx(182));
  CHECK(frac("2006-01-31", "2006-03-31", DayCount::thirty_e_360) * 360 == doctest::Approx(60));
  CHECK(frac("2024-01-01", "2024-03-01", DayCount::actual_365) * 365 == doctest::Approx(60));
  CHECK(frac("2024-01-01", "2024-03-01", DayCount::actual_360) * 360 == doctest::Approx(60));
  CHECK(frac("2024-03-01", "2024-01-01", DayCount::actual_360) * 360 == doctest::Approx(-60));
}

TEST_CASE("holidays: free weekdays, worked weekends, and where the list ends") {
  HolidayCalendar calendar;
  calendar.first = day("2023-01-01");
  calendar.last = day("2023-12-31");
  calendar.holidays = {day("2023-10-02"), day("2023-10-03")};
  calendar.working_weekends = {day("2023-10-07")};
  CHECK_FALSE(calendar.is_business_day(day("2023-10-02")));
  CHECK(calendar.is_business_day(day("2023-10-07")));
  CHECK_FALSE(calendar.is_business_day(day("2023-10-08")));
  CHECK(calendar.following(day("2023-09-30")) == day("2023-10-04"));
  CHECK(calendar.following(day("2023-10-04")) == day("2023-10-04"));
  CHECK(calendar.covers(day("2023-01-01")));
  CHECK(calendar.covers(day("2023-12-31")));
  CHECK_FALSE(calendar.covers(day("2022-12-31")));
  CHECK_FALSE(calendar.covers(day("2024-01-01")));
}
