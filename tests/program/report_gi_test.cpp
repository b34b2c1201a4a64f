// report --gi through the built program: the made programme's figures by hand, what is missing,
// files, and wrong input.
#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <nlohmann/json.hpp>

#include "tests/support/places.hpp"

using namespace pledgelab::test;

namespace {

using Json = nlohmann::json;
namespace fs = std::filesystem;

std::string made(const std::string& file) {
  return "'" + source_root() + "/tests/data/programme/" + file + "'";
}

std::string asking(const std::string& more = {}) {
  return "report --gi " + made("programme.csv") + " --members " + made("members.csv") + " --book " +
         made("book") + " --as-of 2026-09-30 " + more;
}

Json data_of(const std::string& line) {
  const auto ran = run_program(line + " --json");
  REQUIRE_MESSAGE(ran.code == 0, ran.out, ran.err);
  return Json::parse(ran.out)["data"];
}

Json first_error(const Ran& ran, int code = 2) {
  CHECK_MESSAGE(ran.code == code, ran.out, ran.err);
  const auto answer = Json::parse(ran.out, nullptr, false);
  REQUIRE_MESSAGE(answer.is_object(), ran.out, ran.err);
  REQUIRE_FALSE(answer["errors"].empty());
  return answer["errors"][0];
}

Json year_of(const Json& data, const std::string& gi, int year) {
  for (const auto& one : data["years"]) {
    if (one["gi_id"] == gi && one["year"] == year) return one;
  }
  FAIL("no year " << year << " of " << gi);
  return {};
}

bool near(const Json& found, double expected) {
  return found.is_number() && std::abs(found.get<double>() - expected) <= 1e-9 * std::abs(expected);
}

std::string missing_of(const Json& year, const std::string& figure) {
  for (const auto& one : year["missing"]) {
    if (one["figure"] == figure) return one["wants"];
  }
  return {};
}

}  // namespace

