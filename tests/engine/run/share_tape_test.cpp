#include "engine/run/share_tape.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <utility>

#include "models/policy/facts.hpp"
#include "models/sharing/claims.hpp"
#include "models/sharing/ledger.hpp"
#include "tests/engine/run/fixture.hpp"
#include "tests/models/loss/fixture.hpp"

using namespace pledgelab;
using namespace pledgelab::test;

TEST_CASE("run: figures are the same for any threads and chunks") {
  const Book book = plain_book(60);
  const Scenario scenario = plain_scenario();
  const Law law;
  const SharingPolicy half = half_policy("3000");
  RunInputs inputs{book, scenario, law, &half, kAsOf, 24, {}};
  inputs.plan.paths = 350;
  const RunResults one = run(inputs);
  for (const unsigned threads : {1U, 2U, 3U}) {
    inputs.plan.threads = threads;
    inputs.plan.chunk_paths = 11 * threads;
    check_same(run(inputs), one);
  }
}

TEST_CASE("run: sharing a tape gives what the run gave, for any threads") {
  const Book book = plain_book(60);
  const Scenario scenario = plain_scenario();
  const Law law;
  const SharingPolicy half = half_policy("3000");
  RunInputs inputs{book, scenario, law, &half, kAsOf, 24, {}};
  inputs.plan.paths = 600;
  LossTape tape;
  RunControl control;
  const RunResults drawn = run_and_keep(inputs, tape);
  for (const unsigned threads : {1U, 2U, 3U}) {
    RunControl again;
    const RunResults shared =
        value_of(share_tape({book, half, tape, EffectiveTest::tested, threads}, again));
    check_same(shared, drawn);
    CHECK(shared.as_of == drawn.as_of);
    CHECK(shared.paths == 600);
    CHECK(shared.months == 24);
    CHECK(shared.currency == "CNY");
    CHECK(shared.notes == drawn.notes);
  }
  // What paths do not do is refused by name, in a run and over its tape.
  SharingPolicy parted = half;
  parted.instalments = {{{1, 1}, {}}};
  const auto refused = share_tape({book, parted, tape, EffectiveTest::tested, 1}, control);
  REQUIRE(!refused.ok());
  CHECK(refused.errors().front().code == "P-102");
  CHECK(refused.errors().front().message.find("on simulated paths") != std::string::npos);
  inputs.policy = &parted;
  const auto not_run = run_book(inputs, control);
  REQUIRE(!not_run.ok());
  CHECK(not_run.errors().front().code == "P-102");
  // Another scheme on the same luck: the same losses, other bills.
  const SharingPolicy rich = half_policy("100000000");
  const RunResults other =
      value_of(share_tape({book, rich, tape, EffectiveTest::tested, 1}, control));
  CHECK(other.totals.default_fen == drawn.totals.default_fen);
  CHECK(other.loans[7].tail_yuan == drawn.loans[7].tail_yuan);
  CHECK(other.parties[0].borne.mean_yuan.value > drawn.parties[0].borne.mean_yuan.value);
}

