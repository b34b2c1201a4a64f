// What any waterfall must keep, over random policies and losses (reliability,
// section 5).
#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "tests/laws/waterfall_checks.hpp"
#include "tests/support/law_count.hpp"

using namespace pledgelab;
using namespace pledgelab::test;

namespace {

using twins::RandomCase;

SharingResult run(const SharingCase& loaded) {
  return share_losses(loaded.program, loaded.losses.claims);
}

// A leverage and charges go by the rows; all else is the same in any order.
bool any_order(const SharingPolicy& policy) {
  return policy.charges.empty() &&
         std::none_of(policy.parties.begin(), policy.parties.end(),
                      [](const Party& party) { return party.terms.leverage.has_value(); });
}

// The same rows in another order; receipts go with their rows.
RandomCase shuffled(const RandomCase& drawn, std::uint64_t seed) {
  twins::Dice dice(seed);
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < drawn.losses.size();) {
    const std::size_t end = drawn.losses.find('\n', at);
    lines.push_back(drawn.losses.substr(at, end - at));
    at = end + 1;
  }
  std::vector<std::uint32_t> from(lines.size() - 1);
  for (std::uint32_t i = 0; i < from.size(); ++i) from[i] = i;
  for (std::size_t i = from.size(); i > 1; --i) std::swap(from[i - 1], from[dice.below(i)]);
  RandomCase other{drawn.policy, lines[0] + "\n", {}, drawn.periods};
  for (std::uint32_t i = 0; i < from.size(); ++i) {
    other.losses += lines[from[i] + 1] + "\n";
    for (auto late : drawn.receipts) {
      if (late.claim != from[i]) continue;
      late.claim = i;
      other.receipts.push_back(late);
    }
  }
  return other;
}

// "bill recovered " of each party, by loss_id; the changes of each breaker.
std::map<std::string, std::string> by_loss(const SharingCase& loaded, const SharingResult& result) {
  std::map<std::string, std::string> found;
  for (std::size_t i = 0; i < result.losses.size(); ++i) {
    std::string& text = found[loaded.losses.claims.loss_id[i]];
    for (std::size_t p = 0; p < result.parties; ++p) {
      text += std::to_string(result.borne_of(i, p)) + " " +
              std::to_string(result.recovered_of(i, p)) + " ";
    }
  }
  for (const BreakerLine& line : result.breakers) {
    found["breaker " + line.scope] +=
        to_iso(line.date) + " " + std::to_string(static_cast<int>(line.state)) + " ";
  }
  return found;
}

// What all parties but the residual bear.
std::int64_t paid(const SharingCase& loaded, const SharingResult& result) {
  std::int64_t sum = 0;
  for (std::size_t p = 0; p < result.parties; ++p) {
    if (p != loaded.policy.residual) sum += result.totals[p].borne_fen;
  }
  return sum;
}

}  // namespace

TEST_CASE(
    "law: the bills are the loss, no cap and no balance is exceeded, "
    "order is nothing") {
  std::size_t seen = 0;
  std::size_t capped = 0;
  const LawSeeds seeds = law_seeds(3'000);
  for (std::uint64_t seed = seeds.first; seed < seeds.end; ++seed) {
    const RandomCase drawn = twins::random_case(seed);
    std::string refusal;
    const auto loaded = load(drawn, refusal);
    if (!loaded) continue;
    ++seen;
    const SharingResult result = run(*loaded);
    std::string broken = broken_promise(*loaded, result, capped);
    const auto other = load(shuffled(drawn, seed), refusal);
    const bool same = broken.empty() && any_order(loaded->policy);
    if (same && (!other || by_loss(*other, run(*other)) != by_loss(*loaded, result))) {
      broken = "another order of the rows, another answer";
    }
    if (broken.empty()) continue;
    FAIL_CHECK("seed ", seed, ": ", broken, "\n", to_text(drawn));
    break;
  }
  CHECK(seen > seeds.count() / 3);
  if (seeds.count() >= 100) CHECK(capped > seeds.count() / 20);
}

TEST_CASE(
    "law: a higher loss and a higher cap never pay less, where no clause "
    "says so") {
  const LawSeeds seeds = law_seeds(3'000);
  std::size_t caps = 0;
  for (std::uint64_t seed = seeds.first; seed < seeds.end; ++seed) {
    twins::DrawRules plain;
    plain.plain = true;
    std::string refusal;
    const RandomCase drawn = twins::random_case(seed, plain);
    auto loaded = load(drawn, refusal);
    if (!loaded) continue;
    const std::int64_t before = paid(*loaded, run(*loaded));
    twins::Dice dice(seed);
    auto& principal = loaded->losses.claims.principal_fen;
    std::int64_t& raised = principal[dice.below(principal.size())];
    const std::int64_t was = raised;
    raised += dice.between(1, raised + 100);
    INFO("seed ", seed, "\n", to_text(drawn));
    CHECK(paid(*loaded, run(*loaded)) >= before);
    raised = was;
    for (Step& step : loaded->policy.steps) {
      const bool literal = step.verb == Step::Verb::cap && !step.value.empty() &&
                           step.value[0].form == Value::Form::literal;
      if (!literal || step.party == loaded->policy.residual) continue;
      step.value[0].literal.value.num *= 2;
      ++caps;
      const auto higher = compile(loaded->policy, loaded->losses.facts);
      REQUIRE(higher.ok());
      loaded->program = higher.value();
      CHECK(paid(*loaded, run(*loaded)) >= before);
    }
  }
  CHECK(caps > seeds.count() / 50);
}

TEST_CASE("law: with shares (1, 0, 0) one payer bears all") {
  for (const std::string all : {"bank", "fund", "gov"}) {
    RandomCase drawn = twins::random_case(7);
    drawn.policy =
        "schema: policy/1\nid: one\nversion: '1'\nname: {zh: 一, en: one}\n"
        "source: [{title: drawn, mark: assumed}]\n"
        "effective: {from: 2010-01-01, by: default}\n"
        "money: {currency: CNY, round: half_up}\nyear: calendar\n"
        "parties: {bank: {kind: bank}, fund: {kind: fund}, gov: {kind: "
        "treasury}}\n"
        "residual: bank\nclaim: {trigger: {loan.approved_yuan: {ge: 0yuan}}, "
        "pay: claim}\n"
        "steps:\n  - {step: all, quota: {bank: 0%, fund: 0%, gov: 0%}}\n"
        "recovery: {costs: first, by: as_borne}\n";
    drawn.policy.replace(drawn.policy.find(all + ": 0%"), all.size() + 4, all + ": 100%");
    std::string refusal;
    const auto loaded = load(drawn, refusal);
    REQUIRE_MESSAGE(loaded.has_value(), refusal);
    const SharingResult result = run(*loaded);
    REQUIRE(result.loss_fen > 0);
    for (std::size_t p = 0; p < result.parties; ++p) {
      const bool payer = loaded->policy.parties[p].id == all;
      CHECK(result.totals[p].borne_fen == (payer ? result.loss_fen : 0));
    }
  }
}
