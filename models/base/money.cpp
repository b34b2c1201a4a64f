#include "models/base/money.hpp"

#include <limits>

namespace pledgelab {

std::int64_t round_quotient(__int128 num, __int128 den, Rounding rounding) {
  PL_CHECK(den > 0);
  const bool negative = num < 0;
  const __int128 size = negative ? -num : num;
  __int128 quotient = size / den;
  const __int128 twice = (size % den) * 2;
  const bool up =
      twice > den || (twice == den && (rounding == Rounding::half_up || quotient % 2 == 1));
  if (up) ++quotient;
  PL_CHECK(quotient <= std::numeric_limits<std::int64_t>::max());
  const auto whole = static_cast<std::int64_t>(quotient);
  return negative ? -whole : whole;
}

std::optional<Money> parse_money(const std::string& text, std::int64_t fen_per_unit) {
  std::size_t at = 0;
  const bool negative = !text.empty() && text[0] == '-';
  if (negative || (!text.empty() && text[0] == '+')) ++at;
  __int128 digits = 0;
  __int128 scale = 1;
  bool any = false;
  bool after_point = false;
  for (; at < text.size(); ++at) {
    if (text[at] == '.' && !after_point) {
      after_point = true;
      continue;
    }
    if (text[at] < '0' || text[at] > '9') return std::nullopt;
    any = true;
    digits = digits * 10 + (text[at] - '0');
    if (after_point) scale *= 10;
    if (digits > static_cast<__int128>(1) << 100 || scale > static_cast<__int128>(1) << 60) {
      return std::nullopt;
    }
  }
  if (!any || text.back() == '.') return std::nullopt;
  const __int128 scaled = digits * fen_per_unit;
  if (scaled % scale != 0) return std::nullopt;
  const __int128 fen = scaled / scale;
  if (fen > Money::kMaxInputFen) return std::nullopt;
  return Money::of_fen(static_cast<std::int64_t>(negative ? -fen : fen));
}

std::string to_decimal(Money amount) {
  const std::int64_t fen = amount.fen();
  const auto size = fen < 0 ? 0 - static_cast<std::uint64_t>(fen) : static_cast<std::uint64_t>(fen);
  const std::uint64_t cents = size % 100;
  return (fen < 0 ? "-" : "") + std::to_string(size / 100) + "." + (cents < 10 ? "0" : "") +
         std::to_string(cents);
}

}  // namespace pledgelab
