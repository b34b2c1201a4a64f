// The structural lint: each code with a policy that shows it and one that does not.
#include "models/policy/lint.hpp"

#include <doctest/doctest.h>

#include "tests/models/policy/lint_support.hpp"

using namespace pledgelab;
using test::count_of;
using test::first_of;
using test::small_policy;

namespace {

std::vector<Finding> lint(const std::string& steps, const std::vector<std::string>& head = {}) {
  return lint_structure(small_policy(steps, head));
}

std::string quota(const std::string& share) {
  return " - {step: q, quota: {fund: " + share + ", bank: rest}}\n";
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("lint L-102: a value that no row fits") {
  const std::string open =
      "{tier: borrower.scheme_balance_yuan, rows: [{upto: 100wan, is: 80%}, {upto: 500wan, is: "
      "50%}]}";
  const auto found = lint(quota(open));
  CHECK(count_of(found, "L-102") == 1);
  CHECK(holds(first_of(found, "L-102"), "above 5,000,000 yuan"));
  CHECK(holds(first_of(found, "L-102"), "超过 500万元"));
  CHECK(found.front().place.line == 13);
  // An else, or a gate that lets nothing through above the last row.
  CHECK(count_of(lint(quota("{tier: borrower.scheme_balance_yuan, rows: [{upto: 100wan, is: 80%}, "
                            "{else: 50%}]}")),
                 "L-102") == 0);
  const auto gate = [](const std::string& at) {
    return " - {step: g, gate: {require: {borrower.scheme_balance_yuan: {le: " + at + "}}}}\n";
  };
  CHECK(count_of(lint(gate("500wan") + quota(open)), "L-102") == 0);
  CHECK(count_of(lint(gate("501wan") + quota(open)), "L-102") == 1);
}

TEST_CASE("lint L-102: words of a closed list that no row names are told by name") {
  const auto sizes = [](const std::string& rows) {
    return lint(quota("{tier: borrower.size, rows: [" + rows + "]}"));
  };
  const auto found = sizes("{in: [micro, small], is: 60%}, {in: [medium], is: 50%}");
  CHECK(count_of(found, "L-102") == 1);
  CHECK(holds(first_of(found, "L-102"), "`borrower.size` large:"));
  CHECK(count_of(sizes("{in: [micro, small], is: 60%}, {in: [medium, large], is: 50%}"), "L-102") ==
        0);
  const auto gated = [](const std::string& test) {
    return count_of(lint(" - {step: g, gate: {require: " + test + "}}\n" +
                         quota("{tier: borrower.size, rows: [{in: [micro, small], is: 60%}, {in: "
                               "[medium], is: 50%}]}")),
                    "L-102");
  };
  CHECK(gated("{borrower.size: {in: [micro, small, medium]}}") == 0);
  CHECK(gated("{borrower.size: {in: [micro, small, large]}}") == 1);
  CHECK(gated("{borrower.size: {ne: large}}") == 0);
  CHECK(gated("{borrower.size: {ne: medium}}") == 1);
  CHECK(gated("{borrower.size: {eq: small}}") == 0);
  CHECK(gated("{borrower.size: {eq: large}}") == 1);
  CHECK(gated("{borrower.size: {le: medium}}") == 0);
  CHECK(gated("{borrower.size: {lt: large}}") == 0);
  CHECK(gated("{borrower.size: {le: large}}") == 1);
  CHECK(gated("{borrower.size: {ge: medium}}") == 1);
  CHECK(gated("{borrower.size: {gt: large}}") == 0);
  CHECK(gated("{all: [{loan.rate: {gt: 1%}}, {borrower.size: {ne: large}}]}") == 0);
  CHECK(gated("{any: [{loan.rate: {gt: 1%}}, {borrower.size: {ne: large}}]}") == 1);
  CHECK(gated("{any: [{borrower.size: {eq: small}}, {borrower.size: {ne: large}}]}") == 0);
  CHECK(gated("{not: {borrower.size: {eq: large}}}") == 1);  // not looked into
  // Of an open list nobody knows the rest: a note.
  const auto open = lint(quota("{tier: borrower.enterprise_class, rows: [{in: [x], is: 60%}]}"));
  CHECK(count_of(open, "L-102") == 1);
  CHECK(open.front().gravity == Gravity::note);
}

TEST_CASE("lint L-103: a row that is never reached") {
  const auto rows = [](const std::string& text) {
    return count_of(
        lint(quota("{tier: borrower.scheme_balance_yuan, rows: [" + text + ", {else: 1%}]}")),
        "L-103");
  };
  CHECK(rows("{upto: 500wan, is: 80%}, {upto: 100wan, is: 50%}") == 1);
  CHECK(rows("{upto: 100wan, is: 80%}, {upto: 100wan, is: 50%}") == 1);
  CHECK(rows("{upto: 100wan, is: 80%}, {upto: 101wan, is: 50%}") == 0);
  const auto words = [](const std::string& text) {
    return lint(quota("{tier: borrower.size, rows: [" + text + "]}"));
  };
  CHECK(count_of(words("{in: [micro], is: 9%}, {in: [small, micro], is: 8%}, {else: 1%}"),
                 "L-103") == 1);
  const auto whole =
      words("{in: [micro, small], is: 9%}, {in: [medium, large], is: 8%}, {else: 1%}");
  CHECK(count_of(whole, "L-103") == 1);
  CHECK(holds(first_of(whole, "L-103"), "every word of borrower.size"));
  CHECK(count_of(words("{in: [micro, small], is: 9%}, {in: [medium], is: 8%}, {else: 1%}"),
                 "L-103") == 0);
  // Of a tranche as well.
  CHECK(count_of(lint(" - {step: s, slice: {upto: {tranche: borrower.revenue_yuan, rows: [{upto: "
                      "2wan, rate: 1%}, {upto: 1wan, rate: 2%}, {else: 3%}]}, per: loss, to: "
                      "{fund: rest}}}\n"),
                 "L-103") == 1);
}

TEST_CASE("lint L-108: public money, and no test of other cover or aid") {
  const std::vector<std::string> treasury = {
      "parties: {fund: {kind: treasury}, bank: {kind: bank}}"};
  CHECK(count_of(lint(quota("50%"), treasury), "L-108") == 1);
  CHECK(count_of(
            lint(" - {step: g, gate: {require: {loan.other_cover: {eq: false}}}}\n" + quota("50%"),
                 treasury),
            "L-108") == 0);
  CHECK(count_of(lint(" - {step: q, quota: {fund: 0%, bank: rest}}\n", treasury), "L-108") == 0);
  CHECK(count_of(lint(quota("50%")), "L-108") == 0);  // a guarantor's own money
}

TEST_CASE("lint L-111: a fact that no column of the book feeds, with the nearest") {
  const auto asks = [](const std::string& fact) {
    return lint(" - {step: g, gate: {require: {" + fact + ": {ge: 50%}}}}\n" + quota("50%"));
  };
  const auto found = asks("loan.ip_shares");
  CHECK(count_of(found, "L-111") == 1);
  CHECK(holds(first_of(found, "L-111"), "the nearest is `loan.ip_share`"));
  CHECK(count_of(asks("loan.ip_share"), "L-111") == 0);
  CHECK(found.front().gravity == Gravity::warning);  // one letter too many
  // A fact of the scheme's own is a note: three letters and more from any column.
  CHECK(asks("loan.green_part").front().gravity == Gravity::note);
  CHECK(asks("loan.ip_shar").front().gravity == Gravity::warning);
  CHECK(asks("loan.ip_sha").front().gravity == Gravity::warning);
  CHECK(asks("loan.ip_sh").front().gravity == Gravity::note);
}

TEST_CASE("lint L-112: a fund that can owe more than it has") {
  const std::vector<std::string> bare = {"parties: {fund: {kind: fund}, bank: {kind: bank}}"};
  const std::vector<std::string> funded = {
      "parties: {fund: {kind: fund, account: {sources: [{from: city, amount: 1wan, date: "
      "2024-01-01}]}}, bank: {kind: bank}}"};
  const auto cap = [](const std::string& at, const std::string& per, const std::string& more) {
    return " - {step: c, cap: {party: fund, at: " + at + ", per: " + per + ", room: paid, " + more +
           "over: bank}}\n";
  };
  const std::string scheme = "[scheme, life], when: claim";
  CHECK(count_of(lint(quota("50%"), bare), "L-112") == 1);
  CHECK(count_of(lint(quota("50%") + cap("1wan", scheme, ""), bare), "L-112") == 0);
  CHECK(count_of(lint(quota("50%") + cap("1wan", "loss", ""), bare), "L-112") == 1);
  CHECK(count_of(lint(quota("50%") + cap("balance", scheme, "short: fifo, "), funded), "L-112") ==
        0);
}

TEST_CASE("lint L-112: a limit over the scheme above the money of the account") {
  const auto limit = [](const std::string& at) {
    return lint_structure(small_policy(
        " - {step: q, quota: {fund: 50%, bank: rest}}\n - {step: most, cap: {party: fund, at: " +
            at +
            ", per: [scheme, life], when: claim, room: paid, over: bank}}\n - {step: b, cap: "
            "{party: fund, at: balance, per: [scheme, life], when: claim, room: paid, short: fifo, "
            "over: bank}}\n",
        {"parties: {fund: {kind: fund, account: {sources: [{from: city, amount: 3000wan, date: "
         "2024-01-01}, {from: bank, amount: 1000wan, date: 2024-06-01}]}}, bank: {kind: bank}}"}));
  };
  CHECK(first_of(limit("4001wan"), "L-112").find("lets `fund` owe 40,010,000 yuan") !=
        std::string::npos);
  CHECK(first_of(limit("4001wan"), "L-112").find("given 40,000,000 yuan") != std::string::npos);
  CHECK(count_of(limit("4000wan"), "L-112") == 0);
}

TEST_CASE("lint L-113: a test that favours local firms") {
  const auto asks = [](const std::string& test) {
    return count_of(lint(" - {step: g, gate: {require: {" + test + "}}}\n" + quota("50%")),
                    "L-113");
  };
  CHECK(asks("borrower.region: {in: [pudong]}") == 1);
  CHECK(asks("borrower.registered_city: {eq: x}") == 1);
  CHECK(asks("borrower.region: {ne: abroad}") == 0);
  CHECK(asks("borrower.capacity: {eq: x}") == 0);  // the word stands alone or not at all
}

TEST_CASE("lint L-115: a treasury without a limit by fiscal year") {
  const std::vector<std::string> treasury = {
      "parties: {fund: {kind: treasury}, bank: {kind: bank}}"};
  const auto capped = [&](const std::string& per) {
    return count_of(lint(quota("50%") + " - {step: c, cap: {party: fund, at: 1wan, per: " + per +
                             ", when: claim, room: paid, over: bank}}\n",
                         treasury),
                    "L-115");
  };
  CHECK(count_of(lint(quota("50%"), treasury), "L-115") == 1);
  CHECK(capped("[scheme, year]") == 0);
  CHECK(capped("[scheme, life]") == 1);
  CHECK(capped("[lender, year]") == 1);
}

TEST_CASE("lint L-115: what a treasury pays beside losses, without a limit by fiscal year") {
  const auto charged = [](const std::string& more, const std::string& kind) {
    return count_of(
        lint(quota("0%"), {"parties: {fund: {kind: " + kind + "}, bank: {kind: bank}}",
                           "charges: [{id: aid, kind: subsidy, amount: 1wan, payer: fund, payee: "
                           "borrower, every: once" +
                               more + "}]"}),
        "L-115");
  };
  CHECK(charged("", "treasury") == 1);
  CHECK(charged(", at_most: 9wan, per: [borrower, year]", "treasury") == 1);
  CHECK(charged(", at_most: 9wan, per: [scheme, life]", "treasury") == 1);
  CHECK(charged(", at_most: 9wan, per: [scheme, year]", "treasury") == 0);
  CHECK(charged("", "guarantor") == 0);
}

namespace {

// A payer of that kind with 1,000wan that stands behind `times` of it.
std::vector<std::string> promising(const std::string& kind, const std::string& times,
                                   const std::string& currency = "CNY") {
  const std::string unit = currency == "CNY" ? "wan" : "krw";
  return {"money: {currency: " + currency + ", round: half_up}",
          "parties: {fund: {kind: " + kind + ", account: {sources: [{from: city, amount: 1000" +
              unit + ", date: 2024-01-01}], leverage: {at_most: " + times +
              ", of: paid_in, counts: loan.principal}}}, bank: {kind: bank}}"};
}

const std::string kBalance =
    " - {step: b, cap: {party: fund, at: balance, per: [scheme, life], when: claim, room: paid, "
    "short: fifo, over: bank}}\n";

}  // namespace

TEST_CASE("lint L-116: a payer that promises more than the law allows") {
  const auto promised = [](const std::string& kind, const std::string& times,
                           const std::string& currency) {
    return lint(quota("50%") + kBalance, promising(kind, times, currency));
  };
  // Guarantors ten times their capital, fifteen for small firms and farming (decree 683).
  CHECK(count_of(promised("guarantor", "10", "CNY"), "L-116") == 0);
  const auto eleven = promised("guarantor", "11", "CNY");
  CHECK(count_of(eleven, "L-116") == 1);
  CHECK(eleven.front().gravity == Gravity::note);
  CHECK(promised("guarantor", "15", "CNY").front().gravity == Gravity::note);
  const auto sixteen = promised("guarantor", "16", "CNY");
  CHECK(sixteen.front().gravity == Gravity::warning);
  CHECK(holds(first_of(sixteen, "L-116"), "promises 16 times its capital; the law allows 10"));
  // Insurers four, six; Korea's funds twenty; a government fund has no such law.
  CHECK(count_of(promised("insurer", "4", "CNY"), "L-116") == 0);
  CHECK(promised("insurer", "5", "CNY").front().gravity == Gravity::note);
  CHECK(promised("insurer", "7", "CNY").front().gravity == Gravity::warning);
  CHECK(count_of(promised("guarantor", "20", "KRW"), "L-116") == 0);
  CHECK(count_of(promised("guarantor", "21", "KRW"), "L-116") == 1);
  CHECK(count_of(promised("fund", "90", "CNY"), "L-116") == 0);
}

TEST_CASE("lint L-116: one borrower or group beyond 10 % or 15 % of a guarantor's capital") {
  const auto capped = [](const std::string& at, const std::string& who) {
    return count_of(lint(quota("50%") + " - {step: c, cap: {party: fund, at: " + at + ", per: [" +
                             who + ", life], when: claim, room: paid, over: bank}}\n" + kBalance,
                         promising("guarantor", "10")),
                    "L-116");
  };
  CHECK(capped("100wan", "borrower") == 0);
  CHECK(capped("101wan", "borrower") == 1);
  CHECK(capped("150wan", "group") == 0);
  CHECK(capped("151wan", "group") == 1);
  CHECK(capped("900wan", "lender") == 0);
}

TEST_CASE(
    "lint L-117, L-118: a quotient and a ratio that can be undefined, and one that nothing asks") {
  const auto divided = [](const std::string& gate) {
    return count_of(lint(gate + quota("{ratio: [loan.guaranteed_yuan, loan.approved_yuan]}")),
                    "L-117");
  };
  const auto gate = [](const std::string& test) {
    return " - {step: g, gate: {require: {loan.approved_yuan: " + test + "}}}\n";
  };
  CHECK(divided("") == 1);
  CHECK(divided(gate("{gt: 0yuan}")) == 0);
  CHECK(divided(gate("{ge: 0yuan}")) == 1);
  CHECK(divided(gate("{ge: 1yuan}")) == 0);
  CHECK(divided(gate("{le: 9wan}")) == 1);
  const auto asked = [](const std::string& bottom, const std::string& steps) {
    return lint(steps + quota("50%"), {"ratios: {r: {top: overdue_balance, bottom: " + bottom +
                                       ", loans: scheme, per: scheme, at: year_end}}"});
  };
  const std::string fact = " - {step: g, gate: {require: {ratio.r: {le: 5%}}}}\n";
  CHECK(count_of(asked("lent", fact), "L-117") == 1);
  CHECK(count_of(asked("loan_balance", fact), "L-117") == 0);
  CHECK(count_of(asked("lent", ""), "L-117") == 0);
  CHECK(count_of(asked("lent", ""), "L-118") == 1);
  CHECK(count_of(asked("lent", fact), "L-118") == 0);
  const auto assumed = [](const std::string& share) {
    return lint(quota(share), {"assume: {part: 40%}"});
  };
  CHECK(count_of(assumed("40%"), "L-118") == 1);
  CHECK(count_of(assumed("$part"), "L-118") == 0);
}
