// Numbers side by side in one register or two: what a kernel of vector lanes is written over, so
// that one template serves every level of the instruction set and every level gives the same bits.
// Included by kernels alone; each file that builds one names the level by its registers
// (registers_128.hpp and its like), so that no code of one level is linked into another.
#pragma once

#include <cstddef>
#include <cstdint>

namespace pledgelab {

/// One number at a time; `Level`: the registers of the level that the including file builds.
template <class Level>
struct OneLane {
  using Reals = double;
  using Bits = std::int64_t;
  using Plain = std::uint64_t;
  static constexpr std::size_t kLanes = 1;
  static Reals all(double x) { return x; }
  static Plain every(std::uint64_t x) { return x; }
  static Reals root(Reals x) { return __builtin_sqrt(x); }
  static Reals pick(bool mask, Reals yes, Reals no) { return mask ? yes : no; }
  static Plain wide_product(Plain x, Plain y) { return (x & 0xffffffff) * (y & 0xffffffff); }
  static Plain counted_from(std::uint64_t first) { return first; }
  static Reals looked_up(const double* table, const double* at) {
    return table[static_cast<std::size_t>(*at)];
  }
  static Reals reals_of_plain(Plain x) { return __builtin_bit_cast(Reals, x); }
  static Plain plain_of(Reals x) { return __builtin_bit_cast(Plain, x); }
  static Bits bits_of(Reals x) { return __builtin_bit_cast(Bits, x); }
  static Reals reals_of(Bits x) { return __builtin_bit_cast(Reals, x); }
  static Bits top_twelve(Bits x) { return static_cast<Bits>(static_cast<std::uint64_t>(x) >> 52); }
  static Reals load(const double* from) { return *from; }
  static void store(Reals x, double* to) { *to = x; }
};

/// The lanes of one register. `Registers`: Real, Word (signed) and Plain of one size, `root` of a
/// Real, `wide_product` of the low 32 bits of two Plains, `counted_from`: first, first + 1, ...,
/// and `looked_up`: table[at[i]], whole numbers in doubles.
template <class Registers>
struct RegisterLanes {
  using Reals = typename Registers::Real;
  using Bits = typename Registers::Word;
  using Plain = typename Registers::Plain;
  static constexpr std::size_t kLanes = sizeof(Reals) / sizeof(double);
  static Reals all(double x) { return x - Reals{}; }
  static Plain every(std::uint64_t x) { return x - Plain{}; }
  static Reals root(Reals x) { return Registers::root(x); }
  template <class Mask>
  static Reals pick(Mask mask, Reals yes, Reals no) {
    return mask ? yes : no;
  }
  static Plain wide_product(Plain x, Plain y) { return Registers::wide_product(x, y); }
  static Plain counted_from(std::uint64_t first) { return Registers::counted_from(first); }
  static Reals looked_up(const double* table, const double* at) {
    return Registers::looked_up(table, at);
  }
  static Reals reals_of_plain(Plain x) { return __builtin_bit_cast(Reals, x); }
  static Plain plain_of(Reals x) { return __builtin_bit_cast(Plain, x); }
  static Bits bits_of(Reals x) { return __builtin_bit_cast(Bits, x); }
  static Reals reals_of(Bits x) { return __builtin_bit_cast(Reals, x); }
  static Bits top_twelve(Bits x) {
    return __builtin_bit_cast(Bits, __builtin_bit_cast(Plain, x) >> 52);
  }
  static Reals load(const double* from) {
    Reals x;
    __builtin_memcpy(&x, from, sizeof x);
    return x;
  }
  static void store(Reals x, double* to) { __builtin_memcpy(to, &x, sizeof x); }
};

/// Two registers side by side: while a result of one is waited for, the other computes. `Level`:
/// the registers of the level, since code for one vector type differs from level to level.
template <class Register, class Element, class Level>
struct PairedRegisters {
  Register a, b;
  PairedRegisters(Register first, Register second) : a(first), b(second) {}
  PairedRegisters(Element all)
      : a(all - Register{}), b(a) {}  // NOLINT(google-explicit-constructor)
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
  friend PairedRegisters operator>>(PairedRegisters x, int bits) {
    return {x.a >> bits, x.b >> bits};
  }
  PairedRegisters operator-() const { return {-a, -b}; }
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
  static PairedRegisters<Mask, std::int64_t, Level> masks(Mask first, Mask second) {
    return {first, second};
  }
};

/// Twice the lanes of one register.
template <class Registers>
struct PairedLanes {
  using Real = typename Registers::Real;
  using Word = typename Registers::Word;
  using Unsigned = typename Registers::Plain;
  using Reals = PairedRegisters<Real, double, Registers>;
  using Bits = PairedRegisters<Word, std::int64_t, Registers>;
  using Plain = PairedRegisters<Unsigned, std::uint64_t, Registers>;
  static constexpr std::size_t kHalf = sizeof(Real) / sizeof(double);
  static constexpr std::size_t kLanes = 2 * kHalf;

  static Reals all(double x) { return x; }
  static Plain every(std::uint64_t x) { return x; }
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
    return {__builtin_bit_cast(Word, __builtin_bit_cast(Unsigned, x.a) >> 52),
            __builtin_bit_cast(Word, __builtin_bit_cast(Unsigned, x.b) >> 52)};
  }
  static Plain wide_product(Plain x, Plain y) {
    return {Registers::wide_product(x.a, y.a), Registers::wide_product(x.b, y.b)};
  }
  static Plain counted_from(std::uint64_t first) {
    return {Registers::counted_from(first), Registers::counted_from(first + kHalf)};
  }
  static Reals looked_up(const double* table, const double* at) {
    return {Registers::looked_up(table, at), Registers::looked_up(table, at + kHalf)};
  }
  static Reals reals_of_plain(Plain x) {
    return {__builtin_bit_cast(Real, x.a), __builtin_bit_cast(Real, x.b)};
  }
  static Plain plain_of(Reals x) {
    return {__builtin_bit_cast(Unsigned, x.a), __builtin_bit_cast(Unsigned, x.b)};
  }
  static Reals load(const double* from) {
    Real a;
    Real b;
    __builtin_memcpy(&a, from, sizeof a);
    __builtin_memcpy(&b, from + kHalf, sizeof b);
    return {a, b};
  }
  static void store(Reals x, double* to) {
    __builtin_memcpy(to, &x.a, sizeof x.a);
    __builtin_memcpy(to + kHalf, &x.b, sizeof x.b);
  }
};

}  // namespace pledgelab
