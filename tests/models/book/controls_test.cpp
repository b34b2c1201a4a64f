#include "models/book/controls.hpp"

#include <doctest/doctest.h>

using namespace pledgelab;

namespace {

Control line_of(const std::string& table, const std::string& field, std::int64_t fen,
                bool derived = false) {
  Control control;
  control.table = table;
  control.field = field;
  control.rows_in = 10;
  control.rows_kept = 7;
  control.rows_quarantined = 2;
  control.rows_excluded = 1;
  control.derived = derived;
  control.in = control.kept = Money::of_fen(fen);
  return control;
}

}  // namespace

TEST_CASE("total of an import: rows of every table of the input, money of what is owed") {
  BookReading reading;
  reading.controls = {line_of("loans", "", 0), line_of("loans", "principal", 50),
                      line_of("loans", "balance", 40), line_of("assets", "", 0),
                      line_of("assets", "revenue", 90)};
  Control total = total_of(reading);
  CHECK(total.rows_in == 20);
  CHECK(total.rows_kept == 14);
  CHECK(total.rows_quarantined == 4);
  CHECK(total.rows_excluded == 2);
  CHECK(total.in.fen() == 40);
  CHECK(total.field == "balance");
  reading.controls[2].field = "other_aid";
  CHECK(total_of(reading).in.fen() == 50);
}

TEST_CASE("total of a wide sheet: its own rows and its own column, not the tables cut from it") {
  BookReading reading;
  reading.controls = {line_of("loans", "", 0, true), line_of("loans", "balance", 30, true),
                      line_of("ledger.csv", "", 0), line_of("ledger.csv", "loan.balance", 40)};
  CHECK(total_of(reading).rows_in == 10);
  CHECK(total_of(reading).in.fen() == 40);
  reading.controls = {line_of("assets", "", 0)};
  CHECK(total_of(reading).in.fen() == 0);
}
