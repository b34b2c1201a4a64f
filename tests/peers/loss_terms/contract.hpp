// A contract of loss terms as the peer's file writes it: items with a loss, a tree of nodes over
// them, terms of each node by layer, and what the peer's engine paid.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace pledgelab::test {

/// The terms of a node in one layer, amounts in whole money, rates as fractions. What the rule does
/// not use is none. The rules' meaning: README.md of this folder.
struct LossTerms {
  int rule = 100;
  std::optional<double> deductible = std::nullopt;
  std::optional<double> limit = std::nullopt;
  std::optional<double> attachment = std::nullopt;
  std::optional<double> share = std::nullopt;
};

/// `of` names nodes of the level below; at level 1 items.
struct ContractNode {
  int level = 1;
  int id = 0;
  std::vector<int> of;
  std::map<int, LossTerms> layers;
};

struct ContractItem {
  int id = 0;
  double exposure = 0;
  double loss = 0;
};

struct ExpectedItem {
  int item = 0;
  int layer = 1;
  double loss = 0;
};

/// Other losses of the same contract: `factor` of each exposure; none: "mixed", another part of
/// each.
struct ContractVariant {
  std::optional<double> factor;
  std::map<int, double> by_layer;
};

struct Contract {
  std::string id;
  std::vector<ContractItem> items;
  std::vector<ContractNode> nodes;  // from the items upward
  std::map<int, double> by_layer;
  std::vector<ExpectedItem> by_item;
  std::vector<ContractVariant> variants;
};

/// One JSON object a line. Throws what the JSON reader throws where a line has another shape.
std::vector<Contract> read_contracts(const std::string& lines);

/// The losses of the items in a variant, in the items' order.
std::vector<double> losses_of(const Contract& contract, const ContractVariant& variant);

/// The levels from 1 upward, each once.
std::vector<int> levels_of(const Contract& contract);
/// The node of each item at a level, in the items' order; null where none holds it.
std::vector<const ContractNode*> nodes_over_items(const Contract& contract, int level);

}  // namespace pledgelab::test
