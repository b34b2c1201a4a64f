// Runs a translated contract and holds what its parties bear against what the peer paid.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "models/sharing/claims.hpp"
#include "tests/peers/loss_terms/translate.hpp"

namespace pledgelab::test {

/// What was held against the peer's figures: how many of each, and the worst difference.
struct Met {
  std::size_t contracts = 0;
  std::size_t policies = 0;
  std::size_t layers = 0;            // totals of a layer over the contract's own losses
  std::size_t items = 0;             // an item's part of a layer
  std::size_t variant_layers = 0;    // totals of a layer over other losses
  double worst_relative = 0;         // |got - expected| / expected, where expected is 1,000 or more
  double worst_money = 0;            // |got - expected| where it is less
  std::vector<std::string> differ;   // beyond 1e-4 of the figure + 1
  std::vector<std::string> not_run;  // refused, undecided, or bills that do not sum to the loss
};

/// A contract with its losses read: its own, then those of each variant.
struct ReadContract {
  Contract contract;
  std::vector<LossFile> losses;
};
ReadContract read_its_losses(const Contract& contract);

/// How far a translation is held: totals of layers, each item's part too, or only until the first
/// set of losses that differs.
enum class Extent { totals, items, first_difference };

/// Adds what the translation gives.
void meet(const ReadContract& read, const Translation& translation, Extent extent, Met& met);

}  // namespace pledgelab::test
