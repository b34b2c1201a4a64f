#include "engine/verbs/compare_policies.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>
#include <system_error>
#include <utility>

#include "engine/formats/csv.hpp"
#include "models/policy/charges.hpp"
#include "models/policy/sharing_policy.hpp"
#include "models/sharing/claims.hpp"

namespace pledgelab {
namespace {

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
    if (loss.standing == "not_eligible" || loss.held_fen > 0) {
      ++policy.refused_count;
      policy.refused_fen += loss.loss_fen;
    }
    policy.queued_fen += loss.queued_fen;
    for (const ShareAllocation& part : loss.allocations) {
      net[kinds.at(part.party)] += part.borne_fen - part.recovery_fen;
    }
  }
  for (const SharePurchase& bought : outcome.money.purchases) {
    const auto loss =
        std::find_if(outcome.losses.begin(), outcome.losses.end(),
                     [&](const ShareLoss& one) { return one.loss_id == bought.loss_id; });
    const auto at = static_cast<std::size_t>(loss - outcome.losses.begin());
    if (at >= decided.size() || decided[at] == 0) continue;
    net[kinds.at(outcome.money.buyer)] += bought.price_fen - bought.proceeds_fen;
  }
  for (const std::string& kind : kind_order) policy.kinds.push_back({kind, net[kind]});
  return policy;
}

// Every kind that one of the policies names.
std::vector<std::string> named_kinds(const std::vector<ShareOutcome>& outcomes) {
  std::vector<std::string> kinds;
  for (const std::string& kind : kPartyKindWords) {
    const bool named =
        std::any_of(outcomes.begin(), outcomes.end(), [&](const ShareOutcome& outcome) {
          return std::any_of(outcome.totals.begin(), outcome.totals.end(),
                             [&](const ShareTotal& total) { return total.kind == kind; });
        });
    if (named) kinds.push_back(kind);
  }
  return kinds;
}

// Net of the lenders (kind bank) on one loss.
std::int64_t lender_net(const ShareLoss& loss, const std::map<std::string, std::string>& kinds) {
  std::int64_t net = 0;
  for (const ShareAllocation& part : loss.allocations) {
    if (kinds.at(part.party) == "bank") net += part.borne_fen - part.recovery_fen;
  }
  return net;
}

// The borrower is no party of a policy.
const std::string kBorrowerKind = "borrower";

std::string kind_of(const std::map<std::string, std::string>& kinds, const std::string& party) {
  const auto found = kinds.find(party);
  return found == kinds.end() ? kBorrowerKind : found->second;
}

// Loans with charges of which some policy cannot decide one, or whose loss is left out.
std::set<std::string> charges_not_compared(const std::vector<ShareOutcome>& outcomes,
                                           const std::vector<std::uint8_t>& decided) {
  std::set<std::string> without_loss;
  const std::vector<ShareLoss>& losses = outcomes.front().losses;
  for (std::size_t i = 0; i < losses.size(); ++i) {
    if (decided[i] == 0) without_loss.insert(losses[i].loan_id);
  }
  std::set<std::string> loans;
  for (const ShareOutcome& outcome : outcomes) {
    for (const ShareCharge& charge : outcome.money.charges) {
      const bool undecided = !charge.decided() || without_loss.count(charge.loan_id) > 0;
      if (undecided) loans.insert(charge.loan_id);
    }
  }
  return loans;
}

// Charge id → its kind.
std::map<std::string, std::string> charge_kinds(const ShareOutcome& outcome) {
  std::map<std::string, std::string> kinds;
  for (const ShareChargeTotal& total : outcome.money.charge_totals) {
    kinds[total.charge] = total.kind;
  }
  return kinds;
}

// Rows of kind of party and kind of charge, for all policies the same.
std::vector<ComparedCharge> charge_rows(const std::vector<ShareOutcome>& outcomes) {
  std::set<std::pair<std::string, std::string>> named;
  for (const ShareOutcome& outcome : outcomes) {
    const auto kinds = kinds_of(outcome);
    for (const ShareChargeTotal& total : outcome.money.charge_totals) {
      named.emplace(kind_of(kinds, total.payer), total.kind);
      named.emplace(kind_of(kinds, total.payee), total.kind);
    }
  }
  std::vector<ComparedCharge> rows;
  std::vector<std::string> order = kPartyKindWords;
  order.push_back(kBorrowerKind);
  for (const std::string& kind : order) {
    for (const std::string& charge : kChargeKindWords) {
      if (named.count({kind, charge}) > 0) rows.push_back({kind, charge});
    }
  }
  return rows;
}

