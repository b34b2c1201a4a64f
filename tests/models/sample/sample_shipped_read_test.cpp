// The shipped book through the strict reader: the good pledges are kept, each fault is named.
#include <doctest/doctest.h>

#include <map>

#include "engine/formats/csv.hpp"
#include "models/book/read.hpp"
#include "models/sample/faults.hpp"
#include "models/sample/sample.hpp"
#include "tests/models/sample/the_sample.hpp"

using namespace pledgelab;

TEST_CASE("sample: the reader keeps 240 pledges of the shipped book and names each of the faults") {
  std::vector<Cells> files;
  files.reserve(kBookTables);
  std::vector<TableCells> tables;
  for (std::uint8_t t = 0; t < kBookTables; ++t) {
    const auto table = static_cast<BookTable>(t);
    auto cells =
        read_csv(test::source_root() + "/tests/data/sample-book/" + table_name(table) + ".csv");
    REQUIRE(cells.ok());
    files.push_back(std::move(cells).value());
    tables.push_back({table, &files.back()});
  }
  const SampleSpec spec = test::the_sample();
  ReadOptions options;
  options.as_of = spec.as_of;
  const auto reading = read_book(tables, options);
  for (const Error& error : reading.errors()) MESSAGE(to_text(error));
  REQUIRE(reading.ok());
  const Book& book = reading.value().book.value;
  CHECK(book.pledges.size() == 240);
  Book made = make_sample(spec, 0, 240);
  keep_pledges(made, 240 - kKeptFaultyPledges);
  REQUIRE(book.loans.size() == made.loans.size() + kKeptFaultyPledges);
  for (const Field& field : book_fields(BookTable::loans)) {
    for (std::uint32_t row = 0; row < made.loans.size(); ++row) {
      if (field.get(book, row) != field.get(made, row)) FAIL_CHECK(field.name << " of row " << row);
    }
  }
  // Each fault's code stands at a row of the place that the README names.
  const FaultySample faulty =
      make_sample_faults(spec, made.loans.size() + made.loans.size() % 2, made.loans.front().id);
  for (const SampleFault& fault : faulty.faults) {
    const std::size_t blank = fault.place.find(' ');
    bool told = false;
    for (const Reject& reject : reading.value().book.rejects) {
      told = told ||
             (reject.error.code == fault.code &&
              reject.error.origin.file.find(fault.place.substr(0, blank)) != std::string::npos &&
              reject.raw.find(fault.place.substr(blank + 1)) != std::string::npos);
    }
    if (fault.code[0] == 'W') {  // kept; the plausibility gate tells it
      told = book.loans.back().id == fault.place.substr(blank + 1);
    }
    CHECK_MESSAGE(told, fault.name);
  }
  // 3 rows by themselves, 2 by their links, a pledge of an expired right; and what hangs on them.
  std::map<std::string, int> codes;
  for (const Reject& reject : reading.value().book.rejects) ++codes[reject.error.code];
  CHECK(codes["B-201"] == 3);
  CHECK(codes["B-301"] == 1);
  CHECK(codes["B-302"] == 1);
  CHECK(codes["B-305"] == 1);
  CHECK(codes["B-304"] == 3);
}
