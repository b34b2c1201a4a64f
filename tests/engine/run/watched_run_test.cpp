// A run whose scheme watches its loans: any threads, any chunks, run or tape, the same figures.
#include <doctest/doctest.h>

#include "engine/formats/yaml.hpp"
#include "engine/run/share_tape.hpp"
#include "tests/engine/run/fixture.hpp"
#include "tests/models/loss/fixture.hpp"

using namespace pledgelab;
using namespace pledgelab::test;

namespace {

// A band of 3 to 60 % at the year's end, or a fuse at 5 % of bad loans; half of the rest each.
SharingPolicy watched_policy(bool band, const std::string& does) {
  const std::string text =
      std::string(
          "schema: policy/1\nid: watched\nversion: '1'\nsource: [{title: a test, mark: "
          "assumed}]\neffective: {from: 2000-01-01, by: origination}\n"
          "money: {currency: CNY, round: half_up}\nyear: calendar\n"
          "parties:\n  fund: {kind: fund}\n  bank: {kind: bank, firm: loan.lender_id}\n"
          "residual: bank\n"
          "ratios:\n  npl: {top: npl_balance, bottom: loan_balance, loans: scheme, per: lender, "
          "at: month_end}\n"
          "claim: {trigger: {loan.days_past_due: {gt: 90}}, pay: claim}\nsteps:\n") +
      (band ? "  - {step: band, band: {ratio: npl, above: 3%, upto: 60%, when: close}}\n" : "") +
      "  - {step: half, quota: {fund: 50%, bank: rest}}\n" +
      (does.empty() ? ""
                    : "breakers:\n  - {id: fuse, watch: npl, trip: {gt: 5%}, resume: {le: 5%}, "
                      "does: " +
                          does + ", off_at_least: 0d}\n") +
      "recovery: {costs: first, by: " + (band ? "recompute" : "as_borne") + "}\n";
  return value_of(read_sharing_policy(value_of(parse_yaml(text, "watched.yaml"))));
}

}  // namespace

TEST_CASE("run: a scheme that watches its loans gives the same for any threads, run and tape") {
  Book book = plain_book(60);
  book.lenders[0].id = "B1";
  const Scenario scenario = plain_scenario();
  const Law law;
  for (const bool band : {true, false}) {
    const SharingPolicy policy =
        watched_policy(band, band ? "warn" : "stop_claims, held: until_resume");
    RunInputs inputs{book, scenario, law, &policy, kAsOf, 24, {}};
    inputs.plan.paths = 300;
    LossTape tape;
    const RunResults one = run_and_keep(inputs, tape);
    inputs.plan.threads = 3;
    inputs.plan.chunk_paths = 17;
    check_same(run(inputs), one);
    RunControl again;
    check_same(value_of(share_tape({book, policy, tape, EffectiveTest::tested, 2}, again)), one);
    REQUIRE(one.breakers.size() >= 2);
    CHECK(one.breakers[0].tripped_frac.value > 0.1);
    CHECK(one.breakers[1].tripped_frac.value >= one.breakers[0].tripped_frac.value);
    CHECK(one.breakers[1].tripped_frac.value >= one.breakers[1].on_frac.value);
    CHECK((one.held_yuan > 0) == !band);
    const SharingPolicy free = watched_policy(false, "warn");
    inputs.policy = &free;
    const RunResults unwatched = run(inputs);
    CHECK(unwatched.held_yuan == 0);
    CHECK(one.parties[0].borne.mean_yuan.value < unwatched.parties[0].borne.mean_yuan.value);
    CHECK(one.parties[0].borne.mean_yuan.value > 0);
    CHECK(one.loss.mean_yuan.value == unwatched.loss.mean_yuan.value);
  }
}
