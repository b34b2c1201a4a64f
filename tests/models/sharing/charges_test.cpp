// Charges by hand: the fees, premiums, subsidies and rewards of real schemes.
#include "models/sharing/charges.hpp"

#include <doctest/doctest.h>

#include "models/sharing/ledger.hpp"
#include "tests/models/sharing/tried.hpp"

using namespace pledgelab;
using test::kColumns;
using test::run;
using test::Shared;
using test::Tried;

namespace {

const std::string kHalf = " - {step: q, quota: {fund: 50%, bank: rest}}\n";
using Lines = std::vector<std::string>;

Shared charged(const std::string& charge, const std::string& losses) {
  return run({kHalf + "charges: [" + charge + "]\n", losses});
}

// "row date fen" of each payment; "row ?" of each undecided loan.
Lines told(const Shared& shared) {
  Lines lines;
  for (const ChargeLine& line : shared.result.charges) {
    lines.push_back(line.decided() ? std::to_string(line.row) + " " + to_iso(line.date) + " " +
                                         std::to_string(line.fen)
                                   : std::to_string(line.row) + " ?");
  }
  return lines;
}

// Rows of loans that lost nothing: default date, principal loss 0, then `cells`.
std::string loans(const std::string& columns, const Lines& cells) {
  std::string losses = kColumns + "," + columns + "\n";
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string number = std::to_string(i);
    losses += "X" + number + ",L" + number + ",2026-01-01,0," + cells[i] + "\n";
  }
  return losses;
}

}  // namespace

TEST_CASE("SBA FY2018: 2, 3, 3.5 % of the guaranteed part by size, 3.75 % of it above a million") {
  const std::string fee =
      "{id: upfront, kind: fee, payer: bank, payee: fund, every: once, amount: {sum: [{if: "
      "{loan.term_months: {le: 12mo}}, is: {rate: 0.25%, of: loan.guaranteed_yuan}}, {if: "
      "{loan.term_months: {gt: 12mo}}, is: {tier: loan.approved_yuan, rows: [{upto: 150000yuan, "
      "is: {rate: 2%, of: loan.guaranteed_yuan}}, {upto: 700000yuan, is: {rate: 3%, of: "
      "loan.guaranteed_yuan}}, {else: {tranche: loan.guaranteed_yuan, rows: [{upto: 1000000yuan, "
      "rate: 3.5%}, {else: 3.75%}]}}]}}]}}";
  const Shared shared =
      charged(fee, loans("approved_yuan,guaranteed_yuan,term_months,origination_date",
                         {"150000,127500,84,2018-02-01", "150000.01,112500,84,2018-02-02",
                          "700000,525000,84,2018-02-03", "1000000,750000,84,2018-02-04",
                          "2000000,1500000,84,2018-02-05", "2000000,1500000,12,2018-02-06"}));
  // 2 % of 127,500; 3 % of 112,500 and of 525,000; 3.5 % of 750,000; 35,000 + 18,750; 0.25 %.
  CHECK(told(shared) == Lines{"0 2018-02-01 255000", "1 2018-02-02 337500", "2 2018-02-03 1575000",
                              "3 2018-02-04 2625000", "4 2018-02-05 5375000",
                              "5 2018-02-06 375000"});
  const auto totals = charge_totals(shared.program, shared.result.charges);
  CHECK(totals[0].count == 6);
  CHECK(totals[0].fen == 10'542'500);
}

TEST_CASE("EFG: 2 % a year of the balance, each quarter, before maturity, at most so many years") {
  const auto premium = [](const std::string& more, const Lines& cells) {
    return told(
        charged("{id: premium, kind: premium, payer: borrower, payee: fund, every: quarter" + more +
                    ", amount: {rate: 2%, of: loan.balance_yuan}}",
                loans("balance_yuan,origination_date,maturity_date", cells)));
  };
  // 2.01 a year: 50.25, 100.5, 150.75, 201 fen in all: the second takes the half.
  CHECK(premium("", {"100.50,2024-01-31,2025-01-31"}) ==
        Lines{"0 2024-01-31 50", "0 2024-04-30 51", "0 2024-07-31 50", "0 2024-10-31 50"});
  CHECK(premium("", {"100,2024-01-31,2025-02-01"}).size() == 5);
  CHECK(premium(", years: 1", {"100,2024-01-31,2029-02-01"}).size() == 4);
  CHECK(premium("", {"100,2024-01-31,"}) == Lines{"0 ?"});
  CHECK(premium("", {"100,,2025-01-01"}) == Lines{"0 ?"});
  CHECK(premium("", {",2024-01-31,2025-01-01"}) == Lines{"0 ?"});
}

