// deductible, layer, cede: hand-derived, for a loss, over a running total and at a close.
#include <doctest/doctest.h>

#include "models/base/money.hpp"
#include "models/sharing/ledger.hpp"
#include "tests/models/sharing/tried.hpp"

using namespace pledgelab;
using test::kColumns;
using test::run;
using test::Shared;

namespace {

using Fen = std::vector<std::int64_t>;
const std::string kAll = " - {step: q, quota: {fund: 100%}}\n";

std::string losses(const std::vector<std::string>& amounts) {
  std::string rows = kColumns;
  for (std::size_t i = 0; i < amounts.size(); ++i) {
    const std::string number = std::to_string(i + 1);
    rows += "\nX" + number + ",L" + number + ",2024-01-0" + number + "," + amounts[i];
  }
  return rows + "\n";
}

// What one party bears of each loss.
Fen bears(const Shared& shared, std::size_t party) {
  Fen fen;
  for (std::size_t claim = 0; claim < shared.claims.size(); ++claim) {
    fen.push_back(shared.bills(claim)[party]);
  }
  return fen;
}

Fen fund_after(const std::string& step, const std::vector<std::string>& amounts) {
  return bears(run({" - {step: s, " + step + "}\n" + kAll, losses(amounts)}), 0);
}

// All to the fund, then one cede.
Shared ceded(const std::string& cede, const std::vector<std::string>& amounts) {
  return run({kAll + " - {step: c, cede: {party: fund, " + cede + "}}\n", losses(amounts)});
}

const std::string kClaim = "per: [scheme, life], when: claim";
const std::string kClose = "per: [scheme, life], when: close";

}  // namespace

TEST_CASE("deductible: the first part of a loss, of a running total, of a closed period") {
  CHECK(fund_after("deductible: {first: 30yuan, per: loss}", {"100", "30.01", "30", "0.01"}) ==
        Fen{7000, 1, 0, 0});
  CHECK(fund_after("deductible: {first: 0yuan, per: loss}", {"100"}) == Fen{10000});
  // 80 of the first 100, then 20 of 50, then nothing.
  CHECK(fund_after("deductible: {first: 100yuan, " + kClaim + "}", {"80", "50", "10"}) ==
        Fen{0, 3000, 1000});
  CHECK(fund_after("deductible: {first: 100yuan, per: [loan, life], when: claim}", {"80", "150"}) ==
        Fen{0, 5000});
  // 1.00 over three losses of 1.00: 33, 67 − 33, 100 − 67 fen are cut.
  CHECK(fund_after("deductible: {first: 1yuan, " + kClose + "}", {"1", "1", "1"}) ==
        Fen{67, 66, 67});
}

TEST_CASE("deductible: to the residual party, or to the one that is named") {
  const auto bills = [](const std::string& otherwise) {
    return run({" - {step: d, deductible: {first: 30yuan, per: loss" + otherwise + "}}\n" + kAll,
                losses({"100"})})
        .bills(0);
  };
  CHECK(bills("") == Fen{7000, 0, 3000});
  CHECK(bills(", else: insurer") == Fen{7000, 3000, 0});
  const Shared close =
      run({" - {step: d, deductible: {first: 30yuan, " + kClose + ", else: insurer}}\n" + kAll,
           losses({"100"})});
  CHECK(close.bills(0) == Fen{7000, 3000, 0});
}

TEST_CASE("layer: what lies between its bounds stays open, for each loss alone") {
  const std::vector<std::string> at = {"50", "100", "100.01", "300", "300.01"};
  CHECK(fund_after("layer: {above: 100yuan, upto: 300yuan, per: loss}", at) ==
        Fen{0, 0, 1, 20000, 20000});
  CHECK(fund_after("layer: {above: 100yuan, per: loss}", at) == Fen{0, 0, 1, 20000, 20001});
  CHECK(fund_after("layer: {upto: 100yuan, per: loss}", at) ==
        Fen{5000, 10000, 10000, 10000, 10000});
  CHECK(fund_after("layer: {above: 0yuan, upto: 100yuan, per: loss}", at) ==
        Fen{5000, 10000, 10000, 10000, 10000});
  // The end below the beginning, or at it: nothing.
  CHECK(fund_after("layer: {above: 200yuan, upto: 100yuan, per: loss}", at) == Fen{0, 0, 0, 0, 0});
  CHECK(fund_after("layer: {above: 100yuan, upto: 100yuan, per: loss}", at) == Fen{0, 0, 0, 0, 0});
}

