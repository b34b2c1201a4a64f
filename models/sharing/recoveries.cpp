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

bool floors(const Borne& borne, std::size_t party) {
  return !borne.rounds_down.empty() && borne.rounds_down[party] != 0;
}

// What the residual party cannot take, in order: first those who round to the nearest, so that no
// fen comes to an account that a later division would take back.
std::int64_t hand_on(std::int64_t left, const Borne& borne, std::span<std::int64_t> parts) {
  for (const bool down : {false, true}) {
    for (std::size_t party = 0; party < parts.size() && left > 0; ++party) {
      if (party == borne.residual || floors(borne, party) != down) continue;
      const std::int64_t more = std::min(left, borne.bills[party] - parts[party]);
      parts[party] += more;
      left -= more;
    }
  }
  return left;
}

struct Weights {
  std::span<const std::int64_t> by_party;
  std::int64_t whole;
};

// Divides `amount` by weight ÷ whole, nobody above its bill: those who round down, then the others,
// in order; the residual party takes what is left up to `room`, and what it cannot take goes to the
// others. Their quotients come first, so that no rounding of another leaves an account less.
void divide(std::int64_t amount, const Weights& weights, const Borne& borne, std::int64_t room,
            Rounding rounding, std::span<std::int64_t> parts) {
  std::int64_t left = amount;
  std::fill(parts.begin(), parts.end(), 0);
  for (const bool down : {true, false}) {
    for (std::size_t party = 0; party < parts.size(); ++party) {
      if (floors(borne, party) != down) continue;
      if (party == borne.residual || weights.by_party[party] == 0) continue;
      const std::int64_t weight = weights.by_party[party];
      const std::int64_t due = down ? floor_share(amount, weight, weights.whole)
                                    : round_share(amount, weight, weights.whole, rounding);
      parts[party] = std::min({due, borne.bills[party], left});
      left -= parts[party];
    }
  }
  parts[borne.residual] = std::min(left, room);
  PL_CHECK(hand_on(left - parts[borne.residual], borne, parts) == 0);
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
