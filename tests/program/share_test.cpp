// share and explain through the built program: figures, bad inputs, exit codes.
#include <doctest/doctest.h>

#include <filesystem>
#include <map>

#include <nlohmann/json.hpp>

#include "engine/formats/file.hpp"
#include "tests/support/places.hpp"

using namespace pledgelab::test;

namespace {

const std::string kHeader =
    "loss_id,loan_id,borrower_id,lender_id,default_date,principal_loss_yuan,interest_loss_yuan,"
    "loan.insurer_id,loan.valuer_id,loan.days_past_due\n";
const std::string kGood = kHeader + "L1,A1,B1,BANK,2019-05-01,2400000,0,INS,VAL,120\n";

// Runs share on a losses file of these bytes.
Ran share_of(const Folder& folder, const std::string& bytes, const std::string& more = "--json") {
  return run_program("share --losses " + folder.write("losses.csv", bytes) +
                     " --policy zhongshan " + more);
}

}  // namespace

TEST_CASE("program: share, V1: Zhongshan splits 240 万 into 129.6, 62.4, 38.4 and 9.6") {
  const Folder folder;
  const auto ran = share_of(folder, kGood);
  REQUIRE(ran.code == 0);
  const auto data = nlohmann::json::parse(ran.out)["data"];
  CHECK(data["loss_fen"] == 240'000'000);
  std::map<std::string, std::int64_t> borne;
  for (const auto& total : data["totals"]) borne[total["party"]] = total["borne_fen"];
  CHECK(borne["fund"] == 129'600'000);
  CHECK(borne["bank"] == 62'400'000);
  CHECK(borne["insurer"] == 38'400'000);
  CHECK(borne["valuer"] == 9'600'000);
  const auto text = share_of(folder, kGood, "");
  CHECK(text.out.find("1,296,000.00") != std::string::npos);
}

TEST_CASE("program: share tells each payment's own word and who owns the claim afterwards") {
  const Folder folder;
  const auto ran = share_of(folder, kGood);
  REQUIRE(ran.code == 0);
  const auto data = nlohmann::json::parse(ran.out)["data"];
  std::map<std::string, nlohmann::json> by_party;
  for (const auto& total : data["totals"]) by_party[total["party"]] = total;
  CHECK(by_party["fund"]["payment"]["zh"] == "风险补偿");
  CHECK(by_party["fund"]["claim_owner"] == "bank");
  CHECK(by_party["insurer"]["payment"]["zh"] == "赔付");
  CHECK(by_party["insurer"]["claim_owner"] == "insurer");
  CHECK(by_party["insurer"]["claim_right"]["zh"] == "代位求偿权");
  CHECK(by_party["bank"]["payment"]["zh"] == "自担");
  CHECK(data["losses"][0]["allocations"][0]["payment"]["zh"] == "风险补偿");
  std::size_t words = 0;
  for (const auto& payment : data["payments"]) {
    words += payment["payment"]["zh"] == by_party[payment["party"]]["payment"]["zh"] ? 1 : 0;
  }
  CHECK(words == 3);
  const auto text = share_of(folder, kGood, "");
  CHECK(text.out.find("insurer 付赔付后，对借款人的代位求偿权归 insurer。") != std::string::npos);
  CHECK(text.out.find("after its risk compensation, the claim belongs to bank.") !=
        std::string::npos);
}

TEST_CASE("program: explain names the steps of a loss; an unknown loss is not found") {
  const Folder folder;
  const std::string where =
      " --losses " + folder.write("losses.csv", kGood) + " --policy zhongshan";
  const auto ran = run_program("explain --loss L1" + where);
  CHECK(ran.code == 0);
  CHECK(ran.out.find("four-party") != std::string::npos);
  CHECK(ran.out.find("1,296,000.00") != std::string::npos);
  const auto unknown = run_program("explain --loss L2" + where);
  CHECK(unknown.code == 4);
}

