// Quotients computed in 128 bits and kept in 64.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>

#include "models/base/ratio.hpp"

namespace pledgelab {

/// num/den as a Ratio, by their common divisor only where 64 bits are too few; none where they are
/// too few even then. den > 0.
constexpr std::optional<Ratio> ratio_of(__int128 num, __int128 den) {
  constexpr __int128 most = std::numeric_limits<std::int64_t>::max();
  const auto fits = [&] { return num <= most && num >= -most && den <= most; };
  if (!fits()) {
    __int128 divisor = num < 0 ? -num : num;
    for (__int128 rest = den; rest != 0;) {
      const __int128 next = divisor % rest;
      divisor = rest;
      rest = next;
    }
    num /= divisor;
    den /= divisor;
  }
  if (!fits()) return std::nullopt;
  return Ratio{static_cast<std::int64_t>(num), static_cast<std::int64_t>(den)};
}

/// a + b, exactly; none where it does not fit into 64 bits. |num|, den < 2^63: each product is
/// below 2^126, their sum below 2^127.
constexpr std::optional<Ratio> exact_sum(Ratio a, Ratio b) {
  if (a.den == b.den) return ratio_of(static_cast<__int128>(a.num) + b.num, a.den);
  return ratio_of(static_cast<__int128>(a.num) * b.den + static_cast<__int128>(b.num) * a.den,
                  static_cast<__int128>(a.den) * b.den);
}

/// a × b, exactly; none where it does not fit into 64 bits.
constexpr std::optional<Ratio> exact_product(Ratio a, Ratio b) {
  return ratio_of(static_cast<__int128>(a.num) * b.num, static_cast<__int128>(a.den) * b.den);
}

}  // namespace pledgelab
