// A random scheme that watches its loans on a path: ratios, a band, breakers; and accounts that
// live: income, costs, top-ups, leverage.
#pragma once

#include <cstdint>

#include "models/sharing/path_schedule.hpp"
#include "tests/models/sharing/random_scheme.hpp"

namespace pledgelab::test {

struct RandomWatched {
  RandomScheme scheme;
  PathSchedule schedule;  // of its loans
};

/// The scheme of that seed with more to say; a function of the seed.
RandomWatched random_watched(std::uint64_t seed);

}  // namespace pledgelab::test
