// compare through the built program: figures by hand, what is left out, bad inputs.
#include <doctest/doctest.h>

#include <map>
#include <utility>

#include <nlohmann/json.hpp>

#include "tests/support/places.hpp"

using namespace pledgelab::test;

namespace {

// Zhongshan leaves the bank 26 % of net principal, 4321 20 % of principal, bank-only all.
const std::string kLosses =
    "loss_id,loan_id,borrower_id,lender_id,default_date,principal_loss_yuan,loan.insurer_id,"
    "loan.valuer_id,loan.days_past_due,borrower.size\n"
    "L1,A1,B1,BANK1,2019-05-01,1000000,INS,VAL,120,small\n"
    "L2,A2,B2,BANK2,2019-06-01,2000000,INS,VAL,120,micro\n"
    "L3,A3,B3,BANK2,2019-07-01,500000,INS,VAL,60,\n";

// 80 % of a fund, the bank the rest; a premium into the fund, a subsidy to the borrower, and 10
// yuan to the bank for each claim.
std::string priced(const Folder& folder) {
  return folder.write(
      "priced.yaml",
      "schema: policy/1\nid: priced\nversion: '1'\nsource: [{title: made, mark: assumed}]\n"
      "effective: {from: 2020-01-01, by: default}\nmoney: {currency: CNY, round: half_up}\n"
      "year: calendar\nparties: {fund: {kind: fund}, city: {kind: treasury}, bank: {kind: bank}}\n"
      "residual: bank\nclaim: {pay: claim}\n"
      "steps: [{step: share, quota: {fund: 80%, bank: rest}}]\ncharges:\n"
      "  - {id: premium, kind: premium, payer: borrower, payee: fund, every: once, amount: {rate: "
      "1%, of: loan.approved_yuan}}\n"
      "  - {id: help, kind: subsidy, payer: city, payee: borrower, every: once, amount: {rate: "
      "0.5%, of: loan.approved_yuan}}\n"
      "  - {id: thanks, kind: reward, payer: fund, payee: bank, every: once, when: claim, amount: "
      "10yuan}\n"
      "recovery: {costs: first, by: as_borne}\n");
}

// The third loan is sound: its charges count, its loss is none.
const std::string kPriced =
    "loss_id,loan_id,lender_id,region,default_date,origination_date,principal_loss_yuan,"
    "approved_yuan\n"
    "L1,A1,BANK1,east,2024-03-01,2024-02-01,100,200\n"
    "L2,A2,BANK2,west,2024-03-01,2024-02-01,50,1000\n"
    "L3,A3,BANK2,west,2024-03-01,2024-02-01,0,400\n";

Ran compare(const Folder& folder, const std::string& losses, const std::string& more) {
  return run_program("compare --losses " + folder.write("losses.csv", losses) + " " + more);
}

}  // namespace

TEST_CASE("program: compare, who gains and who loses, by kind of party and by lender") {
  const Folder folder;
  const auto ran = compare(folder, kLosses, "-p bank-only -p zhongshan --ignore-effective --json");
  REQUIRE_MESSAGE(ran.code == 0, ran.out, ran.err);
  const auto data = nlohmann::json::parse(ran.out)["data"];
  CHECK(data["loss_fen"] == 350'000'000);
  CHECK(data["losses_count"] == 3);
  // L3 is 60 days past due: Zhongshan's trigger is not met. Bank: 26 % of 3,000,000 + 500,000.
  std::map<std::string, std::int64_t> net;
  for (const auto& one : data["policies"][1]["kinds"]) net[one["kind"]] = one["net_fen"];
  CHECK(net["bank"] == 128'000'000);
  CHECK(net["fund"] == 162'000'000);
  CHECK(net["insurer"] == 48'000'000);
  CHECK(net["valuer"] == 12'000'000);
  CHECK(data["policies"][1]["not_eligible_count"] == 1);
  CHECK(data["policies"][1]["not_eligible_fen"] == 50'000'000);
  CHECK(data["policies"][0]["kinds"][0]["net_fen"] == 350'000'000);
  const auto& second = data["groups"][0];  // the lender on whom they differ most
  CHECK(second["by"] == "loan.lender_id");
  CHECK(second["key"] == "BANK2");
  CHECK(second["losses_count"] == 2);
  CHECK(second["loss_fen"] == 250'000'000);
  CHECK(second["lender_net_fen"][0] == 250'000'000);
  CHECK(second["lender_net_fen"][1] == 102'000'000);
  CHECK(data["missing_facts"][0] == "borrower.region");
  bool unknown_size = false;
  for (const auto& group : data["groups"]) {
    unknown_size = unknown_size || (group["by"] == "borrower.size" && group["key"] == "");
  }
  CHECK(unknown_size);
  const auto text = compare(folder, kLosses, "-p bank-only -p zhongshan --ignore-effective");
  CHECK(text.out.find("-2,220,000.00") != std::string::npos);  // bank, B − A
}

