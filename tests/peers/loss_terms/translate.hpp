// A contract of loss terms written as policies of the schema policy/1. Nothing is worked out here:
// each term becomes a step, each node a unit, and the amounts stand in the text as they came.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tests/peers/loss_terms/contract.hpp"

namespace pledgelab::test {

/// Two ways to say the same: `open` cuts the open loss (deductible, layer, slice, quota), all
/// layers of a contract in one policy; `bill` gives a layer the whole loss and moves its bill
/// (cede, cap), one policy a layer.
enum class Form { open, bill };

/// When a node's step runs: once over its unit, or loss by loss with a running total.
enum class When { close, claim };

/// How a term can be written wrong.
enum class Wrong {
  none,
  turned,   // keeps what it should take, or takes what it should keep
  moved,    // each of its figures at nine tenths
  dropped,  // left out
};

/// A policy, and the layers that it pays; the party of layer 2 is `layer_2`.
struct TranslatedPolicy {
  std::string yaml;
  std::vector<int> layers;
};

/// `refused` names what the form cannot say; then the policies are not to be run.
struct Translation {
  std::vector<TranslatedPolicy> policies;
  std::vector<std::string> terms;  // each term in written order: "level 3, node 2: deductible"
  std::vector<std::string> refused;
};

/// With `wrong`, the term of that place in `terms` is written wrong and all others right.
Translation translate(const Contract& contract, Form form, When when, Wrong wrong = Wrong::none,
                      std::size_t wrong_term = 0);

/// The losses as for `share --losses`, one line an item, with the node over it at each level in a
/// column `level_N`. An amount keeps two decimals.
std::string losses_csv(const Contract& contract, const std::vector<double>& losses);

}  // namespace pledgelab::test