TEST_CASE("program: a fact that is missing leaves the loss undecided, exit code 1") {
  const Folder folder;
  const auto ran = share_of(folder, kGood + "L2,A2,B2,BANK,2019-06-01,100,0,INS,VAL,\n");
  CHECK(ran.code == 1);
  const auto data = nlohmann::json::parse(ran.out)["data"];
  CHECK(data["undecided_count"] == 1);
  CHECK(data["undecided_fen"] == 10'000);
  CHECK(data["loss_fen"] == 240'000'000);
}

TEST_CASE("program: share refuses bad losses with place and exit code 2, and writes nothing") {
  const Folder folder;
  const std::string row = "L1,A1,B1,BANK,2019-05-01,2400000,0,INS,VAL,120\n";
  const std::pair<const char*, std::string> cases[] = {
      {"empty file", ""},
      {"binary file", std::string("PK\x03\x04\0\0", 6)},
      {"missing column", "loss_id,loan_id\nL1,A1\n"},
      {"unknown unit", "loss_id,loan_id,default_date,principal_loss_dollars\nL1,A1,2019-05-01,5\n"},
      {"other currency", "loss_id,loan_id,default_date,principal_loss_usd\nL1,A1,2019-05-01,5\n"},
      {"negative amount", kHeader + "L1,A1,B1,BANK,2019-05-01,-1,0,INS,VAL,120\n"},
      {"Excel serial date", kHeader + "L1,A1,B1,BANK,43586,1,0,INS,VAL,120\n"},
      {"duplicate id", kHeader + row + row},
      {"ragged row", kHeader + "L1,A1\n"},
      {"open quote", kHeader + "\"L1,A1,B1,BANK,2019-05-01,1,0,INS,VAL,120\n"},
  };
  for (const auto& each_name : cases) {
    const auto& name = each_name.first;
    const auto& bytes = each_name.second;
    CAPTURE(name);
    const auto ran = share_of(folder, bytes);
    CHECK(ran.code == 2);
    const auto answer = nlohmann::json::parse(ran.out);
    CHECK(answer["ok"] == false);
    CHECK(answer["errors"][0]["file"].get<std::string>().find("losses.csv") != std::string::npos);
    CHECK_FALSE(answer["errors"][0]["message"].get<std::string>().empty());
  }
  CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("program: share refuses what is no file, and policies it does not know") {
  const Folder folder;
  const std::string losses = folder.write("losses.csv", kGood);
  CHECK(run_program("share --losses " + folder.path() + " -p zhongshan").code == 2);
  CHECK(run_program("share --losses " + folder.path() + "/absent.csv -p zhongshan").code == 4);
  const auto unknown = run_program("share --losses " + losses + " -p zhonshan");
  CHECK(unknown.code == 4);
  CHECK(unknown.err.find("did you mean 'zhongshan'?") != std::string::npos);
  CHECK(run_program("share -p zhongshan").code == 2);
}

TEST_CASE("program: a policy's faults have line and column: shares of 101 %, an unknown key") {
  const Folder folder;
  const std::string head =
      "schema: policy/1\nid: t\nversion: t-1\nsource: [{title: t, mark: assumed}]\n"
      "effective: {from: 2018-01-01, by: default}\nmoney: {currency: CNY, round: half_up}\n"
      "year: calendar\nparties:\n  fund: {kind: fund}\n  bank: {kind: bank}\nresidual: bank\n"
      "claim: {trigger: {loan.days_past_due: {gt: 90}}, pay: claim}\nsteps:\n";
  const std::string tail = "recovery: {costs: first, by: as_borne}\n";
  const std::string losses = folder.write("losses.csv", kGood);
  const auto run = [&](const std::string& steps) {
    return run_program("share --losses " + losses + " -p " +
                       folder.write("p.yaml", head + steps + tail));
  };
  CHECK(run("  - {step: s, quota: {fund: 60%, bank: 40%}}\n").code == 0);
  const auto sum = run("  - {step: s, quota: {fund: 60%, bank: 41%}}\n");
  CHECK(sum.code == 2);
  CHECK(sum.err.find("p.yaml:14:") != std::string::npos);
  CHECK(sum.err.find("101") != std::string::npos);
  const auto key = run("  - {step: s, qouta: {fund: 60%, bank: 40%}}\n");
  CHECK(key.code == 2);
  CHECK(key.err.find("quota") != std::string::npos);
  const auto later =
      run("  - {step: s, cap: {party: fund, at: 1wan, per: loss, room: paid, over: queue}}\n");
  CHECK(later.code == 2);
  CHECK(later.err.find("not built yet") != std::string::npos);
}

TEST_CASE("program: explain tells a range in words, Chinese and English, with its figures") {
  const Folder folder;
  const std::string policy = folder.write(
      "p.yaml",
      "schema: policy/1\nid: t\nversion: t-1\nsource: [{title: t, mark: assumed}]\n"
      "effective: {from: 2018-01-01, by: default}\nmoney: {currency: CNY, round: half_up}\n"
      "year: calendar\nparties:\n  fund: {kind: fund}\n  bank: {kind: bank}\nresidual: bank\n"
      "claim: {trigger: {loan.days_past_due: {gt: 90}}, wait: 2mo, pay: year_end}\nsteps:\n"
      "  - {step: own, deductible: {first: 10wan, per: loss}}\n"
      "  - {step: cover, layer: {above: 20wan, upto: 200wan, per: [scheme, life], when: claim}}\n"
      "  - {step: all, quota: {fund: 100%}}\n"
      "  - {step: stop, cede: {party: fund, above: 100wan, per: [scheme, life], when: close, to: "
      "{bank: 100%}}}\n"
      "recovery: {costs: first, by: as_borne}\n");
  const std::string where = " --losses " + folder.write("losses.csv", kGood) + " -p " + policy;
  // 240 less 10; 230 less 20, at most 200: 180; 80 of them back to the bank.
  const auto ran = run_program("explain --loss L1" + where);
  REQUIRE(ran.code == 0);
  const auto tells = [&](const std::string& text) {
    CHECK_MESSAGE(ran.out.find(text) != std::string::npos, text, " in ", ran.out);
  };
  tells("2019-07-01 索赔，支付日 2019-12-31。");
  tells(
      "限额 100,000.00 元；100,000.00 元 由 `bank` 承担；尚未分配的损失由 2,400,000.00 元 变为 "
      "2,300,000.00 元。");
  tells(
      "range from CNY 200,000.00 to CNY 2,000,000.00, before it in the period CNY 0.00; CNY "
      "500,000.00 is borne by `bank`; the open loss goes from CNY 2,300,000.00 to CNY "
      "1,800,000.00.");
  tells("区间 1,000,000.00 元 至 不限，期内合计 1,800,000.00 元；转移 800,000.00 元 给：");
  tells("In the end they bear: `fund` CNY 1,000,000.00 (risk compensation)");
  const auto json = nlohmann::json::parse(run_program("explain --loss L1 --json" + where).out);
  const auto& stop = json["data"]["steps"][4];
  CHECK(json["data"]["loss"]["filed_on"] == "2019-07-01");
  CHECK(stop["verb"] == "cede");
  CHECK(stop["at_close"] == true);
  CHECK(stop["above_fen"] == 100'000'000);
  CHECK_FALSE(stop.contains("limit_fen"));
  CHECK(json["data"]["steps"][2]["limit_fen"] == 200'000'000);
}

TEST_CASE("program: share, the README's own line: its five columns and its policy are enough") {
  const std::string readme = pledgelab::read_file(source_root() + "/README.md").value();
  REQUIRE(readme.find("(loss_id, loan_id, lender_id,\ndefault_date, principal_loss_yuan)") !=
          std::string::npos);
  REQUIRE(readme.find("pledgelab share --losses losses.csv --policy zhuhai") != std::string::npos);
  const Folder folder;
  const std::string losses = folder.write(
      "losses.csv",
      "loss_id,loan_id,lender_id,default_date,principal_loss_yuan\nL1,A,B,2026-03-01,1000000\n");
  const auto ran = run_program("share --losses " + losses + " --policy zhuhai");
  CHECK(ran.code == 0);
  CHECK(ran.out.find("400,000.00") != std::string::npos);  // 60:40
}