TEST_CASE(
    "program: compare, a buyer bears the price of what it bought, and a held loss is not covered") {
  const Folder folder;
  const std::string head =
      "schema: policy/1\nid: made\nversion: '1'\nsource: [{title: made, mark: assumed}]\n"
      "effective: {from: 2020-01-01, by: default}\nmoney: {currency: CNY, round: half_up}\n"
      "year: calendar\nresidual: bank\nclaim: {pay: claim}\n"
      "recovery: {costs: first, by: as_borne}\n";
  const std::string buys = folder.write(
      "buys.yaml", head +
                       "parties: {body: {kind: purchaser}, bank: {kind: bank}}\n"
                       "steps: [{step: own, quota: {bank: 100%}}]\n"
                       "purchase: {party: body, price: {rate: 30%, of: loan.approved_yuan}, "
                       "within: 6mo}\n");
  // The fund bears 50 of the first loss; at 40 the fuse holds all later claims, for ever.
  const std::string holds = folder.write(
      "holds.yaml", head +
                        "parties: {fund: {kind: fund}, bank: {kind: bank, firm: loan.lender_id}}\n"
                        "steps: [{step: half, quota: {fund: 50%, bank: rest}}]\n"
                        "breakers: [{id: fuse, watch: bill.fund, trip: {ge: 40yuan}, resume: "
                        "never, does: stop_claims, held: until_resume}]\n");
  const std::string losses =
      "loss_id,loan_id,lender_id,default_date,principal_loss_yuan,approved_yuan\n"
      "L1,A1,BANK1,2024-03-01,100,200\nL2,A2,BANK1,2024-04-01,80,100\n";
  const auto ran = compare(folder, losses, "-p " + buys + " -p " + holds + " --json");
  REQUIRE_MESSAGE(ran.code == 0, ran.out, ran.err);
  const auto data = nlohmann::json::parse(ran.out)["data"];
  const auto net = [&](std::size_t policy, const std::string& kind) {
    for (const auto& one : data["policies"][policy]["kinds"]) {
      if (one["kind"] == kind) return one["net_fen"].get<int>();
    }
    return -1;
  };
  // Prices 60 and 30 of losses of 100 and 80.
  CHECK(net(0, "purchaser") == 9000);
  CHECK(net(0, "bank") == 9000);
  CHECK(net(1, "fund") == 5000);
  CHECK(net(1, "bank") == 13000);
  CHECK(data["policies"][0]["not_eligible_count"] == 0);
  CHECK(data["policies"][1]["not_eligible_count"] == 1);
  CHECK(data["policies"][1]["not_eligible_fen"] == 8000);
}

