// backtest through the built program: scores by hand, what is refused; the ledger that value keeps.
#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "tests/support/places.hpp"

using namespace pledgelab::test;
using nlohmann::json;

namespace {

// Three sales at their forecast medians, s = 1; a fourth forecast is open, a fourth sale unmatched.
const std::string kForecasts =
    "asset_id,kind,date,purpose,probability_zero_frac,median_yuan,ln_sd\n"
    "A1,invention,2024-01-01,sale,0,100,1\n"
    "A2,invention,2024-01-01,sale,0,200,1\n"
    "A3,trademark,2024-01-01,sale,0,400,1\n"
    "A4,trademark,2024-01-01,sale,0,400,1\n";
const std::string kOutcomes =
    "asset_id,date,what,amount_yuan,valuer_id\n"
    "A1,2024-04-10,sale,100,\n"
    "A2,2024-04-10,sale,200,\n"
    "A3,2024-04-10,sale,400,\n"
    "A9,2024-04-10,sale,400,\n"
    "A1,2024-03-01,reappraisal,400,V-1\n"
    "A2,2024-03-01,reappraisal,3200,V-1\n";

Ran backtest(const Folder& folder, const std::string& forecasts, const std::string& outcomes,
             const std::string& more = {}) {
  return run_program("backtest --forecasts " + folder.write("f.csv", forecasts) + " --outcomes " +
                     folder.write("o.csv", outcomes) + " " + more);
}

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream in(line);
  for (std::string cell; std::getline(in, cell, ',');) cells.push_back(cell);
  return cells;
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("program: backtest, scores, coverage and scorecard by hand") {
  const Folder folder;
  const auto ran = backtest(folder, kForecasts, kOutcomes, "--json");
  REQUIRE_MESSAGE(ran.code == 0, ran.out, ran.err);
  const auto data = json::parse(ran.out)["data"];
  CHECK(data["currency"] == "CNY");
  CHECK(data["forecasts_count"] == 4);
  CHECK(data["outcomes_count"] == 6);
  CHECK(data["matched_count"] == 3);
  CHECK(data["open_count"] == 1);
  CHECK(data["unmatched"].size() == 3);
  CHECK(data["unmatched"][0]["why"] == "other_purpose");
  CHECK(data["unmatched"][2]["asset_id"] == "A9");
  CHECK(data["unmatched"][2]["why"] == "no_forecast");
  // 0.267405 of the median, over 100, 200, 400: 62.3945; climatology 150 (models/backtest tests).
  const auto& all = data["groups"][0];
  CHECK(all["by"] == "all");
  CHECK(all["count"] == 3);
  CHECK(all["mean_days"] == 100);
  CHECK(all["mean_crps_yuan"] == doctest::Approx(62.3945).epsilon(1e-5));
  CHECK(all["skill_frac"] == doctest::Approx(1 - 62.3945 / 150).epsilon(1e-5));
  CHECK(all["mean_error_ln"].get<double>() == doctest::Approx(0).epsilon(1e-9));
  CHECK(all["coverage"]["inside_count"] == 3);
  CHECK(all["coverage"]["low_frac"] == doctest::Approx(3 / 6.841459).epsilon(1e-6));
  CHECK(data["pairs"][1]["pit_frac"] == doctest::Approx(0.5));
  CHECK(data["pairs"][1]["amount_fen"] == 20'000);
  CHECK(data["uniformity"].is_null());
  CHECK(data["findings"].empty());
  // 400 ÷ 100 and 3,200 ÷ 200: ln 4 and ln 16, mean 3 ln 2.
  const auto& valuers = data["valuers"];
  CHECK(valuers["scored"] == true);
  CHECK(valuers["tested_count"] == 2);
  CHECK(valuers["unappraised_count"] == 2);
  CHECK(valuers["cards"][0]["valuer_id"] == "V-1");
  CHECK(valuers["cards"][0]["bias_ln"] == doctest::Approx(3 * std::log(2)));
  CHECK(valuers["mean_days"] == 40);
}

TEST_CASE("program: backtest tells it in both languages") {
  const Folder folder;
  const auto ran = backtest(folder, kForecasts, kOutcomes);
  REQUIRE(ran.code == 0);
  for (const char* part :
       {"对上 matched 3", "预测得分", "scores of the forecasts", "PIT 直方图", "少于 10 对",
        "评估机构记分卡", "valuers: ln(appraised / later sold for)", "预测用途不同",
        "no forecast of this right", "没有发现与预测不符之处"}) {
    CHECK_MESSAGE(holds(ran.out, part), part);
  }
  CHECK(holds(run_program("help").out, "backtest"));
}

TEST_CASE("program: backtest, outcomes that speak against the forecasts end with 1") {
  const Folder folder;
  std::string forecasts = "asset_id,date,purpose,median_yuan,ln_sd\n";
  std::string outcomes = "asset_id,date,what,amount_yuan\n";
  for (int i = 0; i < 20; ++i) {
    const std::string asset = "A" + std::to_string(i);
    forecasts += asset + ",2024-01-01,sale,1000,0.5\n";
    outcomes += asset + ",2024-06-01,sale," + (i % 2 == 0 ? "100" : "10000") + "\n";
  }
  const auto ran = backtest(folder, forecasts, outcomes, "--json");
  CHECK(ran.code == 1);
  const auto data = json::parse(ran.out)["data"];
  CHECK(data["findings"] == json({"too_narrow", "not_uniform"}));
  CHECK(data["groups"][0]["coverage"]["below_p10_count"] == 10);
  CHECK(data["pit_histogram"][0] == 10);
  CHECK(data["pit_histogram"][9] == 10);
  CHECK(data["valuers"]["scored"] == false);
  CHECK(holds(backtest(folder, forecasts, outcomes).out, "区间偏窄"));
}

TEST_CASE("program: backtest, nothing matched is not back-tested") {
  const Folder folder;
  const auto ran =
      backtest(folder, kForecasts, "asset_id,date,what,amount_yuan\nA1,2024-01-01,sale,100\n");
  CHECK(ran.code == 1);
  CHECK(holds(ran.out, "未经回测"));
  CHECK(holds(ran.out, "not back-tested"));
  CHECK(holds(ran.out, "no forecast before its day"));
}

TEST_CASE("program: backtest refuses wrong columns with place and nearest word") {
  const Folder folder;
  const auto typo = backtest(folder, "asset_id,date,purpse,median_yuan,ln_sd\nA,,,,\n", kOutcomes);
  CHECK(typo.code == 2);
  CHECK(holds(typo.err, "f.csv:1:15: the column 'purpse' is not known [B-161]"));
  CHECK(holds(typo.err, "did you mean 'purpose'?"));
  const auto other = backtest(folder, kForecasts,
                              "asset_id,date,what,amount_usd\nA1,2024-04-10,sale,1\n", "--json");
  CHECK(other.code == 2);
  const auto error = json::parse(other.out)["errors"][0];
  CHECK(error["code"] == "B-162");
  CHECK(error["line"] == 1);
  CHECK(error["column"] == 20);
  CHECK(holds(error["hint"], "amount_yuan"));
  CHECK(run_program("backtest --forecasts " + folder.path() + "/absent.csv --outcomes x").code ==
        4);
  CHECK(run_program("backtest --forecasts " + folder.path() + "/f.csv").code == 2);
  CHECK(holds(run_program("backtest --forcasts x --outcomes y").err, "--forecasts"));
}

TEST_CASE("program: backtest, a wrong row is borne only where that is asked") {
  const Folder folder;
  const std::string wrong = kOutcomes + "A4,2024-04-10,sael,400,\n";
  const auto refused = backtest(folder, kForecasts, wrong);
  CHECK(refused.code == 3);
  CHECK(holds(refused.err, "1 of 7 rows cannot be read [B-166]"));
  CHECK(holds(refused.err, "--max-bad 1"));
  CHECK(holds(refused.err, "o.csv:8:15: 'sael' is no what [B-163]"));
  CHECK(holds(refused.err, "did you mean 'sale'?"));
  CHECK(backtest(folder, kForecasts, wrong, "--max-bad 14%").code == 3);
  for (const char* limit : {"--max-bad 1", "--max-bad 15%"}) {
    const auto borne = backtest(folder, kForecasts, wrong, limit);
    CHECK(borne.code == 0);
    CHECK(holds(borne.err, "quarantined"));
    CHECK(holds(borne.err, "o.csv:8:15"));
  }
  const auto limit = backtest(folder, kForecasts, wrong, "--max-bad some");
  CHECK(limit.code == 2);
  CHECK(holds(limit.err, "U-105"));
}

TEST_CASE("program: value says not back-tested, keeps a ledger, and tests it once outcomes come") {
  const Folder folder;
  const std::string ledger = folder.path() + "/ledger.csv";
  const std::string value = "value --book sample --as-of 2026-09-30 ";
  const auto plain = run_program(value);
  REQUIRE(plain.code == 1);  // done; loans of the sample stand above their ceiling
  CHECK(holds(plain.out, "未经回测 not back-tested"));
  const auto kept = run_program(value + "--json --ledger " + ledger);
  REQUIRE_MESSAGE(kept.code == 1, kept.err);
  const auto data = json::parse(kept.out)["data"];
  CHECK(data["backtest"]["tested"] == false);
  CHECK(data["backtest"]["note"]["zh"] == "未经回测");
  const auto lines = lines_of(bytes_of(ledger));
  REQUIRE(lines.size() > 100);
  CHECK(lines[0] == "asset_id,kind,date,purpose,probability_zero_frac,median_yuan,ln_sd,method");
  // Named where the page shows one method alone with weight.
  std::size_t named = 0;
  for (const std::string& line : lines) named += holds(line, ",relief_from_royalty") ? 1U : 0U;
  CHECK(named > 10);
  CHECK(data["ledger"]["written_count"] == lines.size() - 1);
  CHECK(data["ledger"]["written_count"].get<std::size_t>() +
            data["ledger"]["refused_count"].get<std::size_t>() ==
        data["valuations"].size());

  // Sure nothing is written of those alone that are worth nothing on the page.
  std::size_t nothing = 0;
  for (const std::string& line : lines) nothing += holds(line, ",reappraisal,1,,") ? 1U : 0U;
  std::size_t worthless = 0;
  for (const auto& one : data["valuations"]) worthless += one["mean_yuan"] == 0 ? 1U : 0U;
  CHECK(nothing + data["ledger"]["refused_count"].get<std::size_t>() == worthless);

  // The same date again is refused and leaves the ledger as it was; a later one is appended.
  const std::string before = bytes_of(ledger);
  const auto again = run_program(value + "--ledger " + ledger);
  CHECK(again.code == 2);
  CHECK(holds(again.err, "B-167"));
  CHECK(holds(again.err, "made on 2026-09-30 already"));
  CHECK(bytes_of(ledger) == before);
  std::filesystem::resize_file(ledger, before.size() - 1);  // an editor took the last line's end
  CHECK(run_program("value --book sample --as-of 2026-10-31 --ledger " + ledger).code == 1);
  CHECK(bytes_of(ledger).compare(0, before.size(), before) == 0);
  CHECK(lines_of(bytes_of(ledger)).size() > lines.size() + 100);

  // An appraisal at the very median that was forecast lies in the middle of its distribution.
  std::string outcomes = "asset_id,date,what,amount_yuan,valuer_id\n";
  std::size_t picked = 0;
  for (std::size_t i = 1; i < lines.size() && picked < 3; ++i) {
    const auto cells = cells_of(lines[i]);
    REQUIRE(cells.size() >= 5);
    CHECK(cells[3] == "reappraisal");
    if (cells[4] == "1") continue;
    outcomes += cells[0] + ",2026-10-15,reappraisal," + cells[5] + ",V-1\n";
    ++picked;
  }
  const std::string came = folder.write("outcomes.csv", outcomes);
  const auto tested = run_program("value --book sample --as-of 2026-11-30 --json --ledger " +
                                  ledger + " --outcomes " + came);
  REQUIRE_MESSAGE(tested.code == 1, tested.err);
  const auto note = json::parse(tested.out)["data"]["backtest"];
  CHECK(note["tested"] == true);
  CHECK(note["scores"]["count"] == 3);
  CHECK(note["scores"]["coverage"]["inside_count"] == 3);
  CHECK(std::abs(note["scores"]["mean_error_ln"].get<double>()) < 1e-6);
  const auto ran = run_program("backtest --json --forecasts " + ledger + " --outcomes " + came);
  CHECK(json::parse(ran.out)["data"]["pairs"][0]["pit_frac"] == doctest::Approx(0.5));
  CHECK(json::parse(ran.out)["data"]["pairs"][0]["forecast_date"] == "2026-09-30");
  CHECK(holds(run_program("value --book sample --as-of 2026-12-31 --ledger " + ledger +
                          " --outcomes " + came)
                  .out,
              "已回测：3 项结果"));
}

TEST_CASE("program: every page with values says whether outcomes have tested them") {
  const Folder folder;
  const std::string ledger =
      folder.write("ledger.csv",
                   "asset_id,kind,date,purpose,probability_zero_frac,median_yuan,ln_sd\n"
                   "A1,invention,2024-01-01,reappraisal,0,100.00,0.500000\n"
                   "A2,invention,2024-01-01,reappraisal,0,100.00,0.500000\n");
  const std::string came = folder.write("outcomes.csv",
                                        "asset_id,date,what,amount_yuan,valuer_id\n"
                                        "A1,2025-01-01,reappraisal,100.00,V\n"
                                        "A2,2025-01-01,reappraisal,110.00,V\n");
  const std::string both = " --ledger " + ledger + " --outcomes " + came;
  const std::string data = source_root() + "/tests/data/";
  const std::string pages[] = {
      "explain --asset A00000001-1 --book sample --as-of 2026-09-30",
      "explain --loan L00000001 --book sample --as-of 2026-09-30",
      "explain --asset A00000001-1 --book sample --from 2026-06-30 --to 2026-09-30",
      "explain --book sample --from 2026-06-30 --to 2026-09-30",
      "report --offer " + data + "offer/offer.csv --book " + data +
          "offer/rights --as-of 2026-09-30",
      "report --gi " + data + "programme/programme.csv --members " + data +
          "programme/members.csv --book " + data + "programme/book --as-of 2026-09-30"};
  for (const std::string& page : pages) {
    CAPTURE(page);
    const auto untested = run_program(page);
    REQUIRE_MESSAGE(untested.code == 0, untested.err);
    CHECK(holds(untested.out, "未经回测"));
    const auto tested = run_program(page + both);
    REQUIRE_MESSAGE(tested.code == 0, tested.err);
    CHECK_FALSE(holds(tested.out, "未经回测"));
    CHECK(holds(tested.out, "已回测：2 项结果"));
    const auto told = run_program(page + both + " --json");
    CHECK(json::parse(told.out)["data"]["backtest"]["tested"] == true);
    const auto alone = run_program(page + " --ledger " + ledger);
    CHECK(alone.code == 2);
    CHECK(holds(alone.err, "U-106"));
    CHECK(run_program(page + " --outcomes " + came).code == 2);
  }
}

TEST_CASE("program: a ledger begun before methods were named goes on without them") {
  const Folder folder;
  const std::string old =
      "asset_id,kind,date,purpose,probability_zero_frac,median_yuan,ln_sd\n"
      "A1,invention,2024-01-01,reappraisal,0,100.00,0.500000\n";
  const std::string ledger = folder.write("old.csv", old);
  const auto kept = run_program("value --book sample --as-of 2026-09-30 --ledger " + ledger);
  REQUIRE_MESSAGE(kept.code == 1, kept.err);
  const std::string bytes = bytes_of(ledger);
  CHECK(bytes.compare(0, old.size(), old) == 0);
  CHECK_FALSE(holds(bytes, "relief_from_royalty"));
  for (const std::string& line : lines_of(bytes)) CHECK(line.find(",,,,") == std::string::npos);
}

namespace {

// Six forecasts by one method, ln-SD .5, whose outcomes lie e^±1 off; and one by another.
struct SpreadLedger {
  std::string forecasts = "asset_id,date,purpose,median_yuan,ln_sd,method\n";
  std::string outcomes = "asset_id,date,what,amount_yuan,valuer_id\n";
  SpreadLedger() {
    for (int i = 0; i < 6; ++i) {
      const std::string asset = "A" + std::to_string(i);
      forecasts += asset + ",2024-01-01,reappraisal,1000000,0.5,relief_from_royalty\n";
      outcomes +=
          asset + ",2024-06-01,reappraisal," + (i % 2 == 0 ? "2718281.83" : "367879.44") + ",V-1\n";
    }
    forecasts += "B,2024-01-01,reappraisal,1000000,2.1,survey_prior\n";
    outcomes += "B,2024-06-01,reappraisal,1,V-1\n";
  }
};

}  // namespace

TEST_CASE("program: backtest fits the methods' spreads and writes a scenario with them") {
  const Folder folder;
  const SpreadLedger ledger;
  const auto ran = backtest(folder, ledger.forecasts, ledger.outcomes, "--fit-spreads --json");
  REQUIRE_MESSAGE(ran.code <= 1, ran.err);
  const auto spreads = json::parse(ran.out)["data"]["spreads"];
  CHECK(spreads["scenario"] == "base");
  REQUIRE(spreads["methods"].size() == 2);
  const auto& relief = spreads["methods"][0];
  CHECK(relief["method"] == "relief_from_royalty");
  CHECK(relief["count"] == 6);
  // |e| = 1 throughout: c × .5 = 1/√(ln 2) = 1.2011224.
  const double c = 2 / std::sqrt(std::log(2.0));
  CHECK(relief["scale"].get<double>() == doctest::Approx(c).epsilon(1e-6));
  CHECK(relief["mean_crps_fitted"].get<double>() < relief["mean_crps_stated"].get<double>());
  CHECK(relief["weight_frac"].get<double>() == doctest::Approx(6.0 / 16));
  const double shrunk = std::sqrt((10 + 6 * c * c) / 16);
  CHECK(relief["shrunk_scale"].get<double>() == doctest::Approx(shrunk).epsilon(1e-6));
  CHECK(spreads["methods"][1]["fitted"] == false);
  REQUIRE(spreads["levels"].size() == 1);
  CHECK(spreads["levels"][0]["row"] == "mapped_revenue");
  CHECK(spreads["levels"][0]["level"] == .35);
  CHECK(spreads["levels"][0]["fitted"].get<double>() ==
        doctest::Approx(.35 * shrunk).epsilon(1e-6));
  // The scenario is one that the program takes, and it moves what stands on that level.
  const std::string yaml = spreads["scenario_yaml"];
  CHECK(holds(yaml, "baseline: base"));
  CHECK(holds(yaml, "relief_from_royalty 6 outcomes"));
  CHECK(holds(yaml, "survey_prior: 2.100000"));
  const std::string file = folder.write("fitted.yaml", yaml);
  const auto checked = run_program("check " + file);
  CHECK_MESSAGE(checked.code == 0, checked.out, checked.err);
  const std::string value = "value --book sample --as-of 2026-09-30 --json -s ";
  const auto base = json::parse(run_program(value + "base").out)["data"]["valuations"];
  const auto wide = json::parse(run_program(value + file).out)["data"]["valuations"];
  std::size_t wider = 0;
  for (std::size_t i = 0; i < base.size(); ++i) {
    wider += wide[i]["ln_sd"].get<double>() > base[i]["ln_sd"].get<double>() + .1 ? 1U : 0U;
  }
  CHECK(wider > 10);
  const auto text = backtest(folder, ledger.forecasts, ledger.outcomes, "--fit-spreads").out;
  for (const char* part : {"各方法的离散度", "spreads of methods", "mapped_revenue", "可信度",
                           "schema: scenario/1", "计作 10 项结果"}) {
    CHECK_MESSAGE(holds(text, part), part);
  }
  CHECK_FALSE(holds(backtest(folder, ledger.forecasts, ledger.outcomes).out, "各方法的离散度"));
}

TEST_CASE(
    "program: backtest refuses to fit spreads without methods, from few, or as they are asked") {
  const Folder folder;
  const SpreadLedger ledger;
  const auto nameless = backtest(folder, kForecasts, kOutcomes, "--fit-spreads");
  CHECK(nameless.code == 2);
  CHECK(holds(nameless.err, "f.csv: no forecast names the method that made it [B-168]"));
  CHECK(holds(nameless.err, "add the column method"));
  std::string four = "asset_id,date,what,amount_yuan,valuer_id\n";
  for (int i = 0; i < 4; ++i) four += "A" + std::to_string(i) + ",2024-06-01,reappraisal,5,V-1\n";
  const auto few = backtest(folder, ledger.forecasts, four, "--fit-spreads");
  CHECK(few.code == 2);
  CHECK(holds(few.err, "relief_from_royalty 4, survey_prior 0 [B-169]"));
  const auto typo = backtest(folder, ledger.forecasts, ledger.outcomes, "--fit-spread");
  CHECK(typo.code == 2);
  const auto alone = backtest(folder, ledger.forecasts, ledger.outcomes, "-s base");
  CHECK(alone.code == 2);
  CHECK(holds(alone.err, "--scenario goes with --fit-spreads"));
  const auto unknown = backtest(folder, ledger.forecasts, ledger.outcomes, "--fit-spreads -s bsae");
  CHECK(unknown.code != 0);
  CHECK(holds(unknown.err, "base"));
  std::string wrong = ledger.forecasts;
  wrong.replace(wrong.find("relief_from_royalty"), 19, "relief_of_royalty");
  const auto method = backtest(folder, wrong, ledger.outcomes, "--fit-spreads");
  CHECK(method.code == 3);
  CHECK(holds(method.err, "did you mean 'relief_from_royalty'?"));
}

TEST_CASE("program: value refuses a ledger that is none, and outcomes without a ledger") {
  const Folder folder;
  const std::string value = "value --book sample --as-of 2026-09-30 ";
  const std::string other = folder.write("other.csv", "asset_id,median_yuan\nA,1\n");
  const auto refused = run_program(value + "--ledger " + other);
  CHECK(refused.code == 2);
  CHECK(holds(refused.err, "B-167"));
  CHECK(holds(refused.err, "other.csv:1: the ledger's columns"));
  CHECK(bytes_of(other) == "asset_id,median_yuan\nA,1\n");
  const std::string broken = folder.write(
      "broken.csv",
      "asset_id,kind,date,purpose,probability_zero_frac,median_yuan,ln_sd\nA,,x,sale,0,1,1\n");
  const auto unread = run_program(value + "--ledger " + broken);
  CHECK(unread.code == 2);
  CHECK(holds(unread.err, "broken.csv:2:4: 'x' is no date"));
  const auto alone = run_program(value + "--outcomes " + other);
  CHECK(alone.code == 2);
  CHECK(holds(alone.err, "U-106"));
  CHECK(run_program(value + "--ledger " + folder.path() + "/no/such/folder.csv").code == 2);
}

TEST_CASE("program: every page with a value says that it is not back-tested") {
  const auto listed = run_program("value --book sample --as-of 2026-09-30 --json");
  const std::string asset = json::parse(listed.out)["data"]["valuations"][0]["asset_id"];
  const std::string explain = "explain --book sample --as-of 2026-09-30 --asset " + asset;
  CHECK(holds(run_program(explain).out, "未经回测 not back-tested"));
  const auto told = json::parse(run_program(explain + " --json").out)["data"];
  CHECK(told["backtest"]["tested"] == false);
}

TEST_CASE("program: the formulas of the back-test run alone") {
  CHECK(holds(run_program("formula coverage_interval hits=81 trials=263 level_frac=0.95").out,
              "0.255"));
  for (const char* name : {"crps_lognormal", "pit", "coverage_interval", "valuer_credibility",
                           "spread_scale", "shrunk_scale"}) {
    CHECK_MESSAGE(run_program(std::string("formula ") + name).code == 0, name);
  }
  const auto bad = run_program(
      "formula pit zero_frac=0.2 median_yuan=100 ln_sd=0 outcome_yuan=1 "
      "draw=0.5");
  CHECK(bad.code == 2);
  CHECK(holds(bad.err, "B-151"));
}
