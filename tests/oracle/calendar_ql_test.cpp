#include <doctest/doctest.h>

#include <ql/time/calendars/china.hpp>
#include <ql/time/date.hpp>

#include "engine/formats/yaml.hpp"
#include "models/policy/law.hpp"
#include "tests/support/places.hpp"

using namespace pledgelab;

namespace {

QuantLib::Date to_ql(Date date) {
  const CivilDate c = civil(date);
  return {c.day, static_cast<QuantLib::Month>(c.month), c.year};
}

}  // namespace

TEST_CASE("oracle: the holiday file equals QuantLib's China calendar on every day of 2008-2023") {
  const auto document = read_yaml(test::source_root() + "/policies/law/holidays-cn.yaml");
  REQUIRE(document.ok());
  const std::vector<Document> documents = {document.value()};
  const auto law = read_law(documents);
  REQUIRE(law.ok());
  const HolidayCalendar& calendar = law.value().calendars.at(0);
  const QuantLib::China interbank(QuantLib::China::IB);
  int days = 0;
  int wrong = 0;
  for (Date date = *make_date(2008, 1, 1); date <= *make_date(2023, 12, 31);
       date = add_days(date, 1), ++days) {
    REQUIRE(calendar.covers(date));
    if (calendar.is_business_day(date) == interbank.isBusinessDay(to_ql(date))) continue;
    ++wrong;
    MESSAGE(to_iso(date));
  }
  CHECK(days == 5'844);
  CHECK(wrong == 0);
  CHECK_FALSE(calendar.covers(*make_date(2007, 12, 31)));
}
