#include "engine/report/figure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace pledgelab {

namespace {

const char* const kNothing = "–";

/// Digits of the whole part grouped by three; sign and decimals kept.
std::string grouped(const std::string& plain) {
  const std::size_t first = !plain.empty() && plain[0] == '-' ? 1 : 0;
  const std::size_t dot = std::min(plain.find('.'), plain.size());
  std::string out = plain.substr(0, first);
  for (std::size_t i = first; i < dot; ++i) {
    if (i > first && (dot - i) % 3 == 0) out += ',';
    out += plain[i];
  }
  return out + plain.substr(dot);
}

bool shows_as_zero(const std::string& text) {
  return text.find_first_of("123456789") == std::string::npos;
}

std::string fixed(double value, int decimals) {
  if (!std::isfinite(value)) return kNothing;
  const std::string text = fmt::format("{:.{}f}", value, decimals);
  if (!shows_as_zero(text)) return grouped(text);
  if (value == 0) return fmt::format("{:.{}f}", 0.0, decimals);
  return (value < 0 ? ">-" : "<") + fmt::format("{:.{}f}", std::pow(10.0, -decimals), decimals);
}

MoneyUnit unit_of(const std::string& currency, Words label, std::int64_t yuan, int decimals) {
  return {currency, std::move(label), yuan * 100, decimals};
}

}  // namespace

MoneyUnit shown_unit(const std::string& currency, double largest_yuan) {
  if (currency == "CNY") return unit_of(currency, {"万元", "CNY 10k"}, 10'000, 2);
  if (largest_yuan < 100'000) return unit_of(currency, {currency, ""}, 1, 2);
  return unit_of(currency, {"千 " + currency, currency + " thousand"}, 1'000, 1);
}

MoneyUnit axis_unit(const std::string& currency, double largest_yuan) {
  if (currency == "CNY") {
    if (largest_yuan < 1e4) return unit_of(currency, {"元", "CNY"}, 1, 2);
    if (largest_yuan < 1e9) return unit_of(currency, {"万元", "CNY 10k"}, 10'000, 2);
    return unit_of(currency, {"亿元", "CNY 100m"}, 100'000'000, 2);
  }
  if (largest_yuan < 1e5) return unit_of(currency, {currency, ""}, 1, 2);
  if (largest_yuan < 1e8)
    return unit_of(currency, {"千 " + currency, currency + " thousand"}, 1'000, 1);
  if (largest_yuan < 1e11)
    return unit_of(currency, {"百万 " + currency, currency + " million"}, 1'000'000, 1);
  if (largest_yuan < 1e14)
    return unit_of(currency, {"十亿 " + currency, currency + " billion"}, 1'000'000'000, 1);
  return unit_of(currency, {"万亿 " + currency, currency + " trillion"}, 1'000'000'000'000, 1);
}

std::string show(Money amount, const MoneyUnit& unit) {
  std::int64_t tens = 1;
  for (int i = 0; i < unit.decimals; ++i) tens *= 10;
  const std::int64_t steps = round_quotient(static_cast<__int128>(amount.fen()) * tens,
                                            unit.fen_per_unit, Rounding::half_up);
  if (steps == 0 && amount.fen() != 0) return fixed(amount.fen() < 0 ? -1e-9 : 1e-9, unit.decimals);
  const std::int64_t whole = steps / tens;
  const std::int64_t rest = steps % tens;
  std::string text = steps < 0 ? "-" : "";
  text += std::to_string(whole < 0 ? -whole : whole);
  if (unit.decimals > 0) text += fmt::format(".{:0{}}", rest < 0 ? -rest : rest, unit.decimals);
  return grouped(text);
}

std::string show_yuan(double yuan, const MoneyUnit& unit) {
  return fixed(yuan * 100 / static_cast<double>(unit.fen_per_unit), unit.decimals);
}

std::string show_rounded(double yuan, const MoneyUnit& unit) {
  const double value = yuan * 100 / static_cast<double>(unit.fen_per_unit);
  if (!std::isfinite(value)) return kNothing;
  if (value == 0) return "0";
  const int exponent = static_cast<int>(std::floor(std::log10(std::fabs(value))));
  if (exponent < -4) return fixed(value, 4);
  const double scale = std::pow(10.0, exponent - 2);
  return fixed(std::round(value / scale) * scale, std::max(0, 2 - exponent));
}

std::string show_percent(double frac, int decimals) { return fixed(frac * 100, decimals); }

std::string show_level(double frac) { return fmt::format("{:.6g} %", frac * 100); }

std::string show_number(double value, int decimals) { return fixed(value, decimals); }

std::string show_count(std::int64_t count) { return grouped(std::to_string(count)); }

std::string show(const TableCell& cell, const Column& column) {
  if (const auto* money = std::get_if<Money>(&cell)) return show(*money, column.money);
  if (const auto* estimate = std::get_if<Yuan>(&cell))
    return show_yuan(estimate->yuan, column.money);
  if (const auto* share = std::get_if<Frac>(&cell))
    return show_percent(share->frac, column.decimals);
  if (const auto* number = std::get_if<double>(&cell)) return show_number(*number, column.decimals);
  if (const auto* count = std::get_if<std::int64_t>(&cell)) return show_count(*count);
  if (const auto* date = std::get_if<Date>(&cell)) return to_iso(*date);
  if (const auto* words = std::get_if<Words>(&cell)) return words->zh;
  return kNothing;
}

}  // namespace pledgelab
