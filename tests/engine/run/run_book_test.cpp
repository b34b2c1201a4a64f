#include "engine/run/run_book.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <numeric>

#include "engine/formats/csv.hpp"
#include "engine/formats/yaml.hpp"
#include "models/book/read.hpp"
#include "models/scenario/read.hpp"
#include "tests/engine/run/fixture.hpp"
#include "tests/models/loss/fixture.hpp"
#include "tests/support/places.hpp"

using namespace pledgelab;
using namespace pledgelab::test;
using doctest::Approx;

namespace {

Document document(const std::string& path) { return value_of(read_yaml(source_root() + path)); }

}  // namespace

TEST_CASE("run: a plain book through a policy; parties sum to the loss on every path") {
  const Book book = plain_book(100);
  const Scenario scenario = plain_scenario();
  const Law law;
  const SharingPolicy half = half_policy("100000000");
  RunInputs inputs{book, scenario, law, &half, kAsOf, 12, {}};
  inputs.plan.paths = 500;
  inputs.plan.chunk_paths = 64;
  const RunResults results = run(inputs);
  // 100 loans of 1,000 yuan, 10 %, 70 % lost.
  const Estimate mean_yuan = results.loss.mean_yuan;
  CHECK(std::abs(mean_yuan.value - 7'000) < 4 * mean_yuan.standard_error);
  CHECK(std::abs(results.default_count.value - 10) < 4 * results.default_count.standard_error);
  CHECK(results.other_recovery.mean_yuan.value ==
        Approx(0.3 * 1000 * results.default_count.value).epsilon(1e-12));
  REQUIRE(results.parties.size() == 2);
  CHECK(results.parties[0].compensates);
  CHECK(!results.parties[1].compensates);
  for (std::size_t path = 0; path < 400; ++path) {
    const auto& fund = results.parties[0];
    const auto& bank = results.parties[1];
    CHECK(fund.borne_fen[path] + bank.borne_fen[path] == results.totals.default_fen[path]);
    CHECK(fund.borne_fen[path] == bank.borne_fen[path]);
    CHECK(fund.recovery_fen[path] + bank.recovery_fen[path] ==
          results.totals.other_recovery_fen[path]);
    CHECK(results.totals.loss_fen(path) == fund.borne_fen[path] + bank.borne_fen[path] -
                                               fund.recovery_fen[path] - bank.recovery_fen[path]);
  }
  double by_loan_yuan = 0;
  for (std::size_t i = 0; i < 100; ++i) by_loan_yuan += results.expected_loss_yuan(i);
  CHECK(by_loan_yuan == Approx(mean_yuan.value).epsilon(1e-12));
  CHECK(results.loss.expected_shortfall_99_yuan.value >= results.loss.value_at_risk_99_yuan.value);
  CHECK(results.undecided_yuan == 0);
  CHECK(results.pd_curves.size() == 100);
  REQUIRE(results.accounts.size() == 1);
  CHECK(results.accounts[0].year == 1);
  CHECK(results.accounts[0].exhausted_frac.value == 0);
  CHECK(results.accounts[0].median_yuan ==
        Approx(1e8 - results.parties[0].borne.median_yuan).epsilon(1e-12));  // room: paid
}

TEST_CASE("run: a small fund runs dry, and never below zero") {
  const Book book = plain_book(100);
  const Scenario scenario = plain_scenario();
  const Law law;
  const SharingPolicy half = half_policy("3000");
  RunInputs inputs{book, scenario, law, &half, kAsOf, 12, {}};
  inputs.plan.paths = 200;
  const RunResults results = run(inputs);
  REQUIRE(results.accounts.size() == 1);
  CHECK(results.accounts[0].low_yuan >= 0);
  CHECK(results.accounts[0].exhausted_frac.value > 0.5);
  for (const std::int64_t fen : results.parties[0].borne_fen) CHECK(fen <= 300'000);
  // Half of each default was promised; what the fund did not bear of it is what it left unpaid.
  REQUIRE(results.account_runs.size() == 1);
  const AccountRun& fund = results.account_runs[0];
  CHECK(fund.party == 0);
  CHECK(fund.opening_fen == 300'000);
  double unpaid_yuan = 0;
  double was_short = 0;
  double was_dry = 0;
  for (std::size_t path = 0; path < 200; ++path) {
    const std::int64_t promised = results.totals.default_fen[path] / 2;
    CHECK(promised - results.parties[0].borne_fen[path] == fund.unpaid_fen[path]);
    unpaid_yuan += static_cast<double>(fund.unpaid_fen[path]) / 100;
    was_short += promised > 300'000 ? 1 : 0;
    was_dry += promised >= 300'000 ? 1 : 0;
  }
  CHECK(unpaid_yuan > 0);
  CHECK(fund.unpaid_yuan.value == Approx(unpaid_yuan / 200));
  CHECK(fund.short_frac.value == Approx(was_short / 200));
  CHECK(was_dry > was_short);  // on some path its last yuan pays the last claim
  CHECK(results.accounts[0].exhausted_frac.value == Approx(was_dry / 200));
}

TEST_CASE("run: accounts year by year on the as-of date's anniversaries") {
  Book book = plain_book(100);
  for (Loan& loan : book.loans) loan.maturity = add_months(kAsOf, 36);
  const Scenario scenario = plain_scenario();
  const Law law;
  const SharingPolicy half = half_policy("6000");
  RunInputs inputs{book, scenario, law, &half, kAsOf, 30, {}};
  inputs.plan.paths = 300;
  const RunResults results = run(inputs);
  REQUIRE(results.accounts.size() == 3);
  for (int year = 1; year <= 3; ++year) {
    const AccountYear& at = results.accounts[static_cast<std::size_t>(year - 1)];
    CHECK(at.year == year);
    CHECK(at.date == add_months(kAsOf, 12 * year));
    CHECK(at.low_yuan <= at.quarter_yuan);
    CHECK(at.quarter_yuan <= at.median_yuan);
    CHECK(at.median_yuan <= at.three_quarters_yuan);
    CHECK(at.three_quarters_yuan <= at.high_yuan);
  }
  CHECK(results.accounts[0].median_yuan > results.accounts[1].median_yuan);
  CHECK(results.accounts[0].exhausted_frac.value < results.accounts[1].exhausted_frac.value);
  const double whole = results.accounts[2].exhausted_frac.value;
  CHECK(whole >= results.accounts[1].exhausted_frac.value);
  CHECK(whole >= results.account_runs[0].short_frac.value);
}

TEST_CASE("run: parts of the expected shortfall by loan and by party sum to it") {
  const Book book = plain_book(80);
  const Scenario scenario = plain_scenario();
  const Law law;
  const SharingPolicy half = half_policy("3000");
  RunInputs inputs{book, scenario, law, &half, kAsOf, 24, {}};
  inputs.plan.paths = 350;  // 3.5 paths in the tail
  const RunResults results = run(inputs);
  const double shortfall = results.loss.expected_shortfall_99_yuan.value;
  double by_loan = 0;
  std::size_t with_part = 0;
  for (const LoanRun& loan : results.loans) {
    CHECK(loan.tail_yuan >= 0);
    by_loan += loan.tail_yuan;
    with_part += loan.tail_yuan > 0 ? 1 : 0;
  }
  CHECK(by_loan == Approx(shortfall).epsilon(1e-12));
  CHECK(with_part > 5);
  CHECK(with_part < results.loans.size());
  double by_party = 0;
  for (const PartyRun& party : results.parties) {
    by_party += party.tail_net_yuan.value;
  }
  CHECK(by_party == Approx(shortfall).epsilon(1e-12));
  // In the tail the fund pays half of six losses of 1,000 yuan, and 30 % of that comes back.
  CHECK(results.parties[0].tail_net_yuan.value == Approx(2100));
  CHECK(results.parties[0].net.mean_yuan.value < 2100);
  CHECK(results.parties[1].tail_net_yuan.standard_error > 0);
}

TEST_CASE("run: no losses in the tail, no parts of it") {
  const Book book = plain_book(5);
  Scenario scenario = plain_scenario();
  set_level(scenario, "pd_prior", 1e-9);
  const Law law;
  RunInputs inputs{book, scenario, law, nullptr, kAsOf, 12, {}};
  inputs.plan.paths = 50;
  for (const LoanRun& loan : run(inputs).loans) CHECK(loan.tail_yuan == 0);
}

TEST_CASE("run: a stop during the second look at the tail leaves nothing") {
  const Book book = plain_book(60);
  const Scenario scenario = plain_scenario();
  const Law law;
  RunInputs inputs{book, scenario, law, nullptr, kAsOf, 12, {}};
  inputs.plan.paths = 1000;
  inputs.plan.chunk_paths = 1000;
  RunControl control;
  control.progress = [&](std::uint64_t done, std::uint64_t of) {
    if (done == of) control.stop = true;
  };
  const auto stopped = run_book(inputs, control);
  REQUIRE(!stopped.ok());
  CHECK(stopped.errors().front().code == "R-101");
}

TEST_CASE("run: the program's interrupt is seen without any progress, also after the draw") {
  const Book book = plain_book(60);
  const Scenario scenario = plain_scenario();
  const Law law;
  RunInputs inputs{book, scenario, law, nullptr, kAsOf, 12, {}};
  inputs.plan.paths = 1000;
  inputs.plan.chunk_paths = 1000;
  std::atomic<bool> pressed{false};
  RunControl control;
  control.interrupt = &pressed;
  CHECK(run_book(inputs, control).ok());
  const auto stopped = run_book(inputs, control, [&](const LossTape&) -> Outcome {
    pressed = true;  // the only chunk is drawn: what is left is the tail
    return Done{};
  });
  REQUIRE(!stopped.ok());
  CHECK(stopped.errors().front().code == "R-101");
  CHECK(stopped.errors().front().kind == ErrorKind::stopped);
}

TEST_CASE("run: what cannot be run is told, and a stop leaves nothing") {
  const Book book = plain_book(5);
  const Scenario scenario = plain_scenario();
  const Law law;
  RunInputs inputs{book, scenario, law, nullptr, kAsOf, 12, {}};
  inputs.plan.paths = 50;
  RunControl control;
  CHECK(run(inputs).parties.empty());
  control.stop = true;
  CHECK(run_book(inputs, control).errors().front().code == "R-101");
  inputs.plan.paths = 1;
  RunControl fresh;
  CHECK(run_book(inputs, fresh).errors().front().code == "R-102");
  const Scenario empty;
  inputs.plan.paths = 50;
  const RunInputs lacking{book, empty, law, nullptr, kAsOf, 12, inputs.plan};
  CHECK(run_book(lacking, fresh).errors().front().code == "C-110");
}

TEST_CASE("run: the shipped sample book, calibration and law, end to end") {
  const std::vector<std::pair<BookTable, std::string>> names = {
      {BookTable::borrowers, "borrowers"}, {BookTable::lenders, "lenders"},
      {BookTable::loans, "loans"},         {BookTable::assets, "assets"},
      {BookTable::pledges, "pledges"},     {BookTable::appraisals, "appraisals"}};
  std::vector<Cells> cells;
  for (const auto& [table, name] : names) {
    cells.push_back(value_of(read_csv(source_root() + "/tests/data/sample-book/" + name + ".csv")));
  }
  std::vector<TableCells> tables;
  for (std::size_t i = 0; i < names.size(); ++i) tables.push_back({names[i].first, &cells[i]});
  ReadOptions options;
  options.as_of = make_date(2026, 9, 30);
  const Book book = value_of(read_book(tables, options)).book.value;
  const Scenario scenario = value_of(read_scenario(document("/scenarios/base.yaml")));
  std::vector<Document> laws;
  for (const char* name : {"fees-cn", "holidays-cn", "rates-cn", "sizes-cn", "terms-cn"}) {
    laws.push_back(document("/policies/law/" + std::string(name) + ".yaml"));
  }
  const Law law = value_of(read_law(laws));
  RunInputs inputs{book, scenario, law, nullptr, *options.as_of, 36, {}};
  inputs.plan.paths = 60;
  const RunResults results = run(inputs);
  CHECK(results.loans.size() == book.loans.size());
  CHECK(results.ip_recovery.mean_yuan.value > 0);
  CHECK(results.other_recovery.mean_yuan.value > 0);
  CHECK(results.loss.mean_yuan.value > 0);
  const double sum =
      std::accumulate(results.totals.default_fen.begin(), results.totals.default_fen.end(), 0.0);
  MESSAGE("sample book: defaults ", results.default_count.value, " a path, loss / default amount ",
          results.loss.mean_yuan.value * 60 * 100 / sum, ", rights' part of recoveries ",
          results.ip_recovery.mean_yuan.value /
              (results.ip_recovery.mean_yuan.value + results.other_recovery.mean_yuan.value));
}

TEST_CASE("run: each figure of a distribution is at the level it names") {
  std::vector<std::int64_t> fen(10'000);
  for (std::size_t i = 0; i < fen.size(); ++i) fen[i] = static_cast<std::int64_t>(i + 1) * 100;
  const Distribution found = distribution_of(fen);  // 1 .. 10,000 yuan
  CHECK(found.median_yuan == Approx(5'000.5));
  CHECK(found.value_at_risk_95_yuan.value == 9'500);
  CHECK(found.value_at_risk_99_yuan.value == 9'900);
  CHECK(found.value_at_risk_999_yuan.value == 9'990);
  CHECK(found.expected_shortfall_95_yuan.value == Approx(9'750.5));
  CHECK(found.expected_shortfall_99_yuan.value == Approx(9'950.5));
  CHECK(found.expected_shortfall_999_yuan.value == Approx(9'995.5));
}

TEST_CASE("run: an account's quantiles are at the levels they name; what is queued is told") {
  const Book book = plain_book(100);
  const Scenario scenario = plain_scenario();
  const Law law;
  SharingPolicy half = half_policy("3000");
  half.steps.back().queue = true;
  RunInputs inputs{book, scenario, law, &half, kAsOf, 12, {}};
  inputs.plan.paths = 200;
  inputs.plan.threads = 2;
  inputs.plan.chunk_paths = 64;
  const RunResults queued = run(inputs);
  std::int64_t unpaid_fen = 0;
  for (const std::int64_t fen : queued.account_runs[0].unpaid_fen) unpaid_fen += fen;
  CHECK(unpaid_fen > 0);
  CHECK(queued.queued_yuan == Approx(static_cast<double>(unpaid_fen) / 100 / 200)
                                  .epsilon(1e-12));  // nothing was left to another party
  CHECK(queued.undecided_yuan == 0);
  const SharingPolicy large = half_policy("100000000");
  inputs.policy = &large;
  const RunResults results = run(inputs);
  std::vector<double> left_yuan;
  for (const std::int64_t fen : results.parties[0].borne_fen) {
    left_yuan.push_back(1e8 - static_cast<double>(fen) / 100);
  }
  std::sort(left_yuan.begin(), left_yuan.end());
  const AccountYear& year = results.accounts[0];
  CHECK(year.low_yuan == quantile_sorted(left_yuan, 0.05));
  CHECK(year.quarter_yuan == quantile_sorted(left_yuan, 0.25));
  CHECK(year.median_yuan == quantile_sorted(left_yuan, 0.5));
  CHECK(year.three_quarters_yuan == quantile_sorted(left_yuan, 0.75));
  CHECK(year.high_yuan == quantile_sorted(left_yuan, 0.95));
}

TEST_CASE("run: what a missing fact leaves undecided is told, and is in no bill") {
  const Book book = plain_book(30);
  const Scenario scenario = plain_scenario();
  const Law law;
  const SharingPolicy half =
      half_policy("3000", "  - {step: who, gate: {require: {borrower.size: {in: [micro]}}}}\n");
  RunInputs inputs{book, scenario, law, &half, kAsOf, 12, {}};
  inputs.plan.paths = 50;
  const RunResults results = run(inputs);
  std::int64_t lost_fen = 0;
  for (const std::int64_t fen : results.totals.default_fen) lost_fen += fen;
  CHECK(lost_fen > 0);
  CHECK(results.undecided_yuan == Approx(static_cast<double>(lost_fen) / 100 / 50).epsilon(1e-12));
  CHECK(results.queued_yuan == 0);
  CHECK(results.parties[0].borne.mean_yuan.value == 0);
  CHECK(results.parties[1].borne.mean_yuan.value == 0);
}

TEST_CASE("run: sums over paths do not wrap: 500 paths of a book of 2.5e16 fen, all undecided") {
  Book book = plain_book(5);
  for (Loan& loan : book.loans) {
    loan.balance = loan.principal = Money::of_yuan(50'000'000'000'000);
    loan.five_tier = FiveTier::loss;  // in default already: on every path
  }
  const Scenario scenario = plain_scenario();
  const Law law;
  const SharingPolicy half =
      half_policy("3000", "  - {step: who, gate: {require: {borrower.size: {in: [micro]}}}}\n");
  RunInputs inputs{book, scenario, law, &half, kAsOf, 12, {}};
  inputs.plan.paths = 500;
  const RunResults results = run(inputs);
  CHECK(results.undecided_yuan >= 2.5e14);
  CHECK(results.undecided_yuan < 3e14);
}
