// Random sharing policies and random losses as the texts a user would write:
// food for the laws of sharing. A policy that the reader or the compiler
// refuses is for the caller to draw again.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace pledgelab::twins {

/// Draws whole numbers; the same on every machine.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : x_engine(seed) {}
  /// 0 … sides − 1.
  std::uint64_t below(std::uint64_t sides) { return x_engine() % sides; }
  bool chance(unsigned percent) { return below(100) < percent; }
  /// from … to, both included.
  std::int64_t between(std::int64_t from, std::int64_t to) {
    return from + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(to - from + 1)));
  }
  template <class T>
  const T& pick(const std::vector<T>& list) {
    return list[below(list.size())];
  }

 private:
  std::mt19937_64 x_engine;
};

/// What a draw must keep to.
struct DrawRules {
  /// No gate, tier, `if`, absent role or missing fact, no two limits that work
  /// against each other: a higher loss may then not lower what the payers pay.
  bool plain = false;
};

/// Money that comes back on the loss in row `claim` beside what the table says.
struct LateReceipt {
  std::uint32_t claim = 0;
  std::string date;
  std::int64_t fen = 0;
};

struct RandomCase {
  std::string policy;  // policy/1, YAML
  std::string losses;  // losses.csv
  std::vector<LateReceipt> receipts;
  std::string periods;  // periods.csv; empty: none
};

/// The case of a seed: up to six parties, every verb, value form, unit and mode
/// that is built, over one to twelve losses from nothing to 10^13 fen, with
/// ties, missing facts and recoveries.
RandomCase random_case(std::uint64_t seed, const DrawRules& rules = {});

/// The losses alone; `unit` is the money (fen) that amounts are of the order
/// of.
void draw_losses(Dice& dice, const DrawRules& rules, std::int64_t unit, RandomCase& drawn);
/// The policy alone.
std::string draw_policy(Dice& dice, const DrawRules& rules, std::int64_t unit);

}  // namespace pledgelab::twins
