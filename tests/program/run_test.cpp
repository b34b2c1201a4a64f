// run, simulate and report through the built program: from the shipped sample book to who pays, and
// what they refuse.
#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include <nlohmann/json.hpp>

#include "tests/support/places.hpp"

using namespace pledgelab::test;
namespace fs = std::filesystem;
using nlohmann::json;

namespace {

const std::string kRun = "run --book sample -p zhongshan-fund --as-of 2026-09-30 --paths 200 ";

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::map<std::string, std::string> files_below(const std::string& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) {
      files[fs::relative(entry.path(), folder).string()] = text_of(entry.path());
    }
  }
  return files;
}

std::vector<std::string> fields_of(const std::string& line) {
  std::vector<std::string> fields;
  std::istringstream stream(line);
  for (std::string field; std::getline(stream, field, ',');) fields.push_back(field);
  return fields;
}

std::int64_t fen_of(std::string decimal) {
  decimal.erase(decimal.find('.'), 1);
  return std::stoll(decimal);
}

}  // namespace

TEST_CASE("program: run goes from the sample book to who pays, and keeps all of it") {
  const Folder folder;
  const auto ran = run_program(kRun + "--json --project " + folder.path());
  REQUIRE(ran.code == 0);
  const auto data = json::parse(ran.out)["data"];
  const double expected = data["loss"]["expected_loss"]["mean_yuan"];
  CHECK(expected > 0);
  double net = 0;
  for (const auto& party : data["parties"]) net += party["net"]["mean_yuan"].get<double>();
  CHECK(std::abs(net - expected) <= 1e-9 * expected);
  CHECK(data["assumed_ppm"] == 1'000'000);  // the base scenario says so of every default rate

  const std::string run = data["folder"];
  const auto manifest = json::parse(text_of(run + "/manifest.json"));
  CHECK(manifest["id"] == data["run_id"]);
  CHECK(manifest["tape"]["sha256"] == data["tape"]["sha256"]);
  std::map<std::string, int> kinds;
  for (const auto& one : manifest["recipe"]["inputs"]) ++kinds[one["what"].get<std::string>()];
  for (const char* kind : {"book", "scenario", "lending", "law", "policy", "plausibility"}) {
    CHECK_MESSAGE(kinds[kind] > 0, kind);
  }
  const std::string html = text_of(run + "/report.html");
  CHECK(html.find("示意") != std::string::npos);
  CHECK(html.find(manifest["tape"]["sha256"].get<std::string>()) != std::string::npos);
  CHECK(html.find("src=\"http") == std::string::npos);
  CHECK(fs::exists(run + "/tape.bin"));
  CHECK(fs::exists(run + "/loans.csv"));
  CHECK(fs::exists(run + "/tables/coverage.csv"));
}

TEST_CASE("program: on every path the parties' net amounts are the loss, to the fen") {
  const Folder folder;
  const auto ran = run_program(kRun + "--json --project " + folder.path());
  REQUIRE(ran.code == 0);
  const std::string run = json::parse(ran.out)["data"]["folder"];
  std::istringstream rows(text_of(run + "/paths.csv"));
  std::string line;
  std::getline(rows, line);
  const auto header = fields_of(line);
  REQUIRE(header[5] == "loss_yuan");
  int count = 0;
  bool some_loss = false;
  while (std::getline(rows, line)) {
    const auto cells = fields_of(line);
    REQUIRE(cells.size() == header.size());
    const std::int64_t loss = fen_of(cells[5]);
    CHECK(loss == fen_of(cells[2]) - fen_of(cells[3]) - fen_of(cells[4]));
    std::int64_t net = 0;
    for (std::size_t i = 6; i < cells.size(); ++i) net += fen_of(cells[i]);
    CHECK(net == loss);
    some_loss = some_loss || loss > 0;
    ++count;
  }
  CHECK(count == 200);
  CHECK(some_loss);
}

