// Each bad input of a project through the built program: the exit code, an error with code, place
// and hint, and a project whose bytes are as before.
#include <doctest/doctest.h>

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <vector>

#include <nlohmann/json.hpp>

#include "tests/program/import_books.hpp"

using namespace pledgelab::test;
namespace fs = std::filesystem;

namespace {

// A project that holds a book already; what is imported lies beside it.
struct Project {
  Folder input;
  Folder folder;

  Project() {
    write_folder(folder, {});
    REQUIRE(run_program("import book", folder.path()).code == 0);
    fs::remove_all(folder.path() + "/book");
  }
};

// What a bad input must be told as.
struct Told {
  int code;
  std::string error;
  std::string place;  // "ledger.csv:3:7"
  std::string hint;
};

nlohmann::json first_error(const Ran& ran) {
  const auto answer = nlohmann::json::parse(ran.out, nullptr, false);
  REQUIRE(answer.is_object());
  CHECK(answer["ok"] == false);
  REQUIRE_FALSE(answer["errors"].empty());
  return answer["errors"][0];
}

std::string all_errors(const Ran& ran) {
  std::string text;
  const auto answer = nlohmann::json::parse(ran.out, nullptr, false);
  for (const auto& error : answer["errors"]) {
    text += error["file"].get<std::string>() + ":" + std::to_string(error["line"].get<int>()) +
            ":" + std::to_string(error["column"].get<int>()) + " [" +
            error["code"].get<std::string>() + "] " + error["message"].get<std::string>() + " | " +
            error["hint"].get<std::string>() + "\n";
  }
  return text;
}

// The verbs that read books refuse the same; import leaves the project as it was.
void refuses(const Project& project, const std::string& path, const std::string& options,
             const Told& told) {
  const auto before = bytes_in(project.folder.path());
  for (const std::string verb : {"import ", "value --as-of 2026-09-30 --book "}) {
    const auto ran = run_program(verb + path + " " + options + " --json", project.folder.path());
    const std::string text = all_errors(ran);
    CAPTURE(verb);
    CAPTURE(text);
    CHECK(ran.code == told.code);
    CHECK(first_error(ran)["message"].get<std::string>().size() > 5);
    CHECK_FALSE(first_error(ran)["hint"].get<std::string>().empty());
    CHECK(text.find("[" + told.error + "]") != std::string::npos);
    CHECK(text.find(told.place) != std::string::npos);
    CHECK(text.find(told.hint) != std::string::npos);
    CHECK(bytes_in(project.folder.path()) == before);
  }
}

std::string wide(const std::string& row) { return kLedgerHeader + row; }

const std::string kGoodRow = "L-1,甲公司,发明,ZL1,860,2026-05-31,300,250,2026-06-15,2027-06-14\n";

}  // namespace

TEST_CASE("bad input: what is no table") {
  const Project project;
  const auto file = [&](const std::string& bytes) {
    return project.input.write("ledger.csv", bytes);
  };
  refuses(project, file(""), "", {2, "CSV-101", "ledger.csv", "header row"});
  refuses(project, file(kLedgerHeader), "--unit wan", {2, "B-502", "ledger.csv", "a row a loan"});
  refuses(project, file(std::string("PK\x03\x04\0\0\0\0", 8)), "",
          {2, "CSV-103", "ledger.csv", "CSV"});
  refuses(project, file(std::string("a,b\n1\0,2\n", 9)), "",
          {2, "CSV-103", "ledger.csv:2:2", "CSV file"});
  refuses(project, project.input.path() + "/absent.csv", "", {4, "F-101", "absent.csv", ""});
  const Folder empty;
  refuses(project, empty.path(), "", {2, "B-111", empty.path(), "loans.csv"});
}

TEST_CASE("bad input: a folder where a file was expected") {
  const Project project;
  (void)project.input.write("book/loans.csv/note.txt", "a folder with a table's name");
  refuses(project, project.input.path() + "/book", "", {2, "F-102", "loans.csv", ""});
  const std::string ledger = project.input.write("ledger.csv", wide(kGoodRow));
  refuses(project, ledger, "--map " + project.input.path(), {2, "F-102", project.input.path(), ""});
}

