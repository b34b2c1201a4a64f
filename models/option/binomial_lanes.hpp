// The kernel of binomial.hpp in vector lanes, one function a level of the instruction set; each
// gives the same bits. Not for use outside that file and its tests.
#pragma once

#include <cstddef>

namespace pledgelab {

/// Columns of `count` options, checked before.
struct BinomialLanes {
  const double* spot;
  const double* strike;
  const double* sign;   // 1 call, -1 put
  const double* early;  // 1: may be used on every step, 0: at T alone
  const double* up;     // factor of an up step
  const double* down;
  const double* up_weight;  // discounted chance of it
  const double* down_weight;
  double* value;
  double* scratch;  // (4 steps + 8) · 8 doubles
  std::size_t count;
  std::size_t steps;
};

inline constexpr std::size_t scratch_of(std::size_t steps) { return (4 * steps + 8) * 8; }

/// Those from option `done` on.
inline BinomialLanes without_first(BinomialLanes lanes, std::size_t done) {
  lanes.spot += done;
  lanes.strike += done;
  lanes.sign += done;
  lanes.early += done;
  lanes.up += done;
  lanes.down += done;
  lanes.up_weight += done;
  lanes.down_weight += done;
  lanes.value += done;
  lanes.count -= done;
  return lanes;
}

/// One option at a time: what the lanes must equal to the bit.
namespace level_scalar {
void binomial_values(const BinomialLanes& lanes) noexcept;
}  // namespace level_scalar

namespace level_base {
void binomial_values(const BinomialLanes& lanes) noexcept;
}  // namespace level_base

namespace level_avx2 {
void binomial_values(const BinomialLanes& lanes) noexcept;
}  // namespace level_avx2

namespace level_avx512 {
void binomial_values(const BinomialLanes& lanes) noexcept;
}  // namespace level_avx512

}  // namespace pledgelab
