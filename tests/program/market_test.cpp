// market through the built program: the made market's figures by hand, what is left out, wrong
// files, and the scenario that carries liquidity to a run.
#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <string>

#include <nlohmann/json.hpp>

#include "tests/support/places.hpp"

using namespace pledgelab::test;

namespace {

using Json = nlohmann::json;

std::string made(const std::string& file) {
  return "'" + source_root() + "/tests/data/market/" + file + "'";
}

std::string asking(const std::string& more) {
  return "market --operations " + made("operations.csv") + " " + more;
}

Json data_of(const std::string& more) {
  const auto ran = run_program(asking(more + " --json"));
  REQUIRE_MESSAGE(ran.code == 0, ran.out, ran.err);
  return Json::parse(ran.out)["data"];
}

Json named(const Json& all, const std::string& id) {
  for (const auto& one : all) {
    if (one["id"] == id) return one;
  }
  FAIL("nothing is called " << id);
  return {};
}

Json first_error(const Ran& ran) {
  const auto answer = Json::parse(ran.out, nullptr, false);
  REQUIRE_MESSAGE(answer.is_object(), ran.out, ran.err);
  CHECK(answer["ok"] == false);
  REQUIRE_FALSE(answer["errors"].empty());
  return answer["errors"][0];
}

// H 90 traded of 100 and G 10 of 100, all in force 2016 to 2019.
std::string two_classes(const Folder& folder, const std::string& file) {
  std::string operations = "patent_id,kind,operation,date\n";
  std::string patents = "patent_id,kind,technology_class,grant_date\n";
  for (int i = 0; i < 200; ++i) {
    const std::string id = "P" + std::to_string(i);
    const bool battery = i < 100;
    patents += id + ",invention," + (battery ? "H01M" : "G06F") + ",2010-01-01\n";
    if (i % 100 < (battery ? 90 : 10)) operations += id + ",invention,transfer,2018-05-05\n";
  }
  return file == "operations.csv" ? folder.write(file, operations) : folder.write(file, patents);
}

}  // namespace

TEST_CASE("program: market counts the made market by patents and by operations") {
  const Json by_patent = data_of("");
  CHECK(by_patent["unit"] == "patent");
  CHECK(by_patent["operations"]["rows_kept"] == 29);
  CHECK(by_patent["operations_count"] == 19);
  CHECK(by_patent["first"] == "2016-03-01");
  CHECK(by_patent["last"] == "2018-12-20");
  Json table = named(by_patent["tables"], "operations");
  CHECK(table["first_year"] == 2016);
  CHECK(table["whole"]["by_year"] == Json({7, 11, 11}));
  CHECK(table["whole"]["growth_frac"][0].is_null());
  CHECK(std::abs(table["whole"]["growth_frac"][1].get<double>() - 4.0 / 7) < 1e-12);
  CHECK(table["rows"][2]["key"] == "transfer");
  CHECK(table["rows"][2]["by_year"] == Json({3, 6, 5}));
  CHECK(std::abs(table["rows"][2]["share_frac"].get<double>() - 14.0 / 29) < 1e-12);
  const Json best = named(by_patent["rankings"], "transferors")["places"];
  CHECK(best[0]["key"] == "东海大学");
  CHECK(best[1]["key"] == "江南研究所");
  CHECK(best[0]["count"] == 4);
  CHECK(named(by_patent["rankings"], "licensed_patents")["places"][0]["key"] == "P04");
  CHECK_FALSE(by_patent.contains("liquidity"));
  const Json by_operation = data_of("--unit operation --by kind,year --top 1");
  table = named(by_operation["tables"], "transfers_by_kind");
  CHECK(table["overlap_count"] == 3);
  CHECK(table["whole"]["total"] == 9);
  CHECK(named(by_operation["tables"], "operations")["whole"]["by_year"] == Json({4, 6, 9}));
  CHECK(by_operation["tables"].size() == 5);
  CHECK(by_operation["rankings"].size() == 1);
}

TEST_CASE("program: market in words: both languages, unit of count, growth") {
  const auto ran = run_program(asking("--by year,party"));
  REQUIRE_MESSAGE(ran.code == 0, ran.err);
  for (const std::string text :
       {"计数单位 unit of count: 件次", "29 行 rows = 29 保留 kept + 0",
        "各年运营情况 operations by year", "转让 (件次)", "transfer (patents)", "57.14", "48.28",
        "高校排名 leading universities", "东海大学"}) {
    CHECK_MESSAGE(ran.out.find(text) != std::string::npos, text, "\n", ran.out);
  }
  CHECK(ran.out.find("按地区") == std::string::npos);
  CHECK(ran.err.find("column '专利号' is read as patent_id") != std::string::npos);
}

TEST_CASE("program: market within days; a part of a year is told") {
  const auto ran = run_program(asking("--from 2017-01-10 --to 2018-09-01 --by year --json"));
  REQUIRE(ran.code == 0);
  const Json answer = Json::parse(ran.out);
  // T3 and T8 lie on the days themselves; outside are 2016, T9 and G4.
  CHECK(answer["data"]["outside_days_count"] == 7 + 3);
  CHECK(answer["data"]["tables"][0]["whole"]["by_year"] == Json({11, 8}));
  CHECK(answer["warnings"].dump().find("the growth of 2018 compares a part of a year") !=
        std::string::npos);
  const auto none = run_program(asking("--from 2019-01-01 --json"));
  CHECK(none.code == 2);
  CHECK(first_error(none)["code"] == "M-170");
}

