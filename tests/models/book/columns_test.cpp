#include "models/book/columns.hpp"

#include <doctest/doctest.h>

#include "engine/formats/file.hpp"
#include "models/book/schema.hpp"
#include "tests/models/book/nothing_silent.hpp"
#include "tests/support/places.hpp"

using namespace pledgelab;

namespace {

Book two_loans() {
  Book book;
  book.borrowers.resize(1);
  book.lenders.resize(1);
  book.loans.resize(2);
  book.assets.resize(3);
  book.loans[0].principal = Money::of_yuan(10);
  book.loans[0].balance = Money::of_yuan(5);
  book.loans[0].rate = Rate{52'200};
  book.loans[0].maturity = *make_date(2024, 3, 1);
  book.loans[1].term_from_scenario = true;
  book.pledges = {{"c", LoanId{1}, AssetId{2}, 1, {}, {}, {}, {}},
                  {"b", LoanId{0}, AssetId{1}, 2, {}, {}, {}, {}},
                  {"a", LoanId{0}, AssetId{0}, 1, {}, {}, {}, {}}};
  book.appraisals = {{AssetId{1}, *make_date(2024, 1, 1), Money::of_yuan(7), {}, {}},
                     {AssetId{1}, *make_date(2023, 1, 1), Money::of_yuan(9), {}, {}}};
  return book;
}

}  // namespace

TEST_CASE("columns follow the book: loans in order, pledges by rank, appraisals by date") {
  const BookColumns columns = make_columns(two_loans(), *make_date(2023, 12, 31));
  CHECK(columns.balance_fen == std::vector<std::int64_t>{500, 0});
  CHECK(columns.rate_known == std::vector<std::uint8_t>{1, 0});
  CHECK(columns.pledge_offset == std::vector<std::uint32_t>{0, 2, 3});
  CHECK(columns.pledge_asset == std::vector<std::uint32_t>{0, 1, 2});
  CHECK(columns.pledge_rank == std::vector<std::int32_t>{1, 2, 1});
  CHECK(columns.appraisal_offset == std::vector<std::uint32_t>{0, 0, 2, 2});
  CHECK(columns.appraisal_fen == std::vector<std::int64_t>{900, 700});
  CHECK(columns.term_known == std::vector<std::uint8_t>{1, 0});
  // 31 December to 1 March: two months lead to 29 February, so three are needed.
  CHECK(columns.months_left == std::vector<std::int32_t>{3, 0});
  CHECK(make_columns(two_loans(), *make_date(2024, 2, 1)).months_left[0] == 1);
  CHECK(make_columns(two_loans(), *make_date(2024, 3, 1)).months_left[0] == 0);
}

TEST_CASE("nothing silent: each stated field moves in every row, and nothing else does") {
  const Book book = two_loans();
  int moved_count = 0;
  for (const Field& field : book_fields()) {
    const auto other = testing::moved(book, field);
    if (!other) continue;
    ++moved_count;
    CAPTURE(fact_name(field, "CNY"));
    bool changed = false;
    for (std::uint32_t row = 0; row < rows_of(book, field.table); ++row) {
      changed = changed || field.get(book, row) != field.get(*other, row);
    }
    const bool one_row_table = field.type == FieldType::reference;
    CHECK((changed || one_row_table));
  }
  CHECK(moved_count > 10);
  CHECK(testing::moved_fields().size() + testing::unused_fields().size() + 5 ==
        book_fields().size());  // five ids
}

TEST_CASE("schemas, templates and the table of the README are those of the field table") {
  const std::string root = test::source_root();
  for (const GeneratedFile& file : generated_files()) {
    const auto committed = read_file(root + "/" + file.path);
    REQUIRE_MESSAGE(committed.ok(), file.path);
    CHECK_MESSAGE(committed.value() == file.text,
                  file.path << " is old: run build/dev/tools/pledgelab_write_schemas .");
  }
  const auto readme = read_file(root + "/models/book/README.md");
  REQUIRE(readme.ok());
  CHECK(readme.value().find("| `principal_yuan` |") != std::string::npos);
  CHECK_MESSAGE(with_fields(readme.value()) == readme.value(),
                "models/book/README.md is old: run build/dev/tools/pledgelab_write_schemas .");
}
