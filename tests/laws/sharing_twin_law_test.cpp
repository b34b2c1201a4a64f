// Laws of sharing over random policies: the twin's answer, and what any
// waterfall must keep.
#include <doctest/doctest.h>

#include <cstdlib>
#include <map>

#include "tests/laws/sharing_case.hpp"
#include "tests/support/law_count.hpp"

using namespace pledgelab;
using namespace pledgelab::test;

namespace {

// What differs, or that the twin's own numbers are too small for the case.
std::string found_in(const twins::RandomCase& drawn) {
  try {
    return disagreement(drawn);
  } catch (const twins::BeyondTheTwin&) {
    return "beyond the twin's numbers";
  }
}

}  // namespace

TEST_CASE("law: the twin, written from the text alone, gives the ledger's fen") {
  const LawSeeds seeds = law_seeds(3'000);
  std::size_t refused = 0;
  std::size_t differ = 0;
  std::map<std::string, int> why;
  for (std::uint64_t seed = seeds.first; seed < seeds.end && differ < 20; ++seed) {
    const auto drawn = twins::random_case(seed);
    std::string refusal;
    if (!load(drawn, refusal)) {
      ++refused;
      ++why[refusal];
      continue;
    }
    const std::string found = found_in(drawn);
    if (found.empty()) continue;
    ++differ;
    if (differ > 1) {
      FAIL_CHECK("seed ", seed, ": ", found);
      continue;
    }
    const auto small = shrunk(drawn);
    FAIL_CHECK("seed ", seed, ": ", found, "\nshrunk: ", disagreement(small), "\n", to_text(small));
  }
  if (std::getenv("PLEDGELAB_REFUSED") != nullptr) {
    for (const auto& [text, times] : why) MESSAGE(times, " x ", text);
  }
  MESSAGE("refused ", refused, " of ", seeds.count());
  CHECK(3 * refused <= seeds.count() + 20);  // most of what is drawn is a policy
}
