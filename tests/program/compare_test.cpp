// compare through the built program: figures by hand, what is left out, bad inputs.
#include <doctest/doctest.h>

#include <map>

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
  CHECK(code("") == 2);
  CHECK(code("-p zhongshan -p bank-only --run r1") == 2);
  CHECK(code("-p zhongshan -p zhongshn") == 4);
  CHECK(run_program("compare -p zhongshan -p bank-only").code == 2);
  CHECK(run_program("compare --run rabc -p zhongshan -p zhongshan").code == 2);
  const auto dollars = compare(folder, kLosses, "-p zhongshan -p sba-7a");
  CHECK(dollars.code == 2);
  CHECK(dollars.err.find("P-15") != std::string::npos);
}
