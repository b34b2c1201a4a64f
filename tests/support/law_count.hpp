// How many draws a law is tried on.
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

}  // namespace pledgelab::test
