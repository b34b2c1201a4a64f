// Advance, instalments and purchase by hand.
#include <doctest/doctest.h>

#include "engine/formats/csv.hpp"
#include "models/sharing/ledger.hpp"
#include "tests/models/sharing/tried.hpp"

using namespace pledgelab;
using test::kColumns;
using test::run;
using test::Shared;
using test::Tried;

namespace {

using Fen = std::vector<std::int64_t>;
using Lines = std::vector<std::string>;

Lines payments(const Shared& shared, std::uint32_t claim) {
  Lines lines;
  for (const PaymentLine& line : shared.result.payments) {
    if (line.claim != claim) continue;
    lines.push_back(to_iso(line.date) + " " +
                    kPaymentKindWords[static_cast<std::size_t>(line.what)] + " " +
                    std::to_string(line.fen));
  }
  return lines;
}

Shared advanced(const std::string& claim, const std::string& rows) {
  Tried tried{
      " - {step: q, quota: {fund: 80%, bank: rest}}\n",
      kColumns + ",estimated_loss_yuan,final_loss_yuan,write_off_date,settlement_date\n" + rows};
  tried.pay = claim;
  return run(tried);
}

std::string last_clause(const Shared& shared, std::uint32_t claim) {
  std::string clause;
  for (const Posting& posting : shared.result.postings) {
    if (posting.claim == claim) clause = step_name(shared.program, posting.step);
  }
  return clause;
}

Shared bought(const std::string& losses, const std::string& purchase = "price: 50yuan, within: 6mo",
              const std::string& steps = " - {step: q, quota: {fund: 50%, bank: rest}}\n") {
  return run({steps + "purchase: {party: insurer, " + purchase + "}\n", losses});
}

const std::string kBack = kColumns + ",recovery_yuan,recovery_date";

}  // namespace

