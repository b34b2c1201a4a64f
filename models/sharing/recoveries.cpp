#include "models/sharing/recoveries.hpp"

#include <algorithm>

#include "models/sharing/arithmetic.hpp"

namespace pledgelab {
namespace {

std::int64_t sum(std::span<const std::int64_t> amounts) {
  std::int64_t whole = 0;
  for (const std::int64_t amount : amounts) whole += amount;
  return whole;
}

// Divides `amount` by weight ÷ whole, in order, nobody above its bill; the residual party takes
// what is left up to `room`, and what it cannot take goes to the others in order.
struct Weights {
  std::span<const std::int64_t> by_party;
  std::int64_t whole;
};

void divide(std::int64_t amount, const Weights& weights, const Borne& borne, std::int64_t room,
            Rounding rounding, std::span<std::int64_t> parts) {
  std::int64_t left = amount;
  for (std::size_t party = 0; party < parts.size(); ++party) {
    parts[party] = 0;
    if (party == borne.residual || weights.by_party[party] == 0) continue;
    const std::int64_t due = round_share(amount, weights.by_party[party], weights.whole, rounding);
    parts[party] = std::min({due, borne.bills[party], left});
    left -= parts[party];
  }
  parts[borne.residual] = std::min(left, room);
  left -= parts[borne.residual];
  for (std::size_t party = 0; party < parts.size() && left > 0; ++party) {
    if (party == borne.residual) continue;
    const std::int64_t more = std::min(left, borne.bills[party] - parts[party]);
    parts[party] += more;
    left -= more;
  }
  PL_CHECK(left == 0);
}

}  // namespace

void divide_recoveries(RecoveryBy by, CameBack back, const Borne& borne, Rounding rounding,
                       std::span<std::int64_t> parts) {
  PL_CHECK(by != RecoveryBy::recompute);
  const std::int64_t bill = borne.bills[borne.residual];
  const std::int64_t own = std::min(back.late, bill);
  const std::int64_t amount = back.counted + back.late - own;
  const std::int64_t room = bill - own;
  const std::int64_t whole = sum(borne.bills);
  std::int64_t first = 0;  // of the residual party, apart from a division
  if (by == RecoveryBy::residual_first || by == RecoveryBy::payers_first) {
    const std::int64_t others = whole - bill;
    first = by == RecoveryBy::residual_first ? std::min(amount, room)
                                             : amount - std::min(amount, others);
    divide(amount - first, {borne.bills, others}, borne, 0, rounding, parts);
  } else {
    const std::int64_t handed = by == RecoveryBy::as_quota ? sum(borne.handed) : 0;
    const bool as_handed = handed > 0;
    divide(amount, {as_handed ? borne.handed : borne.bills, as_handed ? handed : whole}, borne,
           room, rounding, parts);
  }
  parts[borne.residual] += first + own;
}

}  // namespace pledgelab
