#include "models/sharing/arithmetic.hpp"

#include <array>
#include <cstdint>

namespace pledgelab {

void divide_by_weights(std::int64_t amount, std::span<const std::int64_t> weights, std::size_t last,
                       Rounding rounding, std::span<std::int64_t> parts) {
  std::int64_t whole = 0;
  for (const std::int64_t weight : weights) whole += weight;
  PL_CHECK(amount >= 0 && amount <= whole && parts.size() == weights.size());
  std::int64_t left = amount;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    parts[i] = 0;
    if (i == last || weights[i] == 0) continue;
    const std::int64_t due = round_share(amount, weights[i], whole, rounding);
    parts[i] = std::min({due, weights[i], left});
    left -= parts[i];
  }
  parts[last] = std::min(left, weights[last]);
  left -= parts[last];
  for (std::size_t i = 0; i < weights.size() && left > 0; ++i) {
    const std::int64_t more = std::min(left, weights[i] - parts[i]);
    parts[i] += more;
    left -= more;
  }
}

std::optional<std::int64_t> interest_most(std::int64_t principal, Ratio rate, int days,
                                          Rounding rounding) {
  if (rate.num <= 0) return 0;
  __int128 top = static_cast<__int128>(principal) * rate.num;  // both below 2^63
  const __int128 bottom = static_cast<__int128>(rate.den) * 360;
  if (__builtin_mul_overflow(top, static_cast<__int128>(days), &top)) return std::nullopt;
  if (top / bottom >= INT64_MAX) return std::nullopt;
  return round_quotient(top, bottom, rounding);
}

void take_recovery(std::span<std::int64_t, 3> parts, std::int64_t amount, RecoveryCosts costs,
                   Rounding rounding) {
  if (amount == 0) return;
  if (costs == RecoveryCosts::shared) {
    std::array<std::int64_t, 3> taken{};
    divide_by_weights(amount, std::span<const std::int64_t>(parts.data(), 3), 2, rounding, taken);
    for (std::size_t i = 0; i < 3; ++i) parts[i] -= taken[i];
    return;
  }
  for (const std::size_t i : {std::size_t{2}, std::size_t{0}, std::size_t{1}}) {
    const std::int64_t taken = std::min(amount, parts[i]);
    parts[i] -= taken;
    amount -= taken;
  }
  PL_CHECK(amount == 0);
}

}  // namespace pledgelab