TEST_CASE("Qingdao: a premium of 2 %, its subsidy of a half for three years") {
  const Shared shared = run(
      {kHalf +
           "charges:\n - {id: premium, kind: premium, payer: borrower, payee: insurer, every: "
           "year, amount: {rate: 2%, of: loan.principal_yuan}}\n"
           " - {id: subsidy, kind: subsidy, payer: fund, payee: borrower, every: year, years: 3, "
           "if: {borrower.small: {eq: true}}, amount: {rate: 1%, of: loan.principal_yuan}}\n",
       loans("principal_yuan,origination_date,maturity_date,borrower.small",
             {"5000000,2020-02-29,2024-02-29,true", "100,2020-02-29,2021-02-28,false",
              "100,2020-02-29,2021-03-01,"})});
  CHECK(told(shared) == Lines{"2 ?", "0 2020-02-29 10000000", "1 2020-02-29 200",
                              "2 2020-02-29 200", "0 2020-02-29 5000000", "0 2021-02-28 10000000",
                              "2 2021-02-28 200", "0 2021-02-28 5000000", "0 2022-02-28 10000000",
                              "0 2022-02-28 5000000", "0 2023-02-28 10000000"});
  const auto totals = charge_totals(shared.program, shared.result.charges);
  CHECK(totals[1].undecided_count == 1);
  CHECK(totals[1].fen == 15'000'000);
}

TEST_CASE("Beijing: half the rate, recognised up to LPR × 1.4, 30wan a firm a year, when settled") {
  const Shared shared = charged(
      "{id: subsidy, kind: subsidy, payer: fund, payee: borrower, every: once, when: settlement, "
      "amount: {rate: {sum: [{rate: 50%, of: loan.rate}], at_most: {rate: 70%, of: loan.lpr}}, of: "
      "loan.principal_yuan}, at_most: 30wan, per: [borrower, year]}",
      loans("principal_yuan,rate,lpr,settled_on,borrower_id",
            {"4000000,6%,3.45%,2024-03-01,B1", "10000000,4%,3.45%,2024-05-01,B1",
             "5000000,4%,3.45%,2024-12-31,B1", "5000000,4%,3.45%,2025-01-01,B1",
             "5000000,4%,3.45%,2024-12-31,B2", "5000000,4%,3.45%,,B2",
             "5000000,4%,3.45%,2024-12-31,"}));
  // 70 % of 3.45 % = 2.415 % of 400万: 96,600. 2 % of 1,000万: 200,000. Of 100,000 the year has
  // 3,400 left for that firm.
  CHECK(told(shared) == Lines{"6 ?", "0 2024-03-01 9660000", "1 2024-05-01 20000000",
                              "2 2024-12-31 340000", "4 2024-12-31 10000000",
                              "3 2025-01-01 10000000"});
}

TEST_CASE("Shandong: half the valuation fee, 5wan a firm a year; Shuangliu: 1 % to the lender") {
  const Shared shared = run(
      {kHalf +
           "charges:\n - {id: valuation, kind: subsidy, payer: fund, payee: borrower, every: once, "
           "amount: {rate: 50%, of: loan.valuation_fee_yuan}, at_most: 5wan, per: [borrower, "
           "year]}\n - {id: reward, kind: reward, payer: fund, payee: bank, every: once, amount: "
           "{rate: 1%, of: loan.principal_yuan}}\n",
       loans("principal_yuan,valuation_fee_yuan,borrower_id,origination_date",
             {"2000000,80000,B1,2017-03-01", "1000000,80000,B1,2017-04-01",
              "0,40000,B1,2017-05-01"})});
  CHECK(told(shared) == Lines{"0 2017-03-01 4000000", "0 2017-03-01 2000000",
                              "1 2017-04-01 1000000", "1 2017-04-01 1000000"});
}

