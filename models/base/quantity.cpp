#include "models/base/quantity.hpp"

#include <array>
#include <limits>
#include <numeric>

namespace pledgelab {
namespace {

struct UnitName {
  std::string_view word;
  Quantity::Kind kind;
  std::int64_t num;
  std::int64_t den;
  const char* currency;
};

constexpr std::array kUnits = {
    UnitName{"%", Quantity::Kind::rate, 1, 100, ""},
    UnitName{"bp", Quantity::Kind::rate, 1, 10'000, ""},
    UnitName{"fen", Quantity::Kind::money, 1, 1, "CNY"},
    UnitName{"yuan", Quantity::Kind::money, 100, 1, "CNY"},
    UnitName{"wan", Quantity::Kind::money, 1'000'000, 1, "CNY"},
    UnitName{"yi", Quantity::Kind::money, 10'000'000'000, 1, "CNY"},
    UnitName{"usd", Quantity::Kind::money, 100, 1, "USD"},
    UnitName{"gbp", Quantity::Kind::money, 100, 1, "GBP"},
    UnitName{"eur", Quantity::Kind::money, 100, 1, "EUR"},
    UnitName{"krw", Quantity::Kind::money, 100, 1, "KRW"},
    UnitName{"jpy", Quantity::Kind::money, 100, 1, "JPY"},
    UnitName{"sgd", Quantity::Kind::money, 100, 1, "SGD"},
    UnitName{"d", Quantity::Kind::days, 1, 1, ""},
    UnitName{"mo", Quantity::Kind::months, 1, 1, ""},
    UnitName{"q", Quantity::Kind::months, 3, 1, ""},
    UnitName{"y", Quantity::Kind::months, 12, 1, ""},
};

std::optional<Ratio> narrow(__int128 num, __int128 den) {
  constexpr __int128 kMax = std::numeric_limits<std::int64_t>::max();
  __int128 a = num < 0 ? -num : num;
  __int128 b = den;
  while (b != 0) {
    const __int128 rest = a % b;
    a = b;
    b = rest;
  }
  if (a > 1) {
    num /= a;
    den /= a;
  }
  if (num > kMax || num < -kMax || den > kMax) return std::nullopt;
  return Ratio{static_cast<std::int64_t>(num), static_cast<std::int64_t>(den)};
}

bool digit(char c) { return c >= '0' && c <= '9'; }

// Reads "12", "0.5", "-3.25" from the front; `rest` is what follows.
std::optional<Ratio> decimal(std::string_view text, std::string_view& rest) {
  std::size_t at = 0;
  const bool negative = !text.empty() && text[0] == '-';
  if (negative) ++at;
  const std::size_t start = at;
  __int128 digits = 0;
  __int128 scale = 1;
  bool point = false;
  for (; at < text.size() && (digit(text[at]) || (text[at] == '.' && !point)); ++at) {
    if (text[at] == '.') {
      point = true;
      continue;
    }
    digits = digits * 10 + (text[at] - '0');
    if (point) scale *= 10;
    if (digits > static_cast<__int128>(1) << 90 || scale > static_cast<__int128>(1) << 60) {
      return std::nullopt;
    }
  }
  if (at == start || !digit(text[start]) || text[at - 1] == '.') return std::nullopt;
  const bool leading_zero = text[start] == '0' && at > start + 1 && digit(text[start + 1]);
  if (leading_zero) return std::nullopt;
  rest = text.substr(at);
  return narrow(negative ? -digits : digits, scale);
}

std::optional<Quantity> fraction(Ratio num, std::string_view rest) {
  std::string_view after;
  const auto den = decimal(rest, after);
  if (!den || !after.empty() || num.den != 1 || den->den != 1 || den->num <= 0) return std::nullopt;
  const auto value = narrow(num.num, den->num);
  if (!value) return std::nullopt;
  return Quantity{Quantity::Kind::rate, *value, {}};
}

}  // namespace

std::optional<Quantity> parse_quantity(std::string_view text) {
  std::string_view rest;
  const auto number = decimal(text, rest);
  if (!number) return std::nullopt;
  if (rest.empty()) return Quantity{Quantity::Kind::number, *number, {}};
  if (rest[0] == '/') return fraction(*number, rest.substr(1));
  for (const UnitName& unit : kUnits) {
    if (rest != unit.word) continue;
    const auto value = narrow(static_cast<__int128>(number->num) * unit.num,
                              static_cast<__int128>(number->den) * unit.den);
    const bool whole = unit.kind == Quantity::Kind::rate || (value && value->den == 1);
    if (!value || !whole) return std::nullopt;
    return Quantity{unit.kind, *value, unit.currency};
  }
  return std::nullopt;
}

std::string unit_help() {
  return "a number with its unit: 5.22%, 150bp, 1/3, 600wan, 100yuan, 2000usd, 90d, 6mo, 4q, 3y";
}

}  // namespace pledgelab
