// Numbers as people write them in policies and scenarios: 600wan, 5.22%, 150bp, 6mo, 1/3. Exact.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "models/base/money.hpp"
#include "models/base/ratio.hpp"

namespace pledgelab {

/// A literal with its unit. `value` is exact; its meaning by kind:
/// number: the number itself · rate: a fraction (5% → 5/100) · money: fen of `currency` ·
/// months, days: whole counts.
struct Quantity {
  enum class Kind : std::uint8_t { number, rate, money, months, days };
  Kind kind = Kind::number;
  Ratio value;
  std::string currency;  // money only: "CNY" for yuan, wan, yi; else upper-case ISO code
};

/// Parses the whole text. Units: % bp (rate) · yuan wan yi fen usd gbp eur krw jpy sgd (money) ·
/// d mo q y (durations; 1q = 3mo, 1y = 12mo) · a/b (rate, b > 0) · none (number).
/// None for: empty, sign +, leading zeros ("010"), 0x, exponents, nan, inf, blanks, unknown unit,
/// or a value whose numerator or denominator leaves int64.
std::optional<Quantity> parse_quantity(std::string_view text);

/// The same words that parse_quantity reads, for messages: "12.5%", "600wan".
std::string unit_help();

}  // namespace pledgelab
