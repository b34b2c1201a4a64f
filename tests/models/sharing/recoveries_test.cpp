// What comes back later, by each of the five rules, and what comes too late; hand-derived.
#include "models/sharing/recoveries.hpp"

#include <doctest/doctest.h>

#include "models/sharing/ledger.hpp"
#include "tests/models/sharing/tried.hpp"

using namespace pledgelab;
using test::kColumns;
using test::run;
using test::Shared;
using test::Tried;

namespace {

using Fen = std::vector<std::int64_t>;

// Fund, insurer, bank (residual) of a loss of 1,000.
const Fen kBills = {300, 100, 600};
const Fen kHanded = {600, 0, 400};

Fen divided(RecoveryBy by, std::int64_t counted, std::int64_t late, const Fen& handed = kHanded,
            Rounding rounding = Rounding::half_up) {
  Fen parts(kBills.size());
  divide_recoveries(by, {counted, late}, {kBills, handed, 2}, rounding, parts);
  return parts;
}

Tried one_loss(const std::string& recovery, const std::string& fen, const std::string& date) {
  Tried tried{
      " - {step: q, quota: {fund: 60%, bank: rest}}\n"
      " - {step: c, cap: {party: fund, at: 300yuan, per: loss, room: paid, over: bank}}\n",
      kColumns + ",recovery_yuan,recovery_date\nX,L,2024-01-31,1000," + fen + "," + date + "\n"};
  tried.recovery = "{costs: first, by: " + recovery + "}";
  return tried;
}

// Net of fund and bank.
Fen net(const std::string& recovery, const std::string& fen = "400",
        const std::string& date = "2024-06-01") {
  const Shared shared = run(one_loss(recovery, fen, date));
  return {shared.result.totals[0].net_fen(), shared.result.totals[2].net_fen()};
}

}  // namespace

TEST_CASE("V14: loss 1,000, back 400, fund 60 % capped at 300, by each rule") {
  CHECK(net("as_borne") == Fen{18000, 42000});
  CHECK(net("recompute") == Fen{30000, 30000});
  CHECK(net("as_quota") == Fen{6000, 54000});
  CHECK(net("residual_first") == Fen{30000, 30000});
  CHECK(net("payers_first") == Fen{0, 60000});
}

TEST_CASE("V14 without a cap: as borne, as quota and recompute are one") {
  for (const std::string by : {"as_borne", "as_quota", "recompute"}) {
    Tried tried = one_loss(by, "400", "2024-06-01");
    tried.steps = " - {step: q, quota: {fund: 60%, bank: rest}}\n";
    const Shared shared = run(tried);
    CHECK(shared.result.totals[0].net_fen() == 36000);
    CHECK(shared.result.totals[2].net_fen() == 24000);
  }
}

TEST_CASE("as_quota: what a cede or a base moved is in no q") {
  const auto net_of_three = [](const std::string& steps) {
    Tried tried = one_loss("as_quota", "400", "2024-06-01");
    tried.steps = steps;
    const SharingResult result = run(tried).result;
    return Fen{result.totals[0].net_fen(), result.totals[1].net_fen(), result.totals[2].net_fen()};
  };
  // Handed: fund 600, bank 400; 300 ceded to the insurer. Back: 240, 0, 160.
  CHECK(net_of_three(
            " - {step: q, quota: {fund: 60%, bank: rest}}\n - {step: c, cede: {party: fund, "
            "above: 300yuan, per: loss, to: {insurer: 100%}}}\n") == Fen{6000, 30000, 24000});
  // The insurer's 500 of a deductible are in no q; a slice's 200 and the quota's 300 are: 160, 240.
  CHECK(net_of_three(" - {step: d, deductible: {first: 500yuan, per: loss, else: insurer}}\n"
                     " - {step: s, slice: {upto: 200yuan, per: loss, to: {fund: 100%}}}\n"
                     " - {step: q, quota: {bank: 100%}}\n") == Fen{4000, 50000, 6000});
}

