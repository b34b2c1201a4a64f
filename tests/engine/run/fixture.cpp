#include "tests/engine/run/fixture.hpp"

#include "engine/formats/yaml.hpp"
#include "tests/models/loss/fixture.hpp"

namespace pledgelab::test {

SharingPolicy half_policy(const std::string& fund_yuan, const std::string& first_step) {
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
      "steps:\n" +
      first_step +
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

RunResults run_and_keep(const RunInputs& inputs, LossTape& tape) {
  RunControl control;
  return value_of(run_book(inputs, control, [&](const LossTape& chunk) -> Outcome {
    for (std::size_t i = 0; i < chunk.size(); ++i) tape.push_back(chunk.row(i));
    tape.as_of = chunk.as_of;
    tape.month_count = chunk.month_count;
    tape.path_count += chunk.path_count;
    return Done{};
  }));
}

void check_same(const RunResults& a, const RunResults& b) {
  CHECK(a.totals.default_fen == b.totals.default_fen);
  CHECK(a.totals.ip_recovery_fen == b.totals.ip_recovery_fen);
  CHECK(a.totals.other_recovery_fen == b.totals.other_recovery_fen);
  CHECK(a.totals.default_count == b.totals.default_count);
  REQUIRE(a.parties.size() == b.parties.size());
  for (std::size_t party = 0; party < a.parties.size(); ++party) {
    CHECK(a.parties[party].borne_fen == b.parties[party].borne_fen);
    CHECK(a.parties[party].recovery_fen == b.parties[party].recovery_fen);
    CHECK(a.parties[party].tail_net_yuan.value == b.parties[party].tail_net_yuan.value);
  }
  CHECK(a.loss.expected_shortfall_99_yuan.value == b.loss.expected_shortfall_99_yuan.value);
  REQUIRE(a.loans.size() == b.loans.size());
  for (std::size_t i = 0; i < a.loans.size(); ++i) {
    CHECK(a.loans[i].default_count == b.loans[i].default_count);
    CHECK(a.loans[i].default_fen == b.loans[i].default_fen);
    CHECK(a.loans[i].recovery_fen == b.loans[i].recovery_fen);
    CHECK(a.loans[i].tail_yuan == b.loans[i].tail_yuan);
  }
  REQUIRE(a.accounts.size() == b.accounts.size());
  for (std::size_t i = 0; i < a.accounts.size(); ++i) {
    CHECK(a.accounts[i].median_yuan == b.accounts[i].median_yuan);
    CHECK(a.accounts[i].exhausted_frac.value == b.accounts[i].exhausted_frac.value);
  }
  REQUIRE(a.account_runs.size() == b.account_runs.size());
  for (std::size_t i = 0; i < a.account_runs.size(); ++i) {
    CHECK(a.account_runs[i].unpaid_fen == b.account_runs[i].unpaid_fen);
  }
  REQUIRE(a.breakers.size() == b.breakers.size());
  for (std::size_t i = 0; i < a.breakers.size(); ++i) {
    CHECK(a.breakers[i].tripped_frac.value == b.breakers[i].tripped_frac.value);
    CHECK(a.breakers[i].on_frac.value == b.breakers[i].on_frac.value);
  }
  CHECK(a.held_yuan == b.held_yuan);
  CHECK(a.queued_yuan == b.queued_yuan);
  CHECK(a.undecided_yuan == b.undecided_yuan);
}

}  // namespace pledgelab::test
