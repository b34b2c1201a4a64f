// The part of a policy that made losses try, and the figures of periods that its bands read.
#include <algorithm>

#include "models/policy/policy_year.hpp"
#include "models/sharing/lint_figures.hpp"
#include "models/sharing/lint_trial.hpp"

namespace pledgelab::lint_trial {
namespace {

constexpr std::int64_t kBottom = kPlainVolumeFen;

void rename(FactName& fact) { fact.name = column_of(fact.name); }

void rename(Condition& condition);

void rename(Value& value) {
  for (FactName& fact : value.facts) rename(fact);
  if (value.less) rename(*value.less);
  for (Value& part : value.factor) rename(part);
  for (Value& part : value.at_most) rename(part);
  for (Case& row : value.cases) {
    for (Condition& part : row.when) rename(part);
    for (auto* list : {&row.upto, &row.in, &row.is}) {
      for (Value& part : *list) rename(part);
    }
  }
}

void rename(Condition& condition) {
  if (condition.form == Condition::Form::compare) rename(condition.fact);
  for (Condition& part : condition.parts) rename(part);
  for (Value& value : condition.against) rename(value);
}

void rename(Step& step) {
  for (auto* list : {&step.condition, &step.require}) {
    for (Condition& part : *list) rename(part);
  }
  for (auto* list : {&step.above, &step.value}) {
    for (Value& part : *list) rename(part);
  }
  for (PartyShare& share : step.shares) {
    for (Value& part : share.value) rename(part);
  }
}

// Names of every firm in the made losses; the scheme's own is empty.
std::vector<std::string> firms_of(const Trial& trial) {
  std::vector<std::string> firms = {""};
  const auto add = [&](const std::string& fact) {
    const FactShape* shape = trial.find(fact);
    if (shape == nullptr) return;
    for (const std::string& word : shape->words) {
      if (std::find(firms.begin(), firms.end(), word) == firms.end()) firms.push_back(word);
    }
  };
  add("loan.lender_id");
  for (const Party& party : trial.policy().parties) {
    if (party.firm) add(party.firm->name);
  }
  return firms;
}

// The rate of bottom at which the ratio stands: the middle of the first band that asks it.
Ratio made_rate(const SharingPolicy& policy, std::size_t ratio) {
  for (const Step& step : policy.steps) {
    if (step.verb != Step::Verb::band || step.ratio != ratio) continue;
    const auto part = [](Ratio rate) {
      return static_cast<std::int64_t>(static_cast<__int128>(rate.num) * 1'000'000 / rate.den);
    };
    return {(part(step.band_above) + part(step.band_upto)) / 2, 1'000'000};
  }
  return {0, 1};
}

}  // namespace

std::string column_of(const std::string& fact) {
  return fact.rfind("ratio.", 0) == 0 ? "loan.ratio_" + fact.substr(6) : fact;
}

SharingPolicy tried_part(const SharingPolicy& policy) {
  SharingPolicy tried = policy;
  tried.breakers.clear();
  tried.advance.reset();
  tried.instalments.clear();
  tried.purchase.reset();
  const auto later = [](const Charge& charge) { return charge.when != Charge::When::claim; };
  tried.charges.erase(std::remove_if(tried.charges.begin(), tried.charges.end(), later),
                      tried.charges.end());
  for (Charge& charge : tried.charges) {
    for (Condition& part : charge.condition) rename(part);
    for (Value& part : charge.amount) rename(part);
    for (Value& part : charge.at_most) rename(part);
  }
  for (Party& party : tried.parties) {
    party.terms.income.reset();
    party.terms.costs.clear();
    party.terms.top_ups.clear();
  }
  for (Condition& trigger : tried.trigger) rename(trigger);
  for (Step& step : tried.steps) rename(step);
  return tried;
}

Periods made_periods(const Trial& trial, Date day) {
  const SharingPolicy& policy = trial.policy();
  Periods periods;
  periods.file = "made periods";
  Date end = policy_year_end(policy, day);
  for (int year = 0; year < kPeriodYears; ++year) {
    const Date start = add_days(end, -300);
    for (std::size_t at = 0; at < policy.ratios.size(); ++at) {
      const PolicyRatio& ratio = policy.ratios[at];
      const Ratio rate = made_rate(policy, at);
      if (rate.num == 0) continue;
      const std::string loans = ratio.loans == PolicyRatio::Loans::scheme ? policy.id
                                : ratio.loans == PolicyRatio::Loans::all  ? std::string()
                                                                          : ratio.loans_text;
      const auto top =
          static_cast<std::int64_t>(static_cast<__int128>(kBottom) * rate.num / rate.den);
      for (const std::string& firm : firms_of(trial)) {
        const auto line = static_cast<std::uint32_t>(periods.rows.size()) + 2;
        periods.rows.push_back({firm, loans, start, end, std::nullopt, ratio.top.kind, top, line});
        periods.rows.push_back(
            {firm, loans, start, end, std::nullopt, ratio.bottom.kind, kBottom, line + 1});
      }
    }
    end = policy_year_end(policy, add_days(end, 1));
  }
  return periods;
}

}  // namespace pledgelab::lint_trial
