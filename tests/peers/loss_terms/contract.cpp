#include "tests/peers/loss_terms/contract.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

namespace pledgelab::test {
namespace {

using nlohmann::json;

std::optional<double> figure(const json& terms, const char* key) {
  if (!terms.contains(key)) return std::nullopt;
  return terms.at(key).get<double>();
}

ContractNode read_node(const json& text) {
  ContractNode node;
  node.level = text.at("level").get<int>();
  node.id = text.at("id").get<int>();
  node.of = text.at("of").get<std::vector<int>>();
  for (const auto& layer : text.at("layers").items()) {
    const json& terms = layer.value();
    node.layers[std::stoi(layer.key())] = {terms.at("rule").get<int>(), figure(terms, "deductible"),
                                           figure(terms, "limit"), figure(terms, "attachment"),
                                           figure(terms, "share")};
  }
  return node;
}

std::map<int, double> read_layers(const json& text) {
  std::map<int, double> layers;
  for (const auto& layer : text.items()) layers[std::stoi(layer.key())] = layer.value();
  return layers;
}

Contract read_contract(const json& text) {
  Contract contract;
  contract.id = text.at("id").get<std::string>();
  for (const json& item : text.at("items")) {
    contract.items.push_back({item.at("item"), item.at("tiv"), item.at("loss")});
  }
  for (const json& node : text.at("nodes")) contract.nodes.push_back(read_node(node));
  contract.by_layer = read_layers(text.at("expected_by_layer"));
  for (const json& item : text.at("expected_by_item")) {
    contract.by_item.push_back({item.at("item"), item.at("layer"), item.at("loss")});
  }
  for (const json& each : text.at("variants")) {
    ContractVariant variant;
    const json& factor = each.at("loss_factor");
    if (factor.is_number()) variant.factor = factor.get<double>();
    variant.by_layer = read_layers(each.at("expected_by_layer"));
    contract.variants.push_back(variant);
  }
  return contract;
}

}  // namespace

std::vector<Contract> read_contracts(const std::string& lines) {
  std::vector<Contract> contracts;
  std::istringstream in(lines);
  for (std::string line; std::getline(in, line);) {
    if (!line.empty()) contracts.push_back(read_contract(json::parse(line)));
  }
  return contracts;
}

std::vector<double> losses_of(const Contract& contract, const ContractVariant& variant) {
  std::vector<double> losses;
  for (const ContractItem& item : contract.items) {
    const double mixed = static_cast<double>(item.id * 7919LL % 1000) / 1000;
    losses.push_back(variant.factor.value_or(mixed) * item.exposure);
  }
  return losses;
}

std::vector<int> levels_of(const Contract& contract) {
  std::set<int> levels;
  for (const ContractNode& node : contract.nodes) levels.insert(node.level);
  return {levels.begin(), levels.end()};
}

std::vector<const ContractNode*> nodes_over_items(const Contract& contract, int level) {
  std::vector<const ContractNode*> over(contract.items.size(), nullptr);
  for (const int below : levels_of(contract)) {
    if (below > level) break;
    for (std::size_t at = 0; at < over.size(); ++at) {
      const int id = over[at] == nullptr ? contract.items[at].id : over[at]->id;
      const auto found =
          std::find_if(contract.nodes.begin(), contract.nodes.end(), [&](const ContractNode& node) {
            return node.level == below &&
                   std::find(node.of.begin(), node.of.end(), id) != node.of.end();
          });
      over[at] = found == contract.nodes.end() ? nullptr : &*found;
    }
  }
  return over;
}

}  // namespace pledgelab::test
