// The real vintage SBA FY2004 through the built program: simulated beside realised, to the cent;
// the answer stays out of the simulation.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <random>
#include <sstream>

#include <nlohmann/json.hpp>

#include "tests/support/places.hpp"

using namespace pledgelab::test;
using nlohmann::json;

namespace {

std::string sba(const std::string& name) { return source_root() + "/tests/data/sba/" + name; }

// From the first day of FY2004; 180 months, so that the loan lent last (2008-08) reaches the end of
// the fitted curve, 120 months of age.
std::string command(const std::string& verb, const std::string& book, int paths) {
  return verb + " --book " + book + " --map " + sba("map-us-sba-7a.yaml") +
         " -s us-sba-7a --as-of 2003-10-01 --months 180 --no-tape --json --paths " +
         std::to_string(paths) + " ";
}

std::string text_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<std::vector<std::string>> rows_of(const std::string& path) {
  std::vector<std::vector<std::string>> rows;
  std::istringstream lines(text_of(path));
  for (std::string line; std::getline(lines, line);) {
    rows.emplace_back();
    std::size_t from = 0;
    for (std::size_t comma = 0; comma != std::string::npos; from = comma + 1) {
      comma = line.find(',', from);
      rows.back().push_back(line.substr(from, comma - from));
      if (comma == std::string::npos) break;
    }
  }
  return rows;
}

std::string tape_of(const std::string& book, const std::string& folder) {
  const auto drawn = run_program(command("simulate", book, 20) + "--project " + folder);
  REQUIRE_MESSAGE(drawn.code == 0, drawn.err);
  return json::parse(drawn.out)["data"]["tape"]["sha256"];
}

}  // namespace