TEST_CASE("program: the same recipe gives the same bytes at any number of threads") {
  const Folder one;
  const Folder two;
  REQUIRE(run_program(kRun + "--threads 1 --project " + one.path()).code == 0);
  REQUIRE(run_program(kRun + "--threads 2 --project " + two.path()).code == 0);
  const auto first = files_below(one.path());
  const auto second = files_below(two.path());
  CHECK(first.size() > 10);
  CHECK(first == second);
  // Again in the same project: nothing is written twice, nothing is left beside it.
  REQUIRE(run_program(kRun + "--project " + one.path()).code == 0);
  CHECK(files_below(one.path()) == first);
}

TEST_CASE("program: another seed is another run") {
  const Folder folder;
  const auto one = json::parse(run_program(kRun + "--json --project " + folder.path()).out);
  const auto two =
      json::parse(run_program(kRun + "--json --seed 2 --project " + folder.path()).out);
  CHECK(one["data"]["run_id"] != two["data"]["run_id"]);
  CHECK(one["data"]["tape"]["sha256"] != two["data"]["tape"]["sha256"]);
}

TEST_CASE("program: simulate draws the losses that run shares; the policy changes nothing") {
  const Folder folder;
  const auto run = json::parse(run_program(kRun + "--json --project " + folder.path()).out);
  const auto drawn = json::parse(
      run_program("simulate --book sample --as-of 2026-09-30 --paths 200 --json --project " +
                  folder.path())
          .out);
  CHECK(run["data"]["tape"] == drawn["data"]["tape"]);
  CHECK(drawn["data"]["parties"].empty());
}

TEST_CASE("program: report makes a finished run's report again") {
  const Folder folder;
  const auto ran = run_program(kRun + "--json --project " + folder.path());
  REQUIRE(ran.code == 0);
  const auto data = json::parse(ran.out)["data"];
  const std::string id = data["run_id"];
  const std::string run = data["folder"];
  const std::string before = text_of(run + "/report.html");
  const std::string here = " --project " + folder.path();
  REQUIRE(run_program("report " + id + " --html" + here).code == 0);
  CHECK(text_of(run + "/report.html") == before);
  REQUIRE(run_program("report " + id + " --html --lang en" + here).code == 0);
  const std::string english = text_of(run + "/report-en.html");
  CHECK(english.find("Who bears the loss") != std::string::npos);
  CHECK(english.find("谁承担损失") == std::string::npos);
  const auto text = run_program("report " + id + here);
  CHECK(text.code == 0);
  CHECK(text.out.find("Who bears the loss") != std::string::npos);
  const auto absent = run_program("report " + id.substr(0, id.size() - 1) + "x --html" + here);
  CHECK(absent.code == 4);
  CHECK(absent.err.find(id) != std::string::npos);
  CHECK(run_program("report " + id + " --xlsx" + here).code == 2);
}

TEST_CASE("program: report refuses when an input is no longer the run's") {
  const Folder folder;
  fs::copy(source_root() + "/tests/data/sample-book", folder.path() + "/book");
  const std::string policy =
      folder.write("p.yaml", text_of(source_root() + "/policies/sharing/zhongshan-fund.yaml"));
  const std::string where = " --project " + folder.path();
  const auto ran = run_program("run --book " + folder.path() + "/book -p " + policy +
                               " --as-of 2026-09-30 --paths 50 --json" + where);
  REQUIRE(ran.code == 0);
  const std::string id = json::parse(ran.out)["data"]["run_id"];
  CHECK(folder.write("p.yaml", text_of(policy) + "# another word\n") == policy);
  const auto again = run_program("report " + id + " --html" + where);
  CHECK(again.code == 2);
  CHECK(again.err.find("RUN-105") != std::string::npos);
  CHECK(again.err.find("p.yaml") != std::string::npos);
}

