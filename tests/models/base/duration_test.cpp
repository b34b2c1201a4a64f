#include "models/base/duration.hpp"

#include <doctest/doctest.h>

using namespace pledgelab;

namespace {

std::optional<Duration> of(const char* text) {
  const auto quantity = parse_quantity(text);
  REQUIRE_MESSAGE(quantity.has_value(), text);
  return duration_of(*quantity);
}

std::string moved(const char* date, const char* text) {
  return to_iso(add(*parse_date(date), *of(text)));
}

}  // namespace

TEST_CASE("duration: months, years, days; nothing else") {
  CHECK(of("6mo") == Duration{6, 0});
  CHECK(of("2y") == Duration{24, 0});
  CHECK(of("60d") == Duration{0, 60});
  CHECK(of("0d") == Duration{0, 0});
  CHECK(of("100y") == Duration{1200, 0});
  CHECK_FALSE(of("101y"));
  CHECK_FALSE(of("36526d"));
  CHECK_FALSE(of("-1mo"));
  CHECK_FALSE(of("60"));
  CHECK_FALSE(of("6%"));
  CHECK_FALSE(of("6yuan"));
}

TEST_CASE("duration: months step by the calendar, days by days") {
  CHECK(moved("2024-01-31", "1mo") == "2024-02-29");
  CHECK(moved("2023-01-31", "1mo") == "2023-02-28");
  CHECK(moved("2024-02-29", "1y") == "2025-02-28");
  CHECK(moved("2024-12-31", "2mo") == "2025-02-28");
  CHECK(moved("2024-01-31", "30d") == "2024-03-01");
  CHECK(moved("2024-05-01", "0d") == "2024-05-01");
}