TEST_CASE("a charge at the claim falls on the pay date of each loss; a loan's rows count once") {
  const Shared shared = run(
      {kHalf + "charges:\n - {id: fee, kind: fee, payer: bank, payee: insurer, every: once, when: "
               "claim, amount: 10yuan, at_most: 25yuan, per: [scheme, life]}\n"
               " - {id: entry, kind: fee, payer: bank, payee: insurer, every: once, amount: "
               "1yuan}\n",
       kColumns + ",origination_date\nA,L1,2024-03-01,5,2023-01-01\nB,L1,2024-02-01,5,"
                  "2023-01-01\nC,L2,2024-04-01,0,2023-01-02\nD,L3,2024-05-01,5,2023-01-03\n"});
  CHECK(told(shared) == Lines{"0 2023-01-01 100", "2 2023-01-02 100", "3 2023-01-03 100",
                              "0 2024-02-01 1000", "0 2024-03-01 1000", "3 2024-05-01 500"});
  CHECK(shared.result.charges[3].claim == 1);
}

TEST_CASE("a charge of a role that no firm plays is undecided; a borrower alone is its own group") {
  Tried tried{kHalf +
                  "charges: [{id: fee, kind: fee, payer: fund, payee: bank, every: once, amount: "
                  "8yuan, at_most: 10yuan, per: [group, life]}]\n",
              loans("loan.fund_id,borrower.group_id,borrower_id,origination_date",
                    {"F,G,B1,2024-01-01", "F,,G,2024-01-02", "F,G,B2,2024-01-03",
                     ",G,B3,2024-01-04", "F,,,2024-01-05"})};
  tried.fund = "{kind: fund, firm: loan.fund_id}";
  // The borrower that is called as the group is another unit.
  CHECK(told(run(tried)) ==
        Lines{"3 ?", "4 ?", "0 2024-01-01 800", "1 2024-01-02 800", "2 2024-01-03 200"});
}

TEST_CASE("a value below 0 is no charge") {
  CHECK(told(charged("{id: fee, kind: fee, payer: fund, payee: bank, every: once, amount: {fact: "
                     "loan.fee_yuan}}",
                     loans("fee_yuan,origination_date", {"-5,2024-01-01", "5,2024-01-01"}))) ==
        Lines{"1 2024-01-01 500"});
}

TEST_CASE("an account pays charges of the morning up to its balance, and receives them") {
  Tried tried{
      " - {step: q, quota: {fund: 50%, bank: rest}}\n - {step: balance, cap: {party: fund, "
      "at: balance, per: [scheme, life], when: claim, room: paid, short: fifo, over: "
      "queue}}\ncharges:\n - {id: premium, kind: premium, payer: borrower, payee: fund, "
      "every: once, amount: {fact: loan.premium_yuan}}\n - {id: fee, kind: fee, payer: "
      "fund, payee: insurer, every: once, amount: {fact: loan.fee_yuan}}\n",
      kColumns +
          ",premium_yuan,fee_yuan,origination_date\nA,L1,2024-03-01,8,1,0,2024-03-01"
          "\nB,L2,2024-04-01,2,0,9,2024-04-01\n"};
  tried.fund = "{kind: fund, account: {sources: [{from: city, amount: 5yuan, date: 2024-01-01}]}}";
  const Shared shared = run(tried);
  // 5 + 1 of the morning − 4 of the claim = 2: of the fee of 9 it pays 2, and nothing of the 1.
  CHECK(shared.result.balances.back().fen == 0);
  CHECK(shared.result.losses[0].queued_fen == 0);
  CHECK(shared.result.losses[1].queued_fen == 100);
  REQUIRE(shared.result.unpaid.size() == 1);
  CHECK(shared.result.unpaid[0].fen == 700);
  CHECK(charge_totals(shared.program, shared.result.charges)[1].unpaid_fen == 700);
  CHECK(charge_totals(shared.program, shared.result.charges)[1].fen == 900);
}