TEST_CASE("program: report --gi: brand value, premium and changes by hand") {
  const Json data = data_of(asking());
  CHECK(data["years"].size() == 11);
  CHECK(data["synthetic"] == true);
  const Json tea = year_of(data, "GI-TEA", 2022);
  // Revenue: mean of 900,000 × 220, 920,000 × 228 and 950,000 × 235, each × .65. Loyalty of 400,
  // 410, 420: (410 - √(200/3))/410. Strength: mean of 80, 83, 84, 79, 78 = 80.8; 10 + √61.6.
  const double revenue = 0.65 * (900'000.0 * 220 + 920'000.0 * 228 + 950'000.0 * 235) / 3;
  const double loyalty = (410 - std::sqrt(200.0 / 3)) / 410;
  CHECK(near(tea["brand"]["revenue_yuan"], revenue));
  CHECK(near(tea["brand"]["loyalty_frac"], loyalty));
  CHECK(near(tea["brand"]["strength"], 80.8));
  CHECK(near(tea["brand"]["public_value_yuan"], revenue * loyalty * (10 + std::sqrt(61.6))));
  CHECK(tea["brand"]["change_frac"].is_null());
  CHECK(year_of(data, "GI-TEA", 2023)["brand"]["change_frac"].is_number());
  // 410 against the mean of 295, 300, 300.
  CHECK(near(tea["price_premium"]["of_own_frac"], (410 - 895.0 / 3) / 410));
  CHECK(near(tea["price_premium"]["over_generic_frac"], 410 / (895.0 / 3) - 1));
  CHECK(near(year_of(data, "GI-TEA", 2023)["users_change_frac"], 71.0 / 60 - 1));
  CHECK(near(year_of(data, "GI-TEA", 2025)["households_change_frac"], 5750.0 / 5600 - 1));
  CHECK(near(year_of(data, "GI-TEA", 2024)["output_change_frac"], 505.0 / 468 - 1));
  CHECK(year_of(data, "GI-TEA", 2020)["users_change_frac"].is_null());
}

TEST_CASE("program: report --gi: lending to members by the day of the loan") {
  const Json data = data_of(asking());
  const auto lending = [&](const char* gi, int year) {
    return year_of(data, gi, year)["member_lending"];
  };
  CHECK(lending("GI-TEA", 2022)["loan_count"] == 0);
  CHECK(lending("GI-TEA", 2022)["secured_share_frac"].is_null());
  // 2023: L1 and L2; L3's borrower joined in 2024. 2024: L4, L5 (on the last day), L6 on a mark.
  CHECK(lending("GI-TEA", 2023)["loan_count"] == 2);
  CHECK(lending("GI-TEA", 2023)["lent_fen"] == 130'000'000);
  CHECK(near(lending("GI-TEA", 2023)["secured_share_frac"], 1));
  CHECK(lending("GI-TEA", 2024)["loan_count"] == 3);
  CHECK(lending("GI-TEA", 2024)["lent_fen"] == 280'000'000);
  CHECK(near(lending("GI-TEA", 2024)["secured_share_frac"], 0.75));
  CHECK(near(lending("GI-TEA", 2024)["change_frac"], 2.8 / 1.3 - 1));
  CHECK(lending("GI-TEA", 2025)["lent_fen"] == 260'000'000);
  CHECK(near(lending("GI-ORANGE", 2025)["secured_share_frac"], 13.0 / 22));
}

TEST_CASE("program: report --gi: what is missing is named and stays empty") {
  const Json data = data_of(asking());
  const Json first = year_of(data, "GI-ORANGE", 2022);
  CHECK(first["brand"].is_null());
  CHECK(missing_of(first, "brand_value") ==
        "volume 2020, price 2020, unbranded_cost 2020, operating_rate 2020");
  const Json none = year_of(data, "GI-ORANGE", 2023);
  CHECK(none["output_fen"].is_null());
  CHECK(missing_of(none, "output") == "output 2023");
  CHECK(year_of(data, "GI-ORANGE", 2024)["output_change_frac"].is_null());
  CHECK(year_of(data, "GI-ORANGE", 2024)["households_count"].is_null());
  CHECK(missing_of(year_of(data, "GI-ORANGE", 2025), "price_premium") == "generic_price 2024");
  CHECK(year_of(data, "GI-ORANGE", 2025)["brand"].is_object());
}

TEST_CASE("program: report --gi: the pledge values stand apart, and nothing sums the two") {
  const Json data = data_of(asking());
  REQUIRE(data["pledge_values"].size() == 6);
  for (const auto& one : data["pledge_values"]) {
    CHECK(one["pledged"] == true);
    CHECK(one["median_yuan"].get<double>() > 0);
  }
  for (const auto& year : data["years"]) CHECK_FALSE(year.contains("pledge_values"));
  CHECK(data.dump().find("total") == std::string::npos);
}

TEST_CASE("program: report --gi: without members no book is read, and lending is missing") {
  const Json data =
      data_of("report --gi " + made("programme.csv") + " --as-of 2026-09-30 --from 2024 --to 2025");
  CHECK(data["years"].size() == 4);
  CHECK(data["pledge_values"].empty());
  CHECK(year_of(data, "GI-TEA", 2024)["brand"].is_object());  // the years before still feed it
  CHECK(missing_of(year_of(data, "GI-TEA", 2024), "member_lending") == "members and a book");
}

TEST_CASE("program: report --gi: the page with a chart and a table for each measure") {
  const Folder folder;
  const auto ran = run_program(asking("--html --out page.html --tables t"), folder.path());
  REQUIRE_MESSAGE(ran.code == 0, ran.err);
  const std::string page = run_shell("cat page.html", folder.path()).out;
  for (const char* part :
       {"chart-brand-chart", "chart-premium-chart", "chart-users-chart", "chart-households-chart",
        "chart-output-chart", "chart-lending-chart", "id=\"pledge-value\"", "id=\"missing\"",
        "不与任何质押价值相加", "added to none", "虚构", "generic_price 2024"}) {
    CHECK_MESSAGE(page.find(part) != std::string::npos, part);
  }
  for (const char* table : {"brand", "premium", "users", "households", "output", "lending",
                            "pledge-values", "missing"}) {
    CHECK_MESSAGE(fs::exists(folder.path() + "/t/" + table + ".csv"), table);
  }
}

TEST_CASE("program: report --gi: wrong input is told with its place and the nearest word") {
  const Folder folder;
  const auto error = [&](const std::string& programme, const std::string& more = {}, int code = 2) {
    const std::string path = folder.write("p.csv", programme);
    return first_error(
        run_program("report --gi '" + path + "' --as-of 2026-09-30 --json " + more, folder.path()),
        code);
  };
  Json told = error("gi_id,year,housholds\nTEA,2024,4\n");
  CHECK(told["code"] == "M-151");
  CHECK(told["line"] == 1);
  CHECK(told["hint"] == "did you mean 'households'?");
  CHECK(error("gi_id,year,price\nTEA,2024,4\n")["code"] == "M-152");
  CHECK(error("gi_id,year\nTEA,24\nTEA,2024\n", {}, 3)["code"] == "G-143");
  CHECK(error("gi_id,year\nTEA,24\n")["code"] == "G-110");
  const std::string good = "gi_id,year\nGI-TEA,2024\n";
  CHECK(error(good, "--from 2025")["code"] == "G-144");
  CHECK(error(good, "--book " + made("book"))["code"] == "U-106");
  CHECK(error(good, "--members missing.csv --book " + made("book"), 4)["file"] == "missing.csv");
  const auto members = [&](const std::string& rows) {
    const std::string path = folder.write("m.csv", "gi_id,borrower_id\n" + rows);
    return error(good, "--members '" + path + "' --book " + made("book"));
  };
  told = members("GI-TEE,M1\n");
  CHECK(told["code"] == "G-142");
  CHECK(told["hint"] == "did you mean 'GI-TEA'?");
  CHECK(members("GI-TEA,X9\n")["code"] == "G-141");
  CHECK(first_error(run_program("report --gi p.csv --json"))["code"] == "U-101");  // no date
  CHECK(first_error(run_program("report --gi p.csv --offer q.csv --json"))["code"] == "U-101");
  CHECK(run_program("formula price_premium").code == 0);
  CHECK(run_program("help report").out.find("report --gi programme.csv") != std::string::npos);
}

TEST_CASE("program: report --gi: years that the as-of date does not know are left out, and told") {
  const auto ran =
      run_program("report --gi " + made("programme.csv") + " --as-of 2023-12-31 --json");
  REQUIRE(ran.code == 0);
  const Json answer = Json::parse(ran.out);
  for (const auto& one : answer["data"]["years"]) CHECK(one["year"].get<int>() <= 2023);
  CHECK(answer["warnings"].dump().find("years after the as-of date 2023-12-31 are left out") !=
        std::string::npos);
  CHECK(answer["warnings"].dump().find("is not over") == std::string::npos);
  const auto running =
      run_program("report --gi " + made("programme.csv") + " --as-of 2023-12-30 --json");
  CHECK(Json::parse(running.out)["warnings"].dump().find("2023 is not over") != std::string::npos);
  const Json none = first_error(
      run_program("report --gi " + made("programme.csv") + " --as-of 2019-12-31 --json"));
  CHECK(none["code"] == "G-145");
}

TEST_CASE("program: report --gi: a price of another unit is left out of its figures, and told") {
  const Folder folder;
  std::ifstream whole(source_root() + "/tests/data/programme/programme.csv");
  std::string text{std::istreambuf_iterator<char>(whole), {}};
  const std::size_t at = text.find("1020000,500,300,200");
  REQUIRE(at != std::string::npos);
  text.replace(at, 11, "1020000,5000000");
  const std::string file = folder.write("p.csv", text);
  const Json data = data_of("report --gi " + file + " --as-of 2026-09-30");
  const Json year = year_of(data, "GI-TEA", 2025);
  CHECK(missing_of(year, "price").find("slip of unit") != std::string::npos);
  CHECK(missing_of(year, "brand_value").find("price 2025") != std::string::npos);
  CHECK(year["brand"].is_null());
  CHECK(year["price_premium"].is_null());
  CHECK(year_of(data, "GI-TEA", 2024)["brand"]["public_value_yuan"].is_number());
}

TEST_CASE("program: report: a page replaces a page, and nothing else") {
  const Folder folder;
  const std::string page = folder.path() + "/gi.html";
  const std::string ask =
      "report --gi " + made("programme.csv") + " --as-of 2026-09-30 --html --out ";
  CHECK(run_program(ask + page).code == 0);
  CHECK(run_program(ask + page).code == 0);
  const std::string policy = folder.write("policy.yaml", "schema: policy/1\n");
  const auto refused = run_program(ask + policy);
  CHECK(refused.code == 2);
  CHECK(refused.err.find("O-140") != std::string::npos);
  std::ifstream left(policy);
  const std::string text{std::istreambuf_iterator<char>(left), {}};
  CHECK(text == "schema: policy/1\n");
}

TEST_CASE("program: report --gi: in the text each table stands once") {
  const auto ran = run_program(asking("--lang zh"));
  REQUIRE(ran.code == 0);
  for (const char* words : {"品牌收益 (万元)", "自身均价"}) {
    const std::size_t at = ran.out.find(words);
    REQUIRE_MESSAGE(at != std::string::npos, words);
    CHECK_MESSAGE(ran.out.find(words, at + 1) == std::string::npos, words);
  }
}
