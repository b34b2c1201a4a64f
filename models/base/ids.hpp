// Tagged indexes: a LoanId is not a BorrowerId. Each is a row number in its table of one Book.
#pragma once

#include <compare>
#include <cstdint>

namespace pledgelab {

template <class Tag>
struct Id {
  std::uint32_t index = 0;
  friend constexpr auto operator<=>(Id, Id) = default;
};

using BorrowerId = Id<struct BorrowerTag>;
using LenderId = Id<struct LenderTag>;
using LoanId = Id<struct LoanTag>;
using AssetId = Id<struct AssetTag>;
using PledgeId = Id<struct PledgeTag>;

}  // namespace pledgelab