TEST_CASE("bad input: columns and units") {
  const Project project;
  const auto file = [&](const std::string& bytes) {
    return project.input.write("ledger.csv", bytes);
  };
  std::string header = kLedgerHeader;
  const auto without = [&](const std::string& column) {
    std::string text = header;
    text.replace(text.find(column), column.size(), "备注");
    return text;
  };
  refuses(project, file(without("借据号") + kGoodRow), "--unit wan",
          {2, "B-120", "ledger.csv:1:", "loan.id"});
  refuses(project, file(wide(kGoodRow)), "", {3, "B-104", "ledger.csv:2:", "--unit yuan|wan"});
  refuses(project, file(wide(kGoodRow)), "--unit jin", {2, "B-105", "", "yuan"});
  std::string jin = header;
  jin.replace(jin.find("万元"), std::string("万元").size(), "斤");
  refuses(project, file(jin + kGoodRow), "--unit wan", {2, "B-105", "ledger.csv:1:18", "万元"});
  refuses(project, file(wide(kGoodRow)), "--unit yuan", {2, "B-401", "ledger.csv", "--unit wan"});
  write_folder(project.input,
               {{"loans.csv", "id,borrower_id,origination,balance_yuan\nL1,B1,2026-01-15,2\n"}});
  refuses(project, project.input.path() + "/book", "",
          {2, "B-101", "loans.csv:1", "tools/schemas"});
}

TEST_CASE("bad input: rows that cannot stand; a row is named with its line and column") {
  const Project project;
  struct Case {
    const char* name;
    const char* table;
    const char* from;
    const char* to;
    Told told;
  };
  const std::vector<Case> cases = {
      {"Excel serial date",
       "loans.csv",
       "2026-02-15,",
       "46068,",
       {3, "B-201", "loans.csv:3:7", "2026-02-15"}},
      {"negative amount",
       "loans.csv",
       "2500000.00",
       "-2500000.00",
       {3, "B-201", "loans.csv:3:", "negative"}},
      {"duplicate id",
       "loans.csv",
       "L3,B3",
       "L1,B3",
       {3, "B-301", "loans.csv:4:1", "one id, one row"}},
      {"orphan pledge",
       "pledges.csv",
       "P2,L2",
       "P2,L22",
       {3, "B-302", "pledges.csv:3:4", "did you mean 'L2'?"}},
      {"loan without pledge",
       "pledges.csv",
       "P2,L2,A2,Y2\n",
       "",
       {3, "B-304", "loans.csv:3:1", "pledges: none"}},
      {"pledge of an expired right",
       "assets.csv",
       "2022-05-01,2032-05-01",
       "2012-05-01,2022-05-01",
       {3, "B-305", "pledges.csv:3:", "ended on 2022-05-01"}},
      {"pledge of a lapsed right",
       "assets.csv",
       "utility_model,valid",
       "utility_model,lapsed",
       {3, "B-305", "pledges.csv:3:", "lapsed"}},
  };
  for (const Case& each : cases) {
    CAPTURE(each.name);
    std::string text = table_of(each.table);
    const std::string from = each.from;
    REQUIRE(text.find(from) != std::string::npos);
    text.replace(text.find(from), from.size(), each.to);
    write_folder(project.input, {{each.table, text}});
    refuses(project, project.input.path() + "/book", "", each.told);
    // Borne, the same row stands in the quarantine sheet, and the other loans in the book.
    const Folder other;
    const auto borne =
        run_program("import " + project.input.path() + "/book --max-bad 50% --json", other.path());
    REQUIRE(borne.code == 0);
    CHECK(bytes_of(other.path() + "/quarantine.csv").find("," + each.told.error + ",") !=
          std::string::npos);
    const auto total = nlohmann::json::parse(borne.out)["data"]["total"];
    CHECK(total["rows_quarantined"] > 0);
    CHECK(total["in_fen"] ==
          total["kept_fen"].get<std::int64_t>() + total["quarantined_fen"].get<std::int64_t>());
  }
}

