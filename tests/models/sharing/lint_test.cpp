// The lint that tries losses: each code with a policy that shows it and one that does not; the
// figures are derived beside them.
#include "models/sharing/lint.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <set>

#include "engine/formats/yaml.hpp"
#include "models/sharing/lint_figures.hpp"
#include "tests/models/policy/lint_support.hpp"
#include "tests/support/places.hpp"

using namespace pledgelab;
using test::count_of;
using test::first_of;
using test::small_policy;

namespace {

std::vector<Finding> lint(const std::string& steps, const std::vector<std::string>& head = {}) {
  return lint_policy(small_policy(steps, head));
}

std::vector<Finding> lint_shipped(const std::string& name) {
  const auto document = read_yaml(test::source_root() + "/policies/sharing/" + name + ".yaml");
  REQUIRE(document.ok());
  const auto policy = read_sharing_policy(document.value());
  REQUIRE(policy.ok());
  return lint_policy(policy.value());
}

bool holds(const std::string& text, const std::string& part) {
  CAPTURE(text);
  CAPTURE(part);
  return text.find(part) != std::string::npos;
}

std::string cap(const std::string& id, const std::string& party, const std::string& at,
                const std::string& over) {
  return " - {step: " + id + ", cap: {party: " + party + ", at: " + at +
         ", per: loss, room: paid, over: " + over + "}}\n";
}

}  // namespace

TEST_CASE("lint L-101: shares that do not make 100 % on a branch") {
  const auto shares = [](const std::string& bank) {
    return lint(
        " - {step: q, quota: {fund: {tier: borrower.grade, rows: [{in: [A], is: 60%}, "
        "{else: 50%}]}, bank: {tier: borrower.grade, rows: [{in: [A], is: 40%}, {else: " +
        bank + "}]}}}\n");
  };
  const auto found = shares("45%");
  CHECK(count_of(found, "L-101") == 1);
  CHECK(holds(first_of(found, "L-101"), "sum to 95%, not 100%"));
  CHECK(count_of(shares("50%"), "L-101") == 0);
  // With a rest only more than the whole is wrong: 60 + 5 + 40.
  const auto rest = [](const std::string& insurer) {
    return lint(
        " - {step: q, quota: {fund: {sum: [60%, {if: {borrower.first_loan: {eq: true}}, "
        "is: 5%}]}, insurer: " +
        insurer + ", bank: rest}}\n");
  };
  CHECK(holds(first_of(rest("40%"), "L-101"), "sum to 105%, more than 100%"));
  CHECK(count_of(rest("35%"), "L-101") == 0);
  // Shares of the loan's own data are not ours to sum.
  CHECK(count_of(lint(" - {step: q, quota: {fund: {fact: loan.fund_share}, bank: {tier: "
                      "borrower.grade, rows: [{in: [A], is: 40%}, {else: 45%}]}}}\n"),
                 "L-101") == 0);
}

TEST_CASE("lint L-104: a step that never moves money") {
  const std::string half = " - {step: q, quota: {fund: 50%, bank: rest}}\n";
  const auto with = [&](const std::string& at) {
    return lint(half + cap("c", "fund", at, "bank"));
  };
  // The fund bears half of the base: a cap at the whole of it never binds.
  CHECK(count_of(with("{rate: 100%, of: loss.base}"), "L-104") == 1);
  CHECK(count_of(with("{rate: 50%, of: loss.base}"), "L-104") == 1);
  CHECK(count_of(with("{rate: 49%, of: loss.base}"), "L-104") == 0);
  CHECK(count_of(with("900wan"), "L-104") == 0);
  CHECK(count_of(lint(" - {step: s, slice: {upto: 0yuan, per: loss, to: {fund: rest}}}\n" + half),
                 "L-104") == 1);
  // A gate asks what an earlier one has asked already.
  const auto gates = [&](const std::string& second) {
    return lint(
        " - {step: a, gate: {require: {borrower.size: {in: [micro, small]}}}}\n"
        " - {step: b, gate: {require: {borrower.size: {in: [" +
        second + "]}}}}\n" + half);
  };
  CHECK(count_of(gates("micro, small, medium"), "L-104") == 1);
  CHECK(count_of(gates("micro"), "L-104") == 0);
}

