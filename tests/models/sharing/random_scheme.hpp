// A random scheme over random loans and one random path: food for the laws of sharing.
#pragma once

#include <cstdint>
#include <string>

#include "models/loss/tape.hpp"
#include "models/policy/facts.hpp"

namespace pledgelab::test {

struct RandomScheme {
  std::string yaml;
  FactTable facts;
  LossTape tape;
};

/// The scheme of `seed`: one to five parties, gates, a base, deductibles, slices, layers, a quota,
/// caps and cedes for a loss, at the claim and at the close, accounts with queues, missing facts,
/// recoveries; amounts from one fen to millions.
RandomScheme random_scheme(std::uint64_t seed);

}  // namespace pledgelab::test
