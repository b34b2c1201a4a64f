// report --offer through the built program: the made university's packages, prices, matches, law,
// files, and wrong input.
#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>
#include <map>
#include <set>
#include <string>

#include <nlohmann/json.hpp>

#include "tests/support/places.hpp"

using namespace pledgelab::test;

namespace {

using Json = nlohmann::json;
namespace fs = std::filesystem;

std::string made(const std::string& file) {
  return "'" + source_root() + "/tests/data/offer/" + file + "'";
}

// The made university with another list, firms and more options.
std::string asking(const std::string& list, const std::string& more = {}) {
  return "report --offer " + list + " --book " + made("rights") + " --as-of 2026-09-30 " + more;
}

Json data_of(const std::string& line, const std::string& folder = {}) {
  const auto ran = run_program(line + " --json", folder);
  REQUIRE_MESSAGE(ran.code == 0, ran.out, ran.err);
  return Json::parse(ran.out)["data"];
}

Json first_error(const Ran& ran, int code = 2) {
  CHECK_MESSAGE(ran.code == code, ran.out, ran.err);
  const auto answer = Json::parse(ran.out, nullptr, false);
  REQUIRE_MESSAGE(answer.is_object(), ran.out, ran.err);
  CHECK(answer["ok"] == false);
  REQUIRE_FALSE(answer["errors"].empty());
  return answer["errors"][0];
}

bool near(const Json& found, double expected) {
  return std::abs(found.get<double>() - expected) <= 1e-9 * std::max(1.0, std::abs(expected));
}

Json package_with(const Json& data, const std::string& asset) {
  for (const auto& package : data["packages"]) {
    for (const auto& right : package["rights"]) {
      if (right["asset_id"] == asset) return package;
    }
  }
  FAIL("no package holds " << asset);
  return {};
}

std::set<std::string> duties_of(const Json& package) {
  std::set<std::string> ids;
  for (const auto& duty : package["before_signing"]) ids.insert(duty["id"]);
  return ids;
}

}  // namespace

TEST_CASE(
    "program: report --offer: every listed right is in one package or left out with a reason") {
  const Json data = data_of(asking(made("offer.csv"), "--firms " + made("firms.csv")));
  CHECK(data["rights_count"] == 299);
  CHECK(data["firms_count"] == 60);
  CHECK(data["synthetic"] == true);
  std::set<std::string> seen;
  for (const auto& package : data["packages"]) {
    for (const auto& right : package["rights"]) {
      CHECK(seen.insert(right["asset_id"]).second);
    }
  }
  for (const auto& out : data["left_out"]) {
    CHECK(seen.insert(out["asset_id"]).second);
    CHECK_FALSE(out["why"].get<std::string>().empty());
  }
  CHECK(seen.size() == 299);
  CHECK(package_with(data, "U-P021") == package_with(data, "U-P022"));  // one family
  CHECK(package_with(data, "U-M001") == package_with(data, "U-M002"));  // similar marks
  // The forgotten similar mark is told with its class.
  REQUIRE(data["marks_left"].size() == 1);
  CHECK(data["marks_left"][0]["asset_ids"] == Json({"U-M100"}));
}

TEST_CASE(
    "program: report --offer: prices are the levels' parts of the worth; one right alone keeps its "
    "own") {
  const Json data = data_of(asking(made("offer.csv"), "--by family"));
  const auto valued = run_program("value --book " + made("rights") + " --as-of 2026-09-30 --json");
  CHECK(valued.code == 2);  // value wants loans: only an offer goes without
  const double factors[] = {1, 0.8, 0.55, 0.25};
  std::size_t priced = 0;
  for (const auto& package : data["packages"]) {
    for (std::size_t deal = 0; deal < 4; ++deal) {
      const Json& one = package["deals"][deal];
      CHECK(near(one["factor_frac"], factors[deal]));
      CHECK(one["offered"].get<bool>() == !one["mid_yuan"].is_null());
      if (one["mid_yuan"].is_null()) continue;
      ++priced;
      const Json& worth = package["worth"];
      CHECK(near(one["low_yuan"], factors[deal] * worth["lower_quartile_yuan"].get<double>()));
      CHECK(near(one["mid_yuan"], factors[deal] * worth["median_yuan"].get<double>()));
      CHECK(near(one["high_yuan"], factors[deal] * worth["upper_quartile_yuan"].get<double>()));
    }
    if (package["rights"].size() == 1 && !package["worth"].is_null()) {
      CHECK(near(package["worth"]["mean_yuan"], package["rights"][0]["mean_yuan"].get<double>()));
    }
  }
  CHECK(priced > 400);
}

