#include "engine/verbs/compare_policies.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <utility>

#include "engine/formats/csv.hpp"
#include "models/policy/facts.hpp"
#include "models/policy/sharing_policy.hpp"
#include "models/sharing/claims.hpp"

namespace pledgelab {
namespace {

const std::vector<std::string> kGroupFacts = {"loan.lender_id", "borrower.size", "borrower.region"};

// Which losses every policy decides.
std::vector<std::uint8_t> decided_by_all(const std::vector<ShareOutcome>& outcomes) {
  std::vector<std::uint8_t> decided(outcomes.front().losses.size(), 1);
  for (const ShareOutcome& outcome : outcomes) {
    for (std::size_t i = 0; i < decided.size(); ++i) {
      if (outcome.losses[i].standing == "undecided") decided[i] = 0;
    }
  }
  return decided;
}

// Party → its kind; the residual party of a policy counts as what it is.
std::map<std::string, std::string> kinds_of(const ShareOutcome& outcome) {
  std::map<std::string, std::string> kinds;
  for (const ShareTotal& total : outcome.totals) kinds[total.party] = total.kind;
  return kinds;
}

ComparedPolicy compared(const ShareOutcome& outcome, const std::vector<std::uint8_t>& decided,
                        const std::vector<std::string>& kind_order) {
  ComparedPolicy policy;
  policy.id = outcome.policy_id;
  policy.version = outcome.policy_version;
  policy.name_zh = outcome.policy_name_zh;
  policy.name_en = outcome.policy_name_en;
  policy.assumptions = outcome.assumptions;
  policy.warnings = outcome.warnings;
  const auto kinds = kinds_of(outcome);
  std::map<std::string, std::int64_t> net;
  for (std::size_t i = 0; i < decided.size(); ++i) {
    const ShareLoss& loss = outcome.losses[i];
    if (decided[i] == 0) continue;
    if (loss.standing == "not_eligible") {
      ++policy.refused_count;
      policy.refused_fen += loss.loss_fen;
    }
    policy.queued_fen += loss.queued_fen;
    for (const ShareAllocation& part : loss.allocations) {
      net[kinds.at(part.party)] += part.borne_fen - part.recovery_fen;
    }
  }
  for (const std::string& kind : kind_order) policy.kinds.push_back({kind, net[kind]});
  return policy;
}

// Net of the lenders (kind bank) on one loss.
std::int64_t lender_net(const ShareLoss& loss, const std::map<std::string, std::string>& kinds) {
  std::int64_t net = 0;
  for (const ShareAllocation& part : loss.allocations) {
    if (kinds.at(part.party) == "bank") net += part.borne_fen - part.recovery_fen;
  }
  return net;
}

std::string key_of(const FactTable& facts, const FactColumn& column, std::size_t row) {
  if (!column.has(row)) return "";
  if (column.kind == FactKind::text)
    return facts.words[static_cast<std::size_t>(column.value[row])];
  return std::to_string(column.value[row] / fact_scale(column.kind));
}

// By how much the policies differ on the group.
std::int64_t spread(const ComparedGroup& group) {
  const auto [least, most] =
      std::minmax_element(group.lender_net_fen.begin(), group.lender_net_fen.end());
  return *most - *least;
}

void add_groups(const std::vector<ShareOutcome>& outcomes, const std::vector<std::uint8_t>& decided,
                const FactTable& facts, ComparedPolicies& compared) {
  std::vector<std::map<std::string, std::string>> kinds;
  for (const ShareOutcome& outcome : outcomes) kinds.push_back(kinds_of(outcome));
  for (const std::string& fact : kGroupFacts) {
    const auto column = std::find_if(facts.columns.begin(), facts.columns.end(),
                                     [&](const FactColumn& one) { return one.name == fact; });
    if (column == facts.columns.end()) {
      compared.missing_facts.push_back(fact);
      continue;
    }
    std::map<std::string, ComparedGroup> groups;
    for (std::size_t i = 0; i < decided.size(); ++i) {
      if (decided[i] == 0 || outcomes.front().losses[i].loss_fen == 0) continue;
      const std::string key = key_of(facts, *column, i);
      ComparedGroup& group = groups[key];
      group.by = fact;
      group.key = key;
      group.lender_net_fen.resize(outcomes.size(), 0);
      ++group.count;
      group.loss_fen += outcomes.front().losses[i].loss_fen;
      for (std::size_t policy = 0; policy < outcomes.size(); ++policy) {
        group.lender_net_fen[policy] += lender_net(outcomes[policy].losses[i], kinds[policy]);
      }
    }
    std::vector<ComparedGroup> sorted;
    for (auto& [key, group] : groups) sorted.push_back(std::move(group));
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto& a, const auto& b) { return spread(a) > spread(b); });
    compared.groups.insert(compared.groups.end(), sorted.begin(), sorted.end());
  }
}

}  // namespace

Errors policy_faults(const std::vector<std::string>& policies) {
  std::set<std::string> seen;
  for (const std::string& policy : policies) {
    if (!seen.insert(policy).second) {
      return {{"U-107", {}, "the policy '" + policy + "' is named twice", "", ErrorKind::input}};
    }
  }
  if (seen.size() >= 2) return {};
  return {{"U-107",
           {},
           "compare needs two policies or more",
           "pledgelab compare --losses FILE.csv --policy A --policy B",
           ErrorKind::input}};
}

Result<ComparedPolicies> compare_policies(const CompareRequest& request) {
  if (Errors faults = policy_faults(request.policies); !faults.empty()) return faults;
  std::vector<ShareOutcome> outcomes;
  for (const std::string& policy : request.policies) {
    ShareRequest one = request.share;
    one.policy_path = policy;
    auto outcome = share(one);
    if (!outcome) return outcome.errors();
    outcomes.push_back(std::move(outcome).value());
  }
  const auto cells = read_csv(request.share.losses_path);
  if (!cells) return cells.errors();
  const auto file = read_losses(cells.value(), outcomes.front().currency);
  if (!file) return file.errors();
  ComparedPolicies compared_all;
  compared_all.currency = outcomes.front().currency;
  const std::vector<std::uint8_t> decided = decided_by_all(outcomes);
  for (std::size_t i = 0; i < decided.size(); ++i) {
    const ShareLoss& loss = outcomes.front().losses[i];
    if (decided[i] == 0) {
      compared_all.left_out.push_back(loss.loss_id);
    } else if (loss.loss_fen > 0) {
      ++compared_all.compared_count;
      compared_all.compared_fen += loss.loss_fen;
    }
  }
  std::vector<std::string> kind_order;
  for (const std::string& kind : kPartyKindWords) {
    for (const ShareOutcome& outcome : outcomes) {
      const bool named = std::any_of(outcome.totals.begin(), outcome.totals.end(),
                                     [&](const ShareTotal& total) { return total.kind == kind; });
      const bool listed = !kind_order.empty() && kind_order.back() == kind;
      if (named && !listed) kind_order.push_back(kind);
    }
  }
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    compared_all.policies.push_back(compared(outcomes[i], decided, kind_order));
    compared_all.policies.back().given = request.policies[i];
  }
  add_groups(outcomes, decided, file.value().facts, compared_all);
  return compared_all;
}

}  // namespace pledgelab
