// The structure of a policy that no single step shows.
#include <algorithm>
#include <set>

#include "models/policy/reading_head.hpp"
#include "models/policy/reading_ratios.hpp"

namespace pledgelab::policy_reading {
namespace {

using Verb = Step::Verb;

struct Checker {
  Context& context;
  const SharingPolicy& policy;

  void fail(const Place& place, const std::string& code, const std::string& message,
            const std::string& hint = {}) const {
    context.errors.push_back(
        {code, {context.document.file, place.line, place.column}, message, hint, ErrorKind::input});
  }
};

bool at_balance(const Step& step) { return step.verb == Verb::cap && step.value.empty(); }
bool has_period(const Step& step) { return step.unit.period != Unit::Period::none; }
bool closes(const Step& step) { return has_period(step) && step.unit.at_close; }
bool claim_total(const Step& step) { return has_period(step) && !step.unit.at_close; }

void check_ids(const Checker& checker) {
  std::set<std::string> seen;
  for (const Step& step : checker.policy.steps) {
    if (std::find(kClauseWords.begin(), kClauseWords.end(), step.id) != kClauseWords.end()) {
      checker.fail(step.place, "P-103", "a step cannot be named '" + step.id + "'",
                   "the word names what no step gives to another");
    }
    if (!seen.insert(step.id).second) {
      checker.fail(step.place, "P-103", "two steps are named '" + step.id + "'",
                   "a clause is quoted by its name: make it unique");
    }
  }
}

// base before whatever cuts, nothing after an unconditional quota but moves.
void check_order(const Checker& checker) {
  const Step* cutting = nullptr;
  const Step* emptied = nullptr;
  const Step* base = nullptr;
  for (const Step& step : checker.policy.steps) {
    const bool move = step.moves();
    if (emptied != nullptr && !move) {
      checker.fail(
          step.place, "P-109",
          "nothing is open after quota '" + emptied->id + "': step '" + step.id + "' never acts",
          "put it before the quota, or give the quota an `if`");
    }
    if (step.verb == Verb::base && (base != nullptr || cutting != nullptr)) {
      checker.fail(step.place, "P-109",
                   base != nullptr ? "a policy has one base step"
                                   : "base comes before step '" + cutting->id + "'");
    }
    if (step.verb == Verb::base) base = &step;
    if (step.verb != Verb::gate && step.verb != Verb::base) cutting = &step;
    if (step.verb == Verb::quota && step.condition.empty()) emptied = &step;
  }
}

void check_close_order(const Checker& checker) {
  const Step* close = nullptr;
  for (const Step& step : checker.policy.steps) {
    if (close != nullptr && claim_total(step)) {
      checker.fail(step.place, "P-109",
                   "step '" + step.id + "' runs at the claim, after step '" + close->id +
                       "', which runs at the close",
                   "write when: close, or move it before the close step");
    }
    if (close != nullptr && closes(step) && step.unit.period < close->unit.period) {
      checker.fail(step.place, "P-109",
                   "step '" + step.id + "' closes each year, after step '" + close->id +
                       "', which closes later");
    }
    if (closes(step)) close = &step;
  }
}

// Whether the fact is one figure for the whole unit: a total over the scheme, or a measure of the
// unit's own firm.
bool one_for_unit(const Checker& checker, const Step& step, const FactName& fact) {
  if (fact.name.compare(0, 7, "scheme.") == 0) return true;
  const auto measure = measure_fact(checker.policy, fact.name);
  if (!measure) return false;
  if (!measure->party) return step.unit.who == Unit::Who::lender;
  const bool own = step.unit.who == Unit::Who::role && step.unit.role == *measure->party;
  return own || !checker.policy.parties[*measure->party].firm;
}

void check_close_value(const Checker& checker, const Step& step, const Value& value) {
  for (const FactName& fact : value.facts) {
    if (one_for_unit(checker, step, fact)) continue;
    checker.fail(fact.place, "P-102",
                 "'" + fact.name + "' as the limit of a close is not built yet",
                 "at a close the limit is a literal, or a part of scheme.COLUMN or of a measure of "
                 "the unit's own firm");
  }
  if (value.less) {
    checker.fail(value.less->place, "P-102", "'less' in the limit of a close is not built yet");
  }
  for (const Value& part : value.factor) check_close_value(checker, step, part);
  for (const Value& part : value.at_most) check_close_value(checker, step, part);
  for (const Case& row : value.cases) {
    if (!row.when.empty()) {
      checker.fail(row.place, "P-102", "'if' in the limit of a close is not built yet");
    }
    for (const Value& part : row.is) check_close_value(checker, step, part);
    for (const Value& part : row.upto) check_close_value(checker, step, part);
  }
}

void check_balance_cap(const Checker& checker, const Step& step) {
  if (step.unit.who != Unit::Who::scheme || step.unit.period != Unit::Period::life ||
      step.unit.at_close) {
    checker.fail(
        step.place, "P-108",
        "a cap at: balance is per: [scheme, life], when: claim; step '" + step.id + "' is not");
  }
  if (checker.policy.parties[step.party].sources.empty()) {
    checker.fail(step.place, "P-106",
                 "party '" + checker.policy.parties[step.party].id + "' has no account",
                 "give it account: {sources: [{from, amount, date}]}");
  }
}

// But for as_borne, what one account pays late changes what came back to another, which may have
// spent it: its balance could fall below 0. So could that of one of three, to which the fen that
// two of them leave goes in turn.
void check_shared_recoveries(const Checker& checker, const std::vector<bool>& limited) {
  const auto& steps = checker.policy.steps;
  const auto credited = std::count_if(steps.begin(), steps.end(), [](const Step& step) {
    return at_balance(step) && step.room == Step::Room::paid_less_recovered;
  });
  if (credited > 2) {
    checker.fail(steps.front().place, "P-102",
                 "room: paid_less_recovered of more than two accounts is not built yet",
                 "write room: paid for one of them");
    return;
  }
  if (checker.policy.recovery_by == RecoveryBy::as_borne) return;
  if (std::count(limited.begin(), limited.end(), true) < 2) return;
  for (const Step& step : checker.policy.steps) {
    if (!at_balance(step) || step.room != Step::Room::paid_less_recovered) continue;
    checker.fail(step.place, "P-102",
                 "room: paid_less_recovered of step '" + step.id +
                     "' beside a second account is built for recovery by as_borne only; this is "
                     "not built yet",
                 "write room: paid, or by: as_borne");
  }
}

void check_limits_above_nothing(const Checker& checker, const Step& step) {
  for (const auto* values : {&step.above, &step.value}) {
    for (const Value& value : *values) {
      const bool below = value.form == Value::Form::literal && value.literal.value < Ratio{0, 1};
      if (!below) continue;
      checker.fail(value.told_at(value.place), "P-111",
                   "an amount of step '" + step.id + "' is below 0" + value.named(),
                   "write what it is at least: 0 or more");
    }
  }
}

void check_caps(const Checker& checker) {
  const auto& steps = checker.policy.steps;
  std::vector<bool> limited(checker.policy.parties.size(), false);
  const bool any_close = std::any_of(steps.begin(), steps.end(), closes);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const Step& step = steps[i];
    check_limits_above_nothing(checker, step);
    if (closes(step)) {
      for (const Value& value : step.above) check_close_value(checker, step, value);
      for (const Value& value : step.value) check_close_value(checker, step, value);
    }
    if (step.verb != Verb::cap) continue;
    if (step.room == Step::Room::paid_less_recovered && (!has_period(step) || any_close)) {
      checker.fail(step.place, "P-102",
                   "room: paid_less_recovered of step '" + step.id +
                       (any_close ? "' in a policy with a close is not built yet"
                                  : "' per: loss is not built yet"),
                   "write room: paid");
    }
    if (!at_balance(step)) continue;
    check_balance_cap(checker, step);
    if (limited[step.party]) {
      checker.fail(step.place, "P-109", "the balance of one account is capped twice");
    }
    limited[step.party] = true;
    if (i + 1 < steps.size() && !at_balance(steps[i + 1])) {
      checker.fail(steps[i + 1].place, "P-109",
                   "step '" + steps[i + 1].id + "' comes after a cap at: balance",
                   "what an account can pay is asked last");
    }
  }
  check_shared_recoveries(checker, limited);
  for (std::size_t party = 0; party < limited.size(); ++party) {
    if (!limited[party] && !checker.policy.parties[party].sources.empty()) {
      checker.fail(checker.policy.parties[party].place, "P-106",
                   "party '" + checker.policy.parties[party].id +
                       "' has an account, but no step caps it at: balance",
                   "add a cap {at: balance, …}, or leave the account out");
    }
  }
}

// Money above one balance must not come back to an account that was settled before it.
void check_overflow(const Checker& checker) {
  std::vector<bool> settled(checker.policy.parties.size(), false);
  for (const Step& step : checker.policy.steps) {
    if (!at_balance(step)) continue;
    settled[step.party] = true;
    if (!step.queue && settled[step.over_party]) {
      checker.fail(step.place, "P-109",
                   "step '" + step.id + "' moves money to an account that was settled before it");
    }
  }
  if (!checker.policy.parties.empty() && settled[checker.policy.residual]) {
    checker.fail(checker.policy.parties[checker.policy.residual].place, "P-106",
                 "the residual party cannot be limited to the balance of an account");
  }
}

void check_recompute(const Checker& checker) {
  if (checker.policy.recovery_by != RecoveryBy::recompute) return;
  for (const Step& step : checker.policy.steps) {
    if (!claim_total(step)) continue;
    checker.fail(step.place, "P-102",
                 "recovery by recompute beside step '" + step.id +
                     "', a running total at the claim, is not built yet",
                 "write recovery: {by: as_borne}, or when: close");
  }
}

}  // namespace

void check_policy(Context& context, const SharingPolicy& policy) {
  const Checker checker{context, policy};
  check_ids(checker);
  check_order(checker);
  check_close_order(checker);
  check_caps(checker);
  check_overflow(checker);
  check_recompute(checker);
  check_settlement(context, policy);
  check_ratios(context, policy);
  check_kinds(context, policy);
}

}  // namespace pledgelab::policy_reading
