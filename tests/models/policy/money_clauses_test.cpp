// Accounts, charges, advance, instalments and purchase: what is read, and every fault by its place.
#include <doctest/doctest.h>

#include "engine/formats/yaml.hpp"
#include "models/policy/sharing_policy.hpp"
#include "models/sharing/path_refuse.hpp"

using namespace pledgelab;

namespace {

const std::string kQuota = " - {step: q, quota: {fund: 50%, bank: rest}}\n";
const std::string kBalance =
    " - {step: b, cap: {party: fund, at: balance, per: [scheme, life], when: claim, room: paid, "
    "short: fifo, over: queue}}\n";

struct Text {
  std::string account = {};  // after the sources of the fund's account; "-": an account
  std::string claim = {};    // after pay: claim
  std::string steps = kQuota;
  std::string after = {};  // from line 13 on
  std::string by = "as_borne";
};

std::string yaml_of(const Text& text) {
  const std::string account =
      text.account.empty() ? std::string()
                           : ", account: {sources: [{from: a, amount: 1yuan, date: 2024-01-01}]" +
                                 (text.account == "-" ? std::string() : ", " + text.account) + "}";
  return "schema: policy/1\nid: x\nversion: '1'\nsource: [{title: made, mark: assumed}]\n"
         "effective: {from: 2020-01-01, by: default}\nmoney: {currency: CNY, round: half_up}\n"
         "year: calendar\n"
         "parties: {bank: {kind: bank}, fund: {kind: fund" +
         account + "}}\nresidual: bank\nclaim: {trigger: {loan.dpd: {gt: 90}}, pay: claim" +
         text.claim + "}\nrecovery: {costs: first, by: " + text.by + "}\n" + text.after +
         "steps:\n" + text.steps;
}

Result<SharingPolicy> read(const Text& text) {
  const std::string yaml = yaml_of(text);
  const auto document = parse_yaml(yaml, "x.yaml");
  REQUIRE_MESSAGE(document.ok(), yaml);
  return read_sharing_policy(document.value());
}

// "P-105 14:5 message | hint" of the first fault, or ok.
std::string fault(const Text& text) {
  const auto policy = read(text);
  if (policy.ok()) return "ok";
  const Error& error = policy.errors().front();
  return error.code + " " + std::to_string(error.origin.line) + ":" +
         std::to_string(error.origin.column) + " " + error.message + " | " + error.hint;
}

void check_fault(const std::string& told, const std::string& code, const std::string& words) {
  CAPTURE(told);
  CHECK(told.substr(0, code.size()) == code);
  CHECK(told.find(words) != std::string::npos);
}

std::string account_fault(const std::string& account) {
  return fault({account, {}, kQuota + kBalance});
}
std::string charge_fault(const std::string& charge) {
  return fault({{}, {}, kQuota, "charges: [{" + charge + "}]\n"});
}
std::string changed(const std::string& from, const std::string& to) {
  std::string charge = "id: c, kind: fee, amount: 1yuan, payer: bank, payee: fund, every: once";
  const std::size_t at = charge.find(from);
  REQUIRE(at != std::string::npos);
  return charge_fault(charge.replace(at, from.size(), to));
}

}  // namespace

