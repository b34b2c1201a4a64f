// explain --loss through the built program: one loss in sentences, with figures derived by hand.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/support/places.hpp"

using namespace pledgelab::test;

namespace {

using json = nlohmann::json;

const std::string kHead =
    "schema: policy/1\nid: told\nversion: '1'\n"
    "source: [{title: made up, mark: assumed}]\n"
    "effective: {from: 2020-01-01, to: 2030-12-31, by: default}\n"
    "money: {currency: CNY, round: half_up}\nyear: calendar\n";
const std::string kTwo = "parties:\n  fund: {kind: fund}\n  bank: {kind: bank}\nresidual: bank\n";
const std::string kTrigger = "claim: {trigger: {loan.days_past_due: {gt: 90}}, pay: claim}\n";
const std::string kBorne = "recovery: {costs: first, by: as_borne}\n";

// Two losses of one year: fund 60 %, insurer 10 %, the fund at most 100 a year.
const std::string kPolicy =
    kHead +
    "assume: {limit: 100yuan}\n"
    "parties:\n  fund: {kind: fund, split: {city: 50%, town: rest}}\n"
    "  insurer: {kind: insurer}\n  bank: {kind: bank}\nresidual: bank\n" +
    kTrigger +
    "steps:\n"
    "  - {step: ip, gate: {require: {loan.ip_share: {ge: 50%}}}}\n"
    "  - {step: kept, base: {of: [principal], net: true}}\n"
    "  - {step: share, law: 比例, quota: {fund: 60%, insurer: 10%, bank: rest}}\n"
    "  - {step: year, cap: {party: fund, at: $limit, per: [scheme, year], when: claim, room: paid, "
    "over: bank}}\n"
    "  - {step: late, if: {loan.days_past_due: {gt: 1000}}, cap: {party: insurer, at: 1yuan, per: "
    "loss, room: paid, over: bank}}\n" +
    kBorne;
const std::string kLosses =
    "loss_id,loan_id,default_date,principal_loss_yuan,interest_loss_yuan,cost_yuan,recovery_yuan,"
    "recovery_date,loan.days_past_due,loan.ip_share\n"
    "L1,A1,2024-01-10,100,10,0,20,2024-03-01,120,60%\n"
    "L2,A2,2024-02-01,150,20,5,30,2024-01-20,120,60%\n"
    "L3,A3,2024-03-01,50,0,0,,,90,60%\n"
    "L4,A4,2024-03-02,50,0,0,,,120,40%\n"
    "L5,A5,2024-03-03,50,0,0,,,120,\n"
    "L6,A6,2024-03-04,50,0,0,,,,60%\n"
    "L7,A7,2019-03-04,50,0,0,,,120,60%\n"
    "L8,A8,2024-03-05,0,0,0,,,120,60%\n";

struct Explained {
  const Folder folder{};

  [[nodiscard]] Ran of(const std::string& policy, const std::string& losses, const std::string& id,
                       const std::string& more = "") const {
    return run_program("explain --loss " + id + " --losses " + folder.write("losses.csv", losses) +
                       " -p " + folder.write("p.yaml", policy) + " " + more);
  }
};

void tells(const Ran& ran, const std::vector<std::string>& parts) {
  for (const std::string& part : parts) {
    CHECK_MESSAGE(ran.out.find(part) != std::string::npos, part << "\n in \n" << ran.out);
  }
}

}  // namespace

