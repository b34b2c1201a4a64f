#include "tests/peers/loss_terms/meet.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

#include "engine/formats/csv.hpp"
#include "engine/formats/yaml.hpp"
#include "models/sharing/ledger.hpp"

namespace pledgelab::test {
namespace {

// What the layer's party bears of each item, in the items' order, in whole money.
using Borne = std::map<int, std::vector<double>>;

class Meeting {
 public:
  Meeting(const Contract& contract, Met& met) : x_contract(contract), x_met(met) {}

  [[nodiscard]] bool read(const Translation& translation) {
    for (const std::string& what : translation.refused) fault("cannot be said: " + what);
    for (const TranslatedPolicy& each : translation.policies) {
      const auto document = parse_yaml(each.yaml, x_contract.id + ".yaml");
      if (!document) return fault(to_text(document.errors().front()));
      auto policy = read_sharing_policy(document.value());
      if (!policy) return fault(to_text(policy.errors().front()));
      x_policies.emplace_back(std::move(policy).value(), each.layers);
    }
    return translation.refused.empty();
  }

  // None where a policy was refused, a loss not decided, or the bills do not sum to the losses.
  std::optional<Borne> run(const LossFile& losses) {
    Borne borne;
    for (const auto& [policy, layers] : x_policies) {
      const auto program = compile(policy, losses.facts);
      if (!program) return refused(program.errors());
      const SharingResult result = share_losses(program.value(), losses.claims);
      if (!whole(result)) return std::nullopt;
      for (const int layer : layers) {
        // The insured is the first party; the layers follow in their order.
        const auto at = std::find(layers.begin(), layers.end(), layer) - layers.begin() + 1;
        for (std::size_t claim = 0; claim < losses.claims.size(); ++claim) {
          const auto fen = result.borne_of(claim, static_cast<std::size_t>(at));
          borne[layer].push_back(static_cast<double>(fen) / 100);
        }
      }
    }
    return borne;
  }

  void compare(const std::string& where, double got, double expected) {
    const double difference = std::fabs(got - expected);
    if (std::fabs(expected) >= 1000) {
      x_met.worst_relative = std::max(x_met.worst_relative, difference / std::fabs(expected));
    } else {
      x_met.worst_money = std::max(x_met.worst_money, difference);
    }
    if (difference <= 1e-4 * std::fabs(expected) + 1) return;
    x_met.differ.push_back(x_contract.id + ", " + where + ": expected " + std::to_string(expected) +
                           ", got " + std::to_string(got));
  }

  std::size_t compare_layers(const std::string& where, const Borne& borne,
                             const std::map<int, double>& expected) {
    for (const auto& layer : expected) {
      double sum = 0;
      for (const double part : borne.at(layer.first)) sum += part;
      compare(where + "layer " + std::to_string(layer.first), sum, layer.second);
    }
    return expected.size();
  }

  std::size_t compare_items(const Borne& borne) {
    for (const ExpectedItem& expected : x_contract.by_item) {
      std::size_t at = 0;
      while (x_contract.items.at(at).id != expected.item) ++at;
      compare("item " + std::to_string(expected.item) + ", layer " + std::to_string(expected.layer),
              borne.at(expected.layer)[at], expected.loss);
    }
    return x_contract.by_item.size();
  }

 private:
  bool fault(const std::string& what) {
    x_met.not_run.push_back(x_contract.id + ": " + what);
    return false;
  }

  std::optional<Borne> refused(const std::vector<Error>& errors) {
    fault(to_text(errors.front()));
    return std::nullopt;
  }

  bool whole(const SharingResult& result) {
    if (result.undecided_count != 0) return fault("undecided losses");
    for (std::size_t claim = 0; claim < result.losses.size(); ++claim) {
      std::int64_t sum = 0;
      for (std::size_t party = 0; party < result.parties; ++party) {
        sum += result.borne_of(claim, party);
      }
      if (sum != result.losses[claim].loss_fen) return fault("bills do not sum to the loss");
    }
    return true;
  }

  const Contract& x_contract;
  Met& x_met;
  std::vector<std::pair<SharingPolicy, std::vector<int>>> x_policies;
};

}  // namespace

ReadContract read_its_losses(const Contract& contract) {
  ReadContract read{contract, {}};
  std::vector<std::vector<double>> sets(1);
  for (const ContractItem& item : contract.items) sets[0].push_back(item.loss);
  for (const ContractVariant& each : contract.variants) sets.push_back(losses_of(contract, each));
  for (const std::vector<double>& losses : sets) {
    const auto cells = parse_csv(losses_csv(contract, losses), contract.id + ".csv");
    REQUIRE_MESSAGE(cells.ok(), (cells.ok() ? "" : to_text(cells.errors().front())));
    auto file = read_losses(cells.value(), "USD");
    REQUIRE_MESSAGE(file.ok(), (file.ok() ? "" : to_text(file.errors().front())));
    read.losses.push_back(std::move(file).value());
  }
  return read;
}

void meet(const ReadContract& read, const Translation& translation, Extent extent, Met& met) {
  const Contract& contract = read.contract;
  Meeting meeting(contract, met);
  ++met.contracts;
  met.policies += translation.policies.size();
  if (!meeting.read(translation)) return;
  const std::size_t before = met.differ.size();
  const auto own = meeting.run(read.losses[0]);
  if (!own) return;
  met.layers += meeting.compare_layers("", *own, contract.by_layer);
  if (extent != Extent::totals) met.items += meeting.compare_items(*own);
  for (std::size_t at = 0; at < contract.variants.size(); ++at) {
    if (extent == Extent::first_difference && met.differ.size() > before) return;
    const auto other = meeting.run(read.losses[at + 1]);
    if (!other) return;
    const std::string where = "variant " + std::to_string(at + 1) + ", ";
    met.variant_layers += meeting.compare_layers(where, *other, contract.variants[at].by_layer);
  }
}

}  // namespace pledgelab::test
