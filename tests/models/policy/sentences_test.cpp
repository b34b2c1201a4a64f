// A policy in sentences: nothing is left out, and what differs is told differently.
#include "models/policy/sentences.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <set>

#include "engine/formats/yaml.hpp"
#include "tests/models/policy/full_policy.hpp"
#include "tests/models/policy/told_support.hpp"
#include "tests/support/places.hpp"

using namespace pledgelab;

namespace {

using Text = test::ToldText;
using test::parsed;
using test::text_of;

SharingPolicy policy_of(const Document& document) {
  const auto policy = read_sharing_policy(document);
  REQUIRE_MESSAGE(policy.ok(), (policy.ok() ? "" : to_text(policy.errors().front())));
  return policy.value();
}

Text told(const std::string& text) {
  const Document document = parsed(text);
  return text_of(policy_of(document), document);
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// Places whose word is the only one that fits this policy; the test after the walk changes them.
const std::set<std::string> kOnlyWord = {"/schema",
                                         "/money/currency",
                                         "/parties/pool/split/town",
                                         "/steps/1/base/of/1",
                                         "/steps/2/deductible/per",
                                         "/steps/5/layer/per",
                                         "/steps/6/layer/when",
                                         "/steps/9/cede/when",
                                         "/steps/3/slice/per",
                                         "/steps/4/slice/when",
                                         "/steps/8/cap/per",
                                         "/steps/8/cap/room",
                                         "/steps/10/cap/when",
                                         "/steps/11/cap/party",
                                         "/steps/11/cap/at",
                                         "/steps/11/cap/per/0",
                                         "/steps/11/cap/per/1",
                                         "/steps/11/cap/when"};

}  // namespace

TEST_CASE("sentences: every literal, party, fact and step of a whole policy is in both languages") {
  const Text text = told(test::full_policy());
  // Written the same in both languages.
  for (const std::string word : {"`full`",
                                 "`2024-1`",
                                 "全部条款",
                                 "Every clause",
                                 "风险补偿办法",
                                 "第三条",
                                 "“2024”",
                                 "made up",
                                 "found",
                                 "assumed",
                                 "2024-01-01",
                                 "2025-12-31",
                                 "origination",
                                 "CNY",
                                 "half_even",
                                 "04-01",
                                 "`part`",
                                 "60%",
                                 "`paid`",
                                 "`sixth`",
                                 "1/6",
                                 "`classes`",
                                 "little_giant",
                                 "7%",
                                 "3%",
                                 "`pool`",
                                 "`insurer`",
                                 "`guarantor`",
                                 "`bank`",
                                 "`city`",
                                 "`province`",
                                 "`town`",
                                 "`centre`",
                                 "2024-02-01",
                                 "2024-03-01",
                                 "12,345.67",
                                 "`loan.insurer_id`",
                                 "`loan.guarantor_id`",
                                 "`loan.lender_id`",
                                 "`loan.five_tier`",
                                 "substandard",
                                 "`loan.days_past_due`",
                                 " 90",
                                 "`size`",
                                 "第四条",
                                 "`borrower.scheme_balance_yuan`",
                                 "`borrower.sector`",
                                 "estate",
                                 "finance",
                                 "`loan.rate`",
                                 "130%",
                                 "`loan.base_rate`",
                                 "`loan.spread`",
                                 "`loan.rebate`",
                                 "`loan.tenor`",
                                 "`kept`",
                                 "principal",
                                 "interest",
                                 "net: true",
                                 "`loan.ip_share`",
                                 "`first`",
                                 "1/3",
                                 "2/3",
                                 "`tower`",
                                 "`borrower.first_loan`",
                                 "false",
                                 "`borrower.revenue_yuan`",
                                 "15%",
                                 "9.75%",
                                 "41%",
                                 "25%",
                                 "true",
                                 "5%",
                                 "50%",
                                 "`loan.guaranteed_yuan`",
                                 "`loan.approved_yuan`",
                                 "`loan.city_share`",
                                 "rest",
                                 "`stack`",
                                 "80%",
                                 "`bill.guarantor`",
                                 "`loss.open`",
                                 "`loan.other_aid_yuan`",
                                 "`firms`",
                                 "cohort",
                                 "`balance`",
                                 "balance",
                                 "life",
                                 "paid_less_recovered",
                                 "pro_rata",
                                 "`franchise`",
                                 "`between`",
                                 "`start`",
                                 "`treaty`",
                                 "`borrower.classes`",
                                 "high_tech",
                                 "20%",
                                 "queue",
                                 "costs: shared",
                                 "as_borne",
                                 "residual"}) {
    CAPTURE(word);
    CHECK(holds(text.zh, word));
    CHECK(holds(text.en, word));
  }
  for (const std::string word :
       {"4000万元", "5万元",   "3000万元", "36个月", "20万元",           "100万元",
        "1000万元", "900万元", "3万元",    "2万元",  "8000万元",         "1元",
        "70万元",   "90万元",  "2个月",    "200天",  "利息至多计 90 天", "风险补偿",
        "赔付",     "代偿",    "自担"}) {
    CAPTURE(word);
    CHECK(holds(text.zh, word));
  }
  for (const std::string word :
       {"40,000,000 yuan", "50,000 yuan", "30,000,000 yuan", "36 months", "200,000 yuan",
        "1,000,000 yuan", "10,000,000 yuan", "9,000,000 yuan", "30,000 yuan", "20,000 yuan",
        "80,000,000 yuan", "1 yuan", "700,000 yuan", "900,000 yuan", "2 months", "200 days",
        "at most 90 days"}) {
    CAPTURE(word);
    CHECK(holds(text.en, word));
  }
}

TEST_CASE("sentences: numbers run from 1 without gaps; the first three of a small policy in full") {
  const Document whole = parsed(test::full_policy());
  const auto sentences = sentences_of(policy_of(whole), whole);
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    CHECK(sentences[i].number == static_cast<int>(i) + 1);
    CHECK(!sentences[i].zh.empty());
    CHECK(!sentences[i].en.empty());
  }
  CHECK(sentences[0].zh ==
        "本文件是按 policy/1 书写的风险分担办法：编号 `full`，版本 `2024-1`，中文名称“全部条款”，"
        "英文名称“Every clause”。");
  CHECK(sentences[1].en ==
        "Source: “风险补偿办法”, ref “第三条”, date “2024”; mark: found (read in the source).");
}