TEST_CASE("layer: over a running total and at a close") {
  const std::vector<std::string> at = {"80", "50", "40"};
  // T = 80, 130, 170; between 100 and 150: 0, 30, 50 in all.
  CHECK(fund_after("layer: {above: 100yuan, upto: 150yuan, " + kClaim + "}", at) ==
        Fen{0, 3000, 2000});
  CHECK(fund_after("layer: {above: 100yuan, " + kClaim + "}", at) == Fen{0, 3000, 4000});
  // 50 of 170: round(50 × 80/170) = 23.53, round(50 × 130/170) = 38.24 less 23.53, the rest.
  CHECK(fund_after("layer: {above: 100yuan, upto: 150yuan, " + kClose + "}", at) ==
        Fen{2353, 1471, 1176});
  CHECK(fund_after("layer: {above: 170yuan, " + kClose + "}", at) == Fen{0, 0, 0});
  CHECK(fund_after("layer: {above: 169.99yuan, " + kClose + "}", at) == Fen{0, 1, 0});
  CHECK(fund_after("layer: {above: 200yuan, upto: 100yuan, " + kClose + "}", at) == Fen{0, 0, 0});
  const Shared other = run({" - {step: s, layer: {above: 100yuan, upto: 150yuan, " + kClaim +
                                ", else: insurer}}\n" + kAll,
                            losses(at)});
  CHECK(bears(other, 1) == Fen{8000, 2000, 2000});
}

TEST_CASE("layer: a bound of the claim's own; what was kept before is never given back") {
  // Bounds 100, 40, 200: f(80) = 80; f(130) = 40 − 80 < 0; f(170) = 170 − 80 = 90, at most the 40
  // that are open.
  const Shared shared =
      run({" - {step: s, layer: {upto: {fact: loan.bound_yuan}, " + kClaim + "}}\n" + kAll,
           kColumns + ",bound_yuan\nA,L1,2024-01-01,80,100\nB,L2,2024-01-02,50,40\n"
                      "C,L3,2024-01-03,40,200\n"});
  CHECK(bears(shared, 0) == Fen{8000, 0, 4000});
}

TEST_CASE("a loss without its bound is undecided and leaves the running total as it was") {
  for (const std::string step : {"deductible: {first: {fact: loan.bound_yuan}, ",
                                 "layer: {above: {fact: loan.bound_yuan}, "}) {
    const Shared shared =
        run({" - {step: s, " + step + kClaim + "}}\n" + kAll,
             kColumns + ",bound_yuan\nA,L1,2024-01-01,80,100\nB,L2,2024-01-02,50,\n"
                        "C,L3,2024-01-03,50,100\n"});
    CHECK(shared.bills(0) == Fen{0, 0, 8000});
    CHECK(shared.result.losses[1].standing == LossStanding::undecided);
    CHECK(shared.bills(2) == Fen{3000, 0, 2000});
  }
  const Shared cede =
      run({kAll + " - {step: c, cede: {party: fund, upto: {fact: loan.bound_yuan}, " + kClaim +
               ", to: {insurer: 100%}}}\n",
           kColumns + ",bound_yuan\nA,L1,2024-01-01,80,100\nB,L2,2024-01-02,50,\n"
                      "C,L3,2024-01-03,50,100\n"});
  CHECK(cede.result.losses[1].standing == LossStanding::undecided);
  CHECK(cede.bills(2) == Fen{3000, 2000, 0});
}

TEST_CASE("cede: a range of one party's bill goes to others") {
  const auto bank = [](const std::string& bounds, const std::vector<std::string>& amounts) {
    return bears(ceded(bounds + "to: {bank: 100%}", amounts), 2);
  };
  const std::vector<std::string> at = {"99.99", "100", "100.01", "250"};
  CHECK(bank("above: 100yuan, per: loss, ", at) == Fen{0, 0, 1, 15000});
  CHECK(bank("above: 100yuan, upto: 200yuan, per: loss, ", at) == Fen{0, 0, 1, 10000});
  CHECK(bank("upto: 100yuan, per: loss, ", at) == Fen{9999, 10000, 10000, 10000});
  CHECK(bank("upto: 0yuan, per: loss, ", at) == Fen{0, 0, 0, 0});
  CHECK(bank("per: loss, ", at) == Fen{9999, 10000, 10001, 25000});
  // T = 80, 130, 170.
  const std::vector<std::string> running = {"80", "50", "40"};
  CHECK(bank("above: 100yuan, upto: 150yuan, " + kClaim + ", ", running) == Fen{0, 3000, 2000});
  CHECK(bank("above: 100yuan, upto: 150yuan, " + kClose + ", ", running) == Fen{2353, 1471, 1176});
}

