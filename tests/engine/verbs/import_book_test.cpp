#include "engine/verbs/import_book.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "engine/formats/file.hpp"
#include "models/book/write.hpp"
#include "tests/support/places.hpp"

using namespace pledgelab;
using pledgelab::test::Folder;

namespace {

const std::string kHeader =
    "借据号,借款人,权利类型,专利号,评估值(万元),评估日,贷款金额,贷款余额,放款日,到期日\n";
const std::string kRows =
    "L-1,甲公司,发明,ZL1,860,2023-05-31,300,250,2023-06-15,2024-06-14\n"
    "L-2,乙公司,实用新型,ZL2,900,2023-05-31,400,400,2023-06-15,2024-06-14\n"
    "L-3,丙公司,外观设计,ZL3,1000,2023-05-31,350,300,2023-06-15,2024-06-14\n";

ImportRequest request_of(const std::string& path, const std::string& unit = {}) {
  ImportRequest request;
  request.path = path;
  request.unit = unit;
  request.plausibility_path = test::source_root() + "/policies/lending/plausibility.yaml";
  return request;
}

std::string first_code(const ImportRequest& request) {
  const auto outcome = import_book(request);
  return outcome ? "" : outcome.errors().front().code;
}

}  // namespace

TEST_CASE("import: 万元 read as yuan is stopped at the gate, with the way out") {
  const Folder folder;
  const std::string path = folder.write("ledger.csv", kHeader + kRows);
  const auto right = import_book(request_of(path, "wan"));
  REQUIRE(right.ok());
  CHECK(right.value().reading.book.value.loans[0].balance == Money::of_yuan(2'500'000));
  REQUIRE(right.value().hashes.size() == 2);
  CHECK(right.value().hashes[0].what == "book");
  CHECK(right.value().hashes[0].sha256.size() == 64);
  CHECK(right.value().hashes[1].what == "plausibility");
  const auto wrong = import_book(request_of(path, "yuan"));
  REQUIRE_FALSE(wrong.ok());
  CHECK(wrong.errors()[0].code == "B-401");
  CHECK(wrong.errors()[0].hint.find("--unit wan") != std::string::npos);
  CHECK(wrong.errors()[1].code == "B-402");
  CHECK(wrong.errors()[0].kind == ErrorKind::input);
  ImportRequest believed = request_of(path, "yuan");
  believed.believed = true;
  CHECK(import_book(believed).ok());
}

TEST_CASE("import: a wrong unit in one column alone is stopped too") {
  const Folder folder;
  for (const char* unit : {"评估值(元)", "评估值(亿元)"}) {
    std::string header = kHeader;
    header.replace(header.find("评估值(万元)"), std::string("评估值(万元)").size(), unit);
    CHECK(first_code(request_of(folder.write("ledger.csv", header + kRows), "wan")) == "B-402");
  }
}

TEST_CASE("import: what is no book is refused, and says so") {
  const Folder folder;
  CHECK_FALSE(import_book(request_of(folder.path() + "/none.csv")).ok());
  CHECK(import_book(request_of(folder.path() + "/none.csv")).errors()[0].kind ==
        ErrorKind::not_found);
  CHECK(first_code(request_of(folder.path())) == "B-111");  // an empty folder
  CHECK_FALSE(import_book(request_of(folder.write("empty.csv", ""))).ok());
  CHECK_FALSE(import_book(request_of(folder.write("binary.csv", std::string("a\0b,c\n", 6)))).ok());
  CHECK(first_code(request_of(folder.write("x.csv", kHeader + kRows), "pounds")) == "B-105");
  ImportRequest mapped = request_of(folder.path());
  mapped.map_path = "map.yaml";
  CHECK(first_code(mapped) == "B-112");
}

TEST_CASE("import: more rows in quarantine than are borne") {
  const Folder folder;
  const std::string bad = "L-4,丁公司,发明,ZL4,860,43707,300,250,2023-06-15,2024-06-14\n";
  ImportRequest request = request_of(folder.write("ledger.csv", kHeader + kRows + bad), "wan");
  const auto too_many = [&](const std::string& limit) {
    request.max_bad = parse_quarantine_limit(limit);
    return import_book(request).value().too_many_bad.has_value();
  };
  CHECK(too_many("0"));
  CHECK_FALSE(too_many("1"));
  CHECK(too_many("24.9999%"));
  CHECK_FALSE(too_many("25%"));
  request.max_bad.reset();  // the levels bear 5 %
  REQUIRE(import_book(request).value().too_many_bad);
  CHECK(import_book(request).value().too_many_bad->kind == ErrorKind::quarantined);
  CHECK(import_book(request).value().reading.book.rejects[0].error.hint.find("2019-08-30") !=
        std::string::npos);
}

