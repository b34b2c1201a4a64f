// One royalty in a lane: F20 and F21 of level terms, from IEEE operations alone. Included by the
// files of royalty_lanes.hpp, each of which names a level of its own, so that no code of one level
// is linked into another.
#pragma once

#include "models/valuation/royalty_lanes.hpp"

namespace pledgelab {

/// One asset at a time; `Level`: a type of the including file.
template <class Level>
struct OneLane {
  using Reals = double;
  using Bits = std::int64_t;
  static constexpr std::size_t kLanes = 1;
  static Reals root(Reals x) { return __builtin_sqrt(x); }
  static Reals pick(bool mask, Reals yes, Reals no) { return mask ? yes : no; }
  static Bits bits_of(Reals x) { return __builtin_bit_cast(Bits, x); }
  static Reals reals_of(Bits x) { return __builtin_bit_cast(Reals, x); }
  static Bits top_twelve(Bits x) { return static_cast<Bits>(static_cast<std::uint64_t>(x) >> 52); }
  static Reals load(const double* from) { return *from; }
  static Reals load(const std::int32_t* from) { return static_cast<double>(*from); }
  static void store(Reals x, double* to) { *to = x; }
};

/// Two registers side by side: while a result of one is waited for, the other computes.
template <class Register, class Element>
struct PairedRegisters {
  Register a, b;
  PairedRegisters(Register first, Register second) : a(first), b(second) {}
  PairedRegisters(Element all)
      : a(Register{} + all), b(a) {}  // NOLINT(google-explicit-constructor)
  friend PairedRegisters operator+(PairedRegisters x, PairedRegisters y) {
    return {x.a + y.a, x.b + y.b};
  }
  friend PairedRegisters operator-(PairedRegisters x, PairedRegisters y) {
    return {x.a - y.a, x.b - y.b};
  }
  friend PairedRegisters operator*(PairedRegisters x, PairedRegisters y) {
    return {x.a * y.a, x.b * y.b};
  }
  friend PairedRegisters operator/(PairedRegisters x, PairedRegisters y) {
    return {x.a / y.a, x.b / y.b};
  }
  friend PairedRegisters operator&(PairedRegisters x, PairedRegisters y) {
    return {x.a & y.a, x.b & y.b};
  }
  friend PairedRegisters operator|(PairedRegisters x, PairedRegisters y) {
    return {x.a | y.a, x.b | y.b};
  }
  friend PairedRegisters operator^(PairedRegisters x, PairedRegisters y) {
    return {x.a ^ y.a, x.b ^ y.b};
  }
  friend PairedRegisters operator<<(PairedRegisters x, int bits) {
    return {x.a << bits, x.b << bits};
  }
  friend auto operator>(PairedRegisters x, PairedRegisters y) {
    return masks(x.a > y.a, x.b > y.b);
  }
  friend auto operator>=(PairedRegisters x, PairedRegisters y) {
    return masks(x.a >= y.a, x.b >= y.b);
  }
  friend auto operator<(PairedRegisters x, PairedRegisters y) {
    return masks(x.a < y.a, x.b < y.b);
  }
  friend auto operator!=(PairedRegisters x, PairedRegisters y) {
    return masks(x.a != y.a, x.b != y.b);
  }

 private:
  template <class Mask>
  static PairedRegisters<Mask, std::int64_t> masks(Mask first, Mask second) {
    return {first, second};
  }
};

/// Twice the lanes of one register. `Registers`: a type of the including file with the registers
/// Real, Word (signed) and Plain of one size, `root` of a Real and `whole`, kLanes int32 as a Real.
template <class Registers>
struct PairedLanes {
  using Real = typename Registers::Real;
  using Word = typename Registers::Word;
  using Plain = typename Registers::Plain;
  using Reals = PairedRegisters<Real, double>;
  using Bits = PairedRegisters<Word, std::int64_t>;
  static constexpr std::size_t kHalf = sizeof(Real) / sizeof(double);
  static constexpr std::size_t kLanes = 2 * kHalf;

  static Reals root(Reals x) { return {Registers::root(x.a), Registers::root(x.b)}; }
  template <class Mask>
  static Reals pick(Mask mask, Reals yes, Reals no) {
    return {mask.a ? yes.a : no.a, mask.b ? yes.b : no.b};
  }
  static Bits bits_of(Reals x) {
    return {__builtin_bit_cast(Word, x.a), __builtin_bit_cast(Word, x.b)};
  }
  static Reals reals_of(Bits x) {
    return {__builtin_bit_cast(Real, x.a), __builtin_bit_cast(Real, x.b)};
  }
  static Bits top_twelve(Bits x) {
    return {__builtin_bit_cast(Word, __builtin_bit_cast(Plain, x.a) >> 52),
            __builtin_bit_cast(Word, __builtin_bit_cast(Plain, x.b) >> 52)};
  }
  static Reals load(const double* from) {
    Real a;
    Real b;
    __builtin_memcpy(&a, from, sizeof a);
    __builtin_memcpy(&b, from + kHalf, sizeof b);
    return {a, b};
  }
  static Reals load(const std::int32_t* from) {
    return {Registers::whole(from), Registers::whole(from + kHalf)};
  }
  static void store(Reals x, double* to) {
    __builtin_memcpy(to, &x.a, sizeof x.a);
    __builtin_memcpy(to + kHalf, &x.b, sizeof x.b);
  }
};

/// `Lanes`: OneLane or PairedLanes of a type of the including file.
template <class Lanes>
struct RoyaltyKernel {
  using Reals = typename Lanes::Reals;
  using Bits = typename Lanes::Bits;
  static constexpr std::size_t kLanes = Lanes::kLanes;