TEST_CASE("program: report --offer: inventors' share, and what a state university must do") {
  const Json data = data_of(asking(made("offer.csv")));
  const Json marks = package_with(data, "U-M001");
  CHECK(near(marks["inventors"]["share_frac"], 0));
  CHECK(duties_of(marks) == std::set<std::string>{"state_asset_disposal_of_marks",
                                                  "state_asset_use_of_marks",
                                                  "similar_marks_together", "mark_licence_filed"});
  const Json patents = package_with(data, "U-P021");
  const double share = patents["inventors"]["share_frac"].get<double>();
  CHECK(share >= 0.5);  // by law; an agreement below it is raised
  const double net = patents["inventors"]["net_income_yuan"].get<double>();
  CHECK(near(net, 0.92 * patents["deals"][0]["mid_yuan"].get<double>()));
  CHECK(near(patents["inventors"]["inventors_yuan"], share * net));
  CHECK(duties_of(patents).count("publicity_of_agreed_price") == 1);
  CHECK(duties_of(patents).count("no_state_approval") == 1);
}

TEST_CASE(
    "program: report --offer: matches say why, are ordered, and feel what firms took before") {
  const std::string firms = "--firms " + made("firms.csv");
  const Json without = data_of(asking(made("offer.csv"), firms));
  const Json with =
      data_of(asking(made("offer.csv"), firms + " --operations " + made("operations.csv")));
  CHECK(without["dealings_count"] == 0);
  CHECK(with["dealings_count"].get<int>() > 20);
  std::size_t matches = 0;
  for (const Json* data : {&without, &with}) {
    for (const auto& package : (*data)["packages"]) {
      double last = 1;
      for (const auto& match : package["matches"]) {
        ++matches;
        const double score = match["score_frac"].get<double>();
        CHECK(score <= last);
        CHECK(score >= 0.4);
        last = score;
        double top = 0;
        double bottom = 0;
        for (const char* name : {"technology", "region", "dealings"}) {
          if (match[name]["value_frac"].is_null()) continue;
          top += match[name]["weight_frac"].get<double>() * match[name]["value_frac"].get<double>();
          bottom += match[name]["weight_frac"].get<double>();
        }
        CHECK(near(match["score_frac"], top / bottom));
        CHECK_FALSE(match["why"]["zh"].get<std::string>().empty());
      }
      CHECK(package["matches"].size() <= 5);
    }
  }
  CHECK(matches > 50);
  CHECK(without["packages"] != with["packages"]);
}

TEST_CASE("program: report --offer: the page, its tables as files, and the same bytes twice") {
  const Folder folder;
  const std::string line =
      asking(made("offer.csv"), "--firms " + made("firms.csv") + " --html --out page.html");
  const auto first = run_program(line + " --tables t1", folder.path());
  REQUIRE_MESSAGE(first.code == 0, first.err);
  const std::string page = run_shell("cat page.html", folder.path()).out;
  for (const char* part :
       {"id=\"packages\"", "id=\"prices\"", "id=\"firms\"", "id=\"inventors\"",
        "id=\"before-signing\"", "id=\"left-out\"", "id=\"levels\"", "独占许可",
        "exclusive licence", "公示", "虚构", "示意 illustrative", "U-M100", "未经回测"}) {
    CHECK_MESSAGE(page.find(part) != std::string::npos, part);
  }
  for (const char* table :
       {"packages", "rights", "prices", "matches", "inventors", "duties", "duty-groups", "left-out",
        "levels", "manifest", "package-worth-data"}) {
    CHECK_MESSAGE(fs::exists(folder.path() + "/t1/" + table + ".csv"), table);
  }
  CHECK(run_program(line, folder.path()).code == 0);
  CHECK(run_shell("cat page.html", folder.path()).out == page);
  CHECK(first_error(run_program(line + " --tables t1 --json", folder.path()))["code"] == "O-140");
  const auto text = run_program(asking(made("offer.csv"), "--lang en"));
  CHECK(text.code == 0);
  CHECK(text.out.find("== Before signing") != std::string::npos);
  CHECK(text.out.find("签约前") == std::string::npos);
}

