// value and explain with evidence from outside the book, through the built program.
#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "tests/support/places.hpp"

using namespace pledgelab::test;
using nlohmann::json;

namespace {

const std::string kHeader =
    "asset_id,kind,date,basis,value_yuan,valuer_id,annual_fee_yuan,until,licence_form\n";
const std::string kAsk = " --book sample --as-of 2026-09-30";

json data_of(const Ran& ran) {
  CAPTURE(ran.err);
  REQUIRE(ran.code <= 1);  // 1: a loan above its ceiling
  return json::parse(ran.out)["data"];
}

json valuation_of(const json& data, const std::string& id) {
  for (const json& one : data["valuations"]) {
    if (one["asset_id"] == id) return one;
  }
  FAIL(id);
  return {};
}

}  // namespace

TEST_CASE("program: an own price moves its right's worth and grade, and no other's") {
  const Folder folder;
  const std::string file = folder.write(
      "e.csv", kHeader + "A00000001-1,own_transaction,2026-09-30,arms_length,3000000,,,,\n" +
                   "A00000002-1,own_transaction,2026-01-31,forced_sale,1000,,,,\n");
  const json before = data_of(run_program("value" + kAsk + " --json"));
  const json after = data_of(run_program("value" + kAsk + " --evidence " + file + " --json"));
  const json alone = valuation_of(before, "A00000001-1");
  const json priced = valuation_of(after, "A00000001-1");
  // One income model of spread s beside a price of .3, independent: 1/.09 against 1/s².
  REQUIRE(alone["methods"].size() == 1);
  const double s = alone["methods"][0]["ln_sd"];
  const double income = alone["methods"][0]["value_yuan"];
  const double w = (1 / .09) / (1 / .09 + 1 / (s * s));
  const double centre = w * std::log(3e6) + (1 - w) * (std::log(income) - s * s / 2);
  REQUIRE(alone["mean_yuan"].get<double>() == doctest::Approx(income));  // its status is settled
  const double mean = std::exp(centre + .5 / (1 / .09 + 1 / (s * s)));
  CHECK(priced["mean_yuan"].get<double>() == doctest::Approx(mean).epsilon(1e-9));
  CHECK(alone["evidence_grade"] == "E4");
  CHECK(priced["evidence_grade"] == "E1");
  CHECK_FALSE(alone["defaults"].empty());
  CHECK(priced["methods"][1]["weight_frac"].get<double>() == doctest::Approx(w));
  CHECK(priced["methods"][1]["source"].get<std::string>().find("line 2") != std::string::npos);
  const json forced = valuation_of(after, "A00000002-1");
  CHECK(forced["mean_yuan"] == valuation_of(before, "A00000002-1")["mean_yuan"]);
  CHECK(forced["methods"].back()["weight_frac"] == 0);
  CHECK(forced["methods"].back()["beside"].get<std::string>().find("forced sale") !=
        std::string::npos);
  for (const json& one : before["valuations"]) {
    const std::string id = one["asset_id"];
    if (id == "A00000001-1") continue;
    CHECK(valuation_of(after, id)["mean_yuan"] == one["mean_yuan"]);
  }
  const auto told = run_program("value" + kAsk + " --evidence " + file);
  CHECK(told.out.find("证据等级 evidence grades (F162): E1 1") != std::string::npos);
  CHECK(told.out.find("1 条有权重 with weight, 0 ") != std::string::npos);
  const auto right = run_program("explain --asset A00000001-1" + kAsk + " --evidence " + file);
  CHECK(right.code == 0);
  CHECK(right.out.find("证据等级 evidence grade E1") != std::string::npos);
  CHECK(right.out.find("own_transaction") != std::string::npos);
}

TEST_CASE("program: valuers whom own prices tested have a record") {
  const Folder folder;
  std::string rows = kHeader;
  const char* appraised[] = {"1200000", "1500000", "1000000"};
  for (int i = 0; i < 3; ++i) {
    const std::string id = "A0000000" + std::to_string(i + 3) + "-1";
    rows += id + ",outside_appraisal,2024-01-01,use_value," + appraised[i] + ",V1,,,\n";
    rows += id + ",own_transaction,2024-07-01,arms_length,1000000,,,,\n";
  }
  const std::string file = folder.write("e.csv", rows);
  const json data = data_of(run_program("value" + kAsk + " --evidence " + file + " --json"));
  REQUIRE(data["valuers"].size() == 1);
  CHECK(data["valuers"][0]["valuer_id"] == "V1");
  CHECK(data["valuers"][0]["count"] == 3);
  // One valuer alone is the collective: the mean of ln 1.2, ln 1.5 and 0.
  CHECK(data["valuers"][0]["bias_ln"].get<double>() ==
        doctest::Approx((std::log(1.2) + std::log(1.5)) / 3).epsilon(1e-9));
}

