// value through the built program on the shipped sample book, with its rows that are wrong on
// purpose.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include <nlohmann/json.hpp>

#include "tests/support/places.hpp"

using namespace pledgelab::test;

TEST_CASE("program: value prices every right of the sample book, and quarantines the wrong rows") {
  const auto ran = run_program("value --book sample --as-of 2026-09-30 --json");
  REQUIRE(ran.code == 0);
  const auto answer = nlohmann::json::parse(ran.out);
  std::set<std::string> kinds;
  for (const auto& one : answer["data"]["valuations"]) {
    const double low = one["low_yuan"];
    const double mean = one["mean_yuan"];
    CHECK(low <= mean);
    CHECK(mean >= 0);
    CHECK((mean == 0 || !one["drivers"].empty()));
    kinds.insert(one["kind"].get<std::string>());
  }
  CHECK(kinds.size() == 7);
  for (const auto& cover : answer["data"]["coverage"]) {
    const std::int64_t balance = cover["balance_fen"];
    const std::int64_t haircut = cover["haircut_value_fen"];
    CHECK(cover["shortfall_fen"] == std::max<std::int64_t>(0, balance - haircut));
  }
  CHECK_FALSE(answer["warnings"].empty());
}

TEST_CASE("program: value needs a date and a folder") {
  const Folder folder;
  CHECK(run_program("value --book sample").code == 2);
  CHECK(run_program("value --book sample --as-of 2026-02-30").code == 2);
  CHECK(run_program("value --book " + folder.path() + "/absent --as-of 2026-09-30").code == 4);
  CHECK(
      run_program("value --book " + folder.write("x.csv", "a\n1\n") + " --as-of 2026-09-30").code ==
      2);
  CHECK(run_program("value --book " + folder.path() + " --as-of 2026-09-30").code == 2);
  CHECK(run_program("value --book sample --as-of 2026-09-30 --max-bad 0").code == 3);
}