TEST_CASE("recoveries are divided in order; nobody gets more than its bill") {
  using By = RecoveryBy;
  CHECK(divided(By::as_borne, 500, 0) == Fen{150, 50, 300});
  CHECK(divided(By::as_quota, 500, 0) == Fen{300, 0, 200});
  // 540 of 900 are more than the fund's bill; the bank takes up to 600, then the insurer.
  CHECK(divided(By::as_quota, 900, 0) == Fen{300, 0, 600});
  CHECK(divided(By::as_quota, 950, 0) == Fen{300, 50, 600});
  CHECK(divided(By::as_quota, 500, 0, {0, 0, 0}) == Fen{150, 50, 300});
  CHECK(divided(By::residual_first, 500, 0) == Fen{0, 0, 500});
  CHECK(divided(By::residual_first, 600, 0) == Fen{0, 0, 600});
  CHECK(divided(By::residual_first, 700, 0) == Fen{75, 25, 600});
  CHECK(divided(By::payers_first, 300, 0) == Fen{225, 75, 0});
  CHECK(divided(By::payers_first, 400, 0) == Fen{300, 100, 0});
  CHECK(divided(By::payers_first, 500, 0) == Fen{300, 100, 100});
  for (const By by : {By::as_borne, By::as_quota, By::residual_first, By::payers_first}) {
    CHECK(divided(by, 0, 0) == Fen{0, 0, 0});
    CHECK(divided(by, 1000, 0) == kBills);
    CHECK(divided(by, 0, 1000) == kBills);
  }
  // 2 × 3/4 = 1.5 and 2 × 1/4 = 0.5: up 2, 0 left; even 2, 0.
  CHECK(divided(By::payers_first, 2, 0) == Fen{2, 0, 0});
  // 6 × 3/4 = 4.5: up 5, even 4; 1.5: 1 left, even 2.
  CHECK(divided(By::payers_first, 6, 0) == Fen{5, 1, 0});
  CHECK(divided(By::payers_first, 6, 0, kHanded, Rounding::half_even) == Fen{4, 2, 0});
}

TEST_CASE("what an account got back stays its own when more comes") {
  // Fund, insurer and government bear 400, 400 and 200, the bank nothing. Back 3, then 4: to the
  // nearest the government would get 0.6, up 1, and then of 1.6, 1.6 and 0.8 nothing.
  const Fen bills = {400, 400, 200, 0};
  const std::vector<std::uint8_t> none = {0, 0, 0, 0};
  const std::vector<std::uint8_t> government = {0, 0, 1, 0};
  const auto parts = [&](std::int64_t back, const std::vector<std::uint8_t>& down) {
    Fen found(bills.size());
    divide_recoveries(RecoveryBy::payers_first, {back, 0}, {bills, bills, 3, down},
                      Rounding::half_up, found);
    return found;
  };
  CHECK(parts(3, none) == Fen{1, 1, 1, 0});
  CHECK(parts(4, none) == Fen{2, 2, 0, 0});
  CHECK(parts(3, government) == Fen{2, 1, 0, 0});
  CHECK(parts(4, government) == Fen{2, 2, 0, 0});
  CHECK(parts(5, government) == Fen{2, 2, 1, 0});
  // 0.8 down, 0.8 up, 0.4 and what is left: 1 to the insurer, the other fen to it too.
  const std::vector<std::uint8_t> fund = {1, 0, 0, 0};
  CHECK(parts(2, fund) == Fen{0, 2, 0, 0});
  std::int64_t before = 0;
  for (std::int64_t back = 0; back <= 1000; ++back) {
    const Fen found = parts(back, fund);
    CHECK(found[0] >= before);
    before = found[0];
  }
  CHECK(before == 400);
}

TEST_CASE("what comes too late is the residual party's own, up to its bill") {
  using By = RecoveryBy;
  CHECK(divided(By::as_borne, 0, 200) == Fen{0, 0, 200});
  CHECK(divided(By::as_borne, 500, 200) == Fen{150, 50, 500});
  // Own 450: of the 300 left for it the bank can take 150; the fund takes the other 150.
  CHECK(divided(By::as_borne, 500, 450) == Fen{300, 50, 600});
  // Above its bill: 100 go the way of the others; 30, 10 and the bank's 60, which it cannot take.
  CHECK(divided(By::as_borne, 0, 700) == Fen{90, 10, 600});
  CHECK(divided(By::as_quota, 100, 50) == Fen{60, 0, 90});
  CHECK(divided(By::payers_first, 100, 700) == Fen{150, 50, 600});
  CHECK(divided(By::payers_first, 100, 50) == Fen{75, 25, 50});
  // Own 550, then 50 more; 50 for the others: 37.5 up 38, 12 left.
  CHECK(divided(By::residual_first, 100, 550) == Fen{38, 12, 600});
}