TEST_CASE("program: explain, a netted loss under a yearly cap, each figure of it in Chinese") {
  // 30 came back before the pay date: 5 off the costs, 25 off 150. Of 125 the fund bears 75, of
  // which 40 are left under 100 after the 60 of L1.
  const Explained explained;
  const auto ran = explained.of(kPolicy, kLosses, "L2", "--lang zh");
  CHECK(ran.code == 0);
  tells(
      ran,
      {"  1. 损失 `L2`（贷款 `A2`，损失文件第 3 行）：2024-02-01 违约，2024-02-01 索赔，支付日 "
       "2024-02-01。",
       "申报：本金 150.00 元、利息 20.00 元、费用 5.00 元，合计 175.00 元。",
       "支付日及以前收回 2024-01-20 30.00 元，先行扣除（先抵费用，再抵本金，后抵利息），余本金 "
       "125.00 元、利息 20.00 元、费用 0.00 元，应分担的损失 145.00 元。",
       "违约日 2024-02-01 在 2020-01-01 至 2030-12-31 之内。",
       "`loan.days_past_due` 大于 90；本笔 `loan.days_past_due` ＝ 120：满足。",
       "`loan.ip_share` 不低于 50%：满足；本笔 `loan.ip_share` ＝ 60%；尚未分配的损失由 145.00 元 "
       "变为 145.00 元。",
       "计入 本金 125.00 元，得 125.00 元；其余 20.00 元 由 `bank` 承担；尚未分配的损失由 145.00 "
       "元 变为 125.00 元。",
       "条文“比例”：尚未分配的 125.00 元 分给：`fund` 60% 得 75.00 元、`insurer` 10% 得 12.50 "
       "元、`bank` 其余 得 37.50 元",
       "限额 100.00 元，此前已用 60.00 元，尚余额度 40.00 元；`fund` 承担 40.00 元，超出的 35.00 "
       "元 "
       "由 `bank` 承担；`fund` 的承担额由 75.00 元 变为 40.00 元。",
       "步骤5 `late`，限额（cap）：仅当 `loan.days_past_due` 大于 1000 时适用；本笔 "
       "`loan.days_past_due` ＝ 120：不适用。",
       "结果，各方承担：`fund` 40.00 元（风险补偿）、`insurer` 12.50 元（赔付）、`bank` 92.50 "
       "元（自担），合计 145.00 元。",
       "其中 `fund` 的承担额再分（split）：`city` 20.00 元、`town` 20.00 元。",
       "2024-02-01，`fund` 支付风险补偿 40.00 元。",
       "`insurer` 付赔付后，该部分对借款人的代位求偿权归 `insurer`（按其种类）。",
       "假设（assume） `limit` = 100yuan（办法第 8 行）：原文未载。",
       "本方假设（assumed）：“made up”。"});
  CHECK(ran.out.find("Loss `L2`") == std::string::npos);
}

TEST_CASE("program: explain in English; what came back later, by what each bears") {
  // L1: fund 60, insurer 10, bank 30 and the interest of 10. Of 20 back: 20 × 60 ÷ 110 = 10.91,
  // 1.82, the bank 7.27.
  const Explained explained;
  const auto ran = explained.of(kPolicy, kLosses, "L1", "--lang en");
  CHECK(ran.code == 0);
  tells(ran,
        {"the open loss goes from CNY 110.00 to CNY 100.00.",
         "the open CNY 100.00 is divided: `fund` 60%: CNY 60.00, `insurer` 10%: CNY 10.00, "
         "`bank` the rest: CNY 30.00",
         "limit CNY 100.00, used before CNY 0.00, room left CNY 100.00; `fund` bears CNY 60.00, "
         "what is above, CNY 0.00",
         "In the end they bear: `fund` CNY 60.00 (risk compensation), `insurer` CNY 10.00 "
         "(insurance payment), `bank` CNY 40.00 (own loss); in all CNY 110.00.",
         "What came back on 2024-03-01, divided by what each bears (as_borne): `fund` CNY "
         "10.91, `insurer` CNY 1.82, `bank` CNY 7.27.",
         "`fund` CNY 60.00 − CNY 10.91 = CNY 49.09",
         "the claim by subrogation against the borrower for it belongs to `insurer`"});
  CHECK(ran.out.find("损失") == std::string::npos);
}

TEST_CASE("program: explain, what is not covered says which limit which value missed") {
  const Explained explained;
  const auto trigger = explained.of(kPolicy, kLosses, "L3");
  CHECK(trigger.code == 0);
  tells(trigger,
        {"本笔 `loan.days_past_due` ＝ 90：不满足：全部 50.00 元 由 `bank` 承担（条款 trigger）",
         "here `loan.days_past_due` = 90: not met: all of it, CNY 50.00, is borne by "
         "`bank` (clause trigger)."});
  const auto gate = explained.of(kPolicy, kLosses, "L4");
  CHECK(gate.code == 0);
  tells(gate, {"不满足，全部 50.00 元 由 `bank` 承担；本笔 `loan.ip_share` ＝ 40%",
               "步骤2 `kept`，计损基数（base）：没有可处理的金额，不执行。"});
  const auto dates = explained.of(kPolicy, kLosses, "L7");
  CHECK(dates.code == 0);
  tells(dates,
        {"违约日 2019-03-04 不在 2020-01-01 至 2030-12-31 之内：全部 50.00 元 由 `bank` 承担"});
  const auto none = explained.of(kPolicy, kLosses, "L8");
  CHECK(none.code == 0);
  tells(none, {"应分担的损失为零：不检验任何条款，也不支付。"});
}