TEST_CASE("sentences: policies that differ in one thing differ in a sentence, in both languages") {
  const auto document = parse_yaml(test::full_policy(), "full.yaml");
  REQUIRE(document.ok());
  const Text base = told(test::full_policy());
  std::size_t valid = 0;
  std::set<std::string> touched;
  std::set<std::string> scalars;
  const auto seen = [&](const Document& changed, const std::string& where,
                        const std::string& what) {
    if (holds(what, " → ") && !holds(what, "the key")) scalars.insert(where);
    const auto policy = read_sharing_policy(changed);
    if (!policy.ok()) return;
    ++valid;
    touched.insert(where);
    const Text text = text_of(policy.value(), changed);
    CHECK_MESSAGE(text.zh != base.zh, where << ": " << what);
    CHECK_MESSAGE(text.en != base.en, where << ": " << what);
  };
  test::each_change(document.value(), seen);
  CHECK(valid > 500);
  for (const std::string& where : scalars) {
    CHECK_MESSAGE((touched.count(where) + kOnlyWord.count(where)) == 1, "at " << where);
  }
}

TEST_CASE("sentences: words that the whole policy cannot change are told too") {
  const std::string head =
      "schema: policy/1\nid: x\nversion: '1'\nsource: [{title: made, mark: assumed}]\n"
      "effective: {from: 2020-01-01, by: default}\nmoney: {currency: CNY, round: half_up}\n"
      "year: calendar\nassume: {one: 1wan, two: 1wan}\n"
      "parties: {fund: {kind: fund}, bank: {kind: bank}}\nresidual: bank\n"
      "claim: {trigger: {loan.days_past_due: {gt: 90}}, pay: claim}\n"
      "recovery: {costs: first, by: as_borne}\nsteps:\n"
      " - {step: s, slice: {upto: $one, per: loss, to: {fund: 50%, bank: 50%}}}\n"
      " - {step: q, quota: {fund: 50%, bank: rest}}\n"
      " - {step: c, cap: {party: fund, at: {rate: 10%, of: scheme.principal}, per: [scheme, year], "
      "when: claim, room: paid, over: bank}}\n";
  const Text base = told(head);
  const std::vector<std::pair<std::string, std::string>> changes = {
      {"$one", "$two"},
      {"per: loss", "per: [loan, life], when: claim"},
      {"when: claim", "when: close"},
      {"room: paid", "room: paid_less_recovered"},
      {"as_borne", "recompute"},
      {"as_borne", "as_quota"},
      {"as_borne", "residual_first"},
      {"as_borne", "payers_first"},
      {"[scheme, year]", "[scheme, life]"},
      {"[scheme, year]", "[lender, year]"},
      {"year: calendar", "year: {from: 10-01}"}};
  for (const auto& change : changes) {
    const std::string& from = change.first;
    const std::string& to = change.second;
    CAPTURE(from);
    CAPTURE(to);
    std::string text = head;
    // recompute needs a close, and a running total none of its own.
    if (to == "recompute") text.replace(text.find("when: claim"), 11, "when: close");
    const Text before = to == "recompute" ? told(text) : base;
    text.replace(text.find(from), from.size(), to);
    const Text after = told(text);
    CHECK(after.zh != before.zh);
    CHECK(after.en != before.en);
  }
}

