// A finished run found again: its tape added, its files made whole, its own import, its own
// project.
#include <doctest/doctest.h>

#include <filesystem>

#include <nlohmann/json.hpp>

#include "engine/formats/file.hpp"
#include "tests/support/places.hpp"

using namespace pledgelab::test;
namespace fs = std::filesystem;
using nlohmann::json;

namespace {

const std::string kSample = " --book sample --as-of 2026-09-30 --paths 60 --json --project ";

json data_of(const Ran& ran) {
  REQUIRE_MESSAGE(ran.code == 0, ran.err << ran.out);
  return json::parse(ran.out)["data"];
}

std::string text_of(const std::string& path) { return pledgelab::read_file(path).value(); }

// A project whose store holds the sample book, and that book's folder.
std::string stored_project(const Folder& folder) {
  REQUIRE(run_program("init p", folder.path()).code == 0);
  fs::copy(source_root() + "/tests/data/sample-book", folder.path() + "/book");
  REQUIRE(run_program("import ../book --as-of 2026-09-30", folder.path() + "/p").code == 0);
  return folder.path() + "/p";
}

}  // namespace

TEST_CASE("program: a run made without its tape gets it when it is made again with it") {
  const Folder folder;
  const json first = data_of(run_program("simulate --no-tape" + kSample + folder.path()));
  const std::string run = first["folder"];
  const std::string manifest = text_of(run + "/manifest.json");
  CHECK_FALSE(fs::exists(run + "/tape.bin"));
  CHECK(data_of(run_program("simulate" + kSample + folder.path()))["folder"] == run);
  CHECK(fs::exists(run + "/tape.bin"));
  CHECK(text_of(run + "/manifest.json") == manifest);
  const std::string share = "share --json -p zhongshan-fund --run " + run;
  CHECK(data_of(run_program(share))["tape_kept"] == true);
  // Not wanted, it stays.
  REQUIRE(run_program("simulate --no-tape" + kSample + folder.path()).code == 0);
  CHECK(fs::exists(run + "/tape.bin"));
}

TEST_CASE("program: a finished run with files gone or changed is made whole") {
  const Folder folder;
  const std::string again = "run -p zhongshan-fund" + kSample + folder.path();
  const std::string run = data_of(run_program(again))["folder"];
  const std::string loans = text_of(run + "/loans.csv");
  const std::string paths = text_of(run + "/paths.csv");
  const std::string tape = text_of(run + "/tape.bin");
  REQUIRE(pledgelab::write_file(run + "/loans.csv", loans + "x").ok());
  REQUIRE(pledgelab::write_file(run + "/tape.bin", tape.substr(1)).ok());
  fs::remove(run + "/paths.csv");
  fs::remove_all(run + "/tables");
  CHECK(data_of(run_program(again))["folder"] == run);
  CHECK(text_of(run + "/loans.csv") == loans);
  CHECK(text_of(run + "/paths.csv") == paths);
  CHECK(text_of(run + "/tape.bin") == tape);
  CHECK(fs::exists(run + "/tables/coverage.csv"));
  CHECK(std::distance(fs::directory_iterator(folder.path() + "/runs"), {}) == 1);
}

TEST_CASE("program: a later import orphans no run") {
  const Folder folder;
  const std::string project = stored_project(folder);
  const std::string ask = "run -p zhongshan-fund --as-of 2026-09-30 --paths 60 --json";
  const json first = data_of(run_program(ask, project));
  const std::string id = first["run_id"];
  REQUIRE(pledgelab::write_file(
              folder.path() + "/book/appraisals.csv",
              text_of(folder.path() + "/book/appraisals.csv") + "A00000001-1,2026-05-21,1.00,,\n")
              .ok());
  REQUIRE(run_program("import ../book --as-of 2026-09-30", project).code == 0);
  const json report = data_of(run_program("report " + id + " --json", project));
  CHECK(report["run_id"] == id);
  CHECK(report["loss"] == first["loss"]);
  CHECK(run_program("share --run " + id + " -p bank-only", project).code == 0);
  CHECK(run_program("explain --loan L00000001 --run " + id, project).code == 0);
  // A new run stands on the new book.
  CHECK(data_of(run_program(ask, project))["run_id"] != id);
}