TEST_CASE("cede: the party may stand among the takers and keeps its part") {
  const Shared shared = ceded("above: 100yuan, per: loss, to: {bank: 80%, fund: rest}", {"250"});
  CHECK(shared.bills(0) == Fen{13000, 0, 12000});
  // 0.01 of 0.03: bank round(0.8) = 1 fen.
  const Shared fen = ceded("above: 0.02yuan, per: loss, to: {bank: 80%, fund: rest}", {"0.03"});
  CHECK(fen.bills(0) == Fen{2, 0, 1});
  // Half up to the insurer; the bank, residual, takes what is left.
  CHECK(ceded("per: loss, to: {bank: 50%, insurer: 50%}", {"0.01"}).bills(0) == Fen{0, 1, 0});
}

TEST_CASE("cede: what is handed out runs over the unit, so that no fen drifts") {
  // One fen a loss, half to the insurer: 1, then round(2 × 0.5) − 1 = 0, then 1.
  const std::vector<std::string> fens = {"0.01", "0.01", "0.01"};
  CHECK(bears(ceded(kClaim + ", to: {insurer: 50%, bank: rest}", fens), 1) == Fen{1, 0, 1});
  CHECK(bears(ceded(kClose + ", to: {insurer: 50%, bank: rest}", fens), 1) == Fen{1, 0, 1});
  CHECK(bears(ceded("per: loss, to: {insurer: 50%, bank: rest}", fens), 1) == Fen{1, 1, 1});
}

TEST_CASE("cede: a bill of 0 asks nothing") {
  const Shared shared =
      run({kAll + " - {step: c, cede: {party: insurer, above: {fact: loan.bound_yuan}, per: loss, "
                  "to: {bank: 100%}}}\n",
           kColumns + ",bound_yuan\nA,L1,2024-01-01,80,\nB,L2,2024-01-01,80,1\n"});
  CHECK(shared.bills(0) == Fen{8000, 0, 0});
}