TEST_CASE("program: compare tells charges apart from losses, by kind of party and by group") {
  const Folder folder;
  const auto ran = compare(folder, kPriced, "-p bank-only -p " + priced(folder) + " --json");
  REQUIRE_MESSAGE(ran.code == 0, ran.out, ran.err);
  const auto data = nlohmann::json::parse(ran.out)["data"];
  // Premium 1 % of 1,600; subsidy 0.5 % of it; 10 for each of two losses.
  std::map<std::string, std::pair<int, int>> lines;
  for (const auto& one : data["policies"][1]["charges"]) {
    const std::string name =
        one["kind"].get<std::string>() + " " + one["charge"].get<std::string>();
    lines[name] = {one["paid_fen"], one["received_fen"]};
  }
  const std::map<std::string, std::pair<int, int>> expected = {
      {"fund premium", {0, 1600}},    {"borrower premium", {1600, 0}},
      {"treasury subsidy", {800, 0}}, {"borrower subsidy", {0, 800}},
      {"fund reward", {2000, 0}},     {"bank reward", {0, 2000}}};
  CHECK(lines == expected);
  // The same rows for a policy without charges, all zero.
  CHECK(data["policies"][0]["charges"].size() == 6);
  CHECK(data["policies"][0]["charges"][0]["paid_fen"] == 0);
  // What the losses leave is told as before: 20 % of 150.
  for (const auto& one : data["policies"][1]["kinds"]) {
    if (one["kind"] == "bank") CHECK(one["net_fen"] == 3000);
  }
  std::map<std::string, std::pair<int, int>> groups;
  for (const auto& group : data["groups"]) {
    const std::string name = group["by"].get<std::string>() + " " + group["key"].get<std::string>();
    groups[name] = {group["lender_net_fen"][1], group["lender_charges_fen"][1]};
    CHECK(group["lender_charges_fen"][0] == 0);
  }
  CHECK(groups["loan.lender_id BANK1"] == std::pair{2000, -1000});
  CHECK(groups["loan.lender_id BANK2"] == std::pair{1000, -1000});
  CHECK(groups["loan.region east"] == std::pair{2000, -1000});
  CHECK(groups["loan.region west"] == std::pair{1000, -1000});
  CHECK(data["missing_facts"] == nlohmann::json::array({"borrower.size"}));
  CHECK(data["charges_left_out"].empty());
  // Banks in all: 30 lost, 20 received; bank-only leaves them 150.
  const auto text = compare(folder, kPriced, "-p bank-only -p " + priced(folder));
  CHECK(text.code == 0);
  CHECK(text.out.find("-140.00") != std::string::npos);
}

TEST_CASE("program: compare leaves the charges of a loan out where a policy cannot decide one") {
  const Folder folder;
  const auto ran = compare(folder, kPriced + "L4,A4,BANK1,east,2024-03-01,2024-02-01,10,\n",
                           "-p bank-only -p " + priced(folder) + " --json");
  CHECK(ran.code == 1);
  const auto data = nlohmann::json::parse(ran.out)["data"];
  CHECK(data["charges_left_out"] == nlohmann::json::array({"A4"}));
  CHECK(data["left_out"].empty());
  for (const auto& one : data["policies"][1]["charges"]) {
    if (one["kind"] == "bank") CHECK(one["received_fen"] == 2000);  // no reward for A4
  }
  for (const auto& group : data["groups"]) {
    if (group["key"] == "BANK1") CHECK(group["lender_charges_fen"][1] == -1000);
  }
}

TEST_CASE("program: compare leaves out the charges of a loan whose loss it leaves out") {
  // L4 has the facts of its charges, but not those on which `asks` decides its loss.
  const Folder folder;
  const std::string asks = folder.write(
      "asks.yaml",
      "schema: policy/1\nid: asks\nversion: '1'\nsource: [{title: made, mark: assumed}]\n"
      "effective: {from: 2020-01-01, by: default}\nmoney: {currency: CNY, round: half_up}\n"
      "year: calendar\nparties: {bank: {kind: bank}}\nresidual: bank\nclaim: {pay: claim}\n"
      "steps: [{step: near, gate: {require: {loan.region: {eq: east}}}}]\n"
      "recovery: {costs: first, by: as_borne}\n");
  const std::string row = "L4,A4,BANK1,,2024-03-01,2024-02-01,10,400\n";
  const auto ran =
      compare(folder, kPriced + row, "-p " + asks + " -p " + priced(folder) + " --json");
  CHECK(ran.code == 1);
  const auto data = nlohmann::json::parse(ran.out)["data"];
  CHECK(data["left_out"] == nlohmann::json::array({"L4"}));
  CHECK(data["charges_left_out"] == nlohmann::json::array({"A4"}));
  for (const auto& one : data["policies"][1]["charges"]) {
    if (one["kind"] == "fund" && one["charge"] == "premium") CHECK(one["received_fen"] == 1600);
    if (one["kind"] == "bank") CHECK(one["received_fen"] == 2000);
  }
}