TEST_CASE("program: Ctrl-C ends a run with code 5 and leaves nothing half-written") {
  const Folder folder;
  // In the foreground: else timeout signals twice, and the second ends the program at once.
  const std::string command = "timeout --foreground --preserve-status -s INT 2 " + program_path() +
                              " run --book sample -p zhongshan-fund --as-of 2026-09-30 --no-tape"
                              " --paths 9000000 --project " +
                              folder.path() + " >/dev/null 2>&1";
  const int status = std::system(command.c_str());
  CHECK(WEXITSTATUS(status) == 5);
  CHECK((!fs::exists(folder.path() + "/runs") || fs::is_empty(folder.path() + "/runs")));
}

TEST_CASE("program: run refuses what it cannot do, and says where") {
  const Folder folder;
  const std::string where = " --project " + folder.path();
  const std::string book = "run --book sample --as-of 2026-09-30 ";
  CHECK(run_program(book + where).code == 2);
  const auto policy = run_program(book + "-p zhongshan-fun" + where);
  CHECK(policy.code == 4);
  CHECK(policy.err.find("zhongshan-fund") != std::string::npos);
  const auto scenario = run_program(book + "-p zhongshan -s bas" + where);
  CHECK(scenario.code == 4);
  CHECK(scenario.err.find("base") != std::string::npos);
  CHECK(run_program(book + "-p zhongshan --paths 1" + where).code == 2);
  CHECK(run_program(book + "-p zhongshan --months 0" + where).code == 2);
  CHECK(run_program("run --book sample -p zhongshan" + where).code == 2);
  CHECK(run_program("run --book sample -p zhongshan --as-of 2026-9-31" + where).code == 2);
  CHECK(run_program(book + "-p sba-7a" + where).code == 2);  // a policy in dollars
  CHECK_FALSE(fs::exists(folder.path() + "/runs"));
  // The project's place is a file; then a disk that is full.
  const std::string file = folder.write("plain", "x");
  const auto unwritable = run_program(kRun + "--project " + file);
  CHECK(unwritable.code == 2);
  CHECK(unwritable.err.find("plain/runs") != std::string::npos);
  const Folder full;
  const std::string limited = "ulimit -f 8; " + program_path() + " " + kRun + "--project " +
                              full.path() + " >/dev/null 2>&1";
  const int status = std::system(("bash -c '" + limited + "'").c_str());
  CHECK(WEXITSTATUS(status) == 2);
  CHECK(fs::is_empty(full.path() + "/runs"));
}

TEST_CASE(
    "program: run ends with 1 when a fact that the policy asks for is missing, and names it") {
  const Folder folder;
  fs::copy(source_root() + "/tests/data/sample-book", folder.path() + "/book");
  // The same book without the insurers.
  std::string loans = text_of(folder.path() + "/book/loans.csv");
  for (std::size_t at = loans.find("SAMPLE-INSURER"); at != std::string::npos;
       at = loans.find("SAMPLE-INSURER")) {
    loans.erase(at, std::string("SAMPLE-INSURER").size());
  }
  CHECK_FALSE(folder.write("book/loans.csv", loans).empty());
  const auto ran = run_program("run --book " + folder.path() +
                               "/book -p zhongshan-fund --as-of 2026-09-30 --paths 50 --project " +
                               folder.path());
  CHECK(ran.code == 1);
  CHECK(ran.out.find("100.0 % of the expected loss is undecided") != std::string::npos);
  // The same losses under another policy name the empty fact too.
  const std::string runs = folder.path() + "/runs";
  const std::string id = fs::directory_iterator(runs)->path().filename().string();
  const auto shared = run_program("share --run " + id +
                                  " -p zhongshan --json --ignore-effective "
                                  "--project " +
                                  folder.path());
  CHECK(shared.code == 1);
  CHECK(shared.out.find("loan.insurer_id is empty") != std::string::npos);
  CHECK(ran.out.find("loan.insurer_id is empty") != std::string::npos);
}