TEST_CASE("lint L-105: two caps whose exchange changes a result, with the loss that shows it") {
  const std::string all = " - {step: q, quota: {fund: 100%, bank: 0%}}\n";
  // 150 yuan: the fund keeps 100, the city takes 50 and keeps 30; exchanged the city's cap meets
  // nothing and it keeps 50.
  const auto found =
      lint(all + cap("one", "fund", "100yuan", "city") + cap("two", "city", "30yuan", "bank"));
  CHECK(count_of(found, "L-105") == 1);
  CHECK(holds(first_of(found, "L-105"), "losses of 150 yuan"));
  CHECK(holds(first_of(found, "L-105"), "`city` bears 30 yuan, exchanged 50 yuan"));
  CHECK(holds(first_of(found, "L-105"), "`bank` 承担 20元，交换后 0元"));
  CHECK(count_of(lint(all + cap("one", "fund", "100yuan", "bank") +
                      cap("two", "city", "30yuan", "bank")),
                 "L-105") == 0);
  CHECK(count_of(lint(all + cap("one", "fund", "100yuan", "bank") +
                      cap("two", "fund", "30yuan", "bank")),
                 "L-105") == 0);
}

TEST_CASE("lint L-106: a party better off when more is lost, or when the loan fails") {
  // Of 50 yuan the gate leaves the bank all, of 100 half of it is the fund's: the bank bears 50
  // both times; of 60 it bears 60, of 100 only 50.
  const auto gated = [](const std::string& share) {
    return lint(
        " - {step: g, gate: {require: {loss.open: {ge: 100yuan}}}}\n"
        " - {step: q, quota: {fund: " +
        share + ", bank: rest}}\n");
  };
  const auto found = gated("60%");
  CHECK(count_of(found, "L-106") == 1);
  CHECK(holds(first_of(found, "L-106"),
              "`bank` bears less of a larger loss: of a loss of 50 yuan it bears 50 yuan, of 100 "
              "yuan it bears 40 yuan"));
  CHECK(count_of(gated("50%"), "L-106") == 0);
  CHECK(count_of(lint(" - {step: q, quota: {fund: 60%, bank: rest}}\n"), "L-106") == 0);
  const auto paid = [](const std::string& amount, const std::string& payee) {
    return lint(
        " - {step: q, quota: {fund: {tier: loss.base, rows: [{upto: 100yuan, is: 50%}, {else: "
        "50%}]}, bank: rest}}\n",
        {"charges: [{id: r, kind: reward, amount: " + amount + ", payer: city, payee: " + payee +
         ", every: once, when: claim}]"});
  };
  // A reward that is the same for each claim is judged by a loss of 100wan: half of it is 50wan.
  CHECK(holds(first_of(paid("50.1wan", "bank"), "L-106"), "`bank` gains when the loan fails"));
  CHECK(count_of(paid("50wan", "bank"), "L-106") == 0);
  CHECK(count_of(paid("60yuan", "bank"), "L-106") == 0);
  CHECK(count_of(paid("50.1wan", "borrower"), "L-106") == 0);
  // One that grows with the loan is judged at every size.
  CHECK(count_of(paid("{rate: 1%, of: loan.principal_yuan}", "bank"), "L-106") == 1);
  // A lender that bears nothing.
  const auto whole = lint(" - {step: q, quota: {fund: 100%, bank: 0%}}\n");
  CHECK(holds(first_of(whole, "L-106"), "`bank` bears nothing of a loss that is covered"));
  CHECK(count_of(lint(" - {step: q, quota: {fund: 99%, bank: 1%}}\n"), "L-106") == 0);
  CHECK(count_of(lint_shipped("sba-7a"), "L-106") == 0);  // the loan's data say what it bears
}

TEST_CASE("lint L-107: where a borrower's extra yuan loses cover") {
  // 80 % of 1,000wan; 50 % of 10,000,001 yuan. Above 3,000wan: nothing, of 1,500wan before.
  const auto found = lint_shipped("jiangsu");
  CHECK(count_of(found, "L-107") == 2);
  CHECK(holds(first_of(found, "L-107"),
              "`borrower.scheme_balance_yuan` passes 10,000,000 yuan by one unit"));
  CHECK(holds(first_of(found, "L-107"), "falls from 8,000,000 yuan to 5,000,000.50 yuan"));
  CHECK(holds(first_of(found, "L-107"), "由 800万元 降至"));
  bool second = false;
  for (const Finding& finding : found) {
    second = second || finding.en.find("from 15,000,000 yuan to 0 yuan") != std::string::npos;
  }
  CHECK(second);
  // A tranche pays each part by its own rate: no cliff.
  const auto marginal = [](const std::string& form, const std::string& is) {
    return lint(" - {step: s, slice: {upto: {" + form +
                ": borrower.scheme_balance_yuan, rows: [{upto: 1000wan, " + is +
                ": 80%}, {else: 50%}]}, per: loss, to: {fund: rest}}}\n");
  };
  CHECK(count_of(marginal("tranche", "rate"), "L-107") == 0);
}

