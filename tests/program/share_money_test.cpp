// Money beside the bills through the built program: accounts, charges, payments, the journal.
#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include <nlohmann/json.hpp>

#include "tests/support/places.hpp"

using namespace pledgelab::test;

namespace {

// Loss 100: 80 % of the fund, whose account holds 60; a premium of 1 % goes into it.
const std::string kPolicy =
    "schema: policy/1\nid: small\nversion: '1'\nsource: [{title: made, mark: assumed}]\n"
    "effective: {from: 2020-01-01, by: default}\nmoney: {currency: CNY, round: half_up}\n"
    "year: calendar\nparties:\n"
    "  fund: {kind: fund, account: {sources: [{from: city, amount: 60yuan, date: 2024-01-01}], "
    "costs: [{id: audit, amount: 9yuan, every: year}]}}\n"
    "  bank: {kind: bank}\nresidual: bank\n"
    "claim: {trigger: {loan.days_past_due: {gt: 90}}, pay: claim}\nsteps:\n"
    "  - {step: share, quota: {fund: 80%, bank: rest}}\n"
    "  - {step: balance, cap: {party: fund, at: balance, per: [scheme, life], when: claim, room: "
    "paid, short: fifo, over: queue}}\n"
    "charges:\n  - {id: premium, kind: premium, payer: borrower, payee: fund, every: once, amount: "
    "{rate: 1%, of: loan.approved_yuan}}\n"
    "recovery: {costs: first, by: as_borne}\n";
const std::string kLosses =
    "loss_id,loan_id,default_date,principal_loss_yuan,approved_yuan,origination_date\n"
    "\"A,1\",L1,2024-03-01,100,200,2024-02-01\nB,L2,2025-01-01,0,,2024-02-01\n";

Ran share_of(const Folder& folder, const std::string& more) {
  return run_program("share --losses " + folder.write("losses.csv", kLosses) + " -p " +
                     folder.write("small.yaml", kPolicy) + " " + more);
}

std::string bytes_of(const std::string& path) {
  std::ifstream file(path);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

}  // namespace

TEST_CASE("program: share tells accounts and charges; an undecided charge ends with 1") {
  const Folder folder;
  const auto ran = share_of(folder, "--json");
  CHECK(ran.code == 1);
  const auto data = nlohmann::json::parse(ran.out)["data"];
  REQUIRE(data["movements"].size() == 3);
  CHECK(data["movements"][1]["what"] == "charge");
  CHECK(data["movements"][1]["amount_fen"] == 200);
  CHECK(data["movements"][2]["loss_id"] == "A,1");
  CHECK(data["movements"][2]["balance_fen"] == 0);
  REQUIRE(data["charges"].size() == 2);
  CHECK(data["charges"][0]["loan_id"] == "L2");
  CHECK(data["charges"][0]["line"] == 3);
  CHECK(data["charges"][0]["date"].is_null());
  CHECK(data["charges"][0]["undecided"] == "loan.approved_yuan is empty");
  CHECK(data["charges"][1]["payer"] == "borrower");
  CHECK(data["charge_totals"][0]["amount_fen"] == 200);
  CHECK(data["unpaid"].empty());
  CHECK(data["payments"][0]["amount_fen"] == 6200);
  CHECK(data["queued_fen"] == 1800);
  const auto text = share_of(folder, "");
  CHECK(text.out.find("account fund: source 60.00; charge 2.00; paid -62.00; 0.00 left on "
                      "2024-03-01") != std::string::npos);
  CHECK(text.out.find("charge premium (premium): 2.00 from borrower to fund, 1 payments") !=
        std::string::npos);
  CHECK(text.out.find("undecided: charge premium of loan L2 (line 3)") != std::string::npos);
}

TEST_CASE("program: share --csv writes the charges of a policy that has them") {
  const Folder folder;
  CHECK(share_of(folder, "--csv " + folder.path() + "/out").code == 1);
  CHECK(bytes_of(folder.path() + "/out/charges.csv") ==
        "charge,loan_id,date,payer,payee,amount_yuan,unpaid_yuan,reason,reason_zh\n"
        "premium,L2,,borrower,fund,0.00,0.00,loan.approved_yuan is empty,loan.approved_yuan 为空\n"
        "premium,L1,2024-02-01,borrower,fund,2.00,0.00,,\n");
}

TEST_CASE("program: share --journal writes the events; it does not overwrite the losses") {
  const Folder folder;
  const std::string journal = folder.path() + "/journal.csv";
  CHECK(share_of(folder, "--journal " + journal).code == 1);
  CHECK(bytes_of(journal) ==
        "event,date,what,debit,credit,amount_yuan,clause,loss_id,loan_id\n"
        "1,2024-01-01,source,account:fund,from:city,60.00,,,\n"
        "2,2024-02-01,charge,account:fund,cash:borrower,2.00,premium,,L1\n"
        "3,2024-03-01,loss,loss:open,loss:lent,100.00,,\"A,1\",L1\n"
        "4,2024-03-01,bearing,borne:fund,loss:open,80.00,share,\"A,1\",L1\n"
        "4,2024-03-01,bearing,borne:bank,loss:open,20.00,share,\"A,1\",L1\n"
        "5,2024-03-01,bearing,loss:open,borne:fund,18.00,balance,\"A,1\",L1\n"
        "5,2024-03-01,bearing,borne:bank,loss:open,18.00,balance,\"A,1\",L1\n"
        "6,2024-03-01,compensation,cash:bank,account:fund,62.00,payment,\"A,1\",L1\n");
  const auto over = share_of(folder, "--journal " + folder.path() + "/losses.csv");
  CHECK(over.code == 2);
  CHECK(over.err.find("U-108") != std::string::npos);
  CHECK(bytes_of(folder.path() + "/losses.csv") == kLosses);
  CHECK(share_of(folder, "--journal " + folder.path() + "/small.yaml").code == 2);
  CHECK(bytes_of(folder.path() + "/small.yaml") == kPolicy);
  CHECK(share_of(folder, "--journal " + journal + " --csv " + folder.path() + "/none").code == 2);
  CHECK(!std::ifstream(folder.path() + "/none/totals.csv"));
  CHECK(run_program("share --run r0 -p zhongshan --journal " + journal).code == 2);
}
