// The strict reader: what it takes, and that every fault is told by name and place.
#include "models/policy/sharing_policy.hpp"

#include <doctest/doctest.h>

#include "engine/formats/yaml.hpp"

using namespace pledgelab;

namespace {

const std::string kHead =
    "schema: policy/1\n"                                              // 1
    "id: x\n"                                                         // 2
    "version: '1'\n"                                                  // 3
    "source: [{title: made, mark: assumed}]\n"                        // 4
    "effective: {from: 2020-01-01, by: default}\n"                    // 5
    "money: {currency: CNY, round: half_up}\n"                        // 6
    "year: calendar\n"                                                // 7
    "assume: {part: 60%, limit: 600wan}\n"                            // 8
    "parties: {fund: {kind: fund}, bank: {kind: bank}}\n"             // 9
    "residual: bank\n"                                                // 10
    "claim: {trigger: {loan.days_past_due: {gt: 90}}, pay: claim}\n"  // 11
    "recovery: {costs: first, by: as_borne}\n"                        // 12
    "steps:\n";                                                       // 13

Result<SharingPolicy> read(const std::string& text) {
  const auto document = parse_yaml(text, "x.yaml");
  REQUIRE_MESSAGE(document.ok(), text);
  return read_sharing_policy(document.value());
}

// "P-105 14:5" of the first fault.
std::string fault(const std::string& text, std::string* all = nullptr) {
  const auto policy = read(text);
  if (policy.ok()) return "ok";
  if (all != nullptr) {
    for (const Error& error : policy.errors()) *all += error.message + " | " + error.hint + "\n";
  }
  const Error& error = policy.errors().front();
  return error.code + " " + std::to_string(error.origin.line) + ":" +
         std::to_string(error.origin.column);
}

std::string step(const std::string& verb) { return kHead + " - {step: s, " + verb + "}\n"; }

std::string changed(const std::string& from, const std::string& to) {
  std::string text = step("quota: {fund: $part, bank: rest}");
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("policy: a whole document is read, names resolved") {
  const auto policy = read(step("law: 第三条, quota: {fund: $part, bank: rest}"));
  REQUIRE(policy.ok());
  CHECK(policy.value().parties[policy.value().residual].id == "bank");
  CHECK(policy.value().steps[0].law == "第三条");
  CHECK(policy.value().steps[0].shares[0].value[0].literal.value == Ratio{60, 100});
  CHECK(policy.value().steps[0].shares[0].value[0].assumed_as == "$part");
  CHECK(policy.value().steps[0].shares[1].value.empty());
  CHECK(policy.value().effective_from == *make_date(2020, 1, 1));
}

TEST_CASE("policy: shares that do not make 100 % are told with their sum") {
  std::string all;
  CHECK(fault(step("quota: {fund: 61%, bank: 40%}"), &all) == "P-105 14:21");
  CHECK(all.find("sum to 101 %, not 100 %") != std::string::npos);
  CHECK(fault(step("quota: {fund: 60%, bank: 39.99%}"), &all) == "P-105 14:21");
  CHECK(all.find("99.99 %") != std::string::npos);
  CHECK(fault(step("quota: {fund: 1/3, bank: 2/3}")) == "ok");
  CHECK(fault(step("quota: {fund: 101%, bank: rest}")) == "P-105 14:28");
  CHECK(fault(step("quota: {fund: rest, bank: rest}")) == "P-105 14:21");
  CHECK(fault(step("quota: {fund: 0.6, bank: 40%}")) == "P-105 14:28");
}

TEST_CASE("policy: unknown words are told with the nearest") {
  std::string all;
  CHECK(fault(step("quota: {funt: 60%, bank: 40%}"), &all) == "P-106 14:22");
  CHECK(all.find("did you mean 'fund'?") != std::string::npos);
  CHECK(fault(step("quotas: {fund: 60%, bank: 40%}"), &all) == "P-103 14:14");
  CHECK(all.find("did you mean 'quota'?") != std::string::npos);
  CHECK(fault(changed("residual:", "residuals:"), &all).substr(0, 5) == "Y-202");
  CHECK(all.find("did you mean 'residual'?") != std::string::npos);
  CHECK(fault(changed("$part", "$prt"), &all) == "P-103 14:28");
  CHECK(fault(changed("round: half_up", "round: up")) == "Y-204 6:31");
  CHECK(fault(changed("2020-01-01", "2020-02-30")) == "P-101 5:19");
  CHECK(fault(changed("policy/1", "policy/2")) == "P-101 1:9");
  CHECK(fault(changed("600wan", "600usd")) == "P-110 8:28");
  CHECK(fault(changed("{gt: 90}", "{above: 90}")) == "P-112 11:47");
  CHECK(fault(changed("loan.days_past_due", "days_past_due")) == "P-107 11:19");
}

TEST_CASE("policy: what is not built is refused by name, with its place") {
  const auto refused = [](const std::string& text, const std::string& word) {
    std::string all;
    const std::string told = fault(text, &all);
    CAPTURE(word);
    CAPTURE(all);
    CHECK(told.substr(0, 5) == "P-102");
    CHECK(all.find(word) != std::string::npos);
    CHECK(all.find("not built yet") != std::string::npos);
  };
  refused(changed("as_borne", "recompute, within: 6mo"), "'within'");
  refused(step("cap: {party: fund, at: 1wan, per: [scheme, year], when: claim, room: paid, over: "
               "queue}"),
          "over: queue");
}

TEST_CASE("policy: a step is not named like a clause that is no step") {
  for (const char* word :
       {"residual", "trigger", "effective", "file_within", "leverage", "advance"}) {
    CHECK(fault(kHead + " - {step: " + word + ", quota: {fund: 100%}}\n") == "P-103 14:4");
  }
}

TEST_CASE("policy: structure that no single step shows") {
  const std::string quota = " - {step: q, quota: {fund: 50%, bank: 50%}}\n";
  const std::string claim_cap =
      " - {step: c, cap: {party: fund, at: 1wan, per: [scheme, year], when: claim, room: paid, "
      "over: bank}}\n";
  const std::string close_cap =
      " - {step: d, cap: {party: fund, at: 1wan, per: [scheme, year], when: close, room: paid, "
      "over: bank}}\n";
  CHECK(fault(kHead + quota + claim_cap + close_cap) == "ok");
  CHECK(fault(kHead + quota + close_cap + claim_cap) == "P-109 16:4");
  CHECK(fault(kHead + quota + quota) == "P-103 15:4");
  CHECK(fault(kHead + quota + " - {step: b, base: {of: [principal], net: true}}\n") ==
        "P-109 15:4");
  const std::string balance =
      " - {step: e, cap: {party: fund, at: balance, per: [scheme, life], when: claim, room: paid, "
      "short: fifo, over: queue}}\n";
  CHECK(fault(kHead + quota + balance) == "P-106 15:4");
  std::string funded = kHead;
  funded.replace(funded.find("{kind: fund}"), 12,
                 "{kind: fund, account: {sources: [{from: a, amount: 1yuan, date: 2024-01-01}]}}");
  CHECK(fault(funded + quota + balance) == "ok");
  CHECK(fault(funded + quota) == "P-106 9:11");
  CHECK(fault(funded + quota + balance + claim_cap) == "P-109 16:4");
  CHECK(fault(kHead + quota +
              " - {step: c, cap: {party: fund, at: 1wan, per: [scheme, year], room: paid, over: "
              "bank}}\n") == "Y-202 15:19");
  const std::string ranges[] = {
      "deductible: {first: 1wan, per: ", "layer: {above: 1wan, upto: 2wan, per: ",
      "slice: {upto: 1wan, to: {fund: 100%}, per: "};
  for (const std::string& range : ranges) {
    const auto one = [&](const std::string& unit) {
      return " - {step: r, " + range + unit + "}}\n";
    };
    CHECK(fault(kHead + one("loss") + quota) == "ok");
    CHECK(fault(kHead + one("[scheme, life], when: close") + quota + close_cap) == "P-109 16:4");
    CHECK(fault(kHead + one("[scheme, year], when: close") + quota + claim_cap) == "P-109 16:4");
    CHECK(fault(kHead + quota + one("loss")) == "P-109 15:4");
    CHECK(fault(kHead + one("loss") + " - {step: b, base: {of: [principal], net: true}}\n") ==
          "P-109 15:4");
    CHECK(fault(kHead + one("loss, when: claim") + quota).substr(0, 5) == "P-108");
    CHECK(fault(kHead + one("[scheme, life]") + quota).substr(0, 5) == "Y-202");
  }
  std::string again = kHead + quota + claim_cap;
  again.replace(again.find("as_borne"), 8, "recompute");
  CHECK(fault(again) == "P-102 15:4");
}

TEST_CASE("policy: the verbs of a range") {
  const auto one = [](const std::string& verb) {
    return fault(kHead + " - {step: q, quota: {fund: 50%, bank: 50%}}\n - {step: s, " + verb +
                 "}\n");
  };
  const auto cut = [](const std::string& verb) { return fault(step(verb)); };
  CHECK(cut("layer: {per: loss}") == "P-104 14:21");
  CHECK(cut("layer: {above: 1wan, per: loss}") == "ok");
  CHECK(cut("layer: {upto: $limit, per: loss, else: fund}") == "ok");
  CHECK(cut("layer: {upto: 1wan, per: loss, else: funt}") == "P-106 14:51");
  CHECK(cut("layer: {upto: 1wan, per: loss, to: {fund: 100%}}").substr(0, 1) == "Y");
  CHECK(cut("deductible: {per: loss}").substr(0, 5) == "Y-202");
  CHECK(cut("deductible: {first: 1usd, per: loss}") == "P-110 14:34");
  CHECK(cut("deductible: {upto: 1wan, per: loss}").substr(0, 1) == "Y");
  CHECK(one("cede: {party: fund, above: 1wan, per: loss, to: {bank: 100%}}") == "ok");
  CHECK(one("cede: {party: fund, per: loss, to: {bank: 80%, fund: rest}}") == "ok");
  CHECK(one("cede: {party: fund, per: loss}").substr(0, 5) == "Y-202");
  CHECK(one("cede: {party: funt, per: loss, to: {bank: 100%}}") == "P-106 15:28");
  CHECK(one("cede: {party: fund, per: loss, to: {bank: 90%}}") == "P-105 15:49");
  // At a close a bound is the same for the whole unit.
  const std::string close = ", per: [scheme, year], when: close";
  CHECK(one("cede: {party: fund, above: {fact: loan.x_yuan}" + close + ", to: {bank: 100%}}") ==
        "P-102 15:48");
  CHECK(one("cede: {party: fund, upto: {fact: loan.x_yuan}" + close + ", to: {bank: 100%}}") ==
        "P-102 15:47");
  CHECK(one("cede: {party: fund, above: {rate: 1%, of: scheme.lent_yuan}" + close +
            ", to: {bank: 100%}}") == "ok");
  // Beside recovery by recompute a total at the claim is not built.
  std::string again =
      kHead + " - {step: s, layer: {above: 1wan, per: [scheme, life], when: claim}}\n";
  again.replace(again.find("as_borne"), 8, "recompute");
  CHECK(fault(again) == "P-102 14:4");
}

TEST_CASE("policy: spans of time, days of interest, lists of words") {
  CHECK(fault(changed("pay: claim", "pay: claim, wait: 2mo, file_within: 1y")) == "ok");
  CHECK(fault(changed("pay: claim", "pay: claim, wait: 0d")) == "ok");
  CHECK(fault(changed("pay: claim", "pay: claim, wait: 60")) == "P-104 11:68");
  CHECK(fault(changed("pay: claim", "pay: claim, wait: -1mo")) == "P-104 11:68");
  CHECK(fault(changed("pay: claim", "pay: claim, wait: $part")) == "P-104 8:16");
  CHECK(fault(changed("as_borne", "as_quota, within: 6%")) == "P-104 12:48");
  CHECK(fault(changed("as_borne", "as_born")) == "Y-204 12:30");
  for (const char* by : {"recompute", "as_borne", "as_quota", "residual_first", "payers_first"}) {
    CHECK(fault(changed("as_borne", by)) == "ok");
  }
  const auto base = [](const std::string& of, const std::string& days) {
    return fault(step("base: {of: " + of + ", net: true, interest_days: " + days + "}"));
  };
  CHECK(base("[interest]", "90") == "ok");
  CHECK(base("[interest]", "1") == "ok");
  CHECK(base("[interest]", "0") == "P-104 14:63");
  CHECK(base("[interest]", "90d") == "P-104 14:63");
  CHECK(base("[interest]", "90.5") == "P-104 14:63");
  CHECK(base("[interest]", "36501") == "P-104 14:63");
  CHECK(base("[principal]", "90") == "P-103 14:64");
  CHECK(fault(step("gate: {require: {borrower.classes: {has: high_tech}}}")) == "ok");
  CHECK(fault(step("gate: {require: {borrower.classes: {has: [high_tech, micro]}}}")) ==
        "P-104 14:55");
  CHECK(fault(step("gate: {require: {borrower.classes: {hase: high_tech}}}")) == "P-112 14:56");
}

TEST_CASE("policy: three accounts with restored room are refused") {
  const auto told = [](const std::string& third) {
    const std::string account =
        ", account: {sources: [{from: a, amount: 1yuan, date: 2024-01-01}]}}";
    const auto cap = [&](const std::string& party, const std::string& room) {
      return " - {step: " + party + "-balance, cap: {party: " + party +
             ", at: balance, per: [scheme, life], when: claim, room: " + room +
             ", short: fifo, over: queue}}\n";
    };
    return fault(changed("{fund: {kind: fund}, bank",
                         "{fund: {kind: fund" + account + ", cover: {kind: insurer" + account +
                             ", city: {kind: treasury" + account + ", bank") +
                 cap("fund", "paid_less_recovered") + cap("cover", "paid_less_recovered") +
                 cap("city", third));
  };
  CHECK(told("paid") == "ok");
  CHECK(told("paid_less_recovered") == "P-102 14:4");
}

TEST_CASE("policy: a limit below nothing is refused") {
  const auto cap = [](const std::string& at) {
    return fault(step("quota: {fund: $part, bank: rest}") + " - {step: c, cap: {party: fund, at: " +
                 at + ", per: loss, room: paid, over: bank}}\n");
  };
  CHECK(cap("0wan") == "ok");
  CHECK(cap("-1fen") == "P-111 15:37");
}

TEST_CASE("policy: two accounts with restored room, and recovery not as borne, are refused") {
  const auto told = [](const std::string& by, const std::string& room, bool second) {
    const std::string account =
        ", account: {sources: [{from: a, amount: 1yuan, date: 2024-01-01}]}}";
    const auto cap = [&](const std::string& party) {
      return " - {step: " + party + "-balance, cap: {party: " + party +
             ", at: balance, per: [scheme, life], when: claim, room: " + room +
             ", short: fifo, over: queue}}\n";
    };
    std::string text = changed("{fund: {kind: fund}, bank",
                               "{fund: {kind: fund" + account + ", cover: {kind: insurer" +
                                   (second ? account : std::string("}")) + ", bank");
    text.replace(text.find("by: as_borne"), 12, "by: " + by);
    return fault(text + cap("fund") + (second ? cap("cover") : std::string()));
  };
  CHECK(told("payers_first", "paid_less_recovered", true) == "P-102 15:4");
  CHECK(told("residual_first", "paid_less_recovered", true) == "P-102 15:4");
  CHECK(told("as_quota", "paid_less_recovered", true) == "P-102 15:4");
  CHECK(told("payers_first", "paid", true) == "ok");
  CHECK(told("as_borne", "paid_less_recovered", true) == "ok");
  CHECK(told("payers_first", "paid_less_recovered", false) == "ok");
}

TEST_CASE("policy: a fact of an unknown table is refused, with the nearest table") {
  std::string all;
  CHECK(fault(changed("loan.days_past_due", "loon.days_past_due"), &all) == "P-107 11:19");
  CHECK(all.find("there is no table 'loon' | did you mean 'loan'?") != std::string::npos);
  for (const char* table : {"borrower", "lender", "asset", "pledge", "appraisal", "fund", "bank"}) {
    CHECK(fault(changed("loan.days_past_due", std::string(table) + ".own")) == "ok");
  }
}

TEST_CASE("policy: a figure of another unit than the fact is refused with the text") {
  std::string all;
  CHECK(fault(changed("{gt: 90}", "{gt: 90wan}"), &all) == "P-111 11:44");
  CHECK(all.find("'loan.days_past_due' is a number, not an amount of money") != std::string::npos);
  CHECK(all.find("write the number alone: 90") != std::string::npos);
  CHECK(fault(changed("{gt: 90}", "{gt: 90d}")) == "ok");
  CHECK(fault(changed("{gt: 90}", "{gt: 3mo}")) == "P-111 11:44");
  CHECK(fault(changed("{gt: 90}", "{gt: late}")) == "P-111 11:44");
  const auto asks = [](const std::string& condition) {
    return fault(changed("{loan.days_past_due: {gt: 90}}", condition));
  };
  CHECK(asks("{loan.tenor: {le: 36mo}}") == "ok");
  CHECK(asks("{loan.tenor: {le: 36}}") == "P-111 11:36");
  CHECK(asks("{loan.rate: {le: 5%}}") == "ok");
  CHECK(asks("{loan.rate: {le: 0.05}}") == "ok");
  CHECK(asks("{loan.rate: {le: 5yuan}}") == "P-111 11:35");
  CHECK(asks("{loan.principal_yuan: {le: 500wan}}") == "ok");
  CHECK(asks("{loan.principal_yuan: {le: 500}}") == "P-111 11:45");
  CHECK(asks("{loss.open: {le: 5%}}") == "P-111 11:35");
  CHECK(asks("{loan.origination: {ge: 2024-01-01}}") == "ok");
  CHECK(asks("{loan.origination: {ge: 2024}}") == "P-111 11:42");
  CHECK(asks("{loan.five_tier: {ge: 90wan}}") == "P-111 11:40");
  CHECK(asks("{any: [{loan.rate: {in: [5%, 3mo]}}, {loan.own: {eq: 90wan}}]}") == "P-111 11:47");
  // Rows of a tier test as conditions do.
  const auto tier = [](const std::string& upto) {
    return fault(step("quota: {fund: {tier: loan.days_past_due, rows: [{upto: " + upto +
                      ", is: 60%}, {else: 50%}]}, bank: rest}"));
  };
  CHECK(tier("180") == "ok");
  CHECK(tier("180wan") == "P-111 14:69");
}

TEST_CASE("policy: a percentage in quotes is told as such") {
  std::string all;
  CHECK(fault(step("quota: {fund: '60%', bank: rest}"), &all) == "P-104 14:28");
  CHECK(all.find("write 60% without quotes") != std::string::npos);
}

TEST_CASE(
    "policy: a word that its list does not hold, and a limit that is no amount, are refused") {
  const auto told = [](const std::string& verb) {
    std::string all;
    return fault(step(verb), &all) + " " + all;
  };
  const std::string words = told("gate: {require: {borrower.size: {in: [micro, smal]}}}");
  CHECK(words.find("P-111 14:") == 0);
  CHECK(words.find("'smal' is no word of 'borrower.size' | did you mean 'small'?") !=
        std::string::npos);
  CHECK(told("gate: {require: {borrower.size: {le: small}}}").find("no word") == std::string::npos);
  CHECK(told("gate: {require: {loan.colour: {eq: smal}}}").find("no word") == std::string::npos);
  const std::string limit = told("cap: {party: fund, at: 500, per: loss, room: paid, over: bank}");
  CHECK(limit.find("the limit of step 's' is a number, not an amount of money") !=
        std::string::npos);
  CHECK(told("slice: {upto: 5%, per: loss, to: {fund: 100%}}").find("is a rate, not an amount") !=
        std::string::npos);
}

TEST_CASE("policy: what a value is, its text tells where it can: shares, prices, parts of a sum") {
  const auto share = [](const std::string& value) {
    std::string all;
    return fault(step("quota: {fund: " + value + ", bank: rest}"), &all) + " " + all;
  };
  const auto has = [](const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
  };
  const std::string money = "a share is a rate, not an amount of money | write a rate: 5% or 0.05";
  CHECK(has(share("{tranche: loss.base, rows: [{upto: 50wan, rate: 90%}, {else: 50%}]}"), money));
  CHECK(has(share("{rate: 10%, of: loss.open}"), money));
  CHECK(has(share("{fact: loan.part_yuan}"), money));
  CHECK(share("{fact: loan.part}") == "ok ");
  CHECK(share("{fact: borrower.id}") == "ok ");  // a text in the book, perhaps a figure in a file
  CHECK(share("{ratio: [loan.insured_yuan, loan.principal_yuan]}") == "ok ");
  CHECK(has(share("{ratio: [loan.insured_yuan, loan.rate]}"),
            "an amount of money does not compare with a rate"));
  const std::string tier = "{tier: loan.days_past_due, rows: [{upto: 180, is: 60%}, {else: ";
  CHECK(has(share(tier + "{fact: loan.part_yuan}}]}"),
            "a rate does not compare with an amount of money"));
  const auto limit = [](const std::string& value) {
    std::string all;
    return fault(step("cap: {party: fund, at: " + value + ", per: loss, room: paid, over: bank}"),
                 &all) +
           " " + all;
  };
  CHECK(limit("{rate: 10%, of: [loan.principal_yuan, loss.open]}") == "ok ");
  CHECK(has(limit("{rate: 10%, of: loan.rate}"), "the limit of step 's' is a rate, not an amount"));
  CHECK(has(limit("{rate: 10%, of: [loan.principal_yuan, loan.rate]}"),
            "an amount of money does not compare with a rate"));
  CHECK(has(limit("{rate: 10%, of: loan.principal_yuan, less: loan.rate}"),
            "an amount of money does not compare with a rate"));
  CHECK(has(limit("{rate: 10wan, of: loan.principal_yuan}"),
            "`rate` is a rate, not an amount of money"));
  CHECK(has(limit("{sum: [{rate: 5%, of: loss.open}], at_most: {fact: loan.rate}}"),
            "an amount of money does not compare with a rate"));
  CHECK(limit("{sum: [{rate: 5%, of: loss.open}], at_most: 5wan}") == "ok ");
  const auto beside = [](const std::string& key, const std::string& before) {
    std::string text = changed(before, key + before);
    std::string all;
    return fault(text, &all) + " " + all;
  };
  const std::string charge =
      "charges: [{id: fee, kind: fee, payer: bank, payee: fund, every: once, amount: 5wan, "
      "at_most: {fact: LIMIT}, per: [scheme, life]}]\n";
  const auto with = [&](const std::string& fact) {
    std::string text = charge;
    return beside(text.replace(text.find("LIMIT"), 5, fact), "recovery:");
  };
  CHECK(has(with("loan.rate"), "an amount of charge 'fee' is a rate, not an amount of money"));
  CHECK(with("loan.limit_yuan") == "ok ");
  CHECK(has(beside("purchase: {party: fund, price: {fact: loan.rate}, within: 6mo}\n", "recovery:"),
            "the price of a purchase is a rate, not an amount of money"));
  std::string all;
  CHECK(fault(changed("pay: claim",
                      "pay: claim, advance: {rate: {fact: loan.part_yuan}, final: write_off}"),
              &all) != "ok");
  CHECK(has(all, "the rate of an advance is a rate, not an amount of money"));
  CHECK(has(limit("{tranche: loan.principal_yuan, rows: [{upto: 50wan, rate: 9wan}, {else: 5%}]}"),
            "the rate of a tranche is a rate, not an amount of money"));
}

TEST_CASE("policy: a word without an order, and one fact as two kinds, are refused") {
  const auto asks = [](const std::string& condition) {
    std::string all;
    return fault(changed("{loan.days_past_due: {gt: 90}}", condition), &all) + " " + all;
  };
  const auto has = [](const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
  };
  CHECK(has(asks("{loan.own: {ge: substandrd}}"),
            "'substandrd' has no order | did you mean 'substandard'?"));
  CHECK(has(asks("{loan.own: {ge: '20%'}}"),
            "'20%' is in quotes, so a word | write 20% without quotes"));
  CHECK(asks("{loan.signed_on: {le: 2020-03-01}}") == "ok ");
  CHECK(has(asks("{loan.ip_share: {ge: 50}}"), "50 is 5000 % | write 50%, with the sign"));
  CHECK(asks("{loan.ip_share: {ge: 0.5}}") == "ok ");
  CHECK(asks("{loan.ip_share: {ge: 1}}") == "ok ");
  CHECK(asks("{loan.days_past_due: {ge: 50}}") == "ok ");
  for (const char* relation : {"gt", "lt", "le"}) {
    CHECK(has(asks("{loan.own: {" + std::string(relation) + ": high}}"), "'high' has no order"));
  }
  CHECK(asks("{loan.own: {eq: high}}") == "ok ");
  CHECK(asks("{loan.own: {ge: substandard}}") == "ok ");
  CHECK(has(asks("{loan.own: {in: [high, 5%]}}"), "text does not compare with a rate"));
  CHECK(asks("{loan.own: {in: [high, 45]}}") == "ok ");  // 45 may be a code
  CHECK(has(asks("{all: [{loan.own: {gt: 5}}, {loan.own: {lt: 90wan}}]}"),
            "'loan.own' is a number above, and an amount of money here"));
  CHECK(asks("{all: [{loan.own: {gt: 5}}, {loan.own: {lt: 5%}}]}") == "ok ");
}

TEST_CASE("policy: a part of a split is a share from nothing to the whole") {
  const auto split = [](const std::string& parts) {
    std::string text = step("quota: {fund: 60%, bank: rest}");
    const std::string fund = "kind: fund";
    text.replace(text.find(fund), fund.size(), fund + ", split: {" + parts + "}");
    std::string all;
    return fault(text, &all) + " " + all;
  };
  CHECK(split("city: 60%, town: rest") == "ok ");
  CHECK(split("city: 60wan, town: rest").find("'60wan' is not a share from 0 % to 100 %") !=
        std::string::npos);
  CHECK(split("city: -1%, town: rest").find("'-1%' is not a share") != std::string::npos);
  CHECK(split("city: 101%, town: rest").find("'101%' is not a share") != std::string::npos);
}

TEST_CASE("policy: an assumption of the wrong kind is told at its own line, once") {
  // `part: ` of line 8 ends before column 16, `limit: ` after 60% before column 28.
  const auto faults = [](const std::string& from, const std::string& to, const std::string& verb) {
    std::string text = step(verb);
    text.replace(text.find(from), from.size(), to);
    std::string all;
    const std::string first = fault(text, &all);
    return first + " " + all;
  };
  const std::string share = "quota: {fund: $part, bank: rest}";
  CHECK(
      faults("60%", "'60%'", share) ==
      "P-104 8:16 '60%' stands in quotes: it is a word, not a value | write 60% without quotes\n");
  CHECK(faults("60%", "much", share).find("P-104 8:16 'much' is not a value") == 0);
  CHECK(faults("60%", "60usd", share) ==
        "P-110 8:16 '60usd' is in USD, the policy's money is CNY | write the amount in CNY\n");
  CHECK(faults("60%", "60wan", share) ==
        "P-105 8:16 '$part' is not a share from 0 % to 100 % (named as $part in line 14) | write "
        "54%, 1/3, {fact: …} or rest\n");
  CHECK(faults("60%", "-1%", share).find("P-105 8:16 ") == 0);
  // The text's own value is told where it stands, and once.
  CHECK(faults("$part", "60wan", share).find("P-105 14:28 '60wan' is not a share") == 0);
  CHECK(faults("$part", "'60%'", share) ==
        "P-104 14:28 '60%' stands in quotes: it is a word, not a value | write 60% without "
        "quotes\n");
  CHECK(faults("$part", "$prt", share) ==
        "P-103 14:28 no assumption is named 'prt' | did you mean 'part'?\n");
  // What else reads a value: spans, amounts of an account, rates, figures of conditions, limits.
  const std::string days = "gate: {require: {loan.days_past_due: {gt: $limit}}}";
  CHECK(faults("600wan", "600wan", days) ==
        "P-111 8:28 'loan.days_past_due' is a number, not an amount of money (named as $limit in "
        "line 14) | write the number alone: 90\n");
  CHECK(faults("pay: claim", "pay: claim, wait: $part", share) ==
        "P-104 8:16 '$part' is not a span of time (named as $part in line 11) | write 6mo, 60d, 2y "
        "or $NAME; at most a hundred years\n");
  CHECK(faults("fund: {kind: fund}",
               "fund: {kind: fund, account: {sources: [{from: city, amount: $part, date: "
               "2024-01-01}]}}",
               share)
            .find("P-104 8:16 the amount of a source is an amount of money, not below 0 (named as "
                  "$part in line 9)") == 0);
  CHECK(faults("600wan", "-600wan",
               "cap: {party: fund, at: $limit, per: loss, room: paid, over: bank}")
            .find("P-111 8:28 an amount of step 's' is below 0 (named as $limit in line 14)") == 0);
}