TEST_CASE("program: compare over a run tells who gains by lender, size and region") {
  const Folder folder;
  const std::string where = " --project " + folder.path();
  const auto drawn =
      run_program("simulate --book sample --as-of 2026-09-30 --paths 200 --json" + where);
  REQUIRE_MESSAGE(drawn.code == 0, drawn.err);
  const std::string id = nlohmann::json::parse(drawn.out)["data"]["run_id"];
  const std::string ask = "compare --run " + id + " -p bank-only -p anhui-4321" + where;
  const auto ran = run_program(ask + " --json");
  const auto data = nlohmann::json::parse(ran.out)["data"];
  std::map<std::string, double> loss;
  std::map<std::string, double> left;
  for (const auto& group : data["groups"]) {
    loss[group["by"]] += group["loss_yuan"].get<double>();
    left[group["by"]] += group["lender_net_yuan"][1].get<double>();
    // bank-only leaves the lender all of its loss.
    CHECK(group["lender_net_yuan"][0].get<double>() ==
          doctest::Approx(group["loss_yuan"].get<double>()).epsilon(1e-9));
  }
  double bank = 0;
  for (const auto& party : data["policies"][1]["parties"]) {
    if (party["kind"] == "bank") bank += party["net_yuan"].get<double>();
  }
  for (const char* by : {"loan.lender_id", "borrower.size", "borrower.region"}) {
    CAPTURE(by);
    CHECK(loss[by] == doctest::Approx(data["expected_loss_yuan"].get<double>()).epsilon(1e-9));
    CHECK(left[by] == doctest::Approx(bank).epsilon(1e-9));
  }
  const auto text = run_program(ask);
  CHECK(text.out.find("borrower.region") != std::string::npos);
  // What a policy leaves undecided is told by group too, and the loans that it does not cover.
  const auto some =
      run_program("compare --run " + id + " -p jiangsu -p guangzhou-5311" + where + " --json");
  const auto told = nlohmann::json::parse(some.out);
  for (std::size_t policy = 0; policy < 2; ++policy) {
    double undecided = 0;
    for (const auto& group : told["data"]["groups"]) {
      if (group["by"] == "borrower.size")
        undecided += group["undecided_yuan"][policy].get<double>();
    }
    CHECK(undecided ==
          doctest::Approx(told["data"]["policies"][policy]["undecided_net_yuan"].get<double>())
              .epsilon(1e-9));
  }
  CHECK(told["data"]["policies"][0]["undecided_net_yuan"].get<double>() > 0);
  CHECK(some.out.find("outside the policy's dates, ") != std::string::npos);
}

TEST_CASE("program: compare leaves out what some policy cannot decide, names it, and ends with 1") {
  const Folder folder;
  const auto ran = compare(folder, kLosses + "L4,A4,B4,BANK1,2019-07-01,100,INS,VAL,,small\n",
                           "-p bank-only -p zhongshan --ignore-effective --json");
  CHECK(ran.code == 1);
  const auto data = nlohmann::json::parse(ran.out)["data"];
  CHECK(data["left_out"] == nlohmann::json::array({"L4"}));
  CHECK(data["loss_fen"] == 350'000'000);
}

TEST_CASE("program: compare refuses one policy, one twice, none, no losses and two sources") {
  const Folder folder;
  const auto code = [&](const std::string& more) { return compare(folder, kLosses, more).code; };
  CHECK(code("-p zhongshan") == 2);
  CHECK(code("-p zhongshan -p zhongshan") == 2);
  const auto same =
      compare(folder, kPriced, "-p " + priced(folder) + " -p " + folder.path() + "/./priced.yaml");
  CHECK(same.code == 2);
  CHECK(same.err.find("is named twice") != std::string::npos);
  CHECK(code("") == 2);
  CHECK(code("-p zhongshan -p bank-only --run r1") == 2);
  CHECK(code("-p zhongshan -p zhongshn") == 4);
  CHECK(run_program("compare -p zhongshan -p bank-only").code == 2);
  CHECK(run_program("compare --run rabc -p zhongshan -p zhongshan").code == 2);
  const auto dollars = compare(folder, kLosses, "-p zhongshan -p sba-7a");
  CHECK(dollars.code == 2);
  CHECK(dollars.err.find("P-15") != std::string::npos);
}