TEST_CASE("program: report --offer: wrong input is told with its place and the nearest word") {
  const Folder folder;
  const auto error = [&](const std::string& list, const std::string& more = {}, int code = 2) {
    const std::string path = "'" + folder.write("list.csv", list) + "'";
    return first_error(run_program(asking(path, more + " --json"), folder.path()), code);
  };
  Json told = error("asset_id,holder\nU-P0001,state_university\n");
  CHECK(told["code"] == "O-141");
  CHECK(told["line"] == 2);
  CHECK(told["hint"].get<std::string>().find("U-P001") != std::string::npos);
  told = error("asset_id,holdr\nU-P001,state_university\n");
  CHECK(told["code"] == "M-151");
  CHECK(told["column"].get<int>() > 0);
  CHECK(told["hint"] == "did you mean 'holder'?");
  CHECK(error("asset_id,holder\nU-P001,state_university\nU-P002,company\n")["code"] == "O-106");
  CHECK(error("asset_id,holder\n")["code"] == "O-110");
  CHECK(error("asset_id,holder\nU-P001,state_university\nU-P002,stat\n", {}, 3)["code"] == "O-143");
  const std::string good = "asset_id,holder\nU-P001,state_university\n";
  CHECK(error(good, "--operations " + made("operations.csv"))["code"] == "O-142");
  CHECK(error(good, "--firms missing.csv", 4)["file"] == "missing.csv");
  CHECK(error(good, "--levels bas", 4)["hint"].get<std::string>().find("base") !=
        std::string::npos);
  CHECK(error(good, "--law cm", 4)["hint"].get<std::string>().find("cn") != std::string::npos);
  CHECK(error(good, "--by klass")["code"] == "U-101");
  CHECK(error(good, "--out x.html")["code"] == "U-106");
  CHECK(error(good, "--max-bad-sheet 0.05")["code"] == "U-105");
  const std::string levels = folder.write("bad.yaml", "schema: offer/1\nid: x\n");
  CHECK(error(good, "--levels '" + levels + "'")["code"] == "Y-202");
  CHECK(first_error(run_program("report --offer none.csv --json"))["code"] == "U-101");  // no date
  CHECK(first_error(run_program(asking("none.csv", "--json")), 4)["file"] == "none.csv");
}

TEST_CASE(
    "program: report --offer: check knows its documents, help has its example, formulas run") {
  const auto checked = run_program("check " + source_root() + "/policies/offer " + source_root() +
                                   "/policies/transfer");
  CHECK_MESSAGE(checked.code == 0, checked.out, checked.err);
  const auto help = run_program("help report");
  CHECK(help.out.find("report --offer offer.csv --firms") != std::string::npos);
  const auto own = run_program("report --offer x --help");
  CHECK(own.code == 0);
  CHECK(own.out.find("--firms") != std::string::npos);
  for (const char* name : {"package_worth", "deal_price", "class_nearness", "match_score",
                           "inventors_part", "package_share"}) {
    CHECK(run_program("formula " + std::string(name)).code == 0);
  }
  const Json score = data_of("formula match_score weights=0.6,0.15,0.25 values_frac=0.5,1,-1");
  CHECK(score.dump().find("0.6") != std::string::npos);
}
