// Logarithm and exponential in lanes, from IEEE operations alone: the same bits at every level.
#pragma once

#include "models/base/lanes.hpp"

namespace pledgelab {

/// `Lanes`: OneLane, RegisterLanes or PairedLanes.
template <class Lanes>
struct LaneMath {
  using Reals = typename Lanes::Reals;
  using Bits = typename Lanes::Bits;

  static inline constexpr double kRounder = 6755399441055744.0;  // 1.5 · 2^52: + and - rounds

  /// ln x of a normal x > 0: the reduction and polynomial of fdlibm's e_log.c.
  static Reals ln(Reals x) {
    const Bits raw = Lanes::bits_of(x);
    // Mantissa in [√½, √2): the exponent of x / √½, then what is left.
    const Bits shifted = raw - 0x3fe6a09e667f3bcd;
    const Bits exponent_bits = shifted & ~0xfffffffffffff;
    const Reals mantissa = Lanes::reals_of(raw - exponent_bits);
    // The exponent as a number, from its bits below the rounder's own.
    const Bits above = Lanes::top_twelve(exponent_bits) ^ 0x800;
    const Reals exponent =
        Lanes::reals_of(above | 0x4330000000000000) - (4503599627370496.0 + 2048.0);
    const Reals f = mantissa - 1.0;
    const Reals s = f / (f + 2.0);
    const Reals z = s * s;
    Reals p = Lanes::all(1.479819860511658591e-01);
    p = p * z + 1.531383769920937332e-01;
    p = p * z + 1.818357216161805012e-01;
    p = p * z + 2.222219843214978396e-01;
    p = p * z + 2.857142874366239149e-01;
    p = p * z + 3.999999999940941908e-01;
    p = p * z + 6.666666666666735130e-01;
    const Reals half_square = 0.5 * f * f;
    return exponent * 6.93147180369123816490e-01 -
           ((half_square - (s * (half_square + p * z) + exponent * 1.90821492927058770002e-10)) -
            f);
  }

  /// e^x for |x| ≤ 700: 2^k e^r, Taylor to r^12 on |r| ≤ ½ ln 2: what is left is
  /// below 2e-16.
  static Reals exponential(Reals x) {
    const Reals rounded = x * 1.44269504088896338700 + kRounder;
    const Reals k = rounded - kRounder;
    const Reals r = (x - k * 6.93147180369123816490e-01) - k * 1.90821492927058770002e-10;
    // Even and odd powers apart: half as long a chain of results that wait for each other.
    const Reals s = r * r;
    Reals even = Lanes::all(1.0 / 479001600.0);
    Reals odd = Lanes::all(1.0 / 39916800.0);
    even = even * s + 1.0 / 3628800.0;
    odd = odd * s + 1.0 / 362880.0;
    even = even * s + 1.0 / 40320.0;
    odd = odd * s + 1.0 / 5040.0;
    even = even * s + 1.0 / 720.0;
    odd = odd * s + 1.0 / 120.0;
    even = even * s + 1.0 / 24.0;
    odd = odd * s + 1.0 / 6.0;
    even = even * s + 0.5;
    // 1 + (r + (odd r³ + even r²)): the small ones first.
    const Reals p = (s * (even + odd * r) + r) + 1.0;
    return Lanes::reals_of(Lanes::bits_of(p) + (Lanes::bits_of(rounded) << 52));
  }
};

}  // namespace pledgelab