TEST_CASE("bad input: documents: an unknown key, shares of 101 %") {
  const Project project;
  const std::string ledger = project.input.write("ledger.csv", wide(kGoodRow));
  const std::string map = project.input.write(
      "map.yaml", "schema: map/1\ncolumns:\n  loan.id: 借据号\nwher: {a: {eq: 1}}\n");
  refuses(project, ledger, "--map " + map, {2, "Y-205", "map.yaml:4:1", "did you mean 'where'?"});
  const auto before = bytes_in(project.folder.path());
  const std::string policy = project.input.write(
      "policy.yaml",
      "schema: policy/1\nid: t\nversion: t-1\nsource: [{title: t, mark: assumed}]\n"
      "effective: {from: 2018-01-01, by: default}\nmoney: {currency: CNY, round: half_up}\n"
      "year: calendar\nparties:\n  fund: {kind: fund}\n  bank: {kind: bank}\nresidual: bank\n"
      "claim: {trigger: {loan.days_past_due: {gt: 90}}, pay: claim}\nsteps:\n"
      "  - {step: s, quota: {fund: 60%, bank: 41%}}\nrecovery: {costs: first, by: as_borne}\n");
  const auto ran = run_program("check --json " + policy, project.folder.path());
  CHECK(ran.code == 2);
  const auto error = first_error(ran);
  CHECK(error["file"] == policy);
  CHECK(error["line"] == 14);
  CHECK(error["column"].get<int>() > 1);
  CHECK(error["message"].get<std::string>().find("101") != std::string::npos);
  CHECK_FALSE(error["hint"].get<std::string>().empty());
  CHECK(bytes_in(project.folder.path()) == before);
}

TEST_CASE("bad input: full disk: the project is as before, whether it holds a book or none") {
  const Project project;
  const Folder fresh;
  const std::string program = program_path();
  for (const std::string& folder : {project.folder.path(), fresh.path()}) {
    const auto before = bytes_in(folder);
    // A file may grow to 4, 48 or 150 kB: the sheet, the new tables and the rows meet the end.
    for (const char* blocks : {"8", "96", "300"}) {
      CAPTURE(folder);
      CAPTURE(blocks);
      const auto ran = run_shell(
          "ulimit -f " + std::string(blocks) + "; '" + program + "' import sample --json", folder);
      CHECK(ran.code == 2);
      const auto error = first_error(ran);
      CHECK_FALSE(error["file"].get<std::string>().empty());
      CHECK_FALSE(error["hint"].get<std::string>().empty());
      CHECK(bytes_in(folder) == before);
    }
    const auto full =
        run_shell("'" + program + "' value --book sample --as-of 2026-09-30 >/dev/full", folder);
    CHECK(full.code == 2);
    CHECK(full.err.find("cannot write the answer") != std::string::npos);
    CHECK(bytes_in(folder) == before);
  }
}

TEST_CASE("bad input: a project that cannot be written") {
  const Folder folder;
  (void)folder.write("file", "no folder");
  const auto below = run_program("import sample --json --project file/project", folder.path());
  CHECK(below.code == 4);
  CHECK(first_error(below)["hint"].get<std::string>().find("pledgelab init") != std::string::npos);
  CHECK(bytes_of(folder.path() + "/file") == "no folder");
  // /proc takes no files, not even from root.
  const auto proc = run_program("import sample --json --project /proc/self", folder.path());
  CHECK(proc.code == 2);
  CHECK(first_error(proc)["code"] == "F-103");
  CHECK(first_error(proc)["file"] == "/proc/self/quarantine.csv");
  // A folder stands where the sheet must go: found before the book is stored.
  (void)folder.write("taken/quarantine.csv/note.txt", "mine");
  const auto before = bytes_in(folder.path());
  const auto taken = run_program("import sample --json --project taken", folder.path());
  CHECK(taken.code == 2);
  CHECK(first_error(taken)["code"] == "F-102");
  CHECK(bytes_in(folder.path()) == before);
  if (::geteuid() == 0) return;  // root writes into a folder without write permission
  const Folder closed;
  REQUIRE(::chmod(closed.path().c_str(), 0555) == 0);
  const auto ran = run_program("import sample --json --project " + closed.path());
  CHECK(ran.code == 2);
  CHECK(first_error(ran)["code"] == "F-103");
  CHECK(bytes_in(closed.path()).empty());
  REQUIRE(::chmod(closed.path().c_str(), 0755) == 0);
}