TEST_CASE("lint L-109: a party that pays more when money comes back") {
  // Loss 100, half each: 50. 25 back leaves 75, below the gate: all to the bank, 75.
  const auto gated = [](const std::string& by) {
    return lint(
        " - {step: g, gate: {require: {loss.open: {ge: 100yuan}}}}\n"
        " - {step: q, quota: {fund: 50%, bank: rest}}\n",
        {"recovery: {costs: first, by: " + by + "}"});
  };
  const auto found = gated("recompute");
  CHECK(count_of(found, "L-109") == 1);
  CHECK(holds(first_of(found, "L-109"),
              "`bank` pays more when money comes back: of a loss of 100 yuan with 25 yuan back it "
              "pays 25 yuan more"));
  CHECK(count_of(gated("as_borne"), "L-109") == 0);
}

TEST_CASE(
    "lint L-110: exhaustion is 1 / (leverage × share); layers attach where they are written") {
  // Domain 1D: 10 times the fund at 54 %: 18.5 %.
  CHECK(holds(first_of(lint_shipped("zhongshan-fund"), "L-110"), "no more above 18.52%"));
  const auto fund = [](const std::string& share) {
    return first_of(
        lint(
            " - {step: q, quota: {fund: " + share +
                ", bank: rest}}\n - {step: b, cap: {party: fund, at: balance, per: [scheme, "
                "life], when: claim, room: paid, short: fifo, over: bank}}\n",
            {"parties: {fund: {kind: fund, account: {sources: [{from: city, amount: 4000wan, date: "
             "2024-01-01}]}}, bank: {kind: bank}}"}),
        "L-110");
  };
  CHECK(holds(fund("50%"), "no more above 20%"));  // Guangzhou
  CHECK(holds(fund("40%"), "no more above 25%"));  // Shandong
  CHECK(holds(fund("25%"), "no more above 40%"));  // Shenzhen v1
  // Guangzhou's tenfold leverage is written; EFG: 9.75 % of what was lent at 75 % is 13 % of it.
  CHECK(holds(first_of(lint_shipped("guangzhou-55"), "L-110"), "no more above 20%"));
  CHECK(holds(first_of(lint_shipped("uk-efg"), "L-110"), "no more above 13%"));
  // The tower: bank to 2 %, insurer from there to 5 %, guarantor from there to 10 %.
  const auto tower = lint_shipped("sba-7a-layers");
  CHECK(count_of(tower, "L-110") == 3);
  std::string all;
  for (const Finding& finding : tower) all += finding.en + "\n";
  CHECK(holds(all, "`bank` pays from the first loss and no more above 2%"));
  CHECK(holds(all, "`insurer` pays from a loss rate of 2% and no more above 5%"));
  CHECK(holds(all, "`guarantor` pays from a loss rate of 5% and no more above 10%"));
  CHECK(count_of(lint_shipped("zhongshan"), "L-110") == 0);
}

TEST_CASE("lint L-110: a leverage that counts guarantees stands behind larger loans") {
  // 100 yuan, 20 times: guarantees of 2,000 at 80 % are loans of 2,500, and 100 is 5 % of the loss
  // that the party shares: 100 / (2,500 x 80 %). Counted by loans: 100 / (2,000 x 80 %) = 6.25 %.
  const auto counted = [](const std::string& counts) {
    return first_of(
        lint(" - {step: q, quota: {fund: 80%, bank: rest}}\n - {step: b, cap: {party: fund, at: "
             "balance, per: [scheme, life], when: claim, room: paid, short: fifo, over: bank}}\n",
             {"parties: {fund: {kind: guarantor, account: {sources: [{from: city, amount: 100yuan, "
              "date: 2024-01-01}], leverage: {at_most: 20, of: paid_in, counts: " +
              counts + "}}}, bank: {kind: bank}}"}),
        "L-110");
  };
  CHECK(holds(counted("loan.guaranteed_yuan"), "over covered loans of 2,500 yuan"));
  CHECK(holds(counted("loan.guaranteed_yuan"), "no more above 5%"));
  CHECK(holds(counted("loan.principal_yuan"), "no more above 6.25%"));
  // 101 of KRW bn behind guarantees of 2,000: 5.05 %.
  CHECK(holds(first_of(lint_shipped("kodit"), "L-110"), "no more above 5.05%"));
}

