// Accounts by hand: interest, costs, top-ups, leverage; and the loss rates that empty real funds.
#include <doctest/doctest.h>

#include "models/sharing/ledger.hpp"
#include "tests/models/sharing/tried.hpp"
#include "tests/models/sharing/watched_scheme.hpp"

using namespace pledgelab;
using test::kColumns;
using test::run;
using test::Shared;
using test::Tried;

namespace {

std::string balance_cap(const std::string& room = "paid", const std::string& over = "queue") {
  return " - {step: balance, cap: {party: fund, at: balance, per: [scheme, life], when: claim, "
         "room: " +
         room + ", short: fifo, over: " + over + "}}\n";
}

Tried with_account(const std::string& account, const std::string& losses) {
  Tried tried{" - {step: q, quota: {fund: 100%}}\n" + balance_cap(), losses};
  tried.fund = "{kind: fund, account: {" + account + "}}";
  return tried;
}

// "2024-03-31 interest 841000 90841000" of each movement.
std::vector<std::string> told(const Shared& shared) {
  std::vector<std::string> lines;
  for (const AccountMovement& moved : shared.result.movements) {
    lines.push_back(to_iso(moved.date) + " " +
                    kMoneyKindWords[static_cast<std::size_t>(moved.what)] + " " +
                    std::to_string(moved.fen) + " " + std::to_string(moved.balance_fen));
  }
  return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("account income: closing balances, rate ÷ 365, credited at the quarter's end") {
  // 3.65 % a year is 0.01 % a day. 31 days of 1,000,000, then 59 of 900,000 up to 30 March:
  // 8,410.00. From 31 March 91 days of 908,410: 8,266.531.
  const Shared shared = run(with_account(
      "sources: [{from: city, amount: 100wan, date: 2024-01-01}, {from: city, amount: 1yuan, date: "
      "2024-06-30}], income: {rate: 3.65%, credited: quarter}",
      kColumns + "\nA,L1,2024-02-01,100000\n"));
  CHECK(told(shared) ==
        Lines{"2024-01-01 source 100000000 100000000", "2024-02-01 paid -10000000 90000000",
              "2024-03-31 interest 841000 90841000", "2024-06-30 source 100 90841100",
              "2024-06-30 interest 826653 91667753"});
  // By policy year: the whole at its end, here 31 March; the money of that morning earns later.
  Tried yearly = with_account(
      "sources: [{from: city, amount: 100wan, date: 2024-03-30}, {from: city, amount: 100wan, "
      "date: 2024-03-31}], income: {rate: 3.65%, credited: year}",
      kColumns + "\nA,L1,2025-03-31,0.01\n");
  yearly.year = "{from: 04-01}";
  // 2024-03-31: 1 day of 1,000,000 = 100.00. 2025-03-31: 365 days of 2,000,100 = 73,003.65.
  CHECK(told(run(yearly)) ==
        Lines{"2024-03-30 source 100000000 100000000", "2024-03-31 source 100000000 200000000",
              "2024-03-31 interest 10000 200010000", "2025-03-31 interest 7300365 207310365",
              "2025-03-31 paid -1 207310364"});
}

TEST_CASE("account costs: at each policy year's end, in written order, up to the balance") {
  const Shared shared = run(with_account(
      "sources: [{from: city, amount: 100yuan, date: 2024-12-31}], costs: [{id: manager, amount: "
      "60yuan, every: year}, {id: audit, amount: 10yuan, every: year}]",
      kColumns + "\nA,L1,2025-12-30,10\nB,L2,2026-01-02,5\n"));
  CHECK(told(shared) == Lines{"2024-12-31 source 10000 10000", "2024-12-31 cost -6000 4000",
                              "2024-12-31 cost -1000 3000", "2025-12-30 paid -1000 2000",
                              "2025-12-31 cost -2000 0"});
  REQUIRE(shared.result.unpaid.size() == 2);
  CHECK(shared.result.unpaid[0].label == "manager");
  CHECK(shared.result.unpaid[0].fen == 4000);
  CHECK(shared.result.unpaid[1].label == "audit");
  CHECK(shared.result.unpaid[1].fen == 1000);
  CHECK(to_iso(shared.result.unpaid[1].date) == "2025-12-31");
  CHECK(shared.result.losses[1].queued_fen == 500);
}

TEST_CASE("account costs: a policy year that ends within a month") {
  Tried tried = with_account(
      "sources: [{from: city, amount: 9yuan, date: 2024-01-01}], costs: [{id: audit, amount: "
      "1yuan, "
      "every: year}]",
      kColumns + "\nA,L1,2024-06-01,1\n");
  tried.year = "{from: 04-06}";
  CHECK(told(run(tried)) ==
        Lines{"2024-01-01 source 900 900", "2024-04-05 cost -100 800", "2024-06-01 paid -100 700"});
}

TEST_CASE("account top-up: after costs, below the mark, at most; the queue is paid the next day") {
  const std::string account =
      "sources: [{from: city, amount: 60yuan, date: 2024-01-01}], costs: [{id: audit, amount: "
      "10yuan, every: year}], top_up: [{from: province, below: 50yuan, to: 100yuan, at_most: "
      "70yuan}]";
  // 60 − 10 = 50 is not below 50. In 2025: 50 − 10 = 40: 60 are missing to 100.
  const Shared quiet = run(with_account(account, kColumns + "\nA,L1,2026-01-02,1\n"));
  CHECK(told(quiet) == Lines{"2024-01-01 source 6000 6000", "2024-12-31 cost -1000 5000",
                             "2025-12-31 cost -1000 4000", "2025-12-31 top_up 6000 10000",
                             "2026-01-02 paid -100 9900"});
  // 80 of a claim of 140 wait; nothing is left for the audit; at most 70 come.
  const Shared dry =
      run(with_account(account, kColumns + "\nA,L1,2024-12-30,140\nB,L2,2025-05-05,0.01\n"));
  CHECK(told(dry) == Lines{"2024-01-01 source 6000 6000", "2024-12-30 paid -6000 0",
                           "2024-12-31 top_up 7000 7000", "2025-01-01 paid -7000 0"});
  CHECK(dry.result.losses[0].queued_fen == 1000);
  CHECK(dry.result.losses[1].queued_fen == 1);
  CHECK(dry.result.unpaid.size() == 1);
  // Topped up on the last day known: there is no later day that could pay.
  const Shared last = run(with_account(account, kColumns + "\nA,L1,2024-12-31,140\n"));
  CHECK(last.result.losses[0].queued_fen == 8000);
  CHECK(last.result.balances.back().fen == 7000);
}

TEST_CASE("leverage: in the order of origination, what passes it is not covered, a smaller fits") {
  const auto clauses = [](const std::string& leverage) {
    Tried tried = with_account(
        "sources: [{from: city, amount: 10yuan, date: 2023-01-01}, {from: city, amount: 10yuan, "
        "date: 2023-06-01}], leverage: " +
            leverage,
        kColumns +
            ",principal_yuan,origination_date\n"
            "A,L1,2024-01-01,0.01,60,2023-02-01\n"
            "B,L2,2024-01-01,0.01,60,2023-05-31\n"
            "C,L3,2024-01-01,0.01,40,2023-05-31\n"
            "D,L4,2024-01-01,0.01,100,2023-06-01\n"
            "E,L5,2024-01-01,0.01,0.01,2023-07-01\n"
            "F,L1,2024-01-01,0.01,60,2023-02-01\n"
            "G,L6,2024-01-01,0.01,5,\n");
    const Shared shared = run(tried);
    std::string words;
    for (std::uint32_t claim = 0; claim < 7; ++claim) {
      if (shared.result.losses[claim].standing == LossStanding::undecided) {
        words += "?";
        continue;
      }
      for (const Posting& posting : shared.result.postings) {
        if (posting.claim != claim) continue;
        words += step_name(shared.program, posting.step) == "leverage" ? "l" : "c";
        break;
      }
    }
    return words;
  };
  // Base 10 → 100 of loans until 31 May: 60 fits, 60 does not, 40 fits exactly. From 1 June 200:
  // 100 fit, then nothing. The other row of L1 is covered as its first is.
  CHECK(clauses("{at_most: 10, of: paid_in, counts: loan.principal_yuan}") == "clcclc?");
  CHECK(clauses("{at_most: 10, of: 16yuan, counts: loan.principal_yuan}") == "cccllc?");
  CHECK(clauses("{at_most: 0.5, of: 200yuan, counts: loan.principal_yuan}") == "clcllc?");
}

TEST_CASE("leverage: a loan outside the policy's dates takes no room") {
  Tried tried = with_account(
      "sources: [{from: city, amount: 10yuan, date: 2019-01-01}], leverage: {at_most: 10, of: "
      "paid_in, counts: loan.principal_yuan}",
      kColumns +
          ",principal_yuan,origination_date\nA,L1,2024-01-01,1,60,2019-12-31\n"
          "B,L2,2024-01-01,1,60,2020-01-01\nC,L3,2024-01-01,1,60,2023-01-01\n");
  tried.extra_effective = ", by: origination";
  const Shared dated = run(tried);
  const auto clause = [](const Shared& shared, std::uint32_t claim) {
    std::string word;
    for (const Posting& posting : shared.result.postings) {
      if (posting.claim == claim && word.empty()) word = step_name(shared.program, posting.step);
    }
    return word;
  };
  CHECK(clause(dated, 0) == "effective");
  CHECK(clause(dated, 1) == "q");
  CHECK(clause(dated, 2) == "leverage");
}

TEST_CASE(
    "domain 1D: the loss of covered loans that empties the account is 1 ÷ (leverage × share)") {
  // Ten loans of a tenth of the pool each, and one more that the leverage no longer covers. Losses
  // of a basis point of the pool each, until the account is short.
  const auto exhausted_at = [](int leverage, const std::string& share, const std::string& counts) {
    const std::int64_t fund = 360'000;  // yuan
    const std::int64_t pool = fund * leverage;
    const std::string loan = std::to_string(pool / 10);
    std::string losses = kColumns + "," + counts + ",origination_date\n";
    const auto row = [&](int number, const std::string& id) {
      losses += "X" + std::to_string(100'000 + number) + "," + id + ",2024-01-01," +
                to_decimal(Money::of_fen(pool / 100)) + "," + loan + ",2023-01-01\n";
    };
    for (int number = 0; number < 5'000; ++number) row(number, "L" + std::to_string(number % 10));
    row(5'000, "beyond");
    Tried tried{" - {step: q, quota: {fund: " + share + ", bank: rest}}\n" + balance_cap(), losses};
    tried.fund =
        "{kind: fund, account: {sources: [{from: city, amount: 36wan, date: 2023-01-01}], "
        "leverage: {at_most: " +
        std::to_string(leverage) + ", of: paid_in, counts: loan." + counts + "}}}";
    const Shared shared = run(tried);
    CHECK(shared.bills(5'000)[0] == 0);
    CHECK(step_name(shared.program, shared.result.postings.back().step) != "residual");
    int paid = 0;
    while (paid < 5'000 && shared.result.losses[static_cast<std::size_t>(paid)].queued_fen == 0) {
      ++paid;
    }
    return paid;  // basis points of the covered loans that are paid in full
  };
  CHECK(exhausted_at(10, "54%", "principal_yuan") == 1'851);  // Zhongshan: 18.5 %
  CHECK(exhausted_at(10, "50%", "principal_yuan") == 2'000);  // Guangzhou 55: 20 %
  CHECK(exhausted_at(10, "40%", "principal_yuan") == 2'500);  // Shandong: 25 %
  CHECK(exhausted_at(10, "25%", "principal_yuan") == 4'000);  // Shenzhen v1: 40 %
  CHECK(exhausted_at(90, "50%", "principal_yuan") == 222);    // Neijiang: 2.2 %
  // Of guarantees ÷ capital the share cancels: 20 times, 5.0 % of what is guaranteed.
  CHECK(exhausted_at(20, "100%", "guaranteed_yuan") == 500);
}

TEST_CASE("what comes back on a bill that the account never paid is not the account's") {
  // L0 is of kind b: the cap does not meet it, the fund bears 60 of its own, and the 60 that come
  // back are not paid in. L1 finds 100 in the account, not 160.
  Tried tried;
  tried.steps =
      " - {step: q, quota: {fund: 100%}}\n"
      " - {step: balance, if: {loan.kind: {eq: a}}, cap: {party: fund, at: balance, per: [scheme, "
      "life], when: claim, room: paid_less_recovered, short: fifo, over: bank}}\n";
  tried.fund =
      "{kind: fund, account: {sources: [{from: city, amount: 100yuan, date: 2024-01-01}]}}";
  const auto fund_of_second = [&](const std::string& kind_of_first) {
    tried.losses = kColumns + ",loan.days_past_due,loan.kind,recovery_yuan,recovery_date\n" +
                   "L0,A,2024-01-05,60.00,120," + kind_of_first + ",60.00,2024-03-01\n" +
                   "L1,B,2024-04-01,200.00,120,a,,\n";
    return run(tried).bills(1)[0];
  };
  CHECK(fund_of_second("b") == 10'000);
  CHECK(fund_of_second("a") == 10'000);  // 100 − 60 paid + 60 back
}

TEST_CASE("account: a later recovery takes back no fen that the account has paid out") {
  // Of 6 fen three others bear one each, the fund 3: all it has. Of the first 2 fen back one is
  // the fund's, and goes to the next loss. With a third fen the others' halves round up to all 3;
  // the fund, served first, keeps its one.
  WatchedText text{
      "  - {step: share, quota: {insurer: 1/6, city: 1/6, valuer: 1/6, fund: 1/2}}\n" +
      std::string("  - {step: balance, cap: {party: fund, at: balance, per: [scheme, life], when: "
                  "claim, room: paid_less_recovered, short: fifo, over: bank}}\n")};
  text.parties =
      "insurer: {kind: insurer}, city: {kind: treasury}, valuer: {kind: valuer}, fund: {kind: "
      "fund, account: {sources: [{from: city, amount: 3fen, date: 2024-01-01}]}}";
  WatchedScheme scheme = run_watched(
      policy_text(text), kColumns + "\nA,L1,2024-03-01,0.06\nB,L2,2024-05-01,0.06\n", "");
  scheme.claims.receipts = {{0, *make_date(2024, 4, 1), 2}, {0, *make_date(2024, 6, 1), 1}};
  const SharingResult result = share_losses(scheme.program, scheme.claims);
  std::vector<std::int64_t> fen;
  for (std::size_t party = 0; party < 5; ++party) fen.push_back(result.recovered_of(0, party));
  CHECK(fen == std::vector<std::int64_t>{1, 1, 0, 1, 0});
  std::vector<std::int64_t> balances;
  for (const BalanceLine& line : result.balances) balances.push_back(line.fen);
  CHECK(balances == std::vector<std::int64_t>{3, 0, 1, 0});
}
