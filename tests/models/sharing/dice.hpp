// Chance for random schemes: a function of its seed.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace pledgelab::test {

struct Dice {
  std::mt19937_64 engine;

  std::int64_t upto(std::int64_t most) {
    return static_cast<std::int64_t>(engine() % static_cast<std::uint64_t>(most + 1));
  }
  bool chance(int percent) { return upto(99) < percent; }
  std::string pick(const std::vector<std::string>& words) {
    return words[static_cast<std::size_t>(upto(static_cast<std::int64_t>(words.size()) - 1))];
  }
  std::string fen() { return std::to_string(upto(chance(50) ? 60 : 40'000'000)) + "fen"; }
};

}  // namespace pledgelab::test
