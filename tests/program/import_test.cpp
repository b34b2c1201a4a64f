// import through the built program: the account of rows and fen, the store, the quarantine sheet,
// the same bytes again, and the project's book under value.
#include <doctest/doctest.h>

#include <filesystem>

#include <nlohmann/json.hpp>

#include "tests/program/import_books.hpp"

using namespace pledgelab::test;
namespace fs = std::filesystem;

namespace {

// The wide ledger with a totals row, a blank row and one row that cannot be read.
std::string ledger() {
  return kLedgerHeader +
         "L-1,甲公司,发明,ZL1,860,2026-05-31,300,250,2026-06-15,2027-06-14\n"
         "L-2,乙公司,实用新型,ZL2,900,2026-05-31,400,400,2026-06-15,2027-06-14\n"
         "L-3,丙公司,发明,ZL3,1000,2026-05-31,350,三百,2026-06-15,2027-06-14\n"
         "合计,,,,2760,,1050,650,,\n";
}

}  // namespace

TEST_CASE(
    "program: import accounts for every row and fen of a wide ledger, in cells that can be read") {
  const Folder project;
  const std::string path = project.write("in/ledger.csv", ledger());
  const auto ran = run_program(
      "import in/ledger.csv --unit wan --as-of 2026-09-30 --max-bad 1 --json", project.path());
  CAPTURE(ran.err);
  CAPTURE(ran.out);
  REQUIRE(ran.code == 0);
  const auto data = nlohmann::json::parse(ran.out)["data"];
  CHECK(data["batch"] == 1);
  CHECK(data["already_there"] == false);
  CHECK(data["as_of"] == "2026-09-30");
  CHECK(data["total"]["rows_in"] == 4);
  CHECK(data["total"]["rows_kept"] == 2);
  CHECK(data["total"]["rows_quarantined"] == 1);
  CHECK(data["total"]["rows_excluded"] == 1);
  CHECK(data["total"]["unreadable_count"] == 1);
  CHECK(data["total"]["in_fen"] == 130'000 * 10'000);  // 250 + 400 + 650 万元
  CHECK(data["total"]["kept_fen"] == 650 * 1'000'000);
  CHECK(data["total"]["excluded_fen"] == 650 * 1'000'000);
  for (const auto& control : data["controls"]) {
    const std::int64_t rows = control["rows_in"];
    CHECK(rows == control["rows_kept"].get<std::int64_t>() +
                      control["rows_quarantined"].get<std::int64_t>() +
                      control["rows_excluded"].get<std::int64_t>());
    if (control["field"] == "") continue;
    const std::int64_t fen = control["in_fen"];
    CHECK(fen == control["kept_fen"].get<std::int64_t>() +
                     control["quarantined_fen"].get<std::int64_t>() +
                     control["excluded_fen"].get<std::int64_t>());
    if (control["field"] == "loan.principal") CHECK(control["quarantined_fen"] == 350'000'000);
  }
  REQUIRE(data["quarantine"].size() == 1);
  CHECK(data["quarantine"][0]["line"] == 4);
  CHECK(data["guesses"].size() == 10);
  CHECK(data["guesses"][0]["field"] == "loan.id");
}

TEST_CASE("program: the quarantine sheet has the row as it stood, its place, code and reason") {
  const Folder project;
  (void)project.write("ledger.csv", ledger());
  const auto ran = run_program("import ledger.csv --unit wan --max-bad 1", project.path());
  REQUIRE(ran.code == 0);
  CHECK(ran.out.find("借据号 -> loan.id") != std::string::npos);
  CHECK(ran.out.find("6500000.00") != std::string::npos);  // the balance kept
  CHECK(ran.err.find("ledger.csv:4:") != std::string::npos);
  const std::string sheet = bytes_of(project.path() + "/quarantine.csv");
  CHECK(sheet.find("\nledger.csv,4,") != std::string::npos);
  CHECK(sheet.find(",B-201,") != std::string::npos);
  CHECK(sheet.find("L-3,丙公司,发明,ZL3,1000,2026-05-31,350,三百,2026-06-15,2027-06-14") !=
        std::string::npos);
}

TEST_CASE("program: the same bytes again write nothing; another unit is another book") {
  const Folder project;
  (void)project.write("ledger.csv", ledger());
  REQUIRE(run_program("import ledger.csv --unit wan --max-bad 1", project.path()).code == 0);
  const auto before = bytes_in(project.path());
  const auto again = run_program("import ./ledger.csv --unit wan --max-bad 1", project.path());
  CHECK(again.code == 0);
  CHECK(again.out.find("already there") != std::string::npos);
  CHECK(bytes_in(project.path()) == before);
  const auto yuan =
      run_program("import ledger.csv --unit yuan --believed --max-bad 1 --json", project.path());
  REQUIRE(yuan.code == 0);
  CHECK(nlohmann::json::parse(yuan.out)["data"]["batch"] == 2);
  const auto back = run_program("import ledger.csv --unit wan --max-bad 1 --json", project.path());
  CHECK(back.code == 1);  // there, but batch 2 is the current book
  CHECK(nlohmann::json::parse(back.out)["data"]["current"] == false);
}

TEST_CASE("program: value without a book takes the one that was imported") {
  const Folder project;
  (void)project.write("ledger.csv", ledger());
  REQUIRE(run_program("import ledger.csv --unit wan --max-bad 1 --as-of 2026-09-30", project.path())
              .code == 0);
  const auto stored = run_program("value --as-of 2026-09-30 --json", project.path());
  REQUIRE(stored.code <= 1);
  const auto filed = run_program(
      "value --book ledger.csv --unit wan --max-bad 1 --as-of 2026-09-30 --json", project.path());
  REQUIRE(filed.code == stored.code);
  CHECK(nlohmann::json::parse(stored.out)["data"] == nlohmann::json::parse(filed.out)["data"]);
}

TEST_CASE(
    "program: import takes a folder, the shipped sample and a map; too many bad rows exit 3") {
  const Folder project;
  write_folder(project, {});
  const auto folder = run_program("import book --as-of 2026-09-30 --json", project.path());
  CAPTURE(folder.err);
  CAPTURE(folder.out);
  REQUIRE(folder.code == 0);
  CHECK(nlohmann::json::parse(folder.out)["data"]["total"]["rows_in"] == 12);
  const auto sample = run_program("import sample --as-of 2026-09-30 --json", project.path());
  REQUIRE(sample.code == 0);
  CHECK(nlohmann::json::parse(sample.out)["data"]["batch"] == 2);
  const auto before = bytes_in(project.path());
  CHECK(run_program("import sample --max-bad 0", project.path()).code == 3);
  CHECK(run_program("import sample --max-bad 1/20", project.path()).code == 2);
  CHECK(run_program("import sample --project absent", project.path()).code == 4);
  CHECK(run_program("import book --map m.yaml", project.path()).code == 2);
  CHECK(bytes_in(project.path()) == before);
  const std::string sba = source_root() + "/tests/data/sba/";
  const auto us = run_program(
      "import " + sba + "sba_loans_block.csv --map " + sba + "map-us-sba-7a.yaml --json",
      project.path());
  REQUIRE(us.code == 0);
  const auto data = nlohmann::json::parse(us.out)["data"];
  CHECK(data["currency"] == "USD");
  CHECK(data["guesses"].empty());
  CHECK(data["total"]["rows_kept"] == 5547);
  CHECK(data["total"]["kept_fen"] == 28'940'743'100);  // domain/data.md S3
}
