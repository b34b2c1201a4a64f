// Verb compare: several policies over the same losses. Who gains, who loses, by kind of party, and
// by lender, size and region of what was lost; what is paid by charges stands apart.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/verbs/compare_groups.hpp"
#include "engine/verbs/share.hpp"
#include "models/base/error.hpp"

namespace pledgelab {

struct CompareRequest {
  ShareRequest share;                 // losses_path and what else share takes; its policy is unused
  std::vector<std::string> policies;  // files or names, at least two, the first is the yardstick
};

/// What one policy leaves to one kind of party: net of what came back, fen; of a buyer also the
/// price of the rights it bought, less what they brought it.
struct ComparedKind {
  std::string kind;
  std::int64_t net_fen = 0;
};

/// What one kind of party pays and receives by the charges of one kind, fen. Money that an account
/// could not pay counts on neither side.
struct ComparedCharge {
  std::string kind;    // of party, or "borrower"
  std::string charge;  // premium, fee, subsidy, reward
  std::int64_t paid_fen = 0;
  std::int64_t received_fen = 0;
};

struct ComparedPolicy {
  std::string id;
  std::string version;
  std::string name_zh;
  std::string name_en;
  std::string given;                    // as asked for
  std::vector<ComparedKind> kinds;      // every kind that any of the policies names, in one order
  std::vector<ComparedCharge> charges;  // every pair that any of the policies has, in one order
  std::size_t refused_count = 0;        // compared losses that it does not cover, or holds for ever
  std::int64_t refused_fen = 0;
  std::int64_t queued_fen = 0;
  std::vector<std::string> assumptions;
  std::vector<std::string> warnings;
};

/// Only losses that every policy decides are compared: Σ over kinds of net is the same for each.
/// Charges are those of every loan of the input, sound ones too, but of none for which some policy
/// cannot decide one, or whose loss is left out: Σ paid = Σ received for each policy.
struct ComparedPolicies {
  std::string currency;
  std::vector<ComparedPolicy> policies;
  std::vector<ComparedGroup> groups;  // by fact; within one by what the policies differ most in
  std::size_t compared_count = 0;
  std::int64_t compared_fen = 0;              // loss after netting, of the first policy
  std::vector<std::string> left_out;          // ids of losses that some policy leaves undecided
  std::vector<std::string> charges_left_out;  // loans whose charges are compared by none
  std::vector<std::string> missing_facts;     // facts to group by that are no column of the losses
};

/// U-107: fewer than two policies, or one named twice; else none.
Errors policy_faults(const std::vector<std::string>& policies);

/// Errors: U-107 fewer than two policies, or one named twice; those of share, for each policy.
Result<ComparedPolicies> compare_policies(const CompareRequest& request);

}  // namespace pledgelab
