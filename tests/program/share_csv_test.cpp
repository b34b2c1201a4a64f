// share --csv: the results as CSV, whole or not at all; what share asks for and what it refuses.
#include <doctest/doctest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "engine/formats/file.hpp"
#include "tests/support/places.hpp"

using namespace pledgelab::test;

namespace {

namespace fs = std::filesystem;

const std::string kHeader = "loss_id,loan_id,default_date,principal_loss_yuan,loan.days_past_due\n";

std::string bytes_of(const std::string& path) { return pledgelab::read_file(path).value(); }

std::size_t entries(const std::string& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), {}));
}

}  // namespace

TEST_CASE("program: share --csv writes totals, losses and a row for each loss and party") {
  // Zhuhai: bank 60, fund 40. A formula in an id is a text; B lacks a fact.
  const Folder folder;
  const std::string losses =
      folder.write("losses.csv", kHeader +
                                     "=A,L1,2019-05-01,1000,120\nB,L2,2019-05-02,50,\n"
                                     "C,L3,2019-05-03,0.05,120\nD,L4,2019-05-04,7,10\n");
  const std::string out = folder.path() + "/out";
  const auto ran = run_program("share --losses " + losses + " -p zhuhai --csv " + out);
  CHECK(ran.code == 1);  // B is undecided
  CHECK(entries(out) == 3);
  // D is 7 for the bank alone; of 5 fen the fund bears 2, the bank 3.
  CHECK(bytes_of(out + "/totals.csv") ==
        "party,kind,payment_zh,payment_en,claim_owner,borne_yuan,compensation_yuan,recovery_yuan,"
        "net_yuan\n"
        "bank,bank,自担,own loss,bank,607.03,0.00,0.00,607.03\n"
        "fund,fund,风险补偿,risk compensation,bank,400.02,400.02,0.00,400.02\n");
  CHECK(bytes_of(out + "/allocations.csv") ==
        "loss_id,party,payment_zh,payment_en,borne_yuan,compensation_yuan,recovery_yuan,net_yuan,"
        "clauses\n"
        "'=A,bank,自担,own loss,600.00,0.00,0.00,600.00,sixty-forty\n"
        "'=A,fund,风险补偿,risk compensation,400.00,400.00,0.00,400.00,sixty-forty\n"
        "C,bank,自担,own loss,0.03,0.00,0.00,0.03,sixty-forty\n"
        "C,fund,风险补偿,risk compensation,0.02,0.02,0.00,0.02,sixty-forty\n"
        "D,bank,自担,own loss,7.00,0.00,0.00,7.00,trigger\n"
        "D,fund,风险补偿,risk compensation,0.00,0.00,0.00,0.00,\n");
  const std::string each = bytes_of(out + "/losses.csv");
  CHECK(each.find(
            "loss_id,loan_id,standing,reason,reason_zh,loss_yuan,netted_yuan,queued_yuan,held_yuan,"
            "filed_on,pay_date\n") == 0);
  CHECK(each.find("\nB,L2,undecided,clause 'trigger' is undecided: loan.days_past_due is "
                  "empty,条款 'trigger' 不能确定：loan.days_past_due "
                  "为空,50.00,0.00,0.00,0.00,2019-05-02,2019-05-02\n") != std::string::npos);
  CHECK(entries(folder.path()) == 2);  // no draft stays
}

TEST_CASE("program: share --csv refuses what is there, a parent and a run that are not there") {
  const Folder folder;
  const std::string losses = folder.write("losses.csv", kHeader + "A,L1,2019-05-01,1000,120\n");
  const std::string share = "share --losses " + losses + " -p zhuhai --csv ";
  const auto file = run_program(share + losses);
  CHECK(file.code == 2);
  CHECK(file.err.find("U-108") != std::string::npos);
  CHECK(bytes_of(losses) == kHeader + "A,L1,2019-05-01,1000,120\n");
  fs::create_directory(folder.path() + "/there");
  CHECK(run_program(share + folder.path() + "/there").code == 2);
  CHECK(entries(folder.path() + "/there") == 0);
  const auto parent = run_program(share + folder.path() + "/no/out");
  CHECK(parent.code != 0);
  CHECK_FALSE(fs::exists(folder.path() + "/no"));
  CHECK(run_program("share --run r0 -p zhuhai --csv " + folder.path() + "/out").code == 4);
  CHECK(run_program(share + folder.path() + "/out/").code == 0);
  CHECK(entries(folder.path() + "/out") == 3);
}

TEST_CASE("program: share asks for the bank's firm only where a rule reads it") {
  const Folder folder;
  const std::string losses = folder.write("losses.csv", kHeader + "A,L1,2019-05-01,1000,120\n");
  CHECK(run_program("share --losses " + losses + " -p zhuhai").code == 0);
  const std::string head =
      "schema: policy/1\nid: t\nversion: '1'\nsource: [{title: t, mark: assumed}]\n"
      "effective: {from: 2018-01-01, by: default}\nmoney: {currency: CNY, round: half_up}\n"
      "year: calendar\nparties: {fund: {kind: fund}, bank: {kind: bank, firm: loan.lender_id}}\n"
      "residual: bank\nclaim: {pay: claim}\nsteps:\n"
      "  - {step: s, quota: {fund: 60%, bank: 40%}}\n";
  const std::string tail = "recovery: {costs: first, by: as_borne}\n";
  const auto asks = [&](const std::string& more) {
    const auto ran = run_program("share --losses " + losses + " -p " +
                                 folder.write("p.yaml", head + more + tail));
    return ran.code == 2 && ran.err.find("loan.lender_id") != std::string::npos;
  };
  CHECK_FALSE(asks(""));
  CHECK(
      asks("  - {step: c, cap: {party: fund, at: 1wan, per: [bank, year], when: claim, room: "
           "paid, over: bank}}\n"));
  CHECK(
      asks("charges: [{id: r, kind: reward, amount: 1yuan, payer: fund, payee: bank, every: once, "
           "when: claim}]\n"));
}

TEST_CASE("program: share refuses a losses file without a loss, and says what it expects") {
  const Folder folder;
  const std::string losses = folder.write("losses.csv", kHeader);
  const auto ran = run_program("share --losses " + losses + " -p zhuhai");
  CHECK(ran.code == 2);
  CHECK(ran.err.find("a header and no loss below it") != std::string::npos);
  CHECK(run_program("explain --loss A --losses " + losses + " -p zhuhai").code == 2);
}

TEST_CASE("program: share --run --csv writes the tables of the report into a new folder") {
  const Folder folder;
  const std::string where = " --project " + folder.path();
  const auto drawn =
      run_program("simulate --book sample --as-of 2026-09-30 --paths 50 --json" + where);
  REQUIRE_MESSAGE(drawn.code == 0, drawn.err);
  const std::string id = nlohmann::json::parse(drawn.out)["data"]["run_id"];
  const std::string ask = "share --run " + id + " -p zhuhai" + where + " --csv " + folder.path();
  CHECK(run_program(ask + "/out").code == 0);
  const std::string who = bytes_of(folder.path() + "/out/who-pays-steps.csv");
  CHECK(who.rfind("\xEF\xBB\xBF", 0) == 0);
  CHECK(who.find("fund") != std::string::npos);
  CHECK(run_program(ask + "/out").code == 2);  // it is there
}