TEST_CASE("program: a run named by its folder stands in the project it lies in") {
  const Folder folder;
  const std::string project = stored_project(folder);
  const json run =
      data_of(run_program("run -p zhongshan-fund --as-of 2026-09-30 --paths 60 --json", project));
  const std::string id = run["run_id"];
  for (const std::string& path : {"p/runs/" + id, project + "/runs/" + id + "/"}) {
    const json report = data_of(run_program("report " + path + " --json", folder.path()));
    CHECK(report["run_id"] == id);
    CHECK(run_program("explain --loan L00000001 --run " + path, folder.path()).code == 0);
    CHECK(run_program("share -p bank-only --run " + path, folder.path()).code == 0);
  }
  // A project that is named is taken: there the store is not.
  REQUIRE(run_program("init q", folder.path()).code == 0);
  CHECK(run_program("report p/runs/" + id + " --project q", folder.path()).code == 4);
}

TEST_CASE("program: an input that is new is a change as much as one that is gone") {
  const Folder folder;
  const std::string project = stored_project(folder);
  const std::string ask = "run -p zhongshan-fund --as-of 2026-09-30 --paths 60 --json";
  const std::string id = data_of(run_program(ask, project))["run_id"];
  // The same bytes under a second name: the same set of digests, another multiset.
  fs::copy(project + "/policies/law/" +
               fs::directory_iterator(project + "/policies/law")->path().filename().string(),
           project + "/policies/law/zz-copy.yaml");
  const auto report = run_program("report " + id, project);
  CHECK(report.code == 2);
  const bool told = report.err.find("RUN-105") != std::string::npos ||
                    report.err.find("zz-copy") != std::string::npos;
  CHECK(told);
}

TEST_CASE("program: explain --run takes loans.csv only as the run wrote it") {
  const Folder folder;
  const std::string run = data_of(run_program("simulate" + kSample + folder.path()))["folder"];
  const std::string ask = "explain --loan L00000001 --json --run " + run;
  const json told = data_of(run_program(ask))["run"];
  REQUIRE_FALSE(told.is_null());
  std::string loans = text_of(run + "/loans.csv");
  std::size_t at = loans.find("\nL00000001,");
  REQUIRE(at != std::string::npos);
  for (int comma = 0; comma < 5; ++comma) at = loans.find(',', at + 1);
  loans.insert(at + 1, "9");  // the expected loss, or its neighbour, ten times over
  REQUIRE(pledgelab::write_file(run + "/loans.csv", loans).ok());
  CHECK(data_of(run_program(ask))["run"] == told);
  fs::remove(run + "/loans.csv");
  CHECK(data_of(run_program(ask))["run"] == told);
}

TEST_CASE("program: options that read a file move nothing on the stored book, and are refused") {
  const Folder folder;
  const std::string project = stored_project(folder);
  for (const std::string option : {"--max-bad 5%", "--believed", "--unit wan"}) {
    for (const std::string verb : {"value", "simulate --paths 20"}) {
      const auto ran = run_program(verb + " --as-of 2026-09-30 " + option, project);
      CHECK(ran.code == 2);
      CHECK(ran.err.find("I-103") != std::string::npos);
      CHECK(ran.err.find(option.substr(0, option.find(' '))) != std::string::npos);
    }
  }
}

TEST_CASE("program: a project folder that is not there is refused, not made") {
  const Folder folder;
  for (const std::string verb : {"run -p zhongshan-fund", "simulate", "value"}) {
    const auto ran =
        run_program(verb + " --book sample --as-of 2026-09-30 --project typo", folder.path());
    CHECK(ran.code == 4);
    CHECK(ran.err.find("I-105") != std::string::npos);
    CHECK_FALSE(fs::exists(folder.path() + "/typo"));
  }
}
