// Hand-derived cases of what two of our own programs would agree on too easily.
#include "models/sharing/ledger.hpp"

#include <doctest/doctest.h>

#include "tests/models/sharing/tried.hpp"

using namespace pledgelab;
using test::kColumns;
using test::run;
using test::Shared;
using test::Tried;

namespace {

using Fen = std::vector<std::int64_t>;
const std::string kHalf = " - {step: q, quota: {fund: 50%, bank: rest}}\n";

}  // namespace

TEST_CASE("V7: a claim cap on what the lender lent, plain and by tranche") {
  // Lent 10m, loss 2.0m, 75 %: 1.5m; cap 9.75 % = 0.975m; 15 % of the first 1m, 9.75 % above:
  // 0.15m + 0.8775m.
  const auto cap = [&](const std::string& at) {
    return run({" - {step: q, quota: {fund: 75%, bank: rest}}\n - {step: c, cap: {party: fund, "
                "at: " +
                    at + ", per: [scheme, cohort], when: claim, room: paid, over: bank}}\n",
                kColumns +
                    ",lent_yuan,origination_date\nX,L,2024-05-01,2000000,10000000,2022-01-01\n"})
        .bills(0)[0];
  };
  CHECK(cap("{rate: 9.75%, of: loan.lent_yuan}") == 97'500'000);
  CHECK(cap("{tranche: loan.lent_yuan, rows: [{upto: 1000000yuan, rate: 15%}, {else: 9.75%}]}") ==
        102'750'000);
  CHECK(cap("{tranche: loan.lent_yuan, rows: [{upto: 10000000yuan, rate: 15%}, {else: 9.75%}]}") ==
        150'000'000);
}

TEST_CASE("V9: stacked support: 80 % of the liability less other aid") {
  // Pool pays 105 of 300; with other aid of 160 at most 240 − 160 = 80; without, 105.
  const auto pool = [](const std::string& aid) {
    return run({" - {step: q, quota: {fund: 35%, bank: rest}}\n"
                " - {step: stack, cap: {party: fund, at: {rate: 80%, of: [bill.bank, bill.fund], "
                "less: loan.other_aid_yuan}, per: loss, room: paid, over: bank}}\n",
                kColumns + ",other_aid_yuan\nX,L,2024-05-01,3000000," + aid + "\n"})
        .bills(0)[0];
  };
  CHECK(pool("1600000") == 80'000'000);
  CHECK(pool("0") == 105'000'000);
  CHECK(pool("3000000") == 0);
}

TEST_CASE("caps at the claim: by year of the pay date, by policy year, by borrower") {
  const std::string rows = kColumns +
                           ",borrower_id\nA,L1,2024-12-31,80,B1\nB,L2,2025-01-01,80,B2\n"
                           "C,L3,2025-03-31,80,B1\nD,L4,2025-04-01,80,B1\n";
  const auto funds = [&](const std::string& per, const std::string& year) {
    const Shared shared = run(
        {" - {step: q, quota: {fund: 100%}}\n - {step: c, cap: {party: fund, at: 100yuan, per: [" +
             per + "], when: claim, room: paid, over: bank}}\n",
         rows,
         {},
         year});
    Fen fund;
    for (std::size_t claim = 0; claim < 4; ++claim) fund.push_back(shared.bills(claim)[0] / 100);
    return fund;
  };
  CHECK(funds("scheme, year", "calendar") == Fen{80, 80, 20, 0});
  CHECK(funds("scheme, year", "{from: 04-01}") == Fen{80, 20, 0, 80});
  CHECK(funds("scheme, life", "calendar") == Fen{80, 20, 0, 0});
  CHECK(funds("borrower, life", "calendar") == Fen{80, 80, 20, 0});
  CHECK(funds("loan, life", "calendar") == Fen{80, 80, 80, 80});
  CHECK(funds("borrower, year", "calendar") == Fen{80, 80, 80, 20});
}

