// Assumptions in words: what each says, and in which part of the document it is named.
#include "models/policy/reading.hpp"
#include "models/policy/telling.hpp"

namespace pledgelab::policy_telling {
namespace {

// Places at which `text` stands below a node, with the path of keys that leads there:
// "parties.pool.account.sources[2].amount".
void find_uses(const Node& node, const std::string& text, const std::string& path,
               std::vector<AssumedUse>& uses) {
  if (node.kind == Node::Kind::scalar && !node.quoted && node.text == text) {
    uses.push_back({{node.line, node.column}, path});
  }
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    find_uses(node.items[i], text, path + "[" + std::to_string(i + 1) + "]", uses);
  }
  for (const Entry& entry : node.entries) {
    find_uses(entry.value, text, path.empty() ? entry.key : path + "." + entry.key, uses);
  }
}

// The path inside its part of the document: without "parties.pool", "steps[3]", "claim".
std::string inner_path(const std::string& path) {
  const bool named = path.rfind("parties.", 0) == 0 || path.rfind("assume.", 0) == 0;
  std::size_t from = path.find('.');
  if (named && from != std::string::npos) from = path.find_first_of(".[", from + 1);
  if (from == std::string::npos) return {};
  return path.substr(path[from] == '.' ? from + 1 : from);
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
    find_uses(document.root, "$" + entry.key, "", one.uses);
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
    for (const AssumedUse& use : assumption.uses) {
      const std::string inner = inner_path(use.path);
      uses.push_back(part_at(use.place, document) +
                     (inner.empty() ? Told{} : Told{" 的 ", " at "} + quoted(inner)));
    }
    say(Told{"假设（assume） ", "Assumption (assume) "} + quoted(assumption.name) +
            Told{" ＝ ", " = "} + value(assumption.value) +
            Told{"；原文未载，", "; the sources do not say it; "} +
            (uses.empty() ? Told{"未被引用。", "nothing names it."}
                          : Told{"引用于：", "named in: "} + listed(uses) + Told{"。", "."}),
        assumption.place.line);
  }
}

}  // namespace pledgelab::policy_telling