std::vector<ComparedCharge> charges_of(const ShareOutcome& outcome,
                                       const std::set<std::string>& left_out,
                                       std::vector<ComparedCharge> rows) {
  const auto parties = kinds_of(outcome);
  const auto kinds = charge_kinds(outcome);
  for (const ShareCharge& charge : outcome.money.charges) {
    if (left_out.count(charge.loan_id) > 0) continue;
    const std::int64_t fen = charge.amount_fen - charge.unpaid_fen;
    for (ComparedCharge& row : rows) {
      if (row.charge != kinds.at(charge.charge)) continue;
      if (row.kind == kind_of(parties, charge.payer)) row.paid_fen += fen;
      if (row.kind == kind_of(parties, charge.payee)) row.received_fen += fen;
    }
  }
  return rows;
}

// The decided losses, and the charges of each loan at its first row.
std::vector<GroupedRow> grouped_rows(const std::vector<ShareOutcome>& outcomes,
                                     const std::vector<std::uint8_t>& decided,
                                     const std::set<std::string>& left_out) {
  const std::vector<ShareLoss>& losses = outcomes.front().losses;
  std::map<std::uint32_t, std::size_t> row_of_line;
  std::vector<GroupedRow> rows(losses.size());
  for (std::size_t i = 0; i < losses.size(); ++i) {
    row_of_line[losses[i].line] = i;
    rows[i].row = i;
    rows[i].lender_net_fen.assign(outcomes.size(), 0);
    rows[i].lender_charges_fen.assign(outcomes.size(), 0);
    if (decided[i] != 0) rows[i].loss_fen = losses[i].loss_fen;
  }
  for (std::size_t policy = 0; policy < outcomes.size(); ++policy) {
    const auto kinds = kinds_of(outcomes[policy]);
    for (std::size_t i = 0; i < losses.size(); ++i) {
      if (decided[i] == 0) continue;
      rows[i].lender_net_fen[policy] = lender_net(outcomes[policy].losses[i], kinds);
    }
    for (const ShareCharge& charge : outcomes[policy].money.charges) {
      if (left_out.count(charge.loan_id) > 0) continue;
      const std::int64_t fen = charge.amount_fen - charge.unpaid_fen;
      std::int64_t& sum = rows[row_of_line.at(charge.line)].lender_charges_fen[policy];
      if (kind_of(kinds, charge.payer) == "bank") sum += fen;
      if (kind_of(kinds, charge.payee) == "bank") sum -= fen;
    }
  }
  const auto nothing = [](const GroupedRow& row) {
    return row.loss_fen == 0 &&
           std::all_of(row.lender_charges_fen.begin(), row.lender_charges_fen.end(),
                       [](std::int64_t fen) { return fen == 0; });
  };
  rows.erase(std::remove_if(rows.begin(), rows.end(), nothing), rows.end());
  return rows;
}

}  // namespace

Errors policy_faults(const std::vector<std::string>& policies) {
  std::set<std::string> seen;
  for (const std::string& policy : policies) {
    std::error_code none;
    const auto file = std::filesystem::canonical(policy, none);  // plain.yaml is ./plain.yaml
    if (!seen.insert(none ? policy : file.string()).second) {
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
  const std::vector<std::string> kind_order = named_kinds(outcomes);
  const std::set<std::string> left_out = charges_not_compared(outcomes, decided);
  compared_all.charges_left_out.assign(left_out.begin(), left_out.end());
  const std::vector<ComparedCharge> rows = charge_rows(outcomes);
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    compared_all.policies.push_back(compared(outcomes[i], decided, kind_order));
    compared_all.policies.back().charges = charges_of(outcomes[i], left_out, rows);
    compared_all.policies.back().given = request.policies[i];
  }
  compared_all.groups = group_rows(file.value().facts, grouped_rows(outcomes, decided, left_out),
                                   compared_all.missing_facts);
  return compared_all;
}

}  // namespace pledgelab