TEST_CASE("program: excess earnings and a patent's index are pooled, told and graded") {
  const Folder folder;
  const json before = data_of(run_program("value" + kAsk + " --json"));
  std::string unsold;
  std::string mark;
  for (const json& one : before["valuations"]) {
    if (one["methods"].empty()) continue;
    if (one["methods"][0]["method"] == "survey_prior") unsold = one["asset_id"];
    if (one["kind"] == "trademark") mark = one["asset_id"];
  }
  REQUIRE_FALSE(unsold.empty());
  REQUIRE_FALSE(mark.empty());
  const std::string header =
      "asset_id,kind,date,basis,revenue_yuan,ebit_margin,contributory_charge_yuan,revenue_growth,"
      "percentile\n";
  const auto value = [&](const std::string& rows) {
    return run_program("value" + kAsk + " --json --evidence " +
                       folder.write("e.csv", header + rows));
  };
  const auto earned =
      data_of(value("A00000001-1,excess_earnings,2026-09-30,use_value,1000000,20%,50000,5%,\n"));
  const json excess = valuation_of(earned, "A00000001-1")["methods"][1];
  CHECK(excess["method"] == "excess_earnings");
  CHECK(excess["formula"] == "F185");
  CHECK(excess["value_yuan"].get<double>() > 0);
  CHECK(excess["ln_sd"].get<double>() == doctest::Approx(.5));
  const auto index = [&](const std::string& percentile) {
    return valuation_of(
        data_of(value(unsold + ",index_on_prior,2026-09-30,use_value,,,,," + percentile + "\n")),
        unsold);
  };
  const json middle = index("0.5");
  CHECK(middle["methods"][0]["weight_frac"] == 0);
  CHECK(middle["methods"][1]["weight_frac"] == 1);
  CHECK(middle["evidence_grade"] == "E5");
  // b = 2.07 √(.03/.97) a SD; 97.5 % lies 1.959964 above.
  CHECK(std::log(index("0.975")["mean_yuan"].get<double>() / middle["mean_yuan"].get<double>()) ==
        doctest::Approx(1.959964 * 2.07 * std::sqrt(.03 / .97)).epsilon(1e-6));
  const auto wrong = value(mark + ",index_on_prior,2026-09-30,use_value,,,,,0.9\n");
  CHECK(wrong.code == 2);
  CHECK(wrong.out.find("EV-116") != std::string::npos);
  CHECK(value(unsold + ",index_on_prior,2026-09-30,use_value,,,,,95\n").out.find("EV-115") !=
        std::string::npos);
}

TEST_CASE("program: wrong evidence is refused with file, line and the nearest word") {
  const Folder folder;
  const auto refused = [&](const std::string& text) {
    const auto ran = run_program("value" + kAsk + " --evidence " + folder.write("e.csv", text));
    CHECK_MESSAGE(ran.code == 2, text);
    return ran.err;
  };
  const auto has = [](const std::string& text, const char* part) {
    return text.find(part) != std::string::npos;
  };
  std::string said =
      refused(kHeader + "A00000001-2,own_transaction,2025-05-01,arms_length,1,,,,\n");
  CHECK(has(said, "EV-101"));
  CHECK(has(said, "e.csv:2:1"));
  CHECK(has(said, "A00000001-1"));
  CHECK(has(refused(kHeader + "A00000001-1,own_transaction,2026-10-01,arms_length,1,,,,\n"),
            "EV-102"));
  CHECK(has(refused(kHeader + "A00000001-1,own_transaction,2025-05-01,arms_length,-1,,,,\n"),
            "M-155"));
  CHECK(has(refused(kHeader + "A00000001-1,own_transaction,2025-05-01,arms_length,nan,,,,\n"),
            "M-155"));
  said = refused("asset_id,kind,date,basis,value\nA00000001-1,own_transaction,2025-05-01,x,1\n");
  CHECK(has(said, "M-152"));
  CHECK(has(said, "value_yuan"));
  said = refused("asset_id,kind,dat,basis,value_yuan\n");
  CHECK(has(said, "did you mean 'date'?"));
  CHECK(has(refused(kHeader), "EV-106"));
  const auto absent = run_program("value" + kAsk + " --evidence " + folder.path() + "/absent.csv");
  CHECK(absent.code == 4);
  CHECK(has(absent.err, "absent.csv"));
  const std::vector<std::string> others = {"explain --loan L00000001" + kAsk,
                                           "explain --loss X --losses x.csv -p zhongshan"};
  for (const std::string& line : others) {
    const auto ran = run_program(line + " --evidence e.csv");
    CHECK(ran.code == 2);
    CHECK(has(ran.err, "--evidence goes with --asset"));
  }
  const auto change = run_program(
      "explain --asset A00000001-1 --book sample --from 2025-09-30 --to 2026-09-30 --evidence "
      "e.csv");
  CHECK(change.code == 2);
  CHECK(has(change.err, "--evidence does not go with --from"));
}

TEST_CASE("program: priced transfers come with their register, and few of them are refused") {
  const std::string folder = source_root() + "/tests/data/market/";
  const std::string transfers = " --transfers " + folder + "operations.csv";
  const auto alone = run_program("value" + kAsk + transfers);
  CHECK(alone.code == 2);
  CHECK(alone.err.find("--transfers needs --patents") != std::string::npos);
  const auto register_alone = run_program("value" + kAsk + " --patents " + folder + "patents.csv");
  CHECK(register_alone.code == 2);
  CHECK(register_alone.err.find("--patents goes with --transfers") != std::string::npos);
  const json data = data_of(
      run_program("value" + kAsk + transfers + " --patents " + folder + "patents.csv --json"));
  const json before = data_of(run_program("value" + kAsk + " --json"));
  // Four inventions of the made market have a price: never five effective ones.
  bool told = false;
  for (const json& one : data["valuations"]) {
    for (const json& method : one["methods"]) {
      if (method["method"] != "comparables") continue;
      told = true;
      CHECK(method["weight_frac"] == 0);
      CHECK_FALSE(method["beside"].get<std::string>().empty());
    }
    CHECK(one["mean_yuan"] == valuation_of(before, one["asset_id"])["mean_yuan"]);
  }
  CHECK(told);
}
