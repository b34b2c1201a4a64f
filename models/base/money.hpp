// Money: whole fen (hundredths of the book's currency), checked; products in 128 bits; rounding.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>

#include "models/base/check.hpp"
#include "models/base/ratio.hpp"

namespace pledgelab {

/// How a fraction of a fen is booked. half_up = 四舍五入, ties away from zero.
enum class Rounding : std::uint8_t { half_up, half_even };

/// num/den rounded to a whole number. den > 0; the quotient must fit (PL_CHECK).
std::int64_t round_quotient(__int128 num, __int128 den, Rounding rounding);

/// An amount in fen. One amount of input is at most kMaxInputFen; sums are checked, never wrap.
class Money {
 public:
  static constexpr std::int64_t kMaxInputFen = 1'000'000'000'000'000;  // 10^13 yuan

  constexpr Money() = default;
  static constexpr Money of_fen(std::int64_t fen) { return Money(fen); }
  static constexpr Money of_yuan(std::int64_t yuan) {
    std::int64_t fen = 0;
    PL_CHECK(!__builtin_mul_overflow(yuan, std::int64_t{100}, &fen));
    return Money(fen);
  }
  [[nodiscard]] constexpr std::int64_t fen() const { return x_fen; }
  /// For estimates and display only; exact below 2^53 fen.
  [[nodiscard]] double yuan() const { return static_cast<double>(x_fen) / 100.0; }

  friend constexpr Money operator+(Money a, Money b) {
    std::int64_t sum = 0;
    PL_CHECK(!__builtin_add_overflow(a.x_fen, b.x_fen, &sum));
    return Money(sum);
  }
  friend constexpr Money operator-(Money a, Money b) {
    std::int64_t difference = 0;
    PL_CHECK(!__builtin_sub_overflow(a.x_fen, b.x_fen, &difference));
    return Money(difference);
  }
  constexpr Money& operator+=(Money b) { return *this = *this + b; }
  constexpr Money& operator-=(Money b) { return *this = *this - b; }
  friend constexpr auto operator<=>(Money, Money) = default;

 private:
  explicit constexpr Money(std::int64_t fen) : x_fen(fen) {}
  std::int64_t x_fen = 0;
};

/// amount × share, rounded to the fen. The result must fit int64 (PL_CHECK).
inline Money part(Money amount, Ratio share, Rounding rounding) {
  return Money::of_fen(
      round_quotient(static_cast<__int128>(amount.fen()) * share.num, share.den, rounding));
}

/// Decimal text of yuan ("12.30", "-0.5", "1200") to fen, exactly; never through a double.
/// None on anything else: empty, exponent, grouping, more than two decimals that are not zero.
/// `fen_per_unit`: 100 for yuan, 1,000,000 for 万元 (up to six decimals), 1 for fen.
std::optional<Money> parse_money(const std::string& text, std::int64_t fen_per_unit = 100);

/// "1234.05": two decimals, no grouping.
std::string to_decimal(Money amount);

}  // namespace pledgelab
