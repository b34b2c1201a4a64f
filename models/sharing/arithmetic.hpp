// The ways money is divided (F70 to F76, F79), each exact: what is handed out is what there is.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>

#include "models/base/money.hpp"
#include "models/policy/sharing_policy.hpp"

namespace pledgelab {

/// round(fen × num ÷ den), den > 0: round_quotient of the product, in 64 bits where that fits.
inline std::int64_t round_share(std::int64_t fen, std::int64_t num, std::int64_t den,
                                Rounding rounding) {
  std::int64_t product = 0;
  if (fen < 0 || num < 0 || __builtin_mul_overflow(fen, num, &product)) {
    return round_quotient(static_cast<__int128>(fen) * num, den, rounding);
  }
  const std::int64_t quotient = product / den;
  const std::int64_t rest = product % den;
  const std::int64_t over = den - rest;  // rest against the half, without doubling
  const bool tie_up = rounding == Rounding::half_up || quotient % 2 == 1;
  return quotient + (rest > over || (rest == over && tie_up) ? 1 : 0);
}

/// The same, rounded down; fen and num at least 0.
inline std::int64_t floor_share(std::int64_t fen, std::int64_t num, std::int64_t den) {
  std::int64_t product = 0;
  if (!__builtin_mul_overflow(fen, num, &product)) return product / den;
  return static_cast<std::int64_t>(static_cast<__int128>(fen) * num / den);
}

/// F70: round(running × share) − booked, at least 0, at most `left`. All in fen.
inline std::int64_t running_share(std::int64_t running, Ratio share, std::int64_t booked,
                                  std::int64_t left, Rounding rounding) {
  const std::int64_t due = round_share(running, share.num, share.den, rounding) - booked;
  return std::clamp<std::int64_t>(due, 0, left);
}

/// F71: what a layer of width `limit` takes of one loss: the unit's total to date cut at the limit,
/// less what was cut before; at least 0, at most `open`. `total` includes this loss.
inline std::int64_t slice_cut(std::int64_t total, std::int64_t limit, std::int64_t cut_before,
                              std::int64_t open) {
  return std::clamp<std::int64_t>(std::min(total, limit) - cut_before, 0, open);
}

/// F72: what a cap leaves of one bill: at most the room, limit − let_through.
inline std::int64_t cap_kept(std::int64_t bill, std::int64_t limit, std::int64_t let_through) {
  return std::min(bill, std::max<std::int64_t>(0, limit - let_through));
}

/// F76: what lies between `above` and `upto` of one amount: the unit's total to date cut to the
/// range, less what was taken of the range before; at least 0, at most `amount`. `total` includes
/// this amount. A single loss: taken_before 0 and total = amount. upto < above: nothing.
inline std::int64_t layer_part(std::int64_t total, std::int64_t above, std::int64_t upto,
                               std::int64_t taken_before, std::int64_t amount) {
  const std::int64_t in_range = std::max<std::int64_t>(0, std::min(total, upto) - above);
  return std::clamp<std::int64_t>(in_range - taken_before, 0, amount);
}

/// F73: the part of one loss in a total spread by amounts: round(running × part ÷ whole) − booked,
/// at least 0, at most `amount`. `running` includes this loss. whole > 0.
inline std::int64_t spread_part(std::int64_t running, std::int64_t part, std::int64_t whole,
                                std::int64_t booked, std::int64_t amount, Rounding rounding) {
  const std::int64_t due = round_share(running, part, whole, rounding) - booked;
  return std::clamp<std::int64_t>(due, 0, amount);
}

/// F74: divides `amount` by `weights`, each part rounded and never above its weight, in order;
/// `last` takes the remainder up to its weight, and what it cannot take goes to the others in
/// order. 0 ≤ amount ≤ Σ weights, weights ≥ 0. Σ parts = amount.
void divide_by_weights(std::int64_t amount, std::span<const std::int64_t> weights, std::size_t last,
                       Rounding rounding, std::span<std::int64_t> parts);

/// F79: the most interest that a base counts: round(principal × rate × days ÷ 360); 0 for a rate
/// below 0; none when it leaves 64 bits. days > 0.
std::optional<std::int64_t> interest_most(std::int64_t principal, Ratio rate, int days,
                                          Rounding rounding);

/// Takes `amount` off principal, interest and costs (in this order in `parts`): costs first, then
/// principal, then interest; or shared in proportion (F75). amount ≤ their sum.
void take_recovery(std::span<std::int64_t, 3> parts, std::int64_t amount, RecoveryCosts costs,
                   Rounding rounding);

}  // namespace pledgelab
