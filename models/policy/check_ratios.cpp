// Ratios and breakers: names, scopes, and what the claim must have booked before it is watched.
#include <algorithm>
#include <set>

#include "models/policy/reading_ratios.hpp"

namespace pledgelab::policy_reading {
namespace {

struct RatioChecker {
  Context& context;
  const SharingPolicy& policy;

  void fail(const Place& place, const std::string& code, const std::string& message,
            const std::string& hint = {}) const {
    context.errors.push_back(
        {code, {context.document.file, place.line, place.column}, message, hint, ErrorKind::input});
  }
};

bool closes(const Step& step) {
  return step.unit.period != Unit::Period::none && step.unit.at_close;
}

// The first step of which a booked measure does not know on the day what it books.
const Step* booked_later(const SharingPolicy& policy, MeasureKind kind) {
  bool close = false;
  for (const Step& step : policy.steps) {
    close = close || closes(step);
    if (close && (kind != MeasureKind::gross || !step.moves())) return &step;
  }
  return nullptr;
}

void check_measure(const RatioChecker& checker, const Measure& measure) {
  if (!is_booked(measure.kind)) return;
  if (const Step* step = booked_later(checker.policy, measure.kind)) {
    checker.fail(measure.place, "P-109",
                 "'" + measure.text + "' is watched day by day, but step '" + step->id +
                     "' runs at the close",
                 measure.kind == MeasureKind::gross
                     ? "let every quota and slice run at the claim"
                     : "let every step run at the claim, or watch gross." +
                           checker.policy.parties[measure.party].id);
  }
  if (measure.kind == MeasureKind::net && checker.policy.recovery_by == RecoveryBy::recompute) {
    checker.fail(measure.place, "P-102",
                 "'" + measure.text + "' beside recovery by recompute is not built yet",
                 "write recovery: {by: as_borne}");
  }
}

void check_firm(const RatioChecker& checker, const PolicyRatio& ratio) {
  if (ratio.per != Unit::Who::role || checker.policy.parties[ratio.role].firm) return;
  const std::string& party = checker.policy.parties[ratio.role].id;
  checker.fail(ratio.place, "P-114",
               "ratio '" + ratio.id + "' runs per " + party + ", which names no firm",
               "write firm: loan." + party + "_id in its party, or per: scheme");
}

void check_names(const RatioChecker& checker) {
  std::set<std::string> ids(kClauseWords.begin(), kClauseWords.end());
  for (const Step& step : checker.policy.steps) ids.insert(step.id);
  for (const PolicyBreaker& breaker : checker.policy.breakers) {
    if (ids.insert(breaker.id).second) continue;
    checker.fail(breaker.place, "P-103",
                 "a breaker cannot be named '" + breaker.id + "': another clause is",
                 "a clause is quoted by its name: make it unique");
  }
  for (const PolicyRatio& ratio : checker.policy.ratios) {
    if (!measure_of_word(ratio.id)) continue;
    checker.fail(ratio.place, "P-103",
                 "a ratio cannot be named '" + ratio.id + "', as a measure is");
  }
}

using Scope = std::pair<Unit::Who, std::uint32_t>;

Scope scope_of(const SharingPolicy& policy, const BreakerWatch& watch) {
  if (!watch.ratio) return {Unit::Who::scheme, 0};
  const PolicyRatio& ratio = policy.ratios[*watch.ratio];
  return {ratio.per, ratio.role};
}

void check_breaker(const RatioChecker& checker, const PolicyBreaker& breaker) {
  for (const BreakerWatch& watch : breaker.watches) {
    if (!watch.ratio) check_measure(checker, watch.measure);
    if (scope_of(checker.policy, watch) == scope_of(checker.policy, breaker.watches.front())) {
      continue;
    }
    checker.fail(watch.place, "P-115",
                 "breaker '" + breaker.id + "' watches '" + breaker.watches.front().text +
                     "' and '" + watch.text + "', which do not run per the same firm",
                 "make two breakers of it");
  }
}

// What asks the pay date before a breaker may have moved it.
void check_dates(const RatioChecker& checker) {
  const SharingPolicy& policy = checker.policy;
  for (const PolicyBreaker& breaker : policy.breakers) {
    if (policy.advance) {
      checker.fail(breaker.place, "P-102",
                   "breaker '" + breaker.id + "' beside an advance is not built yet");
    }
    const bool holds = breaker.does == PolicyBreaker::Does::stop_claims && !breaker.lapse;
    const bool charged =
        std::any_of(policy.charges.begin(), policy.charges.end(),
                    [](const Charge& charge) { return charge.when == Charge::When::claim; });
    if (!holds || !charged) continue;
    checker.fail(breaker.place, "P-102",
                 "breaker '" + breaker.id +
                     "', which holds claims, beside a charge when: claim is "
                     "not built yet");
  }
}

}  // namespace

void check_ratios(Context& context, const SharingPolicy& policy) {
  const RatioChecker checker{context, policy};
  check_names(checker);
  for (const PolicyRatio& ratio : policy.ratios) {
    check_firm(checker, ratio);
    check_measure(checker, ratio.top);
    check_measure(checker, ratio.bottom);
  }
  for (const PolicyBreaker& breaker : policy.breakers) check_breaker(checker, breaker);
  check_dates(checker);
}

}  // namespace pledgelab::policy_reading
