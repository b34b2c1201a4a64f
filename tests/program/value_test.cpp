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
  REQUIRE(ran.code == 1);  // done, and loans stand above their ceiling
  const auto answer = nlohmann::json::parse(ran.out);
  std::set<std::string> kinds;
  for (const auto& one : answer["data"]["valuations"]) {
    const double low = one["low_yuan"];
    const double mean = one["mean_yuan"];
    CHECK(low <= mean);
    CHECK(mean >= 0);
    CHECK((mean == 0 || !one["drivers"].empty()));
    for (const auto& driver : one["drivers"])
      CHECK_FALSE(driver["mark"].get<std::string>().empty());
    kinds.insert(one["kind"].get<std::string>());
  }
  CHECK(kinds.size() == 7);
  for (const auto& cover : answer["data"]["coverage"]) {
    const std::int64_t balance = cover["balance_fen"];
    const std::int64_t haircut = cover["haircut_value_fen"];
    CHECK(cover["shortfall_fen"] == std::max<std::int64_t>(0, balance - haircut));
  }
  CHECK_FALSE(answer["warnings"].empty());
  const std::string warnings = answer["warnings"].dump();
  CHECK(warnings.find("the holidays 'cn' are known from 2008-01-01 to 2026-12-31") !=
        std::string::npos);
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
  const auto limit = run_program("value --book sample --as-of 2026-09-30 --max-bad 0.05");
  CHECK(limit.code == 2);
  CHECK(limit.err.find("U-105") != std::string::npos);
  const auto none = run_program("value --as-of 2026-09-30", folder.path());
  CHECK(none.code == 4);
  CHECK(none.err.find("I-102") != std::string::npos);
}

TEST_CASE("program: value reads a wide sheet through --map, or by its headers and --unit") {
  const Folder folder;
  const std::string sba = source_root() + "/tests/data/sba/";
  const auto us = run_program("value --book " + sba + "sba_loans_block.csv --map " + sba +
                              "map-us-sba-7a.yaml -s us-sba-7a --as-of 2003-10-01 --json");
  REQUIRE(us.code == 0);
  const auto data = nlohmann::json::parse(us.out)["data"];
  CHECK(data["currency"] == "USD");
  CHECK(data["valuations"].empty());
  CHECK(data["coverage"].size() == 5547);
  const std::string ledger =
      folder.write("ledger.csv",
                   "借据号,借款人,权利类型,专利号,评估值(万元),评估日,贷款余额,放款日,到期日\n"
                   "L-1,甲公司,发明,ZL1,860,2026-05-31,250,2026-06-15,2027-06-14\n");
  const auto wan = run_program("value --book " + ledger + " --unit wan --as-of 2026-09-30 --json");
  REQUIRE(wan.code == 1);  // without a status the right is worth nothing, so the loan is in breach
  CHECK(nlohmann::json::parse(wan.out)["data"]["coverage"][0]["balance_fen"] == 250'000'000);
  const auto yuan = run_program("value --book " + ledger + " --unit yuan --as-of 2026-09-30");
  CHECK(yuan.code == 2);
  CHECK(yuan.err.find("B-401") != std::string::npos);
  CHECK(yuan.err.find("--unit wan") != std::string::npos);
}