TEST_CASE("lint L-110: what the text does not say is told as taken for granted") {
  const auto fund = [](const std::string& leverage) {
    return first_of(
        lint(" - {step: q, quota: {fund: 50%, bank: rest}}\n - {step: b, cap: {party: fund, at: "
             "balance, per: [scheme, life], when: claim, room: paid, short: fifo, over: bank}}\n",
             {"parties: {fund: {kind: fund, account: {sources: [{from: city, amount: 100wan, date: "
              "2024-01-01}]" +
              leverage + "}}, bank: {kind: bank}}"}),
        "L-110");
  };
  CHECK(holds(fund(""), "loans taken as 10 times the money: the text says nothing"));
  CHECK(!holds(fund(", leverage: {at_most: 10, of: paid_in, counts: loan.principal_yuan}"),
               "taken as"));
}

TEST_CASE("lint L-110: a premium that the text does not tell is told as the figure taken") {
  // The insurer bears 70 %, 80 % of what is above 120 % of its premiums is the city's. At the
  // premium taken, p of what was lent, the city pays from losses of 1.2 p / 0.7.
  const auto findings = [](const std::string& gate) {
    const auto all =
        lint(gate +
                 " - {step: q, quota: {insurer: 70%, bank: rest}}\n - {step: stop, cede: {party: "
                 "insurer, above: {rate: 120%, of: insurer.premium_earned}, per: [insurer, year], "
                 "when: close, to: {city: 80%, insurer: rest}}}\n",
             {"parties: {insurer: {kind: insurer, firm: loan.insurer_id}, bank: {kind: bank}, "
              "city: {kind: treasury}}"});
    return first_of(all, "L-110");
  };
  REQUIRE(lint_trial::kPremiumPpm == 20'000);
  CHECK(holds(findings(""), "`city` pays from a loss rate of 3.43%"));
  CHECK(holds(findings(""), " (premium taken as 2%: the text says nothing)"));
  CHECK(holds(findings(""), "（假设保费率 2%，条文未写）"));
  CHECK(!holds(findings(" - {step: g, gate: {require: {loan.premium_rate: {le: 2.7%}}}}\n"),
               "premium taken"));
}

TEST_CASE("lint L-119: a gap between neighbouring layers, of one loss, with its amounts") {
  // The insurer takes the first 1,000 yuan; the city half of what is above `above` of the rest.
  const auto tower = [](const std::string& above) {
    return lint(
        " - {step: q, quota: {bank: 100%}}\n"
        " - {step: low, cede: {party: bank, upto: 1000yuan, per: loss, to: {insurer: "
        "100%}}}\n"
        " - {step: high, cede: {party: bank, above: " +
        above + ", upto: 5000yuan, per: loss, to: {city: 50%, bank: rest}}}\n");
  };
  const auto gap = tower("500yuan");
  CHECK(count_of(gap, "L-119") == 1);
  CHECK(
      holds(first_of(gap, "L-119"),
            "a gap: of one loss, from 1,000 yuan to 1,500 yuan, `insurer` pays no more and `city` "
            "not yet: all of it is left with `bank`"));
  CHECK(count_of(tower("0yuan"), "L-119") == 0);
}

TEST_CASE("lint L-119: a gap between layers of a book, in loss rates") {
  // Layers of what was lent: the insurer from nothing to 2 %, the city from `above` of what is left
  // with the bank.
  const auto tower = [](const std::string& above) {
    return lint(
        " - {step: q, quota: {bank: 100%}}\n"
        " - {step: low, cede: {party: bank, upto: {rate: 2%, of: scheme.principal_yuan}, "
        "per: [scheme, life], when: close, to: {insurer: 100%}}}\n"
        " - {step: high, cede: {party: bank, above: {rate: " +
        above +
        ", of: scheme.principal_yuan}, upto: {rate: 8%, of: scheme.principal_yuan}, per: "
        "[scheme, life], when: close, to: {city: 100%}}}\n");
  };
  CHECK(holds(first_of(tower("1%"), "L-119"), "from a loss rate of 2% to 3%"));
  CHECK(count_of(tower("0%"), "L-119") == 0);
}

TEST_CASE("lint L-119: guarantees count as for L-110: they stand behind larger loans") {
  // 1m, 20 times, are guarantees of 20m at 80 %: loans of 25m. At a rate of 5 % the fund
  // is exhausted (1 / 20), and the insurer too: 20 % of 5 % is its 1 %. The city begins where
  // the bank's part before the fund falls short, 20 %, has 1 % more: at 10 %.
  const auto found = lint(
      " - {step: q, quota: {fund: 80%, bank: rest}}\n"
      " - {step: low, cede: {party: bank, upto: {rate: 1%, of: scheme.principal_yuan}, "
      "per: [scheme, life], when: claim, to: {insurer: 100%}}}\n"
      " - {step: high, cede: {party: bank, above: {rate: 1%, of: scheme.principal_yuan}, "
      "per: [scheme, life], when: claim, to: {city: 100%}}}\n"
      " - {step: b, cap: {party: fund, at: balance, per: [scheme, life], when: claim, room: paid, "
      "short: fifo, over: bank}}\n",
      {"parties: {insurer: {kind: insurer}, fund: {kind: guarantor, account: {sources: [{from: "
       "city, amount: 100wan, date: "
       "2024-01-01}], leverage: {at_most: 20, of: paid_in, counts: loan.guaranteed_yuan}}}, "
       "city: {kind: reguarantor}, bank: {kind: bank}}"});
  CHECK(holds(first_of(found, "L-119"),
              "over loans of 25,000,000 yuan, from a loss rate of 5% to 10%"));
}

TEST_CASE("lint L-110: a limit of each lender is told as of one lender's loans") {
  const auto fund = [](const std::string& who) {
    return first_of(lint(" - {step: q, quota: {fund: 50%, bank: rest}}\n - {step: b, cap: {party: "
                         "fund, at: 100wan, per: [" +
                         who + ", life], when: claim, room: paid, over: bank}}\n"),
                    "L-110");
  };
  CHECK(holds(fund("lender"), "all loans taken as those of one lender"));
  CHECK(!fund("scheme").empty());
  CHECK(!holds(fund("scheme"), "one lender"));
}

TEST_CASE("lint L-110: what limits a loan, or moves with a ratio, exhausts no book") {
  const std::string quota = " - {step: q, quota: {fund: 50%, bank: rest}}\n";
  CHECK(count_of(lint(quota + " - {step: b, cap: {party: fund, at: 1000wan, per: loss, room: paid, "
                              "over: bank}}\n"),
                 "L-110") == 0);
  CHECK(count_of(lint(quota + " - {step: b, cap: {party: fund, at: 1000wan, per: [borrower, life], "
                              "when: claim, room: paid, over: bank}}\n"),
                 "L-110") == 0);
  CHECK(count_of(lint(quota + " - {step: b, cap: {party: fund, at: 10000wan, per: [scheme, life], "
                              "when: claim, room: paid, over: bank}}\n"),
                 "L-110") == 1);
  CHECK(count_of(lint_shipped("qingdao-qianfan"), "L-110") == 0);
}

TEST_CASE("lint L-114: a step that lifts a bill above an earlier cap") {
  const std::string all = " - {step: q, quota: {fund: 50%, insurer: 50%}}\n";
  const std::string fund = cap("fund-cap", "fund", "10yuan", "bank");
  const std::string insurer = cap("insurer-cap", "insurer", "10yuan", "fund");
  const auto found = lint(all + fund + insurer);
  CHECK(count_of(found, "L-114") == 1);
  CHECK(holds(first_of(found, "L-114"),
              "`insurer-cap` lifts `fund` above the cap of step `fund-cap`"));
  CHECK(count_of(lint(all + insurer + fund), "L-114") == 0);
}

TEST_CASE("lint: the structural findings are among them, in the order of the text") {
  const auto found = lint(
      " - {step: g, gate: {require: {borrower.region: {in: [here]}}}}\n"
      " - {step: q, quota: {fund: 50%, bank: rest}}\n");
  CHECK(count_of(found, "L-113") == 1);
  for (std::size_t i = 1; i < found.size(); ++i) {
    CHECK(found[i - 1].place.line <= found[i].place.line);
  }
}

TEST_CASE("lint: the shipped policies have no finding that is an error, and all can be tried") {
  std::size_t count = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(test::source_root() + "/policies/sharing")) {
    if (entry.path().extension() != ".yaml") continue;
    const std::string name = entry.path().stem().string();
    CAPTURE(name);
    ++count;
    for (const Finding& finding : lint_shipped(name)) {
      CAPTURE(finding.en);
      CHECK(finding.gravity != Gravity::error);
      CHECK(finding.code != "L-190");
      CHECK(finding.code != "L-104");
    }
  }
  CHECK(count >= 45);
  CHECK(lint_shipped("bank-only").empty());
}
