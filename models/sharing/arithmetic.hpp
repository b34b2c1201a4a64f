// The three ways money is divided, each exact: what is handed out is what there is.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>

#include "models/base/money.hpp"
#include "models/policy/sharing_policy.hpp"

namespace pledgelab {

/// F70: round(running × share) − booked, at least 0, at most `left`. All in fen.
inline std::int64_t running_share(std::int64_t running, Ratio share, std::int64_t booked,
                                  std::int64_t left, Rounding rounding) {
  const std::int64_t due =
      round_quotient(static_cast<__int128>(running) * share.num, share.den, rounding) - booked;
  return std::clamp<std::int64_t>(due, 0, left);
}

/// F73: the part of one loss in a total spread by amounts: round(running × part ÷ whole) − booked,
/// at least 0, at most `amount`. `running` includes this loss. whole > 0.
inline std::int64_t spread_part(std::int64_t running, std::int64_t part, std::int64_t whole,
                                std::int64_t booked, std::int64_t amount, Rounding rounding) {
  const std::int64_t due =
      round_quotient(static_cast<__int128>(running) * part, whole, rounding) - booked;
  return std::clamp<std::int64_t>(due, 0, amount);
}

/// F74: divides `amount` by `weights`, each part rounded and never above its weight, in order;
/// `last` takes the remainder up to its weight, and what it cannot take goes to the others in
/// order. 0 ≤ amount ≤ Σ weights, weights ≥ 0. Σ parts = amount.
void divide_by_weights(std::int64_t amount, std::span<const std::int64_t> weights, std::size_t last,
                       Rounding rounding, std::span<std::int64_t> parts);

/// Takes `amount` off principal, interest and costs (in this order in `parts`): costs first, then
/// principal, then interest; or shared in proportion (F75). amount ≤ their sum.
void take_recovery(std::span<std::int64_t, 3> parts, std::int64_t amount, RecoveryCosts costs,
                   Rounding rounding);

}  // namespace pledgelab
