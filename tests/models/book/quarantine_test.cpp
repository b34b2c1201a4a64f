#include "models/book/quarantine.hpp"

#include <doctest/doctest.h>

using namespace pledgelab;

namespace {

Control rows_of(const std::string& table, std::uint64_t kept, std::uint64_t bad) {
  Control control;
  control.table = table;
  control.rows_kept = kept;
  control.rows_quarantined = bad;
  control.rows_in = kept + bad;
  return control;
}

BookReading reading_of(std::vector<Control> controls, std::size_t loans = 1) {
  BookReading reading;
  reading.controls = std::move(controls);
  reading.book.value.loans.resize(loans);
  return reading;
}

bool passed(const BookReading& reading, const std::string& limit) {
  return !over_limit(reading, *parse_quarantine_limit(limit));
}

}  // namespace

TEST_CASE("quarantine limit: a share or whole rows, nothing else") {
  CHECK(parse_quarantine_limit("5%")->share.ppm == 50'000);
  CHECK(parse_quarantine_limit("0.5%")->share.ppm == 5'000);
  CHECK(parse_quarantine_limit("100%")->share.ppm == 1'000'000);
  CHECK_FALSE(parse_quarantine_limit("5%")->rows);
  CHECK(parse_quarantine_limit("12")->rows == 12);
  CHECK(parse_quarantine_limit("0")->rows == 0);
  for (const char* text : {"5%", "0.5%", "100%", "12", "0"}) {
    CHECK(to_text(*parse_quarantine_limit(text)) == text);
  }
  for (const char* text : {"", "0.05", "-1", "-1%", "101%", "1/20", "50bp", "5wan", "3mo", "x"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_quarantine_limit(text));
  }
}

TEST_CASE("quarantine limit: a share is of each table's rows, at the bound borne") {
  const auto reading = reading_of({rows_of("loans", 95, 5), rows_of("assets", 9, 1)});
  CHECK_FALSE(passed(reading, "5%"));  // loans at the bound, assets above it
  CHECK(
      over_limit(reading, *parse_quarantine_limit("5%"))->message.find("1 of 10 rows of assets") ==
      0);
  CHECK(passed(reading, "10%"));
  CHECK_FALSE(passed(reading, "9.9999%"));
}

TEST_CASE("quarantine limit: rows are of all tables; excluded and derived ones do not count") {
  auto reading = reading_of({rows_of("loans", 95, 5), rows_of("assets", 9, 1)});
  CHECK(passed(reading, "6"));
  CHECK_FALSE(passed(reading, "5"));
  reading.controls[1].derived = true;
  CHECK(passed(reading, "5"));
  CHECK(passed(reading, "5%"));
  reading.controls[0].rows_in += 900;
  reading.controls[0].rows_excluded = 900;  // would hide the share if they were rows of the book
  CHECK_FALSE(passed(reading, "4%"));
  reading.controls[0].field = "balance";  // the same rows again, for a money column
  CHECK(passed(reading, "0"));
}

TEST_CASE("quarantine limit: no loan left passes every limit; no loan at all is another fault") {
  const auto none_left =
      over_limit(reading_of({rows_of("loans", 0, 5)}, 0), {{}, Share{1'000'000}, ""});
  REQUIRE(none_left);
  CHECK(none_left->kind == ErrorKind::quarantined);
  const auto none = over_limit(reading_of({rows_of("loans", 0, 0)}, 0), {{}, Share{1'000'000}, ""});
  REQUIRE(none);
  CHECK(none->code == "B-502");
  CHECK(none->kind == ErrorKind::input);
}
