// A branch's ledger whose author had not read the importer, in one sitting: import, run, report,
// share. Every figure is from tests/data/ledger-zh.expected.md, counted by hand, none from us.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include <nlohmann/json.hpp>

#include "tests/support/places.hpp"

using namespace pledgelab::test;
namespace fs = std::filesystem;
using nlohmann::json;

namespace {

constexpr std::int64_t kWan = 1'000'000;  // fen

const std::string kImport = "import ledger-zh.csv --as-of 2024-06-30 ";

// Principal halved between a fund and the bank: asks for no fact that the ledger lacks.
const std::string kPolicy =
    "schema: policy/1\nid: halves\nversion: '1'\nname: {zh: 各半, en: Halves}\n"
    "source: [{title: made for a test, mark: assumed}]\n"
    "effective: {from: 2018-01-01, by: default}\nmoney: {currency: CNY, round: half_up}\n"
    "year: calendar\nparties: {fund: {kind: fund}, bank: {kind: bank, firm: loan.lender_id}}\n"
    "residual: bank\nclaim: {trigger: {loan.days_past_due: {gt: 90}}, pay: claim}\nsteps:\n"
    "  - {step: principal, base: {of: [principal], net: true}}\n"
    "  - {step: half, quota: {fund: 50%, bank: rest}}\n"
    "recovery: {costs: first, by: as_borne}\n";

struct Project {
  Folder folder;
  Project() {
    for (const char* name : {"ledger-zh.csv", "losses-zh.csv"}) {
      fs::copy_file(source_root() + "/tests/data/" + name, folder.path() + "/" + name);
    }
    (void)folder.write("halves.yaml", kPolicy);
  }
  [[nodiscard]] Ran run(const std::string& line) const { return run_program(line, folder.path()); }
};

json data_of(const Ran& ran) {
  CAPTURE(ran.out);
  CAPTURE(ran.err);
  REQUIRE(ran.code == 0);
  return json::parse(ran.out)["data"];
}

json control(const json& data, const std::string& table, const std::string& field) {
  for (const json& one : data["controls"]) {
    if (one["table"] == table && one["field"] == field) return one;
  }
  FAIL(table << " " << field);
  return {};
}

// in, kept, quarantined, excluded of a money column of the sheet.
std::vector<std::int64_t> fen_of(const json& data, const std::string& field) {
  const json one = control(data, "ledger-zh.csv", field);
  return {one["in_fen"], one["kept_fen"], one["quarantined_fen"], one["excluded_fen"]};
}

std::string text_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

bool told(const Ran& ran, const std::string& part) {
  return ran.err.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("ledger: five wrong rows of 62 are too many unless they are borne, each named") {
  const Project project;
  const auto refused = project.run(kImport);
  CHECK(refused.code == 3);
  CHECK(told(refused, "5 of 62 rows"));
  CHECK_FALSE(fs::exists(project.folder.path() + "/book.db"));
  const auto data = data_of(project.run(kImport + "--max-bad 5 --json"));
  CHECK(data["encoding"] == "GB18030");
  std::map<int, std::string> codes;
  for (const json& one : data["quarantine"]) codes[one["line"]] = one["code"];
  // Ended right, balance below 0, the row given twice, 30 February, letter O.
  CHECK(codes == std::map<int, std::string>{
                     {11, "B-305"}, {43, "B-201"}, {52, "B-307"}, {60, "B-201"}, {62, "B-201"}});
}

TEST_CASE("ledger: rows and fen in are kept, quarantined and excluded, as counted by hand") {
  const Project project;
  const auto data = data_of(project.run(kImport + "--max-bad 5 --json"));
  const json rows = control(data, "ledger-zh.csv", "");
  CHECK(rows["rows_in"] == 62 + 2 + 1);  // data, blank, 合计
  CHECK(rows["rows_quarantined"] == 5);
  CHECK(rows["rows_excluded"] == 3);
  CHECK(rows["rows_kept"] == 57);
  for (const json& one : data["controls"]) {
    if (one["field"] == "") continue;
    CHECK(one["in_fen"] == one["kept_fen"].get<std::int64_t>() +
                               one["quarantined_fen"].get<std::int64_t>() +
                               one["excluded_fen"].get<std::int64_t>());
  }
  // Lines 11, 43, 52, 60, 62: what their loans were lent, owe and what their rights are worth.
  const auto principal = fen_of(data, "loan.principal");
  CHECK(principal[2] == (600 + 300 + 400 + 240 + 160) * kWan);
  CHECK(principal[3] == 18'200 * kWan);
  const auto balance = fen_of(data, "loan.balance");
  CHECK(balance[2] == (360 + 400 + 240 + 144) * kWan - 1'258'000);
  CHECK(balance[3] == 16'079'742'000);
  const auto value = fen_of(data, "appraisal.value");
  CHECK(value[2] == (130 + 720 + 900 + 560) * kWan);  // line 62's cannot be read
  CHECK(value[3] == 45'540'500'000);
  CHECK(control(data, "ledger-zh.csv", "appraisal.value")["unreadable_count"] == 1);
}

TEST_CASE("ledger: each loan and each right once, and what is missing is the rows that are out") {
  const Project project;
  const auto data = data_of(project.run(kImport + "--max-bad 5 --json"));
  // 34 loans; lines 60 and 43 are the only rows of theirs.
  CHECK(control(data, "loans", "")["rows_kept"] == 34 - 2);
  CHECK(control(data, "loans", "principal")["kept_fen"] == (18'200 - 240 - 300) * kWan);
  CHECK(control(data, "loans", "balance")["kept_fen"] == 16'079'742'000 - 240 * kWan + 1'258'000);
  CHECK(control(data, "borrowers", "")["rows_kept"] == 32 - 2);
  // 60 rights; lines 43, 60 and 62 are the only rows of theirs; 55 has no value yet.
  CHECK(control(data, "assets", "")["rows_kept"] == 60 - 3);
  CHECK(control(data, "appraisals", "")["rows_kept"] == 60 - 3 - 1);
  CHECK(control(data, "appraisals", "value")["kept_fen"] ==
        45'540'500'000 - (105 + 560 + 720) * kWan);
  // 61 pledges; also without the ended right of line 11.
  CHECK(control(data, "pledges", "")["rows_kept"] == 61 - 4);
}

TEST_CASE("ledger: nothing is left aside in silence") {
  const Project project;
  const auto ran = project.run(kImport + "--max-bad 5");
  REQUIRE(ran.code == 0);
  // The total differs by the one amount that cannot be read: 45,540.5 - 45,435.5 = 105 万元.
  CHECK(told(ran, "'评估值（万元）' says 455405000.00"));
  CHECK(told(ran, "(each thing once: 454355000.00), 1 of its amounts cannot be read"));
  CHECK(told(ran, "2 amounts agree [W-131]"));
  // Interest owed, each row: 3 × 62,880 + 2 × (24,150 + 273,105 + 105,646.67 + 52,632 + 202,207.50
  // + 338,008.13).
  CHECK(told(ran, "'欠息(元)' is not read: 15 amounts, 2180138.60 CNY"));
  for (const char* column :
       {"序号", "担保方式", "风险补偿资金池", "权利名称", "质押率(%)", "备注"}) {
    CHECK_MESSAGE(told(ran, "column '" + std::string(column) + "' is not read"), column);
  }
  CHECK(told(ran, "'西安例秦航空材料有限公司、西部样例大学' lists 2 in one cell"));
  CHECK(told(ran, "another than the borrower pledges (3 rows)"));
  CHECK(told(ran, "month without a day: its first day is taken"));
  CHECK(told(ran, "63: pledge without a registration number"));
  CHECK(told(ran, "states no rank: ranks follow the rows"));
  CHECK_FALSE(told(ran, "names no province"));
  CHECK_FALSE(told(ran, "names no industry"));
}

TEST_CASE("ledger: from the store to who pays and the report, with the account on its page") {
  const Project project;
  REQUIRE(project.run(kImport + "--max-bad 5").code == 0);
  const auto data =
      data_of(project.run("run -p halves.yaml --as-of 2024-06-30 --paths 200 --json"));
  double net = 0;
  for (const auto& party : data["parties"]) net += party["net"]["mean_yuan"].get<double>();
  const double expected = data["loss"]["expected_loss"]["mean_yuan"];
  CHECK(expected > 0);
  CHECK(net == doctest::Approx(expected).epsilon(1e-9));
  const std::string run = project.folder.path() + "/" + data["folder"].get<std::string>();
  const std::string loans = text_of(run + "/loans.csv");
  // The five of chapter 5 and QY2023-0818-01, 96 days late though 关注, are in default on all
  // paths.
  for (const char* loan : {"FS2022-0316-01", "QD2022-0830-01", "NC2021-1118-01", "WZ2022-1230-01",
                           "ZS2022-1212-01", "QY2023-0818-01"}) {
    const std::size_t at = loans.find(std::string("\n") + loan + ",");
    REQUIRE_MESSAGE(at != std::string::npos, loan);
    std::istringstream row(loans.substr(at + 1, loans.find('\n', at + 1) - at - 1));
    std::string cell;
    for (int i = 0; i < 5; ++i) std::getline(row, cell, ',');
    CHECK_MESSAGE(std::stod(cell) == 1, loan);
  }
  CHECK(loans.find("SY2024-0305-01") == std::string::npos);
  const std::string totals = text_of(run + "/tables/control-totals.csv");
  CHECK(totals.find("ledger-zh.csv · loan.balance,65,57,5,3,") != std::string::npos);
  CHECK(totals.find("loans · balance,32,32,0,0,158410000.00,158410000.00,") != std::string::npos);
  const auto made =
      project.run("report " + data["run_id"].get<std::string>() + " --html --out page.html");
  REQUIRE(made.code == 0);
  const std::string page = text_of(project.folder.path() + "/page.html");
  CHECK(page.find("15,841.00") != std::string::npos);  // 万元 owed
  CHECK(page.find("ledger-zh.csv") != std::string::npos);
  CHECK(page.find("2024-02-30") != std::string::npos);  // the quarantine's reasons
  CHECK(page.find("Zhejiang") != std::string::npos);
}

TEST_CASE("ledger: the branch's losses are shared to the cent, what came back before is told") {
  const Project project;
  const auto ran = project.run("share --losses losses-zh.csv -p halves.yaml --json");
  const auto data = data_of(ran);
  CHECK(data["loss_fen"] == 1'811'634'780);
  std::map<std::string, std::int64_t> borne;
  for (const auto& total : data["totals"]) borne[total["party"]] = total["borne_fen"];
  CHECK(borne["fund"] == 1'700 * kWan / 2);
  CHECK(borne["bank"] == 1'700 * kWan / 2 + 98'184'730 + 13'450'050);
  std::map<std::string, std::int64_t> losses;
  for (const auto& loss : data["losses"]) losses[loss["loss_id"]] = loss["loss_fen"];
  CHECK(losses["FXBC2024-001"] == 190 * kWan + 20'220'750 + 2'640'000);
  CHECK(losses["FXBC2024-002"] == 420 * kWan + 27'310'500 + 3'580'050);
  CHECK(losses["FXBC2024-003"] == 585 * kWan + 33'800'813 + 4'150'000);
  CHECK(losses["FXBC2024-004"] == 265 * kWan + 10'564'667 + 1'820'000);
  CHECK(losses["FXBC2024-005"] == 240 * kWan + 6'288'000 + 1'260'000);
  const auto text = project.run("share --losses losses-zh.csv -p halves.yaml");
  CHECK(told(text, "'已收回(元)': 100000.00 CNY came back and no column says when"));
  CHECK(told(text, "'备注' is read as the fact loan.备注: no field has that name"));
  CHECK(text.out.find("18,116,347.80") != std::string::npos);
}
