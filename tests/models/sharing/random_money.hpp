// Money beside the bills for a random scheme: account terms, charges, advance, instalments,
// purchase; whatever the scheme allows.
#pragma once

#include <cstdint>
#include <string>

#include "models/sharing/claims.hpp"
#include "tests/models/sharing/random_scheme.hpp"

namespace pledgelab::test {

struct RandomMoney {
  RandomScheme scheme;
  Claims claims;  // of the scheme's path, with stages where there is an advance
};

/// The scheme of that seed with more to say; a function of the seed.
RandomMoney random_money(std::uint64_t seed);

}  // namespace pledgelab::test