TEST_CASE("slices at the claim: the layer is one running total, its payers another") {
  // Widths 100: losses 80, 50. First layer 80, 20; the second has 30 for the next layer.
  const Shared layers = run(
      {" - {step: a, slice: {upto: 100yuan, per: [scheme, life], when: claim, to: {fund: 100%}}}\n"
       " - {step: b, slice: {upto: 20yuan, per: [scheme, life], when: claim, to: {insurer: "
       "100%}}}\n",
       kColumns + "\nA,L1,2024-01-01,80\nB,L2,2024-01-02,50\n"});
  CHECK(layers.bills(0) == Fen{8000, 0, 0});
  CHECK(layers.bills(1) == Fen{2000, 2000, 1000});
  // One fen twice at 50/50: the first to the fund, the second to the insurer (the taker).
  const Shared halves =
      run({" - {step: a, slice: {upto: 1yuan, per: [scheme, life], when: claim, "
           "to: {fund: 50%, insurer: 50%}}}\n",
           kColumns + "\nA,L1,2024-01-01,0.01\nB,L2,2024-01-02,0.01\n"});
  CHECK(halves.bills(0) == Fen{1, 0, 0});
  CHECK(halves.bills(1) == Fen{0, 1, 0});
}

TEST_CASE("a close spreads by loss_id, not by row") {
  // 3 losses of 1.00, layer 1.00: parts of 33.33: 33, 67−33 = 34, 100−67 = 33 fen.
  const Shared shared = run(
      {" - {step: a, slice: {upto: 1yuan, per: [scheme, life], when: close, to: {fund: 100%}}}\n",
       kColumns + "\nC,L1,2024-01-01,1\nA,L2,2024-01-02,1\nB,L3,2024-01-03,1\n"});
  CHECK(shared.bills(1)[0] == 33);
  CHECK(shared.bills(2)[0] == 34);
  CHECK(shared.bills(0)[0] == 33);
}

