// Assumptions in words: what each says, and in which part of the document it is named.
#include "models/policy/reading.hpp"
#include "models/policy/telling.hpp"

namespace pledgelab::policy_telling {
namespace {

void find_uses(const Node& node, const std::string& text, std::vector<Place>& uses) {
  if (node.kind == Node::Kind::scalar && !node.quoted && node.text == text) {
    uses.push_back({node.line, node.column});
  }
  for (const Node& item : node.items) find_uses(item, text, uses);
  for (const Entry& entry : node.entries) find_uses(entry.value, text, uses);
}

bool before(const Place& a, const Place& b) {
  return a.line < b.line || (a.line == b.line && a.column <= b.column);
}

}  // namespace

std::vector<Assumed> assumed_of(const SharingPolicy& policy, const Document& document) {
  std::vector<Assumed> all;
  const Node* assume = document.root.find("assume");
  if (assume == nullptr) return all;
  Errors ignored;  // the document has been read without a fault
  policy_reading::Context context{document, ignored,         policy.currency, {},
                                  {},       policy.residual, policy.ratios};
  for (const Party& party : policy.parties) context.parties.push_back(party.id);
  for (const Entry& entry : assume->entries) {
    Assumed one;
    one.name = entry.key;
    one.place = {entry.line, entry.column};
    one.value = policy_reading::read_value(context, entry.value);
    find_uses(document.root, "$" + entry.key, one.uses);
    context.assumed.emplace(entry.key, one.value);
    all.push_back(std::move(one));
  }
  return all;
}

// The part of the document whose text begins last before the place.
Told Teller::part_at(const Place& place, const Document& document) const {
  Told told{"文件其他部分", "another part"};
  Place last{0, 0};
  const auto see = [&](const Place& start, const Told& name) {
    if (start.line == 0 || !before(start, place) || !before(last, start)) return;
    last = start;
    told = name;
  };
  const auto see_key = [&](const char* key, const Told& name) {
    const Node* node = document.root.find(key);
    if (node != nullptr) see({node->line, node->column}, name);
  };
  for (const PolicyAssumption& part : policy.assumptions) {
    see(part.place, Told{"假设 ", "assumption "} + quoted(part.name));
  }
  for (const Party& part : policy.parties) {
    see(part.place, Told{"当事方 ", "party "} + quoted(part.id));
  }
  see_key("claim", {"索赔条款", "the claim"});
  for (const Step& part : policy.steps) {
    see(part.place, Told{"步骤 ", "step "} + quoted(part.id));
  }
  for (const PolicyBreaker& part : policy.breakers) {
    see(part.place, Told{"熔断 ", "breaker "} + quoted(part.id));
  }
  for (const Charge& part : policy.charges) {
    see(part.place, Told{"收付 ", "charge "} + quoted(part.id));
  }
  see_key("purchase", {"承诺收购", "the purchase"});
  see_key("recovery", {"回收款条款", "the recovery"});
  return told;
}

void Teller::assumptions(const Document& document) {
  for (const Assumed& assumption : assumed_of(policy, document)) {
    std::vector<Told> uses;
    for (const Place& use : assumption.uses) uses.push_back(part_at(use, document));
    say(Told{"假设（assume） ", "Assumption (assume) "} + quoted(assumption.name) +
            Told{" ＝ ", " = "} + value(assumption.value) +
            Told{"；原文未载，", "; the sources do not say it; "} +
            (uses.empty() ? Told{"未被引用。", "nothing names it."}
                          : Told{"引用于：", "named in: "} + listed(uses) + Told{"。", "."}),
        assumption.place.line);
  }
}

}  // namespace pledgelab::policy_telling
