// The policy of waterfall.hpp written by hand for speed: one loop over a path's rows, its figures
// as constants, flat arrays, nothing asked that this policy does not ask.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "tests/bench/waterfall.hpp"

namespace pledgelab::bench {

/// By party: fund, guarantor, insurer, bank.
struct FusedTotals {
  std::array<std::int64_t, 4> borne{};
  std::array<std::int64_t, 4> recovered{};
};

class FusedWaterfall {
 public:
  /// For tapes that start on `as_of` and whose defaults lie within `months`.
  FusedWaterfall(const FactTable& facts, Date as_of, std::uint32_t months);
  FusedTotals share(const LossTape& tape, std::size_t begin, std::size_t end);

 private:
  struct Slot {
    std::array<std::int64_t, 4> bills{};
    std::array<std::int64_t, 4> recovered{};
    std::int64_t whole = 0;
    std::int64_t back = 0;
  };
  std::int64_t receive(Slot& slot, std::int64_t fen) const;
  void claim(const LossTape& tape, std::size_t row, Slot& slot);

  std::vector<std::uint32_t> x_borrower;  // by loan
  std::vector<std::uint32_t> x_lender;
  std::vector<std::uint32_t> x_year;   // by month
  std::vector<std::int64_t> x_inflow;  // by month: paid in after the month before
  std::vector<std::uint32_t> x_slot;   // by loan: its loss on this path
  std::vector<Slot> x_slots;
  std::vector<std::int64_t> x_borrower_through;
  std::vector<std::uint32_t> x_borrower_path;
  std::vector<std::int64_t> x_lender_through;  // year × lenders + lender
  std::uint32_t x_lenders = 0;
  std::uint32_t x_path = 0;
  std::int64_t x_balance = 0;
};

}  // namespace pledgelab::bench