TEST_CASE("run: a tape that is not of the book is refused") {
  const Book book = plain_book(60);
  const Scenario scenario = plain_scenario();
  const SharingPolicy half = half_policy("3000");
  const LossModel model = model_of(book, flat_curves(book, 0.1), scenario);
  const LossTape tape = simulate_paths(model, 1, 0, 50);
  RunControl control;
  const auto code = [&](const Book& on, const LossTape& given) {
    const auto shared = share_tape({on, half, given, EffectiveTest::tested, 1}, control);
    return shared.ok() ? std::string() : shared.errors().front().code;
  };
  CHECK(code(book, tape).empty());
  CHECK(code(plain_book(20), tape) == "R-103");
  CHECK(code(Book(), tape) == "R-102");
  const std::uint32_t last_loan = *std::max_element(tape.loan.begin(), tape.loan.end());
  CHECK(code(plain_book(last_loan), tape) == "R-103");
  CHECK(code(plain_book(last_loan + 1), tape).empty());
  CHECK(code(book, simulate_paths(model, 1, 1, 50)) == "R-103");
  CHECK(code(book, simulate_paths(model, 1, 0, 1)) == "R-102");
  LossTape bad = tape;
  std::uint32_t last_month = 0;
  for (std::size_t i = 0; i < tape.size(); ++i) {
    if (tape.kind[i] == TapeKind::loan_default)
      last_month = std::max<std::uint32_t>(last_month, tape.month[i]);
  }
  bad.month_count = last_month;
  CHECK(code(book, bad).empty());
  bad.month_count = last_month - 1;
  CHECK(code(book, bad) == "R-103");
  LossTape empty;
  empty.as_of = tape.as_of;
  empty.path_count = 2;
  CHECK(code(book, empty) == "R-103");  // no months
  empty.month_count = 1;
  CHECK(code(book, empty).empty());
  bad = tape;
  bad.month[0] = 0;
  CHECK(code(book, bad) == "R-103");
  bad = tape;
  for (std::size_t i = 1; i < bad.size(); ++i) {
    const bool same = bad.path[i] == bad.path[i - 1] && bad.month[i] == bad.month[i - 1];
    if (!same || bad.loan[i] == bad.loan[i - 1]) continue;
    std::swap(bad.loan[i], bad.loan[i - 1]);
    break;
  }
  CHECK(code(book, bad) == "R-103");
}

TEST_CASE("a tape: a loan defaults once on a path, and again on the next") {
  const Book book = plain_book(3);
  const SharingPolicy half = half_policy("3000");
  LossTape tape;
  tape.as_of = kAsOf;
  tape.path_count = 2;
  tape.month_count = 12;
  const auto add = [&](std::uint32_t path, std::uint16_t month) {
    TapeRow row;
    row.path = path;
    row.loan = LoanId{1};
    row.month = month;
    row.principal = Money::of_fen(100);
    tape.push_back(row);
  };
  add(0, 3);
  add(1, 2);
  RunControl control;
  CHECK(share_tape({book, half, tape, EffectiveTest::tested, 1}, control).ok());
  add(1, 5);
  const auto again = share_tape({book, half, tape, EffectiveTest::tested, 1}, control);
  REQUIRE(!again.ok());
  CHECK(again.errors().front().code == "R-103");
  CHECK(again.errors().front().message ==
        "row 3 of the tape is a second default of loan number 1 on its path");
}

TEST_CASE("run: losses of one day are taken in the order of loan ids, and told by loan") {
  // 60 yuan of a fund for two losses of 100, half of each its own: "10" comes before "9" as bytes,
  // so 50 and 10 are paid, and the lender keeps 50 and 90.
  Book book = plain_book(2);
  book.loans[0].id = "9";
  book.loans[1].id = "10";
  const SharingPolicy half = half_policy("60");
  LossTape tape;
  tape.as_of = kAsOf;
  tape.path_count = 2;
  tape.month_count = 12;
  for (const std::uint32_t loan : {0U, 1U}) {
    tape.push_back({0, LoanId{loan}, 3, TapeKind::loan_default, {}, Money::of_yuan(100), Money()});
  }
  RunControl control;
  const RunResults shared =
      value_of(share_tape({book, half, tape, EffectiveTest::tested, 1}, control));
  CHECK(shared.loans[0].lender_net_fen == 9'000);
  CHECK(shared.loans[1].lender_net_fen == 5'000);
  std::vector<LoanOutcome> outcomes(2);
  for (LoanOutcome& outcome : outcomes) {
    outcome = {true, Money::of_yuan(100), add_months(kAsOf, 3)};
  }
  const Claims claims = claims_of_outcomes(book, outcomes, kAsOf);
  CHECK(claims.rank == std::vector<std::uint32_t>{1, 0});
  Program program = value_of(compile(half, facts_of(book)));
  program.trigger = kNone;  // as on a path: the outcome itself is the claim
  const SharingResult ledger = share_losses(program, claims);
  CHECK(ledger.borne_of(0, 1) == 9'000);
  CHECK(ledger.borne_of(1, 1) == 5'000);
}
