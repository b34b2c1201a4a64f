// What any waterfall must keep, over random policies and losses (reliability,
// section 5).
#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "tests/laws/sharing_case.hpp"
#include "tests/support/law_count.hpp"

using namespace pledgelab;
using namespace pledgelab::test;

namespace {

using twins::RandomCase;

SharingResult run(const SharingCase& loaded) {
  return share_losses(loaded.program, loaded.losses.claims);
}

std::int64_t back_of(const Claims& claims, std::size_t i) {
  std::int64_t sum = 0;
  for (const Receipt& receipt : claims.receipts) sum += receipt.claim == i ? receipt.fen : 0;
  return sum;
}

// What a purchase pays in, less what the buyer keeps of later money.
std::int64_t bought_of(const SharingResult& result, std::size_t i) {
  std::int64_t sum = 0;
  for (const PurchaseLine& line : result.purchases) {
    if (line.claim == i) sum += line.price_fen - line.proceeds_fen;
  }
  return sum;
}

// A leverage and charges go by the rows; all else is the same in any order.
bool any_order(const SharingPolicy& policy) {
  return policy.charges.empty() &&
         std::none_of(policy.parties.begin(), policy.parties.end(),
                      [](const Party& party) { return party.terms.leverage.has_value(); });
}

// Empty, or what is broken: Σ bills = loss, Σ recovered = what came back, no
// bill below 0, nobody gets back more than it bore, nothing moves without a
// loss.
std::string broken_conservation(const SharingCase& loaded, const SharingResult& result) {
  const bool recompute = loaded.policy.recovery_by == RecoveryBy::recompute;
  for (std::size_t i = 0; i < result.losses.size(); ++i) {
    const LossOutcome& outcome = result.losses[i];
    const std::string id = loaded.losses.claims.loss_id[i];
    std::int64_t borne = 0;
    std::int64_t recovered = 0;
    for (std::size_t p = 0; p < result.parties; ++p) {
      const std::int64_t bill = result.borne_of(i, p);
      if (bill < 0) return id + ": a bill below 0";
      if (!recompute && (result.recovered_of(i, p) < 0 || result.recovered_of(i, p) > bill)) {
        return id + ": more comes back than was borne";
      }
      if (outcome.standing == LossStanding::no_loss && bill != 0) return id + ": moves nothing";
      borne += bill;
      recovered += result.recovered_of(i, p);
    }
    if (outcome.standing == LossStanding::undecided) {
      if (borne != 0 || recovered != 0) return id + ": undecided, yet shared";
      continue;
    }
    if (borne != outcome.loss_fen) return id + ": the bills are not the loss";
    const std::int64_t back = back_of(loaded.losses.claims, i) + bought_of(result, i);
    if (recovered != back - outcome.netted_fen) return id + ": what came back is not given out";
  }
  return {};
}

bool names(const std::vector<PartyShare>& shares, std::uint32_t party) {
  return std::any_of(shares.begin(), shares.end(),
                     [party](const PartyShare& share) { return share.party == party; });
}

// Whether a step after `index` can raise the party's bill.
bool raised_later(const SharingPolicy& policy, std::size_t index, std::uint32_t party) {
  for (std::size_t s = index + 1; s < policy.steps.size(); ++s) {
    const Step& step = policy.steps[s];
    if (names(step.shares, party)) return true;
    if (step.verb == Step::Verb::cap ? step.over_party == party : step.else_party == party) {
      return true;
    }
  }
  return party == policy.residual;
}

// Whose sum a cap limits: the unit's key of one claim. Empty: the key is missing.
std::string unit_of(const SharingCase& loaded, const Step& step, const LossOutcome& outcome,
                    std::size_t claim) {
  const Claims& claims = loaded.losses.claims;
  std::string key = claims.loss_id[claim];
  if (step.unit.period == Unit::Period::none) return key;
  const auto cell = [&](const char* name) {
    const FactColumn* column = loaded.losses.facts.find(name);
    const bool known = column != nullptr && column->has(claims.row[claim]);
    return known ? std::to_string(column->value[claims.row[claim]]) : std::string();
  };
  switch (step.unit.who) {
    case Unit::Who::scheme:
      key = "all";
      break;
    case Unit::Who::loan:
      key = claims.loan_id[claim];
      break;
    case Unit::Who::borrower:
      key = cell("loan.borrower_id");
      break;
    case Unit::Who::lender:
      key = cell("loan.lender_id");
      break;
    default:
      return {};
  }
  if (key.empty() || step.unit.period == Unit::Period::life) return key;
  return key + " " + std::to_string(policy_year(loaded.policy, outcome.pay_date));
}

// Caps with a literal limit over a loss, loan, borrower, lender or the scheme, a year or for life:
// Σ bills of each unit ≤ limit.
std::string broken_cap(const SharingCase& loaded, const SharingResult& result, std::size_t& seen) {
  const SharingPolicy& policy = loaded.policy;
  for (std::size_t s = 0; s < policy.steps.size(); ++s) {
    const Step& step = policy.steps[s];
    const bool literal = step.verb == Step::Verb::cap && !step.value.empty() &&
                         step.value[0].form == Value::Form::literal;
    if (!literal || !step.condition.empty() || step.room != Step::Room::paid) continue;
    if (raised_later(policy, s, step.party) || step.unit.period == Unit::Period::cohort) continue;
    const std::int64_t limit = step.value[0].literal.value.num / step.value[0].literal.value.den;
    std::map<std::string, std::int64_t> sums;
    for (std::size_t i = 0; i < result.losses.size(); ++i) {
      const std::string key = unit_of(loaded, step, result.losses[i], i);
      // A gate may send a loss to the party; the cap cuts that too. Rules before the steps may not.
      if (!key.empty()) sums[key] += result.borne_of(i, step.party);
    }
    seen += sums.size();
    for (const auto& one : sums) {
      if (one.second > limit) return step.id + " is exceeded for " + one.first;
    }
  }
  return {};
}

// Each bill is the sum of what its clauses moved: the parts of a loss are the loss.
std::string broken_parts(const SharingCase& loaded, const SharingResult& result) {
  std::vector<std::int64_t> moved(result.borne.size(), 0);
  for (const Posting& posting : result.postings) {
    moved[posting.claim * result.parties + posting.party] += posting.fen;
  }
  for (std::size_t i = 0; i < moved.size(); ++i) {
    if (moved[i] != result.borne[i]) {
      return loaded.losses.claims.loss_id[i / result.parties] + ": a bill without clauses";
    }
  }
  return {};
}

std::string broken_balance(const SharingResult& result) {
  for (const BalanceLine& line : result.balances) {
    if (line.fen < 0) return "a balance below 0 on " + to_iso(line.date);
  }
  return {};
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
    std::string broken = broken_conservation(*loaded, result);
    if (broken.empty()) broken = broken_parts(*loaded, result);
    if (broken.empty()) broken = broken_cap(*loaded, result, capped);
    if (broken.empty()) broken = broken_balance(result);
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
  CHECK(capped > seeds.count() / 20);
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