TEST_CASE("sentences: a time to file runs from the wait only where there is one") {
  const auto filing = [](const std::string& wait) {
    const Text text = told(
        "schema: policy/1\nid: x\nversion: '1'\nsource: [{title: made, mark: assumed}]\n"
        "effective: {from: 2020-01-01, by: default}\nmoney: {currency: CNY, round: half_up}\n"
        "year: calendar\nparties: {fund: {kind: fund}, bank: {kind: bank}}\nresidual: bank\n"
        "claim: {pay: claim, file_within: 12mo" +
        wait +
        "}\nrecovery: {costs: first, by: as_borne}\nsteps:\n"
        " - {step: q, quota: {fund: 50%, bank: rest}}\n");
    return text.zh + text.en;
  };
  CHECK(holds(filing(""), "索赔须在违约日后 12个月 内提出（file_within）；"));
  CHECK(holds(filing(""), "It is filed within 12 months after the day of default (file_within);"));
  CHECK(!holds(filing(""), "等待期"));
  CHECK(holds(filing(", wait: 60d"), "索赔须在上述等待期满后 12个月 内提出（file_within）；"));
  CHECK(holds(filing(", wait: 60d"), "It is filed within 12 months after that (file_within);"));
}

TEST_CASE("sentences: every shipped policy is told, and no two of them alike") {
  std::set<std::string> zh;
  std::set<std::string> en;
  std::size_t count = 0;
  namespace fs = std::filesystem;
  for (const auto& entry : fs::directory_iterator(test::source_root() + "/policies/sharing")) {
    if (entry.path().extension() != ".yaml") continue;
    const auto document = read_yaml(entry.path().string());
    REQUIRE(document.ok());
    const auto policy = read_sharing_policy(document.value());
    REQUIRE(policy.ok());
    const Text text = text_of(policy.value(), document.value());
    zh.insert(text.zh);
    en.insert(text.en);
    ++count;
  }
  CHECK(zh.size() == count);
  CHECK(en.size() == count);
}

TEST_CASE("sentences: recovery.costs is told as what it does, where it does something") {
  const auto text = [](const std::string& net, const std::string& by) {
    return told(
        "schema: policy/1\nid: x\nversion: '1'\nname: {zh: 一, en: one}\nsource: [{title: t, mark: "
        "found}]\neffective: {from: 2020-01-01, by: default}\nmoney: {currency: CNY, round: "
        "half_up}\nyear: calendar\nparties: {fund: {kind: fund}, bank: {kind: bank}}\nresidual: "
        "bank\nclaim: {pay: claim}\nsteps:\n - {step: b, base: {of: [principal], net: " +
        net + "}}\n - {step: s, quota: {fund: 50%, bank: rest}}\nrecovery: {costs: first, by: " +
        by + "}\n");
  };
  const auto acts = [&](const std::string& net, const std::string& by) {
    const Text read = text(net, by);
    const bool none = holds(read.en, "it has no effect") && holds(read.zh, "此项不起作用");
    CHECK(none != (holds(read.en, "is taken off a loss covers costs first") &&
                   holds(read.zh, "从损失中扣除的回收款先抵费用")));
    return !none;
  };
  CHECK(acts("true", "as_borne"));
  CHECK(acts("false", "recompute"));
  CHECK(acts("true", "recompute"));
  CHECK_FALSE(acts("false", "as_borne"));
}
