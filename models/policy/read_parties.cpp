#include <algorithm>

#include "models/policy/payment.hpp"
#include "models/policy/reading_head.hpp"

namespace pledgelab::policy_reading {
namespace {

void read_split(Context& context, const Node& node, Party& party) {
  if (node.kind != Node::Kind::mapping || node.entries.empty()) {
    context.fail(node, "P-105", "split is {NAME: SHARE, …}");
    return;
  }
  std::vector<PartyShare> shares;
  int rests = 0;
  for (const Entry& entry : node.entries) {
    SplitPart part{entry.key, std::nullopt};
    PartyShare share;
    if (entry.value.text == "rest") {
      ++rests;
    } else {
      const Value value = read_value(context, entry.value);
      if (value.form != Value::Form::literal) {
        context.refuse(entry.value, value, "a split that is not a fixed share");
      }
      check_share(context, entry.value, value);
      part.ratio = value.literal.value;
      part.assumed_as = value.assumed_as;
      share.value.push_back(value);
    }
    shares.push_back(share);
    party.split.push_back(part);
  }
  if (rests > 1) {
    context.fail(node, "P-105", "the split of '" + party.id + "' names `rest` twice");
  }
  check_sum(context, node, shares, "the parts of the split of '" + party.id + "'", rests > 0);
}

}  // namespace

std::vector<Party> read_parties(Context& context, const Node& node) {
  std::vector<Party> parties;
  for (const Entry& entry : node.entries) context.parties.push_back(entry.key);
  if (node.kind != Node::Kind::mapping || node.entries.empty()) {
    context.fail(node, "P-106", "parties is {ID: {kind: …}, …}");
  }
  for (const Entry& entry : node.entries) {
    Party party;
    party.id = entry.key;
    party.place = {entry.line, entry.column};
    MappingReader reader(context.document, entry.value, "party '" + entry.key + "'",
                         context.errors);
    party.kind = static_cast<PartyKind>(std::max(0, reader.required_word("kind", kPartyKindWords)));
    if (const Node* owner = reader.optional("claim_owner")) {
      party.claim_owner = read_party(context, *owner);
      party.claim_owner_written = true;
    }
    if (const Node* firm = reader.optional("firm")) party.firm = read_fact(context, *firm);
    if (const Node* split = reader.optional("split")) read_split(context, *split, party);
    if (const Node* account = reader.optional("account")) read_account(context, *account, party);
    reader.done();
    parties.push_back(std::move(party));
  }
  return parties;
}

void read_claim_owners(Context& context, const Node& node, SharingPolicy& policy) {
  for (std::uint32_t party = 0; party < policy.parties.size(); ++party) {
    Party& one = policy.parties[party];
    if (!one.claim_owner_written) {
      one.claim_owner = usual_claim_owner(policy, party);
    } else if (party == policy.residual) {
      context.fail(*node.entries[party].value.find("claim_owner"), "P-106",
                   "the residual party '" + one.id + "' pays nobody: it owns its own claim",
                   "leave claim_owner out here");
    }
  }
}

}  // namespace pledgelab::policy_reading