TEST_CASE("account: income, costs, top-ups and leverage are read") {
  const auto policy = read(
      {"income: {rate: 150bp, credited: quarter}, costs: [{id: m, amount: 2wan, every: year}], "
       "top_up: [{from: city, below: 1wan, to: 3wan, at_most: 2wan}], leverage: {at_most: 10, of: "
       "paid_in, counts: loan.principal_yuan}",
       {},
       kQuota + kBalance});
  REQUIRE_MESSAGE(policy.ok(), (policy.ok() ? "" : to_text(policy.errors().front())));
  const AccountTerms& terms = policy.value().parties[1].terms;
  CHECK(terms.income->rate == Ratio{15, 1000});
  CHECK(terms.income->quarterly);
  CHECK(terms.costs[0].amount == Money::of_yuan(20'000));
  CHECK(terms.top_ups[0].from == "city");
  CHECK(*terms.top_ups[0].at_most == Money::of_yuan(20'000));
  CHECK(terms.leverage->at_most == Ratio{10, 1});
  CHECK(!terms.leverage->base);
  CHECK(terms.leverage->counts.name == "loan.principal_yuan");
  CHECK(terms.lives());
}

TEST_CASE("account: faults") {
  check_fault(account_fault("income: {rate: 2wan, credited: year}"), "P-104 8:", "is a rate");
  check_fault(account_fault("income: {rate: -1%, credited: year}"), "P-104 8:", "not below 0");
  check_fault(account_fault("income: {rate: 1%, credited: month}"), "Y-204 8:", "month");
  check_fault(account_fault("costs: [{id: m, amount: 5%, every: year}]"),
              "P-104 8:", "amount of money");
  check_fault(account_fault("costs: [{id: m, amount: -5yuan, every: year}]"),
              "P-104 8:", "not below 0");
  check_fault(account_fault("costs: [{id: m, amount: 5yuan, every: quarter}]"), "Y-204 8:", "year");
  check_fault(account_fault("costs: [{id: m, amount: 5yuan, every: year}, {id: m, amount: 5yuan, "
                            "every: year}]"),
              "P-103 8:", "two costs");
  check_fault(account_fault("costs: {id: m}"), "P-103 8:", "costs is a list");
  check_fault(account_fault("top_up: [{from: a, below: 3wan, to: 2wan}]"),
              "P-104 8:", "'to' is at least 'below'");
  CHECK(account_fault("top_up: [{from: a, below: 3wan, to: 3wan}]") == "ok");
  check_fault(account_fault("leverage: {at_most: 10%, of: paid_in, counts: loan.a_yuan}"),
              "P-104 8:", "is a number");
  check_fault(account_fault("leverage: {at_most: 10, of: paid, counts: loan.a_yuan}"),
              "P-104 8:", "not a value");
  check_fault(account_fault("leverage: {at_most: 10, of: 1wan, counts: scheme.a_yuan}"),
              "P-107 8:", "column of loan money");
  check_fault(account_fault("incomes: 1"), "Y-205 8:", "income");
}

TEST_CASE("charges are read, and `charges: []` says none") {
  const auto policy = read(
      {{},
       {},
       kQuota,
       "charges: [{id: c, kind: subsidy, amount: {rate: 2%, of: loan.a_yuan}, payer: fund, payee: "
       "borrower, every: year, years: 3, if: {loan.x: {eq: a}}, at_most: 5wan, per: [borrower, "
       "year]}]\n"});
  REQUIRE_MESSAGE(policy.ok(), (policy.ok() ? "" : to_text(policy.errors().front())));
  const Charge& charge = policy.value().charges.at(0);
  CHECK(charge.kind == Charge::Kind::subsidy);
  CHECK(charge.payer == 1);
  CHECK(charge.payee == kBorrower);
  CHECK(charge.every == Charge::Every::year);
  CHECK(charge.when == Charge::When::origination);
  CHECK(charge.years == 3);
  CHECK(charge.unit.who == Unit::Who::borrower);
  CHECK(charge.unit.period == Unit::Period::year);
  const auto none = read({{}, {}, kQuota, "charges: []\n"});
  REQUIRE(none.ok());
  CHECK(none.value().charges.empty());
}

TEST_CASE("charges: faults") {
  CHECK(changed("every", "every") == "ok");
  check_fault(changed("kind: fee", "kind: fees"), "Y-204 12:", "fee");
  check_fault(changed("payee: fund", "payee: fnd"), "P-106 12:", "did you mean 'fund'");
  check_fault(changed("payee: fund", "payee: borower"), "P-106 12:", "did you mean 'borrower'");
  check_fault(changed("payee: fund", "payee: bank"), "P-106 12:", "to itself");
  check_fault(changed("once", "month"), "Y-204 12:", "month");
  check_fault(changed("once", "year, when: claim"), "P-108 12:", "every: once");
  check_fault(changed("once", "once, years: 2"), "P-108 12:", "'years' belongs");
  check_fault(changed("once", "year, years: 0"), "P-104 12:", "from 1 to 100");
  check_fault(changed("once", "year, years: 1.5"), "P-104 12:", "whole number");
  check_fault(changed("once", "once, at_most: 5wan"), "P-108 12:", "go together");
  check_fault(changed("once", "once, per: [borrower, year]"), "P-108 12:", "go together");
  check_fault(changed("once", "once, at_most: 5wan, per: [borrower, cohort]"),
              "P-108 12:", "[WHO, year]");
  check_fault(changed("once", "once, at_most: 5wan, per: loss"), "P-108 12:", "[WHO, year]");
  check_fault(changed("once", "once, at_most: 5wan, per: [borower, year]"),
              "P-108 12:", "did you mean 'borrower'");
  check_fault(changed("1yuan", "{rate: 1%, of: loss.base}"), "P-107 12:", "loss.base");
  check_fault(changed("once", "once, if: {bill.fund: {gt: 0yuan}}"), "P-107 12:", "bill.fund");
  check_fault(changed("id: c, ", ""), "Y-202 12:", "id");
  check_fault(changed("once", "once, paid: now"), "Y-205 12:", "paid");
  check_fault(
      charge_fault("id: c, kind: fee, amount: 1yuan, payer: bank, payee: fund, every: once}, "
                   "{id: c, kind: fee, amount: 1yuan, payer: bank, payee: fund, every: "
                   "once"),
      "P-103 12:", "two charges");
}

TEST_CASE("advance, instalments and purchase are read") {
  const auto policy = read({{},
                            ", advance: {rate: 80%, final: settlement}, instalments: [{share: "
                            "50%, after: 0d}, {share: 1/2, after: 6mo}]"});
  REQUIRE_MESSAGE(policy.ok(), (policy.ok() ? "" : to_text(policy.errors().front())));
  CHECK(policy.value().advance->final == ClaimAdvance::Final::settlement);
  CHECK(policy.value().instalments.at(1).after == Duration{6, 0});
  const auto bought =
      read({{},
            {},
            kQuota,
            "purchase: {party: fund, price: {rate: 50%, of: loan.a_yuan}, within: 1y}\n"});
  REQUIRE(bought.ok());
  CHECK(bought.value().purchase->within == Duration{12, 0});
}

TEST_CASE("advance, instalments and purchase: faults, and what they are refused beside") {
  const auto claim = [](const std::string& text) { return fault({{}, ", " + text}); };
  check_fault(claim("advance: {rate: 101%, final: write_off}"), "P-104 10:", "from 0 % to 100 %");
  check_fault(claim("advance: {rate: 80%}"), "Y-202 10:", "final");
  check_fault(claim("advance: {rate: {rate: 1%, of: loss.base}, final: write_off}"),
              "P-107 10:", "loss.base");
  check_fault(claim("instalments: [{share: 50%, after: 0d}]"), "P-105 10:", "50 %, not 100 %");
  check_fault(claim("instalments: [{share: 100%, after: 5%}]"), "P-104 10:", "span of time");
  check_fault(claim("instalments: [{share: 1wan, after: 5d}]"), "P-104 10:", "is a rate");
  check_fault(claim("instalments: 2mo"), "P-103 10:", "list");
  const std::string advance = ", advance: {rate: 80%, final: write_off}";
  const std::string yearly =
      kQuota +
      " - {step: c, cap: {party: fund, at: 1wan, per: [scheme, year], when: claim, room: "
      "paid, over: bank}}\n";
  check_fault(fault({{}, advance, yearly}), "P-102 10:", "beside step 'c'");
  check_fault(fault({"-", advance, kQuota + kBalance}), "P-102 10:", "unit has a period");
  const std::string instalments = ", instalments: [{share: 100%, after: 5d}]";
  check_fault(fault({"-", instalments, kQuota + kBalance}), "P-102 10:", "account of 'fund'");
  const std::string purchase = "purchase: {party: fund, price: 1yuan, within: 1y}\n";
  check_fault(fault({"-", {}, kQuota + kBalance, purchase}), "P-102 12:", "account of 'fund'");
  check_fault(fault({{}, {}, kQuota, purchase, "recompute"}), "P-102 12:", "recompute");
  check_fault(fault({{}, advance, kQuota, purchase}), "P-102 10:", "purchase");
  check_fault(fault({{}, {}, kQuota, "purchase: {party: fnd, price: 1yuan, within: 1y}\n"}),
              "P-106 12:", "did you mean 'fund'");
  check_fault(fault({{}, {}, kQuota, "purchase: {party: fund, price: 1yuan, within: 5%}\n"}),
              "P-104 12:", "span of time");
  check_fault(
      fault({{}, {}, kQuota, "purchase: {party: fund, price: {fact: bill.bank}, within: 1y}\n"}),
      "P-107 12:", "bill.bank");
}

TEST_CASE("on simulated paths each of them is refused by name, with its place") {
  const auto refused = [](const Text& text) {
    const auto policy = read(text);
    REQUIRE_MESSAGE(policy.ok(), (policy.ok() ? "" : to_text(policy.errors().front())));
    std::string told;
    for (const Error& error : refused_on_paths(policy.value())) {
      CHECK(error.code == "P-102");
      CHECK(error.message.find("on simulated paths") != std::string::npos);
      told += std::to_string(error.origin.line) + " " + error.message.substr(0, 20) + ";";
    }
    return told;
  };
  CHECK(refused({}).empty());
  CHECK(refused({"-", {}, kQuota + kBalance}).empty());
  const std::string all =
      "income: {rate: 2%, credited: year}, costs: [{id: m, amount: 2wan, every: year}], top_up: "
      "[{from: city, below: 1wan, to: 3wan}], leverage: {at_most: 10, of: paid_in, counts: "
      "loan.principal_yuan}";
  CHECK(refused({all, {}, kQuota + kBalance}).empty());
  CHECK(refused({{},
                 ", instalments: [{share: 100%, after: 5d}]",
                 kQuota,
                 "charges: [{id: c, kind: fee, amount: 1yuan, payer: bank, payee: fund, every: "
                 "once}]\npurchase: {party: fund, price: 1yuan, within: 1y}\n"}) ==
        "12 charge 'c' on simula;10 claim.instalments on;13 purchase on simulate;");
  CHECK(refused({{}, ", advance: {rate: 80%, final: write_off}"}) == "10 claim.advance on sim;");
}
