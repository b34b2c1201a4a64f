// demo through the built program: whole or not at all, and run again.
#include <doctest/doctest.h>

#include <filesystem>

#include <nlohmann/json.hpp>

#include "tests/support/places.hpp"

using namespace pledgelab::test;
namespace fs = std::filesystem;
using nlohmann::json;

TEST_CASE("program: demo tells the warnings of its run, and is run again in its own project") {
  const Folder folder;
  const auto first = run_program("demo d --json", folder.path());
  REQUIRE_MESSAGE(first.code == 0, first.err << first.out);
  const auto told = json::parse(first.out);
  CHECK(told["data"]["as_of"] == "2026-09-30");
  REQUIRE_FALSE(told["warnings"].empty());
  const auto again = run_program("demo d --json", folder.path());
  REQUIRE(again.code == 0);
  CHECK(json::parse(again.out)["data"]["run_id"] == told["data"]["run_id"]);
  const auto run =
      run_program("run -p zhongshan-fund --as-of 2026-09-30 --json --project d", folder.path());
  CHECK(json::parse(run.out)["warnings"] == told["warnings"]);
  CHECK(json::parse(run.out)["data"]["run_id"] == told["data"]["run_id"]);
}

TEST_CASE("program: a demo that fails midway leaves nothing that the next refuses") {
  const Folder folder;
  // No file may grow beyond 20 KB: the project's fit, the largest of the book's does not.
  const auto cut = run_shell("ulimit -f 40; '" + program_path() + "' demo d", folder.path());
  CHECK(cut.code == 2);
  CHECK(fs::is_empty(folder.path()));
  CHECK(run_program("demo d", folder.path()).code == 0);
}
