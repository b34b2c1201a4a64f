// Which draws a law is tried on, and how many.
#pragma once

#include <cstdint>
#include <cstdlib>

namespace pledgelab::test {

/// `usual`, or what the variable `name` of the environment says: PLEDGELAB_LAWS counts random
/// policies with their books, PLEDGELAB_BOOKS the books of each policy where a law draws many,
/// PLEDGELAB_SPLITS random splits.
inline std::uint64_t law_count(const char* name, std::uint64_t usual) {
  const char* wanted = std::getenv(name);
  return wanted == nullptr ? usual : std::strtoull(wanted, nullptr, 10);
}

/// Seeds [first, end) of a law over random policies.
struct LawSeeds {
  std::uint64_t first = 1;
  std::uint64_t end = 1;

  [[nodiscard]] std::uint64_t count() const { return end - first; }
};

/// From 1, or from PLEDGELAB_SEED; PLEDGELAB_LAWS of them, or else `usual`, and of a given seed
/// that one alone.
inline LawSeeds law_seeds(std::uint64_t usual) {
  const std::uint64_t from = law_count("PLEDGELAB_SEED", 0);
  const std::uint64_t first = from == 0 ? 1 : from;
  return {first, first + law_count("PLEDGELAB_LAWS", from == 0 ? usual : 1)};
}

}  // namespace pledgelab::test