TEST_CASE("program: explain, an undecided loss ends with 1 and names the empty fact") {
  const Explained explained;
  const auto gate = explained.of(kPolicy, kLosses, "L5");
  CHECK(gate.code == 1);
  tells(gate, {"不能确定：步骤 `ip`：loan.ip_share 为空。本笔不支付，也不计入任何合计。",
               "Undecided: step `ip`: loan.ip_share is empty."});
  CHECK(gate.out.find("结果，各方承担") == std::string::npos);
  const auto trigger = explained.of(kPolicy, kLosses, "L6", "--json");
  CHECK(trigger.code == 1);
  const json data = json::parse(trigger.out)["data"];
  CHECK(data["loss"]["standing"] == "undecided");
  CHECK(data["steps"][0]["facts"][0]["fact"] == "loan.days_past_due");
  CHECK(data["steps"][0]["facts"][0]["value"].is_null());
  CHECK(data["steps"][0]["answer"] == "undecided");
}

TEST_CASE("program: explain as JSON has the same facts in typed fields") {
  const Explained explained;
  const json data = json::parse(explained.of(kPolicy, kLosses, "L2", "--json").out)["data"];
  CHECK(data["made_of"]["principal_fen"] == 15'000);
  CHECK(data["made_of"]["netted"][0]["amount_fen"] == 3'000);
  CHECK(data["runs"][0]["principal_fen"] == 12'500);
  CHECK(data["runs"].size() == 1);
  const json& steps = data["steps"];
  CHECK(steps[0]["verb"] == "trigger");
  CHECK(steps[1]["facts"][0]["value"] == "60%");
  CHECK(steps[3]["shares"][0]["share_ppm"] == 600'000);
  CHECK(steps[4]["limit_fen"] == 10'000);
  CHECK(steps[4]["unit_fen"] == 6'000);
  CHECK(steps[4]["before_fen"] == 7'500);
  CHECK(steps[4]["after_fen"] == 4'000);
  CHECK(steps[5]["answer"] == "passed_over");
  CHECK(data["sentences"][0]["topic"] == "loss");
  CHECK(data["payments"].size() == 2);
  CHECK(data["assumptions"][0] == "limit = 100yuan (line 8)");
}

TEST_CASE("program: explain, an advance of 80 on an estimate of 100, final 70: 10 given back") {
  // Fund 80 %: of 100 it owes 80 and pays 80 % of that, 64; of 70 it owes 56, so 8 come back.
  const Explained explained;
  const std::string policy = kHead + kTwo +
                             "claim: {pay: claim, advance: {rate: 80%, final: write_off}}\n"
                             "steps:\n  - {step: share, quota: {fund: 80%, bank: rest}}\n" +
                             kBorne;
  const std::string header =
      "loss_id,loan_id,default_date,principal_loss_yuan,final_loss_yuan,write_off_date\n";
  const auto ran = explained.of(policy, header + "A,L1,2024-01-01,100,70,2025-02-03\n", "A");
  CHECK(ran.code == 0);
  tells(ran, {"按估计损失计算：", "`fund` 80% 得 80.00 元", "On the final loss:",
              "`fund` 80%: CNY 56.00", "2024-01-01，`fund` 支付风险补偿 64.00 元（预付）。",
              "2025-02-03，`fund` 收回多付的风险补偿 8.00 元（最终结算）。"});
  const auto open = explained.of(policy, header + "A,L1,2024-01-01,100,,\n", "A");
  CHECK(open.code == 0);
  tells(open, {"`fund` 64.00 元（风险补偿）、`bank` 36.00 元（自担）"});
  CHECK(open.out.find("按最终损失计算") == std::string::npos);
  const auto runs = [&](const std::string& row) {
    std::string on;
    const auto told = explained.of(policy, header + row, "A", "--json");
    const auto data = nlohmann::json::parse(told.out)["data"];
    for (const auto& one : data["runs"]) {
      on += one["on"].get<std::string>() + " ";
    }
    return on;
  };
  CHECK(runs("A,L1,2024-01-01,100,70,2025-02-03\n") == "estimate final ");
  CHECK(runs("A,L1,2024-01-01,100,,\n") == "estimate ");
  const auto undecided = explained.of(policy, header + "A,L1,2024-01-01,100,,2025-02-03\n", "A");
  CHECK(undecided.code == 1);
  tells(undecided, {"不能确定：最终损失为空"});
}

TEST_CASE("program: explain, an account that is short, the queue and the day it is paid") {
  // 80 due, 60 in the account; 15 more come in June.
  const Explained explained;
  const std::string policy =
      kHead +
      "parties:\n  fund: {kind: fund, claim_owner: fund, account: {sources: [{from: city, amount: "
      "60yuan, date: 2024-01-01}, {from: city, amount: 15yuan, date: 2024-06-01}]}}\n"
      "  bank: {kind: bank}\nresidual: bank\nclaim: {pay: claim}\nsteps:\n"
      "  - {step: share, quota: {fund: 80%, bank: rest}}\n"
      "  - {step: balance, cap: {party: fund, at: balance, per: [scheme, life], when: claim, room: "
      "paid, short: fifo, over: queue}}\n" +
      kBorne;
  const auto ran = explained.of(
      policy, "loss_id,loan_id,default_date,principal_loss_yuan\nA,L1,2024-03-01,100\n", "A");
  CHECK(ran.code == 0);
  tells(ran,
        {"2024-03-01 结算：`fund` 应付 80.00 元，账户余额 60.00 元，当日先付 0.00 元，尚余 60.00 "
         "元，付 60.00 元，未付 20.00 元 排队等候（queue），由 `bank` 垫付",
         "2024-06-01 结算：`fund` 应付 20.00 元，账户余额 15.00 元，当日先付 0.00 元，尚余 15.00 "
         "元，付 15.00 元，未付 5.00 元 排队等候（queue）",
         "至最后已知日，仍有 5.00 元 在账户排队未付，由 `bank` 垫付，不计息。",
         "2024-06-01，`fund` 支付风险补偿 15.00 元。",
         "`fund` 付风险补偿后，该部分对借款人的受让的债权归 `fund`（claim_owner）。"});
}

TEST_CASE("program: explain, a claim held by a breaker until it resumes") {
  // Half of 300 is above 100 on 31 January, half of 100 below on 31 March: off from 1 April.
  const Explained explained;
  const std::string policy =
      kHead + kTwo +
      "claim: {pay: claim}\nsteps:\n  - {step: share, quota: {fund: 80%, bank: rest}}\n"
      "breakers:\n  - {id: fuse, watch: {rate: 50%, of: overdue_principal}, trip: "
      "{ge: 100yuan}, resume: {lt: 100yuan}, does: stop_claims, held: until_resume, "
      "off_at_least: 0d}\n" +
      kBorne;
  const std::string periods = explained.folder.write(
      "periods.csv",
      "party_id,scheme_id,period_start,period_end,cohort,measure,value_yuan\n"
      ",told,,2024-01-31,,overdue_principal,300\n,told,,2024-03-31,,overdue_principal,100\n");
  const auto ran = explained.of(
      policy, "loss_id,loan_id,default_date,principal_loss_yuan\nA,L1,2024-02-10,100\n", "A",
      "--periods " + periods);
  CHECK(ran.code == 0);
  tells(ran, {"熔断 `fuse` 在支付日 2024-02-10 已暂停补偿，暂缓至 2024-04-01 方予办理。",
              "2024-04-01，`fund` 支付风险补偿 80.00 元。"});
}

TEST_CASE("program: explain --lang takes zh, en and both, and goes with --loss") {
  const Explained explained;
  const auto wrong = explained.of(kPolicy, kLosses, "L1", "--lang fr");
  CHECK(wrong.code == 2);
  CHECK(wrong.err.find("one of: zh, en, both") != std::string::npos);
  CHECK(run_program("explain --asset A1 --lang zh").code == 2);
  const auto both = explained.of(kPolicy, kLosses, "L1");
  CHECK(both.out.find("损失 `L1`") != std::string::npos);
  CHECK(both.out.find("Loss `L1`") != std::string::npos);
}