TEST_CASE("V16: a quota after a close runs over the period, so that nothing drifts") {
  // Seven losses of 299,999,997 … 300,000,003 fen; the layer takes 600,000,000 of 2,100,000,000;
  // half of it to the fund: exactly 300,000,000 fen.
  std::string rows = kColumns;
  for (int i = 0; i < 7; ++i) {
    rows += "\nL" + std::to_string(i) + ",A" + std::to_string(i) + ",2024-01-01," +
            to_decimal(Money::of_fen(299'999'997 + i));
  }
  const Shared shared = run(
      {" - {step: below, slice: {upto: 15000000yuan, per: [scheme, year], when: close, to: {bank: "
       "100%}}}\n" +
           kHalf,
       rows + "\n"});
  CHECK(shared.result.totals[0].borne_fen == 300'000'000);
  CHECK(shared.result.totals[2].borne_fen == 1'800'000'000);
}

TEST_CASE("dates: effective bounds are inclusive, and the clause says why") {
  const auto fund = [](const std::string& by, const std::string& date,
                       const std::string& origination) {
    return run({kHalf, kColumns + ",origination_date\nX,L," + date + ",100," + origination + "\n",
                ", to: 2024-12-31, by: " + by})
        .bills(0)[0];
  };
  CHECK(fund("default", "2020-01-01", "2019-01-01") == 5000);
  CHECK(fund("default", "2019-12-31", "2020-01-01") == 0);
  CHECK(fund("default", "2024-12-31", "2019-01-01") == 5000);
  CHECK(fund("default", "2025-01-01", "2020-01-01") == 0);
  CHECK(fund("origination", "2026-01-01", "2024-12-31") == 5000);
  CHECK(fund("origination", "2024-01-01", "2019-12-31") == 0);
  const Shared late = run({kHalf, kColumns + "\nX,L,2019-01-01,100\n"});
  CHECK(late.result.losses[0].standing == LossStanding::not_eligible);
  CHECK(step_name(late.program, late.result.postings[0].step) == "effective");
}

TEST_CASE("the trigger is tested where its facts are columns, with ordered words") {
  const auto standing = [](const std::string& test, const std::string& tier) {
    return run({kHalf,
                kColumns + ",five_tier\nX,L,2024-01-01,100," + tier + "\n",
                {},
                "calendar",
                "claim",
                "{loan.five_tier: {" + test + "}}"})
        .result.losses[0]
        .standing;
  };
  CHECK(standing("ge: substandard", "substandard") == LossStanding::shared);
  CHECK(standing("ge: substandard", "loss") == LossStanding::shared);
  CHECK(standing("ge: substandard", "special_mention") == LossStanding::not_eligible);
  CHECK(standing("gt: substandard", "substandard") == LossStanding::not_eligible);
  CHECK(standing("le: substandard", "doubtful") == LossStanding::not_eligible);
  CHECK(standing("ge: substandard", "") == LossStanding::undecided);
}

TEST_CASE("recoveries: netted up to the pay date only; the rest comes back as borne") {
  const auto nets = [](const std::string& pay, const std::string& date) {
    const Shared shared =
        run({" - {step: b, base: {of: [principal], net: true}}\n" + kHalf,
             kColumns + ",recovery_yuan,recovery_date\nX,L,2024-06-01,100,40," + date + "\n",
             {},
             "calendar",
             pay});
    return Fen{shared.result.losses[0].loss_fen, shared.bills(0)[0],
               shared.result.totals[0].net_fen()};
  };
  CHECK(nets("claim", "2024-06-01") == Fen{6000, 3000, 3000});
  CHECK(nets("claim", "2024-06-02") == Fen{10000, 5000, 3000});
  CHECK(nets("year_end", "2024-12-31") == Fen{6000, 3000, 3000});
  CHECK(nets("year_end", "2025-01-01") == Fen{10000, 5000, 3000});
}

TEST_CASE("an account gets back what it bore, and pays the queue with it") {
  const std::string fund =
      "{kind: fund, account: {sources: [{from: city, amount: 50yuan, date: 2024-01-01}]}}";
  const auto run_with = [&](const std::string& room) {
    return run({kHalf +
                    " - {step: c, cap: {party: fund, at: balance, per: [scheme, life], when: "
                    "claim, room: " +
                    room + ", short: fifo, over: queue}}\n",
                kColumns + ",recovery_yuan,recovery_date\nA,L1,2024-02-01,100,80,2024-04-01\n"
                           "B,L2,2024-03-01,60,0,\n",
                {},
                "calendar",
                "claim",
                "{loan.days_past_due: {gt: 90}}",
                "{costs: first, by: as_borne}",
                fund});
  };
  // A takes all 50. B waits with 30. 80 come back on A: 40 to the fund, which pays the 30.
  const Shared again = run_with("paid_less_recovered");
  CHECK(again.bills(0) == Fen{5000, 0, 5000});
  CHECK(again.bills(1) == Fen{3000, 0, 3000});
  CHECK(again.result.balances.back().fen == 1000);
  CHECK(again.result.queued_fen == 0);
  const Shared never = run_with("paid");
  CHECK(never.bills(1) == Fen{0, 0, 6000});
  CHECK(never.result.losses[1].queued_fen == 3000);
  CHECK(never.result.totals[0].recovery_fen == 4000);
}

TEST_CASE("room that recoveries restore serves the next claim") {
  const auto second = [](const std::string& room) {
    return run({" - {step: q, quota: {fund: 100%}}\n - {step: c, cap: {party: fund, at: 100yuan, "
                "per: [scheme, life], when: claim, room: " +
                    room + ", over: bank}}\n",
                kColumns + ",recovery_yuan,recovery_date\nA,L1,2024-02-01,100,30,2024-02-15\n"
                           "B,L2,2024-03-01,50,0,\n"})
        .bills(1);
  };
  CHECK(second("paid_less_recovered") == Fen{3000, 0, 2000});
  CHECK(second("paid") == Fen{0, 0, 5000});
}

TEST_CASE("a group without name is its borrower alone; a borrower without name is undecided") {
  const Shared shared =
      run({" - {step: q, quota: {fund: 100%}}\n - {step: c, cap: {party: fund, at: 100yuan, per: "
           "[group, life], when: claim, room: paid, over: bank}}\n",
           kColumns +
               ",borrower_id,borrower.group_id\nA,L1,2024-01-01,80,B1,G\nB,L2,2024-01-02,80,B2,G\n"
               "C,L3,2024-01-03,80,B3,\nD,L4,2024-01-04,80,B4,\nE,L5,2024-01-05,80,,\n"});
  CHECK(shared.bills(0)[0] == 8000);
  CHECK(shared.bills(1)[0] == 2000);
  CHECK(shared.bills(2)[0] == 8000);
  CHECK(shared.bills(3)[0] == 8000);
  CHECK(shared.result.losses[4].standing == LossStanding::undecided);
}

TEST_CASE("a split divides the bill of each loss once more") {
  const Shared shared = run({kHalf,
                             kColumns + "\nA,L1,2024-01-01,0.02\nB,L2,2024-01-02,0.06\n",
                             {},
                             "calendar",
                             "claim",
                             "{loan.days_past_due: {gt: 90}}",
                             "{costs: first, by: as_borne}",
                             "{kind: fund, split: {province: 50%, city: rest}}"});
  const auto parts = split_totals(shared.program, shared.result);
  REQUIRE(parts.size() == 2);
  CHECK(parts[0].id == "fund.province");
  CHECK(parts[0].borne_fen == 3);  // 1 of 1, 2 of 3
  CHECK(parts[1].borne_fen == 1);
}

TEST_CASE("a close does not meet a loss that the policy does not cover") {
  test::Tried tried;
  tried.steps =
      "  - {step: all, quota: {fund: 0%, bank: rest}}\n"
      "  - {step: own, cap: {party: bank, at: 1fen, per: [scheme, life], when: close, "
      "room: paid, over: insurer}}\n";
  tried.losses =
      test::kColumns + ",loan.days_past_due\nL1,A,2024-01-01,0.02,30\nL2,B,2024-01-01,0.02,120\n";
  const test::Shared shared = test::run(tried);
  CHECK(shared.bills(0) == std::vector<std::int64_t>{0, 0, 2});  // trigger not met: all the bank's
  CHECK(shared.bills(1) == std::vector<std::int64_t>{0, 1, 1});
}

TEST_CASE("what comes back on a loss that a cap never met opens no room in it") {
  // The cap meets only the losses of size a: 100 let through by L1; L0 is not one of them, and what
  // comes back on it is not the cap's. Cap 100 a life: nothing is left for L2.
  test::Tried tried;
  tried.steps =
      "  - {step: all, quota: {fund: 100%}}\n"
      "  - {step: own, if: {loan.kind: {eq: a}}, cap: {party: fund, at: 100yuan, per: [scheme, "
      "life], when: claim, room: paid_less_recovered, over: insurer}}\n";
  const auto fund_of_third = [&](const std::string& kind_of_first) {
    tried.losses = test::kColumns +
                   ",loan.days_past_due,loan.kind,recovery_yuan,recovery_date\n"
                   "L0,A,2024-01-01,50.00,120," +
                   kind_of_first + ",40.00,2024-03-01\n" +
                   "L1,B,2024-02-01,100.00,120,a,,\nL2,C,2024-04-01,30.00,120,a,,\n";
    return test::run(tried).bills(2)[0];
  };
  CHECK(fund_of_third("b") == 0);
  CHECK(fund_of_third("a") == 3'000);  // L0 50 and L1 50 let through, 40 of L0 back: room for 30
}
