// Which facts a policy asks, and which of them only a periods file can answer.
#include <algorithm>

#include "models/book/fields.hpp"
#include "models/policy/sharing_policy.hpp"

namespace pledgelab {
namespace {

// Collects the facts of values and conditions, in the order of the text.
struct FactWalk {
  std::vector<FactName>& facts;

  void take(const std::vector<Value>& values) {
    for (const Value& value : values) take(value);
  }
  void take(const std::vector<Condition>& conditions) {
    for (const Condition& condition : conditions) take(condition);
  }
  void take(const Value& value) {
    facts.insert(facts.end(), value.facts.begin(), value.facts.end());
    if (value.less) facts.push_back(*value.less);
    take(value.factor);
    for (const Case& row : value.cases) {
      take(row.when);
      take(row.upto);
      take(row.in);
      take(row.is);
    }
    take(value.at_most);
  }
  void take(const Condition& condition) {
    if (condition.form == Condition::Form::compare) facts.push_back(condition.fact);
    take(condition.parts);
    take(condition.against);
  }
  void take(const Step& step) {
    take(step.condition);
    take(step.require);
    take(step.above);
    take(step.value);
    if (step.part) facts.push_back(*step.part);
    for (const PartyShare& share : step.shares) take(share.value);
  }
};

bool of_file(const Measure& measure) { return !is_booked(measure.kind); }

std::string ratio_need(const PolicyRatio& ratio) {
  return "ratio '" + ratio.id + "' (" + ratio.top.text + " ÷ " + ratio.bottom.text + ")";
}

}  // namespace

std::vector<FactName> facts_asked(const SharingPolicy& policy) {
  std::vector<FactName> facts;
  FactWalk walk{facts};
  walk.take(policy.trigger);
  for (const Step& step : policy.steps) walk.take(step);
  for (const Charge& charge : policy.charges) {
    walk.take(charge.condition);
    walk.take(charge.amount);
    walk.take(charge.at_most);
  }
  if (policy.advance) walk.take(policy.advance->rate);
  if (policy.purchase) walk.take(policy.purchase->price);
  return facts;
}

std::vector<bool> ratios_used(const SharingPolicy& policy) {
  std::vector<bool> used(policy.ratios.size(), false);
  for (const FactName& fact : facts_asked(policy)) {
    for (std::size_t at = 0; at < used.size(); ++at) {
      if (fact.name == "ratio." + policy.ratios[at].id) used[at] = true;
    }
  }
  for (const Step& step : policy.steps) {
    if (step.verb == Step::Verb::band) used[step.ratio] = true;
  }
  for (const PolicyBreaker& breaker : policy.breakers) {
    for (const BreakerWatch& watch : breaker.watches) {
      if (watch.ratio) used[*watch.ratio] = true;
    }
  }
  return used;
}

std::optional<MeasureFact> measure_fact(const SharingPolicy& policy, std::string_view name) {
  const std::size_t point = name.find('.');
  if (point == std::string_view::npos) return std::nullopt;
  const auto kind = measure_of_word(name.substr(point + 1));
  if (!kind) return std::nullopt;
  const std::string_view table = name.substr(0, point);
  if (table == "lender") return MeasureFact{*kind, std::nullopt};
  for (std::size_t party = 0; party < policy.parties.size(); ++party) {
    if (policy.parties[party].id != table) continue;
    return MeasureFact{*kind, static_cast<std::uint32_t>(party)};
  }
  return std::nullopt;
}

std::vector<std::string> needs_of_periods(const SharingPolicy& policy,
                                          const std::vector<std::string>& fed) {
  std::vector<std::string> needs;
  const auto has = [](const std::vector<std::string>& list, const std::string& text) {
    return std::find(list.begin(), list.end(), text) != list.end();
  };
  const std::vector<bool> used = ratios_used(policy);
  for (std::size_t at = 0; at < used.size(); ++at) {
    const PolicyRatio& ratio = policy.ratios[at];
    const bool file = of_file(ratio.top) || of_file(ratio.bottom);
    if (used[at] && file) needs.push_back(ratio_need(ratio));
  }
  for (const FactName& fact : facts_asked(policy)) {
    if (!measure_fact(policy, fact.name)) continue;
    if (has(fed, fact.name) || has(fed, fact.name + money_suffix(policy.currency))) continue;
    const std::string need = "the fact '" + fact.name + "'";
    if (!has(needs, need)) needs.push_back(need);
  }
  for (const PolicyBreaker& breaker : policy.breakers) {
    for (const BreakerWatch& watch : breaker.watches) {
      if (watch.ratio || !of_file(watch.measure)) continue;
      needs.push_back("breaker '" + breaker.id + "' (" + watch.measure.text + ")");
    }
  }
  return needs;
}

}  // namespace pledgelab
