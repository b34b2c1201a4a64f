// Exact quotients: Share where a text writes a percentage, Ratio where a share is a quotient.
#pragma once

#include <compare>
#include <cstdint>

#include "models/base/check.hpp"

namespace pledgelab {

/// num/den with den > 0. Not reduced unless asked; comparison is exact (128-bit products).
struct Ratio {
  std::int64_t num = 0;
  std::int64_t den = 1;

  static constexpr Ratio of(std::int64_t num, std::int64_t den) {
    PL_CHECK(den > 0);
    return {num, den};
  }
  [[nodiscard]] double frac() const { return static_cast<double>(num) / static_cast<double>(den); }
  friend constexpr std::strong_ordering operator<=>(Ratio a, Ratio b) {
    return static_cast<__int128>(a.num) * b.den <=> static_cast<__int128>(b.num) * a.den;
  }
  friend constexpr bool operator==(Ratio a, Ratio b) { return (a <=> b) == 0; }
};

/// Parts per million, as a text writes a percentage: 5.22 % = 52,200 ppm. Domain 0..1,000,000.
struct Share {
  std::int32_t ppm = 0;

  [[nodiscard]] constexpr Ratio ratio() const { return {ppm, 1'000'000}; }
  [[nodiscard]] double frac() const { return ppm / 1e6; }
  friend constexpr auto operator<=>(Share, Share) = default;
};

/// A yearly interest rate or premium rate in ppm; may exceed 100 % and may be negative.
struct Rate {
  std::int32_t annual_ppm = 0;

  [[nodiscard]] double annual_frac() const { return annual_ppm / 1e6; }
  friend constexpr auto operator<=>(Rate, Rate) = default;
};

}  // namespace pledgelab
