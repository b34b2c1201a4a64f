// A share that is the same for every loss, made ready: round(fen × share) by a multiplication.
#pragma once

#include <cstdint>
#include <limits>
#include <numeric>

#include "models/base/money.hpp"
#include "models/base/ratio.hpp"

namespace pledgelab {

/// num/den of an amount, rounded: the same figure as round_quotient(fen × num, den), without a
/// division. `multiplier` and `shift` are the divisor's reciprocal: for p below 2^63,
/// p ÷ den = (p × multiplier) ÷ 2^shift (Granlund and Montgomery 1994, 63 bits).
class FixedShare {
 public:
  FixedShare() = default;
  /// 0 ≤ share.
  FixedShare(Ratio share, Rounding rounding);

  /// fen ≥ 0.
  [[nodiscard]] std::int64_t of(std::int64_t fen) const {
    if (fen > x_most) {
      return round_quotient(static_cast<__int128>(fen) * x_num, x_den, rounding());
    }
    const auto sum = static_cast<std::uint64_t>(fen * x_num + x_den / 2);
    const auto product = static_cast<unsigned __int128>(sum) * x_multiplier;
    auto quotient = static_cast<std::int64_t>(product >> x_shift);
    // A tie of half_even: nothing is left over of fen × num + den ÷ 2.
    if (x_to_even && static_cast<std::uint64_t>(quotient * x_den) == sum) quotient &= ~1LL;
    return quotient;
  }

 private:
  [[nodiscard]] Rounding rounding() const { return x_half; }

  std::int64_t x_num = 0;
  std::int64_t x_den = 1;
  std::uint64_t x_multiplier = std::uint64_t{1} << 63;
  int x_shift = 63;
  std::int64_t x_most = 0;  // above it the product leaves 63 bits
  bool x_to_even = false;   // half_even, and ties exist: the divisor is even
  Rounding x_half = Rounding::half_up;
};

inline FixedShare::FixedShare(Ratio share, Rounding rounding) : x_half(rounding) {
  PL_CHECK(share.num >= 0 && share.den > 0);
  const std::int64_t common = std::gcd(share.num, share.den);
  x_num = share.num / common;
  x_den = share.den / common;
  int bits = 0;
  while (bits < 63 && (std::int64_t{1} << bits) < x_den) ++bits;
  x_shift = 63 + bits;
  const auto whole = static_cast<unsigned __int128>(1) << x_shift;
  const auto den = static_cast<unsigned __int128>(x_den);
  x_multiplier = static_cast<std::uint64_t>((whole + den - 1) / den);
  constexpr std::int64_t kEnd = std::numeric_limits<std::int64_t>::max();
  x_most = x_num == 0 ? kEnd : (kEnd - x_den / 2) / x_num;
  x_to_even = rounding == Rounding::half_even && x_den % 2 == 0;
}

}  // namespace pledgelab