TEST_CASE("recovery.within: the last day counts, the next does not") {
  CHECK(net("as_borne, within: 1mo", "400", "2024-02-29") == Fen{18000, 42000});
  CHECK(net("as_borne, within: 1mo", "400", "2024-03-01") == Fen{30000, 30000});
  CHECK(net("as_borne, within: 30d", "400", "2024-03-01") == Fen{18000, 42000});
  CHECK(net("as_borne, within: 30d", "400", "2024-03-02") == Fen{30000, 30000});
  CHECK(net("as_borne, within: 0d", "400", "2024-01-31") == Fen{18000, 42000});
  CHECK(net("payers_first, within: 30d", "400", "2024-03-02") == Fen{30000, 30000});
  // 900 late: 700 are the bank's, the other 200 the fund's.
  CHECK(net("as_borne, within: 30d", "900", "2024-03-02") == Fen{10000, 0});
}

TEST_CASE("a close divides what came back at the end, by the same rules") {
  const auto closed = [](const std::string& recovery) {
    Tried tried = one_loss(recovery, "400", "2024-06-01");
    tried.steps =
        " - {step: q, quota: {fund: 60%, bank: rest}}\n - {step: c, cap: {party: fund, at: "
        "300yuan, per: [scheme, life], when: close, room: paid, over: bank}}\n";
    return run(tried).result.totals[0].net_fen();
  };
  CHECK(closed("as_borne") == 18000);
  CHECK(closed("as_quota") == 6000);
  CHECK(closed("residual_first") == 30000);
  CHECK(closed("payers_first") == 0);
  CHECK(closed("as_borne, within: 30d") == 30000);
}

TEST_CASE("an account gets back by the rule, on the day, and pays its queue with it") {
  // A takes all 50. B waits with 30. 80 come back on A.
  const auto second = [](const std::string& recovery, const std::string& back) {
    Tried tried{
        " - {step: q, quota: {fund: 50%, bank: rest}}\n"
        " - {step: c, cap: {party: fund, at: balance, per: [scheme, life], when: claim, "
        "room: paid_less_recovered, short: fifo, over: queue}}\n",
        kColumns + ",recovery_yuan,recovery_date\nA,L1,2024-02-01,100," + back +
            ",2024-04-01\nB,L2,2024-03-01,60,0,\n"};
    tried.recovery = "{costs: first, by: " + recovery + "}";
    tried.fund =
        "{kind: fund, account: {sources: [{from: city, amount: 50yuan, date: 2024-01-01}]}}";
    const Shared shared = run(tried);
    return Fen{shared.bills(1)[0], shared.result.balances.back().fen};
  };
  CHECK(second("as_borne", "80") == Fen{3000, 1000});
  CHECK(second("as_quota", "80") == Fen{3000, 1000});
  CHECK(second("residual_first", "80") == Fen{3000, 0});
  CHECK(second("residual_first", "60") == Fen{1000, 0});
  CHECK(second("payers_first", "80") == Fen{3000, 2000});
  CHECK(second("as_borne, within: 60d", "80") == Fen{3000, 1000});
  CHECK(second("as_borne, within: 59d", "80") == Fen{3000, 0});
  CHECK(second("as_borne, within: 59d", "50") == Fen{0, 0});
}

TEST_CASE("room comes back by the rule") {
  // The fund bore 100 of 150 and the bank 50; 30 come back before the second loss.
  const auto second = [](const std::string& recovery) {
    Tried tried{
        " - {step: q, quota: {fund: 2/3, bank: rest}}\n"
        " - {step: c, cap: {party: fund, at: 100yuan, per: [scheme, life], when: claim, "
        "room: paid_less_recovered, over: bank}}\n",
        kColumns +
            ",recovery_yuan,recovery_date\nA,L1,2024-02-01,150,30,2024-02-15\n"
            "B,L2,2024-03-01,150,0,\n"};
    tried.recovery = "{costs: first, by: " + recovery + "}";
    return run(tried).bills(1)[0];
  };
  CHECK(second("as_borne") == 2000);
  CHECK(second("payers_first") == 3000);
  CHECK(second("residual_first") == 0);
  CHECK(second("payers_first, within: 14d") == 3000);
  CHECK(second("payers_first, within: 13d") == 0);
}