TEST_CASE("V11: an advance of 80; final 70: 24 back; final 110: 8 more") {
  const Shared shared = advanced("claim, advance: {rate: 100%, final: write_off}",
                                 "A,L1,2024-01-01,9,100,,,\nB,L2,2024-01-01,9,100,70,2025-02-03,\n"
                                 "C,L3,2024-01-01,9,100,110,2025-02-03,2024-05-05\n"
                                 "D,L4,2024-01-01,100,,70,,2025-02-03\n");
  CHECK(payments(shared, 0) == Lines{"2024-01-01 advance 8000"});
  CHECK(payments(shared, 1) == Lines{"2024-01-01 advance 8000", "2025-02-03 final -2400"});
  CHECK(payments(shared, 2) == Lines{"2024-01-01 advance 8000", "2025-02-03 final 800"});
  CHECK(payments(shared, 3) == Lines{"2024-01-01 advance 8000"});
  CHECK(shared.bills(0) == Fen{8000, 0, 2000});
  CHECK(shared.bills(1) == Fen{5600, 0, 1400});
  CHECK(shared.bills(2) == Fen{8800, 0, 2200});
  CHECK(shared.bills(3) == Fen{8000, 0, 2000});
  CHECK(shared.result.loss_fen == 38'000);
  CHECK(shared.result.totals[0].compensation_fen == 30'400);
  CHECK(last_clause(shared, 2) == "q");
}

TEST_CASE("advance: in part, to settlement, to zero, and what is not known") {
  const Shared shared =
      advanced("claim, advance: {rate: 60%, final: settlement}",
               "A,L1,2024-01-01,0,100,,2024-06-01,\nB,L2,2024-01-01,0,100,0,,2024-06-01\n"
               "C,L3,2024-01-01,0,0,50,,2024-06-01\nD,L4,2024-01-01,0,100,,,2024-06-01\n"
               "E,L5,2024-02-01,0,100,100,,2024-01-15\n");
  // 60 % of 80: 48. It stands, and the bank carries the other 52.
  CHECK(payments(shared, 0) == Lines{"2024-01-01 advance 4800"});
  CHECK(shared.bills(0) == Fen{4800, 0, 5200});
  CHECK(last_clause(shared, 0) == "advance");
  CHECK(payments(shared, 1) == Lines{"2024-01-01 advance 4800", "2024-06-01 final -4800"});
  CHECK(shared.bills(1) == Fen{0, 0, 0});
  CHECK(payments(shared, 2) == Lines{"2024-06-01 final 4000"});
  CHECK(shared.result.losses[3].standing == LossStanding::undecided);
  CHECK(shared.result.losses[3].reason.en == "the final loss is empty");
  CHECK(shared.result.undecided_count == 1);
  // A charge at the claim is due on the claim of the estimate, whatever it comes to in the end.
  Tried fee{
      " - {step: q, quota: {fund: 80%, bank: rest}}\ncharges: [{id: fee, kind: fee, payer: "
      "bank, payee: insurer, every: once, when: claim, amount: 1yuan}]\n",
      kColumns +
          ",estimated_loss_yuan,final_loss_yuan,settlement_date\nA,L1,2024-01-01,0,100,"
          "0,2024-06-01\n"};
  fee.pay = "claim, advance: {rate: 60%, final: settlement}";
  CHECK(run(fee).result.charges.size() == 1);
  // Final before it was filed: both on the pay date.
  CHECK(payments(shared, 4) == Lines{"2024-02-01 advance 4800", "2024-02-01 final 3200"});
}

TEST_CASE("advance: recoveries and an account beside it are refused by name") {
  Tried tried{" - {step: q, quota: {fund: 80%, bank: rest}}\n",
              kBack + "\nA,L,2024-01-01,9,1,2024-02-01\n"};
  tried.pay = "claim, advance: {rate: 100%, final: write_off}";
  const auto policy = test::read_tried(tried);
  REQUIRE(policy.ok());
  const auto file = read_losses(parse_csv(tried.losses, "losses.csv").value(), "CNY");
  const auto program = compile(policy.value(), file.value().facts);
  REQUIRE(!program.ok());
  CHECK(program.errors().front().code == "P-102");
  CHECK(program.errors().front().origin.line == 10);
}

TEST_CASE("instalments: parts of a running share, the last takes the remainder") {
  Tried tried{" - {step: q, quota: {fund: 100%}}\n", kColumns + "\nA,L1,2024-08-31,0.05\n"};
  tried.pay =
      "claim, instalments: [{share: 1/3, after: 0d}, {share: 1/3, after: 6mo}, {share: 1/3, after: "
      "400d}]";
  // A third of 5 fen is 1.67: 2. Two thirds are 3.33: 3 in all. The last takes 2.
  CHECK(payments(run(tried), 0) ==
        Lines{"2024-08-31 instalment 2", "2025-02-28 instalment 1", "2025-10-05 instalment 2"});
  tried.losses = kColumns +
                 ",estimated_loss_yuan,final_loss_yuan,write_off_date\nA,L1,2024-01-01,"
                 "0,100,70,2025-01-01\n";
  tried.pay =
      "claim, advance: {rate: 100%, final: write_off}, instalments: [{share: 50%, after: 0d}, "
      "{share: 50%, after: 1y}]";
  // What is paid back is paid back at once.
  CHECK(payments(run(tried), 0) ==
        Lines{"2024-01-01 advance 5000", "2025-01-01 advance 5000", "2025-01-01 final -3000"});
}

TEST_CASE("payments fall on the pay date, on the day an account pays, on the day of a close") {
  Tried tried{
      " - {step: q, quota: {fund: 100%}}\n - {step: c, cap: {party: fund, at: 60yuan, per: "
      "[scheme, year], when: close, room: paid, over: insurer}}\n",
      kColumns + "\nA,L1,2024-03-01,80\nB,L2,2025-03-01,40\n"};
  const Shared closed = run(tried);
  CHECK(payments(closed, 0) == Lines{"2024-12-31 payment 6000", "2024-12-31 payment 2000"});
  CHECK(payments(closed, 1) == Lines{"2025-12-31 payment 4000"});
  CHECK(to_iso(closed.result.postings.back().date) == "2024-12-31");
  tried.steps =
      " - {step: q, quota: {fund: 100%}}\n - {step: c, cap: {party: fund, at: 60yuan, per: "
      "[scheme, life], when: close, room: paid, over: insurer}}\n";
  CHECK(payments(run(tried), 1) == Lines{"2025-03-01 payment 2000", "2025-03-01 payment 2000"});
  // A close of the year, then one of life: each is booked on its day, the payment on the last.
  tried.steps =
      " - {step: q, quota: {fund: 100%}}\n - {step: c, cap: {party: fund, at: 60yuan, per: "
      "[scheme, year], when: close, room: paid, over: insurer}}\n - {step: d, cap: {party: fund, "
      "at: 50yuan, per: [scheme, life], when: close, room: paid, over: bank}}\n";
  const Shared both = run(tried);
  std::string days;
  for (const Posting& posting : both.result.postings) {
    if (posting.claim == 0 && posting.party == 0) days += to_iso(posting.date) + " ";
  }
  CHECK(days == "2024-03-01 2024-12-31 2025-03-01 ");
  tried.steps =
      " - {step: q, quota: {fund: 100%}}\n - {step: c, cap: {party: fund, at: balance, per: "
      "[scheme, life], when: claim, room: paid, short: fifo, over: queue}}\n";
  tried.fund =
      "{kind: fund, account: {sources: [{from: city, amount: 50yuan, date: 2024-01-01}, "
      "{from: city, amount: 90yuan, date: 2025-01-01}]}}";
  CHECK(payments(run(tried), 0) == Lines{"2024-03-01 payment 5000", "2025-01-01 payment 3000"});
}

TEST_CASE(
    "purchase: a receipt of the loss; what comes later is the buyer's; market and policy apart") {
  // 20 come back in May; the right goes for 50 on 1 July; 10 in August are the buyer's.
  const Shared shared = bought(kBack + "\nA,L1,2024-01-01,100,20,2024-05-01\n");
  CHECK(shared.result.recovered_of(0, 0) == 3500);
  CHECK(shared.result.recovered_of(0, 2) == 3500);
  REQUIRE(shared.result.purchases.size() == 1);
  CHECK(to_iso(shared.result.purchases[0].date) == "2024-07-01");
  CHECK(shared.result.purchases[0].price_fen == 5000);
  CHECK(shared.result.purchases[0].proceeds_fen == 0);
  std::int64_t market = 0;
  std::int64_t policy = 0;
  for (const RecoveryLine& line : shared.result.recoveries) {
    (line.from == RecoveryFrom::market ? market : policy) += line.fen;
  }
  CHECK(market == 2000);
  CHECK(policy == 5000);
  const Shared later = bought(kBack + "\nA,L1,2024-01-01,100,20,2024-07-02\n");
  CHECK(later.result.recovered_of(0, 0) == 2500);
  CHECK(later.result.purchases[0].proceeds_fen == 2000);
  // On the day itself it is still the loss's.
  const Shared same = bought(kBack + "\nA,L1,2024-01-01,100,80,2024-07-01\n");
  CHECK(same.result.purchases[0].price_fen == 2000);
  CHECK(same.result.recovered_of(0, 0) == 5000);
}

TEST_CASE("purchase: not before the claim is paid, for no more than the loss") {
  const Shared early = bought(kBack + "\nA,L1,2024-01-01,100,,\n", "price: 50yuan, within: 0d");
  CHECK(to_iso(early.result.purchases[0].date) == "2024-01-02");
  const Shared late = bought(kBack + "\nA,L1,2024-01-01,100,,\n", "price: 500yuan, within: 1y");
  CHECK(to_iso(late.result.purchases[0].date) == "2025-01-01");
  CHECK(late.result.purchases[0].price_fen == 10'000);
}

TEST_CASE("purchase: later than recovery.within it is the residual party's own, at a close too") {
  Tried tried{
      " - {step: q, quota: {fund: 50%, bank: rest}}\npurchase: {party: insurer, price: "
      "60yuan, within: 6mo}\n",
      kColumns + "\nA,L1,2024-01-01,100\n"};
  tried.recovery = "{costs: first, by: as_borne, within: 182d}";  // 2024-07-01
  CHECK(run(tried).result.recovered_of(0, 0) == 3000);
  tried.recovery = "{costs: first, by: as_borne, within: 181d}";
  // The bank takes up to its bill of 50; the other 10 go the way of the rest.
  CHECK(run(tried).result.recovered_of(0, 2) == 5000);
  tried.steps =
      " - {step: q, quota: {fund: 50%, bank: rest}}\n - {step: c, cap: {party: fund, at: "
      "40yuan, per: [scheme, year], when: close, room: paid, over: bank}}\n"
      "purchase: {party: insurer, price: 60yuan, within: 6mo}\n";
  CHECK(run(tried).result.recovered_of(0, 2) == 6000);
}

TEST_CASE("purchase: an unknown price leaves only the claim undecided that would be bought") {
  const Shared gated =
      bought(kColumns +
                 ",ip_share,appraised_yuan\nA,L1,2024-01-01,100,45%,\nB,L2,2024-01-01,100,"
                 "50%,\nC,L3,2024-01-01,100,50%,60\n",
             "price: {rate: 40%, of: loan.appraised_yuan}, within: 0d",
             " - {step: g, gate: {require: {loan.ip_share: {ge: 50%}}}}\n - {step: q, quota: "
             "{fund: 50%, bank: rest}}\n");
  CHECK(gated.result.losses[0].standing == LossStanding::not_eligible);
  CHECK(gated.result.losses[1].standing == LossStanding::undecided);
  REQUIRE(gated.result.purchases.size() == 1);
  CHECK(gated.result.purchases[0].price_fen == 2400);
  // The same at a close: 24 divided by the bills that stand there, 10 and 90.
  const Shared closed =
      bought(kColumns + ",appraised_yuan\nB,L2,2024-01-01,100,\nC,L3,2024-01-01,100,60\n",
             "price: {rate: 40%, of: loan.appraised_yuan}, within: 0d",
             " - {step: q, quota: {fund: 50%, bank: rest}}\n - {step: c, cap: {party: fund, at: "
             "10yuan, per: [scheme, life], when: close, room: paid, over: bank}}\n");
  CHECK(closed.result.losses[0].standing == LossStanding::undecided);
  CHECK(closed.bills(1) == Fen{1000, 0, 9000});
  CHECK(closed.result.recovered_of(1, 0) == 240);
  CHECK(closed.result.recovered_of(1, 2) == 2160);
}

TEST_CASE("purchase at a close: after the receipts of its day") {
  Tried tried{
      " - {step: q, quota: {fund: 50%, bank: rest}}\n - {step: c, cap: {party: fund, at: "
      "40yuan, per: [scheme, year], when: close, room: paid, over: bank}}\n"
      "purchase: {party: insurer, price: 60yuan, within: 6mo}\n",
      kBack + "\nA,L1,2024-01-01,100,80,2024-07-01\n"};
  const Shared shared = run(tried);
  CHECK(shared.result.purchases.at(0).price_fen == 2000);
  CHECK(shared.result.purchases[0].proceeds_fen == 0);
  CHECK(shared.result.recovered_of(0, 0) == 4000);
}

TEST_CASE("a claim undecided for its price takes no room of a running total") {
  const Shared shared =
      bought(kColumns + ",appraised_yuan\nA,L1,2024-01-01,80,\nB,L2,2024-01-02,80,10\n",
             "price: {rate: 40%, of: loan.appraised_yuan}, within: 0d",
             " - {step: q, quota: {fund: 100%}}\n - {step: c, cap: {party: fund, at: 60yuan, per: "
             "[scheme, life], when: claim, room: paid, over: bank}}\n");
  CHECK(shared.result.losses[0].standing == LossStanding::undecided);
  CHECK(shared.bills(1) == Fen{6000, 0, 2000});
}

TEST_CASE("advance: an estimate that the policy cannot decide leaves the loss undecided") {
  Tried tried{
      " - {step: q, quota: {fund: {tier: loss.base, rows: [{upto: 80yuan, is: 50%}]}, bank: "
      "rest}}\n",
      kColumns +
          ",estimated_loss_yuan,final_loss_yuan,write_off_date\n"
          "A,L1,2024-01-01,0,100,70,2024-06-01\nB,L2,2024-01-01,0,70,100,2024-06-01\n"
          "C,L3,2024-01-01,0,70,80,2024-06-01\n"};
  tried.pay = "claim, advance: {rate: 100%, final: write_off}";
  const Shared shared = run(tried);
  CHECK(shared.result.losses[0].standing == LossStanding::undecided);
  CHECK(shared.result.losses[1].standing == LossStanding::undecided);
  CHECK(payments(shared, 2) == Lines{"2024-01-01 advance 3500", "2024-06-01 final 500"});
  CHECK(shared.result.totals[0].borne_fen == 4000);
}
