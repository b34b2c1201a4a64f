#include "engine/verbs/inputs.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "engine/store/store.hpp"
#include "engine/verbs/value.hpp"
#include "tests/support/places.hpp"

using namespace pledgelab;
using pledgelab::test::Folder;

namespace {

InputsRequest request_of(const std::string& book) {
  InputsRequest request;
  request.book = book;
  request.as_of = make_date(2026, 9, 30);
  return request;
}

InputsRequest sba_request() {
  InputsRequest request = request_of(test::source_root() + "/tests/data/sba/sba_loans_block.csv");
  request.map = test::source_root() + "/tests/data/sba/map-us-sba-7a.yaml";
  request.scenario = "us-sba-7a";
  request.as_of = make_date(2003, 10, 1);
  return request;
}

std::string code_of(const InputsRequest& request) {
  const auto inputs = read_inputs(request);
  return inputs ? "" : inputs.errors().front().code;
}

std::size_t hashes_of(const Inputs& inputs, const std::string& what) {
  return static_cast<std::size_t>(
      std::count_if(inputs.hashes.begin(), inputs.hashes.end(), [&](const HashedInput& hash) {
        return hash.what == what && hash.sha256.size() == 64 && !hash.name.empty();
      }));
}

}  // namespace

TEST_CASE("inputs: SBA FY2004 by its map and scenario: no rights, unsecured, in its own currency") {
  const auto outcome = value(sba_request());
  for (const Error& error : outcome.errors()) MESSAGE(to_text(error));
  REQUIRE(outcome.ok());
  const Inputs& inputs = outcome.value().inputs;
  CHECK(inputs.book().loans.size() == 5547);
  CHECK(inputs.book().assets.empty());
  CHECK(inputs.book().unsecured_allowed);
  CHECK(inputs.scenario.id == "us-sba-7a");
  CHECK(outcome.value().valuations.empty());
  CHECK(outcome.value().coverage.size() == 5547);
  for (const char* what : {"book", "map", "plausibility", "scenario", "lending"}) {
    CAPTURE(what);
    CHECK(hashes_of(inputs, what) == 1);
  }
  CHECK(hashes_of(inputs, "law") > 0);
  const bool told = std::any_of(
      inputs.warnings.begin(), inputs.warnings.end(),
      [](const std::string& warning) { return warning.find("W-142") != std::string::npos; });
  CHECK(told);
  for (const std::string& warning : inputs.warnings)
    CHECK(warning.find("holidays") == std::string::npos);
}

TEST_CASE("inputs: a book and a scenario in two currencies are refused") {
  InputsRequest request = sba_request();
  request.scenario = "base";
  CHECK(code_of(request) == "I-104");
}

TEST_CASE("inputs: every table of the sample book is hashed, and its limit is that of the levels") {
  const auto inputs = read_inputs(request_of("sample"));
  REQUIRE(inputs.ok());
  CHECK(hashes_of(inputs.value(), "book") == 6);
  CHECK_FALSE(inputs.value().reading.book.rejects.empty());
  InputsRequest strict = request_of("sample");
  strict.max_bad = parse_quarantine_limit("0");
  const auto refused = read_inputs(strict);
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.errors()[0].code == "B-501");
  CHECK(refused.errors().size() > 1);  // the rows are named after it
}

TEST_CASE("inputs: without a book the project's current one, with its account") {
  const Folder folder;
  InputsRequest request = request_of("");
  request.project = folder.path();
  const auto none = read_inputs(request);
  REQUIRE_FALSE(none.ok());
  CHECK(none.errors()[0].code == "I-102");
  CHECK(none.errors()[0].kind == ErrorKind::not_found);

  const auto sample = read_inputs(request_of("sample"));
  REQUIRE(sample.ok());
  ImportBatch batch;
  batch.file = "sample";
  batch.sha256 = std::string(64, 'a');
  batch.recorded_at = "2026-01-31T09:30:00Z";
  batch.rows_in = 3;
  batch.rows_kept = 2;
  batch.rows_quarantined = 1;
  batch.rejects = sample.value().reading.book.rejects;
  batch.controls = sample.value().reading.controls;
  {
    auto store = Store::open(folder.path() + "/book.db", StoreMode::create);
    REQUIRE(store.ok());
    REQUIRE(store.value().save_book(sample.value().book(), batch).ok());
  }
  const auto stored = read_inputs(request);
  for (const Error& error : stored.errors()) MESSAGE(to_text(error));
  REQUIRE(stored.ok());
  CHECK(book_digest(stored.value().book()) == book_digest(sample.value().book()));
  CHECK(stored.value().hashes[0].sha256 == book_digest(sample.value().book()));
  CHECK(stored.value().reading.book.rejects.size() == batch.rejects.size());
  CHECK(stored.value().reading.controls.size() == batch.controls.size());
  REQUIRE(stored.value().warnings.size() == 1);
  CHECK(stored.value().warnings[0].find("the holidays 'cn'") == 0);
  request.as_of = make_date(2026, 10, 1);
  CHECK(read_inputs(request).value().warnings.front().find("W-160") != std::string::npos);
  request.unit = "wan";
  CHECK(code_of(request) == "I-103");
}

TEST_CASE("inputs: 万元 read as yuan does not reach a valuation") {
  const Folder folder;
  InputsRequest request = request_of(folder.write(
      "ledger.csv",
      "借据号,借款人,权利类型,专利号,评估值(万元),评估日,贷款金额,贷款余额,放款日,到期日\n"
      "L-1,甲公司,发明,ZL1,860,2026-05-31,300,250,2026-06-15,2027-06-14\n"));
  request.unit = "yuan";
  CHECK(code_of(request) == "B-401");
  request.unit = "wan";
  CHECK(code_of(request).empty());
  request.unit = "yuan";
  request.believed = true;
  CHECK(code_of(request).empty());
}
