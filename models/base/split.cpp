#include "models/base/split.hpp"

#include <algorithm>

namespace pledgelab {

Money running_part(Money running_total, Ratio share, Money booked, Money left, Rounding rounding) {
  PL_CHECK(left >= Money());
  const Money due = part(running_total, share, rounding) - booked;
  return std::clamp(due, Money(), left);
}

void split(Money amount, std::span<const Ratio> shares, Rounding rounding, std::span<Money> parts) {
  PL_CHECK(parts.size() == shares.size() + 1);
  PL_CHECK(amount >= Money());
  Money left = amount;
  for (std::size_t payer = 0; payer < shares.size(); ++payer) {
    parts[payer] = running_part(amount, shares[payer], Money(), left, rounding);
    left -= parts[payer];
  }
  parts.back() = left;
}

}  // namespace pledgelab