TEST_CASE(
    "program: SBA FY2004, realised to the cent beside simulated, with the largest lender and "
    "without") {
  const Folder folder;
  const std::string text = text_of(sba("outcomes-fy2004.csv"));
  const std::string outcomes = folder.write("outcomes.csv", text);
  const auto ran = run_program(command("run", sba("sba_loans_block.csv"), 150) +
                               "-p sba-7a --outcomes " + outcomes + " --project " + folder.path());
  REQUIRE_MESSAGE(ran.code == 0, ran.err);
  const auto data = json::parse(ran.out)["data"];
  const auto& comparison = data["comparison"];
  CHECK(comparison["largest_lender"] == "B0c6d4f6a");
  CHECK(comparison["undated_defaults"] == 0);
  CHECK(comparison["late_defaults"] == 0);
  REQUIRE(comparison["variants"].size() == 2);
  const auto& whole = comparison["variants"][0]["lines"];
  REQUIRE(whole.size() == 4);
  CHECK(whole[0]["realised"] == 1262);
  CHECK(whole[1]["realised_fen"] == 4'176'916'600);
  CHECK(whole[2]["measure"].get<std::string>().find("treasury") != std::string::npos);
  CHECK(whole[2]["realised_fen"] == 2'146'965'690);
  CHECK(whole[3]["realised_fen"] == 2'029'950'910);
  CHECK(whole[1]["mean_yuan"] == doctest::Approx(data["loss"]["expected_loss"]["mean_yuan"]));
  CHECK(whole[2]["mean_yuan"] == doctest::Approx(data["parties"][0]["net"]["mean_yuan"]));
  // Without the largest lender: 752 of its 2,783 loans were charged off.
  const auto& rest = comparison["variants"][1]["lines"];
  CHECK(rest[0]["realised"] == 1262 - 752);
  CHECK(rest[0]["mean"] < whole[0]["mean"]);
  CHECK(rest[2]["realised_fen"].get<std::int64_t>() + rest[3]["realised_fen"].get<std::int64_t>() ==
        rest[1]["realised_fen"].get<std::int64_t>());
  const auto& groups = comparison["groups"];
  REQUIRE(groups.size() == 3);
  CHECK(groups[1]["loans"] == 2783);
  CHECK(groups[2]["loans"] == 5547 - 2783);
  for (const char* key : {"realised_count", "simulated_count", "realised_loss_yuan",
                          "simulated_loss_yuan", "simulated_defaulted_yuan"}) {
    CHECK(groups[1][key].get<double>() + groups[2][key].get<double>() ==
          doctest::Approx(groups[0][key].get<double>()));
  }
  const double miss = groups[0]["realised_loss_yuan"].get<double>() -
                      groups[0]["simulated_loss_yuan"].get<double>();
  CHECK(groups[0]["miss_from_count_yuan"].get<double>() +
            groups[0]["miss_from_size_yuan"].get<double>() +
            groups[0]["miss_from_severity_yuan"].get<double>() ==
        doctest::Approx(miss));
  double simulated = 0;
  int realised = 0;
  for (const auto& year : comparison["years"]) {
    simulated += year["simulated"].get<double>();
    realised += year["realised"].get<int>();
  }
  CHECK(comparison["years"].size() == 15);
  CHECK(realised == 1262);
  CHECK(simulated == doctest::Approx(whole[0]["mean"].get<double>()));

  const std::string run = data["folder"];
  const std::string manifest = text_of(run + "/manifest.json");
  CHECK(manifest.find("--outcomes") != std::string::npos);
  CHECK(manifest.find("\"what\": \"outcomes\"") != std::string::npos);
  const std::string table = text_of(run + "/tables/simulated-realised.csv");
  CHECK(table.find("41769166") != std::string::npos);
  CHECK(table.find("21469656.9") != std::string::npos);
  CHECK(table.find("20299509.1") != std::string::npos);
  CHECK(text_of(run + "/report.html").find("id=\"comparison\"") != std::string::npos);
  // The report is made again from its recipe, and refused once an outcome has changed.
  CHECK(run_program("report " + run + " --project " + folder.path()).code == 0);
  const std::string kept = "1008145008,false,,0";
  REQUIRE(text.find(kept) != std::string::npos);
  std::string changed = text;
  changed.replace(text.find(kept), kept.size(), "1008145008,true,,9");
  REQUIRE(folder.write("outcomes.csv", changed) == outcomes);
  const auto again = run_program("report " + run + " --project " + folder.path());
  CHECK(again.code == 2);
  CHECK(again.err.find("RUN-105") != std::string::npos);
}

TEST_CASE(
    "program: SBA, the answer stays out: shuffled outcomes and recorded terms draw the same "
    "losses") {
  const Folder folder;
  const auto rows = rows_of(sba("sba_loans_block.csv"));
  const std::string before = tape_of(sba("sba_loans_block.csv"), folder.path());
  std::mt19937 draw(7);
  auto shuffled = rows;
  for (const char* name : {"status", "chargeoff_date", "chargeoff_usd", "term_months_recorded"}) {
    const auto at =
        static_cast<std::size_t>(std::find(rows[0].begin(), rows[0].end(), name) - rows[0].begin());
    REQUIRE(at < rows[0].size());
    for (std::size_t i = rows.size() - 1; i > 1; --i) {
      std::swap(shuffled[i][at], shuffled[1 + draw() % i][at]);
    }
  }
  std::string text;
  std::size_t moved = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    moved += shuffled[i] != rows[i] ? 1 : 0;
    for (std::size_t k = 0; k < rows[i].size(); ++k) text += (k == 0 ? "" : ",") + shuffled[i][k];
    text += "\n";
  }
  CHECK(moved > rows.size() / 2);
  CHECK(tape_of(folder.write("shuffled.csv", text), folder.path()) == before);

  // What may move them does: one amount.
  auto other = rows;
  const auto amount = static_cast<std::size_t>(
      std::find(rows[0].begin(), rows[0].end(), "approved_usd") - rows[0].begin());
  text.clear();
  for (std::size_t i = 0; i < other.size(); ++i) {
    if (i > 0) other[i][amount] += "0";
    for (std::size_t k = 0; k < other[i].size(); ++k) text += (k == 0 ? "" : ",") + other[i][k];
    text += "\n";
  }
  CHECK(tape_of(folder.write("other.csv", text), folder.path()) != before);
}

TEST_CASE("program: outcomes that are wrong are refused with their place, and nothing is left") {
  const Folder folder;
  const std::string outcomes =
      folder.write("outcomes.csv", "loan_id,defaulted,loss_yuan\n1008145008,false,0\n");
  const auto ran = run_program(command("run", sba("sba_loans_block.csv"), 20) +
                               "-p sba-7a --outcomes " + outcomes + " --project " + folder.path());
  CHECK(ran.code == 2);
  CHECK((ran.out + ran.err).find("outcomes.csv") != std::string::npos);
  CHECK((ran.out + ran.err).find("B-602") != std::string::npos);
  CHECK((ran.out + ran.err).find("loss_usd") != std::string::npos);
  std::ifstream runs(folder.path() + "/runs");
  CHECK_FALSE(runs.good());
}

TEST_CASE(
    "program: what comes back lowers each party's simulated part: the parts sum to the loss") {
  const Folder folder;
  const std::string run = "run --book sample -p zhongshan-fund --as-of 2026-09-30 --paths 60 ";
  const auto first = run_program(run + "--json --project " + folder.path());
  REQUIRE(first.code == 0);
  std::ifstream loans(nlohmann::json::parse(first.out)["data"]["folder"].get<std::string>() +
                      "/loans.csv");
  std::string outcomes = "loan_id,defaulted,loss_yuan\n";
  std::string line;
  std::getline(loans, line);
  while (std::getline(loans, line)) outcomes += line.substr(0, line.find(',')) + ",false,0\n";
  const auto ran = run_program(run + "--json --outcomes " + folder.write("o.csv", outcomes) +
                               " --project " + folder.path());
  REQUIRE(ran.code == 0);
  const auto data = nlohmann::json::parse(ran.out)["data"];
  const auto& lines = data["comparison"]["variants"][0]["lines"];
  REQUIRE(lines.size() == 6);  // defaults, loss, four parties
  const double loss = lines[1]["mean_yuan"];
  double parts = 0;
  for (std::size_t i = 2; i < lines.size(); ++i) parts += lines[i]["mean_yuan"].get<double>();
  CHECK(loss > 0);
  CHECK(parts == doctest::Approx(loss).epsilon(1e-9));
  for (const auto& party : data["parties"]) CHECK(party["recovery"]["mean_yuan"] > 0);
}

TEST_CASE("program: SBA FY2004 eleven years on: a term that was drawn is no default") {
  const Folder folder;
  const auto ran = run_program("run --book " + sba("sba_loans_block.csv") + " --map " +
                               sba("map-us-sba-7a.yaml") +
                               " -s us-sba-7a --as-of 2014-10-01 --months 12 --no-tape --json "
                               "--paths 50 -p sba-7a --project " +
                               folder.path());
  REQUIRE_MESSAGE(ran.code == 0, ran.err);
  const auto count = json::parse(ran.out)["data"]["loss"]["default_count"];
  CHECK(count["mean"] > 0);
  CHECK(count["mean"] < 60);  // 3,850 while each term that had run out was a default
}
