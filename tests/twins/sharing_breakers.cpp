// Breakers of the sharing twin (section 9 of the language): what is watched at
// the end of each day, and what a breaker that is on does.
#include <algorithm>

#include "tests/twins/sharing_parts.hpp"

namespace pledgelab::twins {

namespace {

Firm scope_of(const SharingPolicy& policy, const PolicyBreaker& breaker) {
  const auto& ratio = breaker.watches[0].ratio;
  if (!ratio) return {Unit::Who::scheme, 0};
  return {policy.ratios[*ratio].per, policy.ratios[*ratio].role};
}

std::optional<Quotient> value_on(const Pass& pass, const BreakerWatch& watch,
                                 const std::string& who, Date day) {
  if (watch.ratio) {
    const auto value = watched_ratio(pass, *watch.ratio, who, day);
    if (!value) return std::nullopt;
    return Quotient(value->first, value->second);
  }
  const auto fen = watched_measure(pass, watch.measure, day);
  if (!fen) return std::nullopt;
  return Quotient(watch.rate.num, watch.rate.den) * Quotient(*fen);
}

// A measure without a figure today, or a ratio that closes without a value.
bool is_undefined(const Pass& pass, const BreakerWatch& watch, const std::string& who, Date day) {
  if (!watch.ratio) return true;
  const auto days = pass.ratio_on.find({*watch.ratio, who});
  return days != pass.ratio_on.end() && days->second.count(day) > 0;
}

bool within(const Quotient& value, const Bound& bound) {
  const Quotient against(bound.value.value.num, bound.value.value.den);
  switch (bound.relation) {
    case Relation::lt:
      return value < against;
    case Relation::le:
      return value <= against;
    case Relation::gt:
      return value > against;
    default:
      return value >= against;
  }
}

bool resumes(const PolicyBreaker& breaker, const std::vector<std::optional<Quotient>>& last) {
  for (std::size_t w = 0; w < breaker.watches.size(); ++w) {
    const auto& resume = breaker.watches[w].resume;
    if (!resume || !last[w] || !within(*last[w], *resume)) return false;
  }
  return true;
}

void look(Pass& pass, std::uint32_t index, const std::string& who, Date day) {
  const PolicyBreaker& breaker = pass.policy.breakers[index];
  BreakerState& state = pass.breakers[{index, who}];
  state.last.resize(breaker.watches.size());
  const bool on = !state.changes.empty() && state.changes.back().second;
  bool any = false;
  bool trips = false;
  for (std::size_t w = 0; w < breaker.watches.size(); ++w) {
    const auto value = value_on(pass, breaker.watches[w], who, day);
    if (!value) {
      if (is_undefined(pass, breaker.watches[w], who, day)) state.last[w].reset();
      continue;
    }
    any = true;
    state.last[w] = value;
    trips = trips || within(*value, breaker.watches[w].trip);
  }
  if (!any) return;
  if (!on && trips) state.changes.emplace_back(day, true);
  if (!on || !resumes(breaker, state.last)) return;
  if (day < moved_on(state.changes.back().first, breaker.off_at_least)) return;
  state.changes.emplace_back(day, false);
}

bool is_on(const Pass& pass, std::uint32_t index, const std::string& who, Date day) {
  const Pass& first = pass.first == nullptr ? pass : *pass.first;
  const auto found = first.breakers.find({index, who});
  if (found == first.breakers.end()) return false;
  bool on = false;
  for (const auto& [when, state] : found->second.changes) {
    if (when < day) on = state;
  }
  return on;
}

}  // namespace

void look_at_breakers(Pass& pass, Date day) {
  if (pass.first != nullptr || day > pass.last_known) return;
  for (std::uint32_t b = 0; b < pass.policy.breakers.size(); ++b) {
    for (const std::string& who : firms_of(pass, scope_of(pass.policy, pass.policy.breakers[b]))) {
      look(pass, b, who, day);
    }
  }
}

std::string stopped_new(const Pass& pass, const Row& row) {
  for (std::uint32_t b = 0; b < pass.policy.breakers.size(); ++b) {
    const PolicyBreaker& breaker = pass.policy.breakers[b];
    if (breaker.does != PolicyBreaker::Does::stop_new) continue;
    const auto date = find_fact(pass, row, "loan.origination");
    if (!date) throw Undecided{"no loan.origination"};
    const auto who = firm_of(pass, row, scope_of(pass.policy, breaker));
    if (!who) throw Undecided{"no firm of " + breaker.id};
    if (is_on(pass, b, *who, Date{static_cast<std::int32_t>(date->number.num())})) {
      return breaker.id;
    }
  }
  return {};
}

bool still_holds(const Pass& pass, const Row& row, Date day) {
  for (std::uint32_t b = 0; b < pass.policy.breakers.size(); ++b) {
    const PolicyBreaker& breaker = pass.policy.breakers[b];
    if (breaker.id != row.holder) continue;
    return is_on(pass, b, firm_of(pass, row, scope_of(pass.policy, breaker)).value_or(""), day);
  }
  return false;
}

const PolicyBreaker* stopped_claim(const Pass& pass, const Row& row, Date day) {
  for (std::uint32_t b = 0; b < pass.policy.breakers.size(); ++b) {
    const PolicyBreaker& breaker = pass.policy.breakers[b];
    if (breaker.does != PolicyBreaker::Does::stop_claims) continue;
    const auto who = firm_of(pass, row, scope_of(pass.policy, breaker));
    if (!who) throw Undecided{"no firm of " + breaker.id};
    if (is_on(pass, b, *who, day)) return &breaker;
  }
  return nullptr;
}

}  // namespace pledgelab::twins
