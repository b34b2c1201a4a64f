// Every reason has its words in both languages, and they are what a loss and its sentences tell.
#include "models/sharing/reason_words.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "engine/formats/csv.hpp"
#include "models/sharing/loss_sentences.hpp"
#include "tests/models/sharing/tried.hpp"

using namespace pledgelab;
using test::kColumns;
using test::Tried;

namespace {

const std::string kQuota = " - {step: q, quota: {fund: 50%, bank: rest}}\n";

bool chinese(const std::string& text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

// "zh | en" of each loss's reason.
std::vector<std::string> reasons(const Tried& tried) {
  std::vector<std::string> all;
  for (const LossOutcome& loss : run(tried).result.losses) {
    all.push_back(loss.reason.zh + " | " + loss.reason.en);
  }
  return all;
}

// The sentences of a topic about the first loss.
std::string told(const Tried& tried, const std::string& topic) {
  const auto policy = test::read_tried(tried);
  REQUIRE_MESSAGE(policy.ok(), (policy.ok() ? "" : to_text(policy.errors().front())));
  const auto cells = parse_csv(tried.losses, "losses.csv");
  REQUIRE(cells.ok());
  const auto file = read_losses(cells.value(), "CNY");
  REQUIRE(file.ok());
  const auto program = compile(policy.value(), file.value().facts);
  REQUIRE_MESSAGE(program.ok(), (program.ok() ? "" : to_text(program.errors().front())));
  ToldClaim claim{0, {}};
  const SharingResult result = share_losses_told(program.value(), file.value().claims, claim);
  std::string text;
  for (const LossSentence& one :
       loss_sentences({policy.value(), program.value(), file.value().facts, file.value().claims,
                       result, claim})) {
    if (one.topic == topic) text += one.zh + " | " + one.en + "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("reasons: every one has words in both languages, the parts in their places") {
  const auto of = [](Reason reason, std::size_t parts) {
    const std::vector<TwoWords> all = {
        {"甲", "one"}, {"乙", "two"}, {"丙", "three"}, {"丁", "four"}};
    return reason_words(reason, {all.begin(), all.begin() + static_cast<std::ptrdiff_t>(parts)});
  };
  const std::vector<std::size_t> parts = {2, 2, 2, 1, 1, 1, 2, 0, 0, 0, 1, 0, 4, 2, 1, 0, 2, 3, 3};
  REQUIRE(parts.size() == static_cast<std::size_t>(Reason::held_to_the_last_day) + 1);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const TwoWords words = of(static_cast<Reason>(i), parts[i]);
    CHECK(chinese(words.zh));
    CHECK_FALSE(chinese(words.en));
    CHECK(words.zh.find("{}") == std::string::npos);
    CHECK(words.en.find("{}") == std::string::npos);
  }
  CHECK(of(Reason::held, 3).en == "breaker 'one' held it from two to three");
  CHECK(of(Reason::held, 3).zh == "熔断 '甲' 自 乙 至 丙 暂缓");
  for (auto at = static_cast<int>(Standing::missing); at <= static_cast<int>(Standing::not_one);
       ++at) {
    const Standing standing(static_cast<Standing::Word>(at));
    CHECK(chinese(words_of(standing).zh));
    CHECK_FALSE(words_of(standing).en.empty());
  }
  CHECK(words_of(Standing::no_case).zh == "没有相符的分档");
  CHECK(words_of(Standing::not_one).en == "its limit differs within the unit that it closes");
}

TEST_CASE("reasons: what is not covered or undecided says why in both languages") {
  Tried tried{" - {step: ip, gate: {require: {loan.ip_share: {ge: 50%}}}}\n" + kQuota,
              kColumns +
                  ",days_past_due,ip_share,filed_on\nA,L1,2024-03-01,100,120,40%,\n"
                  "B,L2,2024-03-01,100,90,60%,\nC,L3,2019-03-01,100,120,60%,\n"
                  "D,L4,2024-03-01,100,120,,\nE,L5,2024-03-01,100,120,60%,2024-06-01\n"
                  "F,L6,2024-03-01,100,,60%,\n"};
  tried.pay = "claim, file_within: 30d";
  CHECK(
      reasons(tried) ==
      std::vector<std::string>{
          "准入条件（gate）'ip' 不满足 | gate 'ip' is not met",
          "触发条件（trigger）不满足 | the claim's trigger is not met",
          "违约日 2019-03-01 不在办法适用期 2020-01-01 至 以后任何一日 之内 | its default date "
          "2019-03-01 lies outside the policy's dates, 2020-01-01 to any later day",
          "步骤 'ip' 不能确定：loan.ip_share 为空 | step 'ip' is undecided: loan.ip_share is empty",
          "2024-06-01 索赔，晚于 2024-03-31 | it was filed on 2024-06-01, after 2024-03-31",
          "条款 'trigger' 不能确定：loan.days_past_due 为空 | clause 'trigger' is undecided: "
          "loan.days_past_due is empty"});
  tried.extra_effective = ", to: 2020-12-31, by: claim";
  CHECK(reasons(tried)[4] ==
        "索赔日 2024-06-01 不在办法适用期 2020-01-01 至 2020-12-31 之内 | its filing date "
        "2024-06-01 lies outside the policy's dates, 2020-01-01 to 2020-12-31");
}

TEST_CASE(
    "reasons: the sentences of an advance, a purchase and a charge have no English in Chinese") {
  Tried tried{kQuota, kColumns +
                          ",estimated_loss_yuan,final_loss_yuan,write_off_date,rate,"
                          "appraisal_yuan\nA,L1,2024-03-01,100,100,,2024-06-01,5%,\n"};
  tried.trigger = "{loan.rate: {gt: 0%}}";
  tried.pay = "claim, advance: {rate: 80%, final: write_off}";
  CHECK(told(tried, "undecided").find("不能确定：最终损失为空。本笔不支付") == 0);
  tried.pay = "claim, advance: {rate: {fact: loan.own_share}, final: write_off}";
  tried.losses =
      kColumns + ",rate,own_share\nA,L1,2024-03-01,100,5%,\nB,L2,2024-03-01,100,5%,60%\n";
  CHECK(told(tried, "undecided")
            .find("不能确定：预付比例（advance）不能确定：loan.own_share 为空。本笔") == 0);
  Tried fee{kQuota +
                "charges: [{id: fee, kind: fee, payer: bank, payee: fund, every: once, amount: "
                "{rate: 1%, of: loan.approved_yuan}}]\n",
            kColumns +
                ",rate,approved_yuan,origination_date\nA,L1,2024-03-01,100,5%,100,\n"
                "B,L2,2024-03-01,100,5%,100,2024-01-01\n"};
  fee.trigger = tried.trigger;
  CHECK(told(fee, "charge") ==
        "收付 `fee` 不能确定：贷款发放日为空。 | Charge `fee` is undecided: the date of "
        "origination is "
        "empty.\n");
}

TEST_CASE("reasons: a fact that was never asked is not named, and the first that was asked is") {
  Tried tried{
      " - {step: ip, gate: {require: {all: [{loan.ip_share: {ge: 50%}}, {loan.green: {eq: "
      "true}}]}}}\n" +
          kQuota,
      kColumns +
          ",ip_share,green\nA,L1,2024-03-01,100,,\nB,L2,2024-03-01,100,60%,\n"
          "C,L3,2024-03-01,100,40%,\n"};
  const auto told = reasons(tried);
  REQUIRE(told.size() == 3);
  CHECK(told[0] ==
        "步骤 'ip' 不能确定：loan.ip_share 为空 | step 'ip' is undecided: loan.ip_share is empty");
  CHECK(told[1] ==
        "步骤 'ip' 不能确定：loan.green 为空 | step 'ip' is undecided: loan.green is empty");
  CHECK(told[2] == "准入条件（gate）'ip' 不满足 | gate 'ip' is not met");
}

TEST_CASE("reasons: the key of a unit that is empty has its name") {
  Tried group{kQuota +
                  " - {step: top, cap: {party: fund, at: 50yuan, per: [group, year], when: claim, "
                  "room: paid, over: bank}}\n",
              "loss_id,loan_id,default_date,principal_loss_yuan,borrower_id,borrower.group_id\n"
              "A,L1,2024-03-01,100,X,G\nB,L2,2024-03-01,100,,\nC,L3,2024-03-01,100,X,\n"};
  CHECK(reasons(group) ==
        std::vector<std::string>{" | ",
                                 "步骤 'top' 不能确定：loan.borrower_id 为空 | step 'top' is "
                                 "undecided: loan.borrower_id is empty",
                                 " | "});
  Tried cohort{kQuota +
                   " - {step: top, cap: {party: fund, at: 50yuan, per: [scheme, "
                   "cohort], when: claim, room: paid, over: bank}}\n",
               kColumns +
                   ",origination_date\nA,L1,2024-03-01,100,2023-01-01\n"
                   "B,L2,2024-03-01,100,\n"};
  CHECK(reasons(cohort)[1] ==
        "步骤 'top' 不能确定：loan.origination_date 为空 | step 'top' is undecided: "
        "loan.origination_date is empty");
}

TEST_CASE("reasons: charges and purchases name the empty fact too") {
  Tried fee{kQuota +
                "charges: [{id: fee, kind: fee, payer: bank, payee: fund, every: once, if: "
                "{loan.green: {eq: true}}, amount: {rate: 1%, of: loan.approved_yuan}}]\n",
            kColumns +
                ",green,approved_yuan,origination_date\nA,L1,2024-03-01,100,true,,2024-01-01\n"
                "B,L2,2024-03-01,100,,100,2024-01-01\n"};
  CHECK(told(fee, "charge") ==
        "收付 `fee` 不能确定：loan.approved_yuan 为空。 | Charge `fee` is undecided: "
        "loan.approved_yuan is empty.\n");
}