TEST_CASE("import: the shipped sample book, to the row") {
  const std::string path = test::source_root() + "/tests/data/sample-book";
  if (!std::filesystem::exists(path)) return;
  const auto outcome = import_book(request_of(path));
  for (const Error& error : outcome.errors()) MESSAGE(to_text(error));
  REQUIRE(outcome.ok());
  for (const Control& control : outcome.value().reading.controls) {
    CHECK(control.rows_in == control.rows_kept + control.rows_quarantined + control.rows_excluded);
    CHECK(control.in == control.kept + control.quarantined + control.excluded);
  }
}

TEST_CASE("import: SBA FY2004 through its map: 5,547 loans, 289,407,431 approved, the answer out") {
  // Figures: domain/data.md, S3.
  ImportRequest request = request_of(test::source_root() + "/tests/data/sba/sba_loans_block.csv");
  request.map_path = test::source_root() + "/tests/data/sba/map-us-sba-7a.yaml";
  const auto outcome = import_book(request);
  for (const Error& error : outcome.errors()) MESSAGE(to_text(error));
  REQUIRE(outcome.ok());
  for (const Reject& reject : outcome.value().reading.book.rejects) {
    MESSAGE(to_text(reject.error) << " | " << reject.raw);
  }
  const Book& book = outcome.value().reading.book.value;
  CHECK(book.currency == "USD");
  CHECK(book.unsecured_allowed);
  CHECK(book.loans.size() == 5547);
  Money approved;
  Money guaranteed;
  for (const Loan& loan : book.loans) {
    CHECK(loan.term_from_scenario);
    approved += *loan.approved;
    guaranteed += *loan.guaranteed;
  }
  CHECK(approved == Money::of_yuan(289'407'431));
  CHECK(guaranteed == Money::of_yuan(151'968'128));
  CHECK(outcome.value().reading.book.rejects.empty());
  // Five rows have no disbursement date; that their approval date is taken is told.
  const auto& warnings = outcome.value().reading.warnings;
  CHECK(std::any_of(warnings.begin(), warnings.end(), [](const Error& warning) {
    return warning.code == "W-122" && warning.message.find("(5 times)") != std::string::npos;
  }));
}

TEST_CASE("import: the outcome of a loan cannot reach the book of FY2004") {
  const auto text = read_file(test::source_root() + "/tests/data/sba/sba_loans_block.csv");
  REQUIRE(text.ok());
  // status, chargeoff_date and chargeoff_usd are columns 14 to 16, the recorded term column 8.
  std::string other;
  std::size_t line = 0;
  for (std::size_t at = 0; at < text.value().size(); ++line) {
    const std::size_t end = text.value().find('\n', at);
    std::size_t column = 1;
    for (std::size_t from = at; from < end;) {
      const std::size_t comma = std::min(text.value().find(',', from), end);
      const bool hidden = line > 0 && (column == 8 || (column >= 14 && column <= 16));
      other += hidden ? "7" : text.value().substr(from, comma - from);
      if (comma < end) other += ',';
      from = comma + 1;
      ++column;
    }
    other += '\n';
    at = end + 1;
  }
  const Folder folder;
  ImportRequest request = request_of(folder.write("sba.csv", other));
  request.map_path = test::source_root() + "/tests/data/sba/map-us-sba-7a.yaml";
  const auto hidden = import_book(request);
  request.path = test::source_root() + "/tests/data/sba/sba_loans_block.csv";
  const auto open = import_book(request);
  REQUIRE(hidden.ok());
  REQUIRE(open.ok());
  for (std::uint8_t table = 0; table < kBookTables; ++table) {
    const auto own = static_cast<BookTable>(table);
    CHECK(table_csv(hidden.value().reading.book.value, own) ==
          table_csv(open.value().reading.book.value, own));
  }
}
