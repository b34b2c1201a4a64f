// F195 in lanes, from IEEE operations alone. Included by the files that build a level.
#pragma once

#include "models/base/lanes.hpp"
#include "models/option/binomial_lanes.hpp"

namespace pledgelab {

/// One option a lane. `Lanes`: OneLane or RegisterLanes.
template <class Lanes>
struct BinomialKernel {
  using Reals = typename Lanes::Reals;
  static constexpr std::size_t kLanes = Lanes::kLanes;

  static Reals larger(Reals x, Reals y) { return Lanes::pick(x > y, x, y); }

  struct Weights {
    Reals up, down;
  };

  __attribute__((always_inline)) static Reals held(const Weights& weights, Reals down, Reals up) {
    return weights.up * up + weights.down * down;
  }

  /// Two dates at once, so that each worth is read and written once for both. `value`: those of
  /// the date after, `odd` and `even`: what use earns on the last and on the one before, both
  /// ascending; `nodes`: of the earlier date.
  static void two_back(const Weights& weights, double* value, const double* odd, const double* even,
                       std::size_t nodes) {
    Reals before = Lanes::load(value + kLanes);
    Reals lower = larger(held(weights, Lanes::load(value), before), Lanes::load(odd));
    for (std::size_t j = 0; j < nodes; ++j) {
      const Reals next = Lanes::load(value + (j + 2) * kLanes);
      const Reals upper = larger(held(weights, before, next), Lanes::load(odd + (j + 1) * kLanes));
      Lanes::store(larger(held(weights, lower, upper), Lanes::load(even + j * kLanes)),
                   value + j * kLanes);
      before = next;
      lower = upper;
    }
  }

  static void two_back_held(const Weights& weights, double* value, std::size_t nodes) {
    Reals before = Lanes::load(value + kLanes);
    Reals lower = held(weights, Lanes::load(value), before);
    for (std::size_t j = 0; j < nodes; ++j) {
      const Reals next = Lanes::load(value + (j + 2) * kLanes);
      const Reals upper = held(weights, before, next);
      Lanes::store(held(weights, lower, upper), value + j * kLanes);
      before = next;
      lower = upper;
    }
  }

  /// What use earns at the spots S u^k, k = -steps..steps, every second one in `even` from k =
  /// -steps on, the others in `odd`; -1 where it is not allowed, which no worth is below.
  __attribute__((always_inline)) static void gains(const BinomialLanes& lanes, std::size_t at,
                                                   double* even, double* odd, double* last) {
    const Reals sign = Lanes::load(lanes.sign + at);
    const Reals strike = Lanes::load(lanes.strike + at);
    const auto early = Lanes::load(lanes.early + at) > 0.0;
    const auto put = [&](Reals spot, std::size_t k) {
      const Reals gain = sign * (spot - strike);
      double* const to = (k % 2 == 0 ? even : odd) + k / 2 * kLanes;
      Lanes::store(Lanes::pick(early, gain, Lanes::all(-1.0)), to);
      if (k % 2 == 0) Lanes::store(larger(gain, Lanes::all(0.0)), last + k / 2 * kLanes);
    };
    const Reals start = Lanes::load(lanes.spot + at);
    const Reals up = Lanes::load(lanes.up + at);
    const Reals down = Lanes::load(lanes.down + at);
    Reals above = start;
    Reals below = start;
    put(start, lanes.steps);
    for (std::size_t k = 1; k <= lanes.steps; ++k) {
      above = above * up;
      below = below * down;
      put(above, lanes.steps + k);
      put(below, lanes.steps - k);
    }
  }

  __attribute__((always_inline)) static bool any_early(const BinomialLanes& lanes, std::size_t at) {
    bool any = false;
    for (std::size_t i = 0; i < kLanes; ++i) any = any || lanes.early[at + i] > 0;
    return any;
  }

  static void group(const BinomialLanes& lanes, std::size_t at) {
    const std::size_t width = (lanes.steps + 2) * kLanes;
    double* const value = lanes.scratch;
    double* const even = value + width;
    double* const odd = even + width;
    gains(lanes, at, even, odd, value);
    const Weights weights{Lanes::load(lanes.up_weight + at), Lanes::load(lanes.down_weight + at)};
    const bool early = any_early(lanes, at);
    std::size_t left = lanes.steps;  // dates still to walk back
    std::size_t inner = 0;           // the lowest spot of the date's first column, in pairs of k
    for (; left >= 2; left -= 2, ++inner) {
      // On the date after the last column of `even` the first spot is k = -(left - 1): odd.
      if (early) {
        two_back(weights, value, odd + inner * kLanes, even + (inner + 1) * kLanes, left - 1);
      } else {
        two_back_held(weights, value, left - 1);
      }
    }
    Reals today = Lanes::load(value);
    if (left == 1) {
      today = larger(held(weights, today, Lanes::load(value + kLanes)),
                     Lanes::load(odd + inner * kLanes));
    }
    Lanes::store(today, lanes.value + at);
  }

  /// The groups that are whole; the number of options done.
  static std::size_t run(const BinomialLanes& lanes) {
    std::size_t at = 0;
    for (; at + kLanes <= lanes.count; at += kLanes) group(lanes, at);
    return at;
  }
};

}  // namespace pledgelab