TEST_CASE("program: market measures liquidity from the first year's first day to the last record") {
  const Json liquidity = data_of("--patents " + made("patents.csv"))["liquidity"];
  CHECK(liquidity["from"] == "2016-01-01");
  CHECK(liquidity["through"] == "2018-12-20");
  const Json all = liquidity["classes"][0];
  CHECK(all["class"] == "");
  CHECK(all["records_count"] == 14);
  CHECK(all["traded_patents_count"] == 12);
  // 1,085 days each; N03 only 2016 (366), N07 from 2018-01-01 (354).
  CHECK(all["in_force_days"] == 18 * 1085 + 366 + 354);
  CHECK(liquidity["unregistered_count"] == 0);
}

TEST_CASE("program: market with the register gives liquidity, and a scenario that run reads") {
  const Folder folder;
  const std::string records = two_classes(folder, "operations.csv");
  const std::string patents = two_classes(folder, "patents.csv");
  const std::string scenario = folder.path() + "/liquidity.yaml";
  const auto ran =
      run_program("market --operations " + records + " --patents " + patents +
                  " --from 2016-01-01 --to 2019-12-31 --relatives " + scenario + " --json");
  REQUIRE_MESSAGE(ran.code == 0, ran.out, ran.err);
  const Json liquidity = Json::parse(ran.out)["data"]["liquidity"];
  CHECK(liquidity["classes"][0]["records_count"] == 100);
  // 400 years each: .225 and .025 about .125; τ² = (2 × 400 × .01 - .125) / 400 = .0196875, k =
  // .125/τ² = 6.349206, Z = 400/406.349206; H .125 + Z × .1 over .125.
  const double z = 400 / (400 + .125 / .0196875);
  std::map<std::string, double> relatives;
  for (const auto& one : liquidity["sale_relatives"]) relatives[one["class"]] = one["relative"];
  CHECK(std::abs(relatives["H"] - (1 + .8 * z)) < 1e-9);
  CHECK(std::abs(relatives["G"] - .25) < 1e-9);  // 1 - .8 Z = .2125: the bound
  CHECK(relatives[""] == 1);
  const auto valued =
      run_program("value --book sample --as-of 2026-09-30 -s " + scenario + " --json");
  CHECK_MESSAGE(valued.code == 1, valued.out.substr(0, 400), valued.err);
  const auto again = run_program("market --operations " + records + " --patents " + patents +
                                 " --relatives " + scenario + " --json");
  CHECK(again.code == 2);
  CHECK(first_error(again)["code"] == "M-169");
}

TEST_CASE("program: market leaves out rows that cannot stand, and refuses too many") {
  const Folder folder;
  const std::string header = "patent_id,kind,operation,date\n";
  std::string rows;
  for (int i = 0; i < 19; ++i) rows += "P" + std::to_string(i) + ",design,pledge,2018-12-05\n";
  const auto path = folder.write("ops.csv", header + rows + "P99,design,plege,2018-12-05\n");
  auto ran = run_program("market --operations " + path + " --json");
  REQUIRE_MESSAGE(ran.code == 0, ran.out);  // 1 of 20 is 5 %
  Json answer = Json::parse(ran.out);
  CHECK(answer["data"]["operations"]["rows_quarantined"] == 1);
  CHECK(answer["data"]["tables"][0]["whole"]["total"] == 19);
  CHECK(answer["warnings"][0].get<std::string>().find("ops.csv:21:12: 'plege' is no operation") !=
        std::string::npos);
  ran = run_program("market --operations " + path + " --max-bad 0 --json");
  CHECK(ran.code == 3);
  CHECK(first_error(ran)["code"] == "M-168");
  CHECK(Json::parse(ran.out)["errors"][1]["hint"] == "did you mean 'pledge'?");
  CHECK(run_program("market --operations " + path + " --max-bad 4% --json").code == 3);
  CHECK(run_program("market --operations " + path + " --max-bad 1 --json").code == 0);
}

TEST_CASE("program: market: wrong files and options, each with its place and a way out") {
  const Folder folder;
  const auto refused = [](const std::string& arguments, int code, const std::string& error) {
    const auto ran = run_program("market " + arguments + " --json");
    CAPTURE(arguments);
    CAPTURE(ran.out);
    CHECK(ran.code == code);
    CHECK(first_error(ran)["code"] == error);
    CHECK_FALSE(first_error(ran)["hint"].get<std::string>().empty());
  };
  const std::string operations = "--operations " + made("operations.csv") + " ";
  refused("--operations " + folder.path() + "/absent.csv", 4, "F-101");
  refused("--operations " + folder.write("bin.csv", std::string("a\0b", 3)), 2, "CSV-103");
  refused("--operations " + folder.write("x.csv", "patent_id,kind,operaton,date\nP,design,x,y\n"),
          2, "M-151");
  refused("--operations " + made("patents.csv"), 2, "M-151");
  refused("--operations " + folder.write("bad.csv", "patent_id,kind,operation,date\nP,x,y,z\n"), 2,
          "M-156");
  refused(operations + "--patents " + made("operations.csv"), 2, "M-151");
  refused(operations + "--by yeer", 2, "M-167");
  refused(operations + "--relatives " + folder.path() + "/r.yaml", 2, "M-167");
  refused(operations + "--unit piece", 2, "U-106");
  refused(operations + "--from 2018-02-30", 2, "U-104");
  refused(operations + "--max-bad 0.05", 2, "U-105");
  refused(operations + "--top 0", 2, "U-101");
  refused("", 2, "U-101");
  refused(operations + "--patents " + made("patents.csv") + " --least nan", 2, "M-165");
}