  static inline constexpr double kRounder = 6755399441055744.0;  // 1.5 · 2^52: + and - rounds

  static Bits bits_of(Reals x) { return Lanes::bits_of(x); }
  static Reals reals_of(Bits x) { return Lanes::reals_of(x); }
  template <class Mask>
  static Reals pick(Mask mask, Reals yes, Reals no) {
    return Lanes::pick(mask, yes, no);
  }

  /// ln x of a normal x > 0: the reduction and polynomial of fdlibm's e_log.c.
  static Reals ln(Reals x) {
    const Bits raw = bits_of(x);
    // Mantissa in [√½, √2): the exponent of x / √½, then what is left.
    const Bits shifted = raw - 0x3fe6a09e667f3bcd;
    const Bits exponent_bits = shifted & ~0xfffffffffffff;
    const Reals mantissa = reals_of(raw - exponent_bits);
    // The exponent as a number, from its bits below the rounder's own.
    const Bits above = Lanes::top_twelve(exponent_bits) ^ 0x800;
    const Reals exponent = reals_of(above | 0x4330000000000000) - (4503599627370496.0 + 2048.0);
    const Reals f = mantissa - 1.0;
    const Reals s = f / (f + 2.0);
    const Reals z = s * s;
    Reals p = Reals(1.479819860511658591e-01);
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
    Reals p = Reals(1.0 / 479001600.0);
    p = p * r + 1.0 / 39916800.0;
    p = p * r + 1.0 / 3628800.0;
    p = p * r + 1.0 / 362880.0;
    p = p * r + 1.0 / 40320.0;
    p = p * r + 1.0 / 5040.0;
    p = p * r + 1.0 / 720.0;
    p = p * r + 1.0 / 120.0;
    p = p * r + 1.0 / 24.0;
    p = p * r + 1.0 / 6.0;
    p = p * r + 0.5;
    p = p * r + 1.0;
    p = p * r + 1.0;
    return reals_of(bits_of(p) + (bits_of(rounded) << 52));
  }

  /// 1 + r + … + r^(n-1) and r^n for whole 0 ≤ n < 32 in the low bits of `count`.
  struct Powers {
    Reals sum;
    Reals power;
  };
  static Powers powers(Reals r, Bits count) {
    Powers now{0.0, 1.0};
#pragma GCC unroll 5
    for (int bit = 4; bit >= 0; --bit) {
      if (bit < 4) {
        now.sum = now.sum + now.sum * now.power;
        now.power = now.power * now.power;
      }
      const auto odd = (count << (63 - bit)) < 0;  // that bit as the sign
      now.sum = pick(odd, now.sum + now.power, now.sum);
      now.power = pick(odd, now.power * r, now.power);
    }
    return now;
  }

  struct Terms {
    Reals flow, growth, late_growth, growth_years, obsolescence, discount, hazard, life;
  };

  __attribute__((always_inline)) static Reals value(const Terms& terms, bool mid_year) {
    const Reals weight = (1.0 - terms.hazard) / (1.0 + terms.discount);  // of one year
    const Reals kept = 1.0 - terms.obsolescence;
    const Reals early_step = (1.0 + terms.growth) * kept * weight;
    const Reals late_step = (1.0 + terms.late_growth) * kept * weight;
    Reals life = pick(terms.life > 0.0, terms.life, Reals(0.0));
    life = pick(life < 20.0, life, Reals(20.0));
    const Reals nearest = (life + kRounder) - kRounder;
    const Reals years = pick(nearest > life, nearest - 1.0, nearest);  // whole ones
    const Reals rest = life - years;
    // From year `turn` on the step is the late one; the early years before it are `early`.
    const Reals turn = pick(terms.growth_years > 1.0, terms.growth_years, Reals(1.0));
    const auto turned = years >= turn;
    const Reals early = pick(turned, turn - 1.0, years);
    const Reals late = pick(turned, years - turn, Reals(0.0));
    const Powers first = powers(early_step, bits_of(early + kRounder));
    const Powers second = powers(late_step, bits_of(late + kRounder));
    const Reals step = first.power * late_step;
    const Reals sum = first.sum + pick(turned, first.power + step * second.sum, Reals(0.0));
    const Reals last = pick(turned, step * second.power, first.power);
    const Reals stub = exponential(ln(weight) * (mid_year ? 0.5 * rest : rest));
    return terms.flow * (sum * (mid_year ? Lanes::root(weight) : weight) + last * rest * stub);
  }

  __attribute__((always_inline)) static void group(const RoyaltyLanes& lanes, std::size_t at) {
    const Terms terms{
        Lanes::load(lanes.first_flow_yuan + at),    Lanes::load(lanes.growth_frac + at),
        Lanes::load(lanes.late_growth_frac + at),   Lanes::load(lanes.growth_years + at),
        Lanes::load(lanes.obsolescence_frac + at),  Lanes::load(lanes.discount_frac + at),
        Lanes::load(lanes.hazard_annual_frac + at), Lanes::load(lanes.life_years + at)};
    Lanes::store(value(terms, lanes.mid_year), lanes.value_yuan + at);
  }

  /// The groups that are whole; the number of elements done.
  static std::size_t run(const RoyaltyLanes& lanes) {
    std::size_t at = 0;
    for (; at + kLanes <= lanes.count; at += kLanes) group(lanes, at);
    return at;
  }
};

}  // namespace pledgelab
