// A random scheme over random loans and one random path: food for the laws of sharing.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/loss/tape.hpp"
#include "models/policy/facts.hpp"
#include "models/sharing/claims.hpp"

namespace pledgelab::test {

struct RandomScheme {
  std::string yaml;
  FactTable facts;
  LossTape tape;
  std::vector<std::uint32_t> id_order = {};  // of the loans; empty: the rows' own
};

/// The claims of the scheme's path, ranked by its order of ids.
Claims claims_of(const RandomScheme& scheme);

/// The scheme of `seed`: one to five parties, gates, a base, deductibles, slices, layers, a quota,
/// caps and cedes for a loss, at the claim and at the close, accounts with queues, missing facts,
/// recoveries, loans whose ids are not in the order of their rows; amounts from one fen to
/// millions.
RandomScheme random_scheme(std::uint64_t seed);

}  // namespace pledgelab::test
