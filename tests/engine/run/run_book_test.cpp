#include "engine/run/run_book.hpp"

#include <doctest/doctest.h>

#include <numeric>

#include "engine/formats/csv.hpp"
#include "engine/formats/yaml.hpp"
#include "models/book/read.hpp"
#include "models/scenario/read.hpp"
#include "tests/models/loss/fixture.hpp"
#include "tests/support/places.hpp"

using namespace pledgelab;
using namespace pledgelab::test;
using doctest::Approx;

namespace {

template <class T>
T value_of(Result<T> result) {
  REQUIRE_MESSAGE(result.ok(), (result.ok() ? "" : to_text(result.errors().front())));
  return std::move(result).value();
}

Document document(const std::string& path) { return value_of(read_yaml(source_root() + path)); }

SharingPolicy policy(const std::string& fund_yuan) {
  const std::string text =
      "schema: policy/1\n"
      "id: half\nversion: '1'\nname: {zh: 对半, en: Half}\n"
      "source:\n  - {title: a test, mark: assumed}\n"
      "effective: {from: 2000-01-01, by: origination}\n"
      "money: {currency: CNY, round: half_up}\nyear: calendar\n"
      "parties:\n"
      "  fund:\n    kind: fund\n    account:\n      sources:\n"
      "        - {from: city, amount: " +
      fund_yuan +
      "yuan, date: 2018-01-01}\n"
      "  bank: {kind: bank, firm: loan.lender_id}\n"
      "residual: bank\n"
      "claim: {trigger: {loan.days_past_due: {gt: 90}}, pay: claim}\n"
      "steps:\n"
      "  - {step: half, quota: {fund: 50%, bank: 50%}}\n"
      "  - {step: balance, cap: {party: fund, at: balance, per: [scheme, life], when: claim, "
      "room: paid, short: fifo, over: bank}}\n"
      "recovery: {costs: first, by: as_borne}\n";
  return value_of(read_sharing_policy(value_of(parse_yaml(text, "half.yaml"))));
}

Scenario plain_scenario() {
  Scenario scenario = quiet_scenario();
  set_level(scenario, "pd_prior", 0.10);
  set_level(scenario, "default_share_macro", 0.15);
  set_level(scenario, "other_recovery_mean", 0.3);
  return scenario;
}

RunResults run(const RunInputs& inputs) {
  RunControl control;
  return value_of(run_book(inputs, control));
}

}  // namespace

TEST_CASE("run: a plain book through a policy; parties sum to the loss on every path") {
  const Book book = plain_book(100);
  const Scenario scenario = plain_scenario();
  const Law law;
  const SharingPolicy half = policy("100000000");
  RunInputs inputs{book, scenario, law, &half, kAsOf, 12, {}};
  inputs.plan.paths = 400;
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
  CHECK(results.undecided_fen == 0);
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
  const SharingPolicy half = policy("3000");
  RunInputs inputs{book, scenario, law, &half, kAsOf, 12, {}};
  inputs.plan.paths = 200;
  const RunResults results = run(inputs);
  REQUIRE(results.accounts.size() == 1);
  CHECK(results.accounts[0].low_yuan >= 0);
  CHECK(results.accounts[0].exhausted_frac.value > 0.5);
  for (const std::int64_t fen : results.parties[0].borne_fen) CHECK(fen <= 300'000);
}

TEST_CASE("run: figures are the same for any threads and chunks") {
  const Book book = plain_book(60);
  const Scenario scenario = plain_scenario();
  const Law law;
  const SharingPolicy half = policy("3000");
  RunInputs inputs{book, scenario, law, &half, kAsOf, 24, {}};
  inputs.plan.paths = 150;
  const RunResults one = run(inputs);
  inputs.plan.threads = 2;
  inputs.plan.chunk_paths = 11;
  const RunResults two = run(inputs);
  CHECK(one.totals.default_fen == two.totals.default_fen);
  CHECK(one.totals.other_recovery_fen == two.totals.other_recovery_fen);
  for (std::size_t party = 0; party < 2; ++party) {
    CHECK(one.parties[party].borne_fen == two.parties[party].borne_fen);
    CHECK(one.parties[party].recovery_fen == two.parties[party].recovery_fen);
  }
  CHECK(one.loss.expected_shortfall_95_yuan.value == two.loss.expected_shortfall_95_yuan.value);
  for (std::size_t i = 0; i < 60; ++i) {
    CHECK(one.loans[i].default_fen == two.loans[i].default_fen);
    CHECK(one.loans[i].recovery_fen == two.loans[i].recovery_fen);
  }
  CHECK(one.accounts.size() == two.accounts.size());
  CHECK(one.accounts[1].median_yuan == two.accounts[1].median_yuan);
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
