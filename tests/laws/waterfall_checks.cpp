#include "tests/laws/waterfall_checks.hpp"

#include <algorithm>
#include <map>

#include "models/policy/policy_year.hpp"

namespace pledgelab::test {
namespace {

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

}  // namespace

std::string broken_promise(const SharingCase& loaded, const SharingResult& result,
                           std::size_t& capped) {
  std::string broken = broken_conservation(loaded, result);
  if (broken.empty()) broken = broken_parts(loaded, result);
  if (broken.empty()) broken = broken_cap(loaded, result, capped);
  if (broken.empty()) broken = broken_balance(result);
  return broken;
}

}  // namespace pledgelab::test
