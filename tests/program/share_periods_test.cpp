// share --periods through the built program: breakers in text and JSON, what is asked for and what
// is refused.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/support/places.hpp"

using namespace pledgelab::test;

namespace {

// The fuse of Hubei, with 60 % the pool's.
const std::string kFuse = R"(schema: policy/1
id: fused
version: '1'
source: [{title: made, mark: assumed}]
effective: {from: 2020-01-01, by: default}
money: {currency: CNY, round: half_up}
year: calendar
parties: {pool: {kind: fund}, bank: {kind: bank}}
residual: bank
ratios:
  npl: {top: npl_balance, bottom: loan_balance, loans: scheme, per: lender, at: month_end}
claim: {trigger: {loan.days_past_due: {gt: 90}}, pay: claim}
steps:
  - {step: share, quota: {pool: 60%, bank: rest}}
breakers:
  - {id: warning, watch: npl, trip: {gt: 5%}, does: warn, resume: {le: 5%}, off_at_least: 0d}
  - id: fuse
    watch: npl
    trip: {gt: 8%}
    does: stop_claims
    held: until_resume
    resume: {le: 8%}
    off_at_least: 0d
  - {id: spent, watch: bill.pool, trip: {ge: 100yuan}, does: warn, resume: never, off_at_least: 0d}
recovery: {costs: first, by: as_borne}
)";

const std::string kLosses =
    "loss_id,loan_id,lender_id,default_date,principal_loss_yuan\nA,L1,B1,2025-03-31,200\n"
    "B,L2,B1,2025-04-01,100\nC,L3,B1,2025-06-01,50\n";
const std::string kPeriodsTop =
    "party_id,scheme_id,period_start,period_end,cohort,measure,value_yuan\n";
const std::string kPeriods =
    kPeriodsTop +
    "B1,fused,,2025-03-31,,npl_balance,9\nB1,fused,,2025-03-31,,loan_balance,100\n"
    "B1,fused,,2025-04-30,,npl_balance,8\nB1,fused,,2025-04-30,,loan_balance,100\n"
    "B1,fused,,2025-05-31,,npl_balance,9\nB1,fused,,2025-05-31,,loan_balance,99\n";

struct Files {
  Folder folder;
  std::string policy = folder.write("fused.yaml", kFuse);
  std::string losses = folder.write("losses.csv", kLosses);

  [[nodiscard]] std::string periods(const std::string& text) const {
    return " --periods " + folder.write("periods.csv", text);
  }
  [[nodiscard]] Ran share(const std::string& more) const {
    return run_program("share --losses " + losses + " --policy " + policy + more);
  }
};

}  // namespace

TEST_CASE("program: share --periods tells breakers and what they hold") {
  const Files files;
  const auto ran = files.share(files.periods(kPeriods) + " --json");
  REQUIRE_MESSAGE(ran.code == 0, (ran.out + ran.err));
  const auto data = nlohmann::json::parse(ran.out)["data"];
  REQUIRE(data["breakers"].size() == 5);
  const auto& fuse = data["breakers"][1];
  CHECK(fuse["breaker"] == "fuse");
  CHECK(fuse["scope"] == "lender B1");
  CHECK(fuse["date"] == "2025-03-31");
  CHECK(fuse["state"] == "on");
  CHECK(fuse["watch"] == "npl");
  CHECK(fuse["value_ppm"] == 90'000);
  CHECK(data["breakers"][0]["state"] == "warn");
  CHECK(data["breakers"][2]["watch"] == "bill.pool");
  CHECK(data["breakers"][2]["value_fen"] == 12'000);
  CHECK(data["breakers"][3]["state"] == "off");
  CHECK(data["breakers"][4]["value_ppm"] == 90'909);
  const auto& losses = data["losses"];
  CHECK(losses[1]["standing"] == "shared");
  CHECK(losses[1]["pay_date"] == "2025-05-01");
  CHECK(losses[2]["standing"] == "held");
  CHECK(losses[2]["eligible"] == false);
  CHECK(losses[2]["held_fen"] == 5'000);
  CHECK(losses[2]["allocations"][0]["clauses"][0] == "fuse");
  CHECK(data["held_fen"] == 5'000);
  const auto text = files.share(files.periods(kPeriods)).out;
  CHECK(text.find("breaker fuse (lender B1), 2025-03-31: 熔断 on, npl = 9.00 %") !=
        std::string::npos);
  CHECK(text.find("breaker spent (scheme), 2025-03-31: 预警 warn, bill.pool = 120.00 CNY") !=
        std::string::npos);
  CHECK(text.find("held by a breaker that never resumed: 50.00") != std::string::npos);
  const auto told = run_program("explain --loss C --losses " + files.losses + " --policy " +
                                files.policy + files.periods(kPeriods));
  CHECK(told.code == 0);
  CHECK(told.out.find("fuse") != std::string::npos);
}

TEST_CASE("program: a policy that asks periods names what it needs them for") {
  const Files files;
  const auto ran = files.share(" --json");
  CHECK(ran.code == 2);
  const auto error = nlohmann::json::parse(ran.out)["errors"][0];
  CHECK(error["code"] == "P-165");
  CHECK(error["message"] == "ratio 'npl' (npl_balance ÷ loan_balance) needs a periods file");
  CHECK(error["hint"].get<std::string>().find("--periods FILE") != std::string::npos);
  // A fault in the file is told where it stands.
  const auto bad =
      files.share(files.periods(kPeriodsTop + "B1,fused,,2025-03-31,,npl_balence,9\n") + " --json");
  CHECK(bad.code == 2);
  const auto fault = nlohmann::json::parse(bad.out)["errors"][0];
  CHECK(fault["code"] == "P-163");
  CHECK(fault["line"] == 2);
  CHECK(fault["column"] == 23);
  CHECK(fault["hint"] == "did you mean 'npl_balance'?");
}

TEST_CASE("program: a periods file that nothing asks is told, and none goes with a run") {
  const Files files;
  const std::string plain = files.folder.write(
      "plain.yaml",
      kFuse.substr(0, kFuse.find("ratios:")) +
          "claim: {trigger: {loan.days_past_due: {gt: 90}}, pay: claim}\nsteps:\n  - "
          "{step: share, quota: {pool: 60%, bank: rest}}\nrecovery: {costs: first, by: "
          "as_borne}\n");
  const auto ran = run_program("share --losses " + files.losses + " --policy " + plain +
                               files.periods(kPeriods) + " --json");
  CHECK(ran.code == 0);
  const auto answer = nlohmann::json::parse(ran.out);
  std::string warnings;
  for (const auto& warning : answer["warnings"]) {
    warnings += warning.get<std::string>() + "\n";
  }
  CHECK(warnings.find("periods.csv is not used: the policy asks no ratio and no measure") !=
        std::string::npos);
  const auto both = run_program("share --run r000000000000 --policy " + files.policy +
                                files.periods(kPeriods) + " --json");
  CHECK(both.code == 2);
  CHECK(both.out.find("U-106") != std::string::npos);
}

TEST_CASE("program: compare takes the periods that one of its policies asks for") {
  const Files files;
  const std::string pair = " --policy bank-only --policy " + files.policy;
  const std::string asked = "compare --losses " + files.losses + pair;
  CHECK(run_program(asked + " --json").code == 2);
  const auto ran = run_program(asked + files.periods(kPeriods) + " --json --ignore-effective");
  CHECK_MESSAGE(ran.code < 2, (ran.out + ran.err));
  CHECK(run_program("compare --run r000000000000" + pair + files.periods(kPeriods)).code == 2);
}
