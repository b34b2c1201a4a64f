// Draws of one loan of the sample: a function of (seed, loan, slot), so that row n never depends on
// how many rows are made or in what order.
#pragma once

#include <cmath>
#include <cstdint>

#include "models/base/money.hpp"
#include "models/base/normal.hpp"
#include "models/base/random.hpp"

namespace pledgelab {

/// Slots of one loan: 0..63 are the loan's and its borrower's, 64 + 64 m .. those of its right m.
class SampleDraws {
 public:
  SampleDraws(std::uint64_t seed, std::uint64_t loan) : x_seed(seed), x_base(loan * 1024) {}

  /// In (0, 1).
  [[nodiscard]] double uniform(std::uint64_t slot) const {
    return pledgelab::uniform(x_seed, 0, Stream::sample_book, x_base + slot);
  }
  [[nodiscard]] bool chance(std::uint64_t slot, double part_frac) const {
    return uniform(slot) < part_frac;
  }
  [[nodiscard]] double between(std::uint64_t slot, double least, double most) const {
    return least + (most - least) * uniform(slot);
  }
  [[nodiscard]] double normal(std::uint64_t slot) const { return normal_quantile(uniform(slot)); }

 private:
  std::uint64_t x_seed;
  std::uint64_t x_base;
};

/// Yuan to a whole multiple of `step_yuan`, at least one step.
inline Money rounded_yuan(double yuan, std::int64_t step_yuan) {
  const auto steps = static_cast<std::int64_t>(std::llround(yuan / static_cast<double>(step_yuan)));
  return Money::of_yuan((steps < 1 ? 1 : steps) * step_yuan);
}

/// A fraction to ppm, in steps of `step_ppm`.
inline std::int32_t rounded_ppm(double frac, std::int32_t step_ppm) {
  return static_cast<std::int32_t>(std::lround(frac * 1e6 / step_ppm)) * step_ppm;
}

}  // namespace pledgelab
