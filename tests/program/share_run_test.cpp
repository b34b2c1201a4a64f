// share --run through the built program: other rules on the losses of a finished run.
#include <doctest/doctest.h>

#include <filesystem>

#include <nlohmann/json.hpp>

#include "engine/formats/file.hpp"
#include "tests/support/places.hpp"

using namespace pledgelab::test;
namespace fs = std::filesystem;
using nlohmann::json;

namespace {

const std::string kBook = " --book sample --as-of 2026-09-30 --paths 200 --json";

json data_of(const Ran& ran) {
  REQUIRE_MESSAGE(ran.code == 0, ran.err << ran.out);
  return json::parse(ran.out)["data"];
}

// Loss, parties and accounts of the two are the same, figure by figure.
void check_same(const json& shared, const json& run) {
  for (const char* part : {"loss", "parties", "accounts", "tape", "run_id", "assumed_ppm"}) {
    CHECK_MESSAGE(shared[part] == run[part], part);
  }
  CHECK_FALSE(shared["parties"].empty());
}

}  // namespace

TEST_CASE("program: share --run is what run gives under that policy, from the kept tape") {
  const Folder folder;
  const std::string where = " --project " + folder.path();
  const std::string policy = " -p zhongshan-fund";
  const json drawn = data_of(run_program("simulate" + kBook + where));
  const std::string id = drawn["run_id"];
  const json shared = data_of(run_program("share --run " + id + policy + " --json" + where));
  CHECK(shared["tape_kept"] == true);
  CHECK(shared["losses_of"] == id);
  CHECK(shared["folder"] == "");
  check_same(shared, data_of(run_program("run" + policy + kBook + where)));

  // Of a run under one policy the losses under another; both ways of counting threads agree.
  const std::string other = " -p bank-only";
  const std::string from = "share --run " + shared["run_id"].get<std::string>() + other;
  const json once = data_of(run_program(from + " --json --threads 1" + where));
  CHECK(once["parties"] == data_of(run_program(from + " --json --threads 2" + where))["parties"]);
  CHECK(once["parties"] != shared["parties"]);
  check_same(once, data_of(run_program("run" + other + kBook + where)));
  const auto text = run_program(from + where);
  CHECK(text.code == 0);
  CHECK(text.out.find(shared["run_id"].get<std::string>()) != std::string::npos);
}

TEST_CASE("program: share --run draws again where the tape was not kept") {
  const Folder folder;
  const std::string where = " --project " + folder.path();
  const json drawn = data_of(run_program("simulate --no-tape" + kBook + where));
  const std::string ask =
      "share --run " + drawn["run_id"].get<std::string>() + " -p zhongshan-fund" + where;
  const json shared = data_of(run_program(ask + " --json"));
  CHECK(shared["tape_kept"] == false);
  check_same(shared, data_of(run_program("run -p zhongshan-fund" + kBook + where)));
  const auto text = run_program(ask);
  CHECK(text.code == 0);
  CHECK(text.out.find("drawn again") != std::string::npos);
  CHECK(text.out.find("fund") != std::string::npos);
}

TEST_CASE("program: share --run refuses what it cannot do, and says where") {
  const Folder folder;
  const std::string where = " --project " + folder.path();
  fs::copy(source_root() + "/tests/data/sample-book", folder.path() + "/book");
  const json drawn = data_of(run_program("simulate --book " + folder.path() +
                                         "/book --as-of 2026-09-30 --paths 50 --json" + where));
  const std::string id = drawn["run_id"];
  const std::string ask = "share --run " + id + " -p zhongshan" + where;
  REQUIRE(run_program(ask).code == 0);
  const auto absent =
      run_program("share --run " + id.substr(0, id.size() - 1) + "x -p zhongshan" + where);
  CHECK(absent.code == 4);
  CHECK(absent.err.find(id) != std::string::npos);
  CHECK(run_program("share --run " + id + " -p sba-7a" + where).code == 2);  // in dollars
  CHECK(run_program("share --run " + id + " -p zhongsha" + where).code == 4);
  CHECK(run_program("share --run " + id + where).code == 2);
  const std::string losses = folder.write("losses.csv", "loss_id\n");
  const auto both = run_program(ask + " --losses " + losses);
  CHECK(both.code == 2);
  CHECK(both.err.find("U-106") != std::string::npos);
  const auto neither = run_program("share -p zhongshan");
  CHECK(neither.code == 2);
  CHECK(neither.err.find("U-106") != std::string::npos);

  // A tape with one byte changed; then a book with one more line.
  const std::string tape = drawn["folder"].get<std::string>() + "/tape.bin";
  std::string bytes = pledgelab::read_file(tape).value();
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
  REQUIRE(pledgelab::write_file(tape, bytes).ok());
  const auto broken = run_program(ask);
  CHECK(broken.code == 2);
  CHECK(broken.err.find("STORE-12") != std::string::npos);
  const std::string rows = pledgelab::read_file(folder.path() + "/book/appraisals.csv").value();
  REQUIRE(pledgelab::write_file(folder.path() + "/book/appraisals.csv",
                                rows + "A00000001-1,2026-05-21,1.00,,\n")
              .ok());
  const auto changed = run_program(ask);
  CHECK(changed.code == 2);
  CHECK(changed.err.find("RUN-105") != std::string::npos);
}