TEST_CASE("V6: stop-loss above 120 % of a premium of 270, and its budget") {
  // In wan. Loss 500: bank 150, insurer 350 less 0.8 × (350 − 324) = 20.8.
  const auto yunnan = [](const std::string& amounts, const std::string& above) {
    return run(
        {" - {step: share, quota: {bank: 30%, insurer: 70%}}\n"
         " - {step: stop-loss, cede: {party: insurer, above: " +
             above +
             ", per: [scheme, year], when: close, to: {fund: 80%, insurer: rest}}}\n"
             " - {step: budget, cap: {party: fund, at: 3000wan, per: [scheme, year], when: "
             "close, room: paid, over: insurer}}\n",
         kColumns + amounts});
  };
  const Shared once = yunnan("\nA,L1,2024-05-01,5000000\n", "324wan");
  CHECK(once.bills(0) == Fen{20'800'000, 329'200'000, 150'000'000});
  // The same over two losses of the year, 300 and 200; the next year's 200 stays below.
  const Shared twice = yunnan(
      "\nA,L1,2024-05-01,3000000\nB,L2,2024-12-31,2000000\nC,L3,2025-01-01,2000000\n", "324wan");
  CHECK(twice.bills(0)[0] + twice.bills(1)[0] == 20'800'000);
  // Spread by the bills 210 and 140: 26 × 210/350 = 15.6, of it 80 %.
  CHECK(twice.bills(0)[0] == 12'480'000);
  CHECK(twice.bills(2)[0] == 0);
  // V6b: 10,000; premium 2,700: 3,008 above the budget of 3,000.
  const Shared budget = yunnan("\nA,L1,2024-05-01,100000000\n", "3240wan");
  CHECK(budget.bills(0) == Fen{3'000'000'000, 4'000'000'000, 3'000'000'000});
}

TEST_CASE("V9: the Anhui pool on both routes, with and without other aid") {
  // The insurer stands for the guarantor. Loss 300, in wan.
  const auto anhui = [](const std::string& route, const std::string& guaranteed,
                        const std::string& aid) {
    return run({" - {step: npl-principal, base: {of: [principal], net: false}}\n"
                " - {step: liability, quota: {insurer: {fact: loan.guaranteed_share}, bank: "
                "rest}}\n"
                " - {step: aid-direct, if: {loan.route: {eq: direct}}, cede: {party: bank, upto: "
                "{rate: {sum: [30%, {if: {loan.security: {in: [credit, ip]}}, is: 5%}]}, of: "
                "loss.base}, per: loss, to: {fund: 100%}}}\n"
                " - {step: aid-guaranteed, if: {loan.route: {eq: guaranteed}}, cede: {party: "
                "insurer, upto: {rate: 20%, of: loss.base}, per: loss, to: {fund: 100%}}}\n"
                " - {step: stack-direct, if: {loan.route: {eq: direct}}, cap: {party: fund, at: "
                "{rate: 80%, of: [bill.bank, bill.fund], less: loan.other_aid_yuan}, per: loss, "
                "room: paid, over: bank}}\n"
                " - {step: stack-guaranteed, if: {loan.route: {eq: guaranteed}}, cap: {party: "
                "fund, at: {rate: 80%, of: [bill.insurer, bill.fund], less: loan.other_aid_yuan}, "
                "per: loss, room: paid, over: insurer}}\n",
                kColumns +
                    ",interest_loss_yuan,route,guaranteed_share,security,other_aid_yuan\n"
                    "X,L,2024-05-01,3000000,0," +
                    route + "," + guaranteed + ",ip," + aid + "\n"})
        .bills(0);
  };
  const std::int64_t wan = 1'000'000;
  CHECK(anhui("direct", "0%", "0") == Fen{105 * wan, 0, 195 * wan});
  CHECK(anhui("direct", "0%", "1600000") == Fen{80 * wan, 0, 220 * wan});
  CHECK(anhui("guaranteed", "80%", "0") == Fen{60 * wan, 180 * wan, 60 * wan});
  CHECK(anhui("guaranteed", "80%", "1600000") == Fen{32 * wan, 208 * wan, 60 * wan});
}

TEST_CASE("the trace of a range: its bounds, what the unit met before, what is left") {
  const Shared shared =
      run({" - {step: s, layer: {above: 100yuan, upto: 150yuan, " + kClaim + "}}\n" + kAll +
               " - {step: c, cede: {party: fund, above: 10yuan, per: loss, to: {bank: 100%}}}\n",
           losses({"80", "50"})});
  std::vector<TraceLine> lines;
  for (const TraceLine& line : shared.result.trace) {
    if (line.claim == 1) lines.push_back(line);
  }
  REQUIRE(lines.size() == 3);
  CHECK(lines[0].before_fen == 5000);
  CHECK(lines[0].after_fen == 3000);
  CHECK(lines[0].above_fen == 10000);
  CHECK(lines[0].has_limit);
  CHECK(lines[0].limit_fen == 15000);
  CHECK(lines[0].unit_fen == 8000);
  CHECK(lines[2].before_fen == 3000);
  CHECK(lines[2].after_fen == 1000);
  CHECK(lines[2].above_fen == 1000);
  CHECK_FALSE(lines[2].has_limit);
  CHECK(lines[2].limit_fen == 0);
  CHECK(lines[2].unit_fen == 0);
}

TEST_CASE("the trace of a close: what is left of each loss, and the unit in all") {
  const auto lines = [](const std::string& step) {
    return run({" - {step: s, " + step + "}\n" + kAll, losses({"80", "50", "40"})}).result.trace;
  };
  const auto layer = lines("layer: {above: 100yuan, upto: 150yuan, " + kClose + "}");
  REQUIRE(layer.size() == 6);
  CHECK(layer[0].before_fen == 8000);
  CHECK(layer[0].after_fen == 2353);
  CHECK(layer[0].above_fen == 10000);
  CHECK(layer[0].limit_fen == 15000);
  CHECK(layer[2].unit_fen == 17000);
  const auto deductible = lines("deductible: {first: 34yuan, " + kClose + "}");
  CHECK(deductible[0].after_fen == 6400);
  CHECK(deductible[2].after_fen == 3200);
  const Shared cap = run({kAll + " - {step: c, cap: {party: fund, at: 34yuan, " + kClose +
                              ", room: paid, over: bank}}\n",
                          losses({"80", "50", "40"})});
  CHECK(cap.result.trace[3].before_fen == 8000);
  CHECK(cap.result.trace[3].after_fen == 1600);
}
