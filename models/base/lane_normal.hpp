// Normals in lanes: Philox blocks, Box and Muller's pairs, the distribution function; IEEE
// operations alone, so the same bits at every level.
#pragma once

#include "models/base/lane_math.hpp"

namespace pledgelab {

/// `Lanes`: OneLane, RegisterLanes or PairedLanes.
template <class Lanes>
struct LaneNormal {
  using Reals = typename Lanes::Reals;
  using Bits = typename Lanes::Bits;
  using Plain = typename Lanes::Plain;
  using Math = LaneMath<Lanes>;

  struct Pair {
    Reals first, second;
  };

  /// Whole numbers below 2^52 plus a half, times 2^-52: base/random.hpp's open_unit.
  __attribute__((always_inline)) static Reals open_unit(Plain high, Plain low) {
    const Plain bits =
        ((high & Lanes::every(0xffffffff)) << 20) | ((low & Lanes::every(0xffffffff)) >> 12);
    return Lanes::reals_of_plain(bits | Lanes::every(0x3ff0000000000000)) - 1.0 + 0x1p-53;
  }

  /// A seed's keys of the ten rounds, ready for these lanes.
  struct Keys {
    double words[20 * Lanes::kLanes];  // bits of the rounds' two keys in turn
  };
  static Keys keys_of(std::uint64_t seed) {
    Keys keys;
    std::uint64_t a = seed & 0xffffffff;
    std::uint64_t b = seed >> 32;
    for (std::size_t round = 0; round < 10; ++round) {
      Lanes::store(Lanes::reals_of_plain(Lanes::every(a)), keys.words + 2 * round * Lanes::kLanes);
      Lanes::store(Lanes::reals_of_plain(Lanes::every(b)),
                   keys.words + (2 * round + 1) * Lanes::kLanes);
      a = (a + 0x9E3779B9) & 0xffffffff;
      b = (b + 0xBB67AE85) & 0xffffffff;
    }
    return keys;
  }

  /// Both uniforms of draw_block(seed, path, stream, index) for the paths of these lanes.
  __attribute__((always_inline)) static Pair uniforms(const Keys& keys, Plain path,
                                                      std::uint32_t stream, std::uint64_t index) {
    // The words above 32 bits are left as they come: a product reads the low ones.
    Plain a = Lanes::every(index & 0xffffffff);
    Plain b = Lanes::every(index >> 32);
    Plain c = path;
    Plain d = Lanes::every(stream);
#pragma GCC unroll 10
    for (std::size_t round = 0; round < 10; ++round) {
      const double* const key = keys.words + 2 * round * Lanes::kLanes;
      const Plain left = Lanes::wide_product(a, Lanes::every(0xD2511F53));
      const Plain right = Lanes::wide_product(c, Lanes::every(0xCD9E8D57));
      a = (right >> 32) ^ b ^ Lanes::plain_of(Lanes::load(key));
      b = right;
      c = (left >> 32) ^ d ^ Lanes::plain_of(Lanes::load(key + Lanes::kLanes));
      d = left;
    }
    return {open_unit(a, b), open_unit(c, d)};
  }

  /// Cosine and sine of a turn's fraction in (0, 1): quarter turns off, Taylor to the 16th power.
  __attribute__((always_inline)) static Pair on_circle(Reals turn) {
    const Reals quarters = turn * 4.0;
    const Reals rounded = quarters + Math::kRounder;
    const Reals angle = (quarters - (rounded - Math::kRounder)) * 1.57079632679489661923;
    const Reals square = angle * angle;
    Reals sine = Lanes::all(-1.0 / 1307674368000.0);
    sine = sine * square + 1.0 / 6227020800.0;
    sine = sine * square - 1.0 / 39916800.0;
    sine = sine * square + 1.0 / 362880.0;
    sine = sine * square - 1.0 / 5040.0;
    sine = sine * square + 1.0 / 120.0;
    sine = sine * square - 1.0 / 6.0;
    sine = angle + angle * (sine * square);
    Reals cosine = Lanes::all(1.0 / 20922789888000.0);
    cosine = cosine * square - 1.0 / 87178291200.0;
    cosine = cosine * square + 1.0 / 479001600.0;
    cosine = cosine * square - 1.0 / 3628800.0;
    cosine = cosine * square + 1.0 / 40320.0;
    cosine = cosine * square - 1.0 / 720.0;
    cosine = cosine * square + 1.0 / 24.0;
    cosine = cosine * square - 0.5;
    cosine = cosine * square + 1.0;
    // Which quarter stands in the rounder's low bits: odd ones change places, two of four signs.
    const Bits quarter = Lanes::bits_of(rounded);
    const auto odd = (quarter << 63) < 0;
    const auto lower = ((quarter + 1) << 62) < 0;
    const auto left = (quarter << 62) < 0;
    const Reals x = Lanes::pick(odd, sine, cosine);
    const Reals y = Lanes::pick(odd, cosine, sine);
    return {Lanes::pick(lower, -x, x), Lanes::pick(left, -y, y)};
  }

  /// Two independent standard normals of two uniforms in (0, 1). Box, Muller 1958.
  __attribute__((always_inline)) static Pair normals(Pair uniform) {
    const Reals radius = Lanes::root(Math::ln(uniform.first) * -2.0);
    const Pair at = on_circle(uniform.second);
    return {radius * at.first, radius * at.second};
  }

  /// Φ(x), within 1e-15. Hart 1968 in West's form (2005, "Better approximations to cumulative
  /// normal functions"), its ratio kept in the tail: what is lost there is below 1e-16. `bell`:
  /// e^(-x²/2), of which below e^-600 anything as small will do.
  __attribute__((always_inline)) static Reals cdf(Reals x, Reals bell) {
    const Reals size = Lanes::pick(x < 0.0, -x, x);
    Reals above = Lanes::all(3.52624965998911e-02);
    above = above * size + 0.700383064443688;
    above = above * size + 6.37396220353165;
    above = above * size + 33.912866078383;
    above = above * size + 112.079291497871;
    above = above * size + 221.213596169931;
    above = above * size + 220.206867912376;
    Reals below = Lanes::all(8.83883476483184e-02);
    below = below * size + 1.75566716318264;
    below = below * size + 16.064177579207;
    below = below * size + 86.7807322029461;
    below = below * size + 296.564248779674;
    below = below * size + 637.333633378831;
    below = below * size + 793.826512519948;
    below = below * size + 440.413735824752;
    const Reals tail = bell * above / below;
    return Lanes::pick(x < 0.0, tail, 1.0 - tail);
  }

  /// e^(-x²/2), no less than e^-684.
  __attribute__((always_inline)) static Reals bell(Reals x) {
    const Reals half_square = x * x * -0.5;
    return Math::exponential(Lanes::pick(half_square > -684.0, half_square, Lanes::all(-684.0)));
  }
};

}  // namespace pledgelab
