// Inside the room: one pass of the kernel over the losses of one path.
#pragma once

#include <cstdint>

#include "models/sharing/evaluate.hpp"
#include "models/sharing/path_share.hpp"

namespace pledgelab::path_pass {

enum class Reply : std::uint8_t { no, yes, unknown };

/// Borrowed views of one pass. `is_void`: a loss of a close was found undecided.
struct Pass {
  const PathProgram& prepared;
  const Program& program;
  SharingBuffers& buffers;
  std::size_t parties = 0;
  std::size_t caps = 0;  // at a balance
  bool is_void = false;

  [[nodiscard]] std::int64_t* bills(std::uint32_t slot) const {
    return buffers.bills.data() + slot * parties;
  }
  void move(std::uint32_t slot, std::uint32_t party, std::int64_t fen) const {
    bills(slot)[party] += fen;
  }
};

/// num/den of fen, in 64 bits where the product fits.
inline std::int64_t rounded(std::int64_t fen, Ratio share, Rounding rounding) {
  std::int64_t product = 0;
  if (fen < 0 || share.num < 0 || __builtin_mul_overflow(fen, share.num, &product)) {
    return round_quotient(static_cast<__int128>(fen) * share.num, share.den, rounding);
  }
  const std::int64_t quotient = product / share.den;
  const std::int64_t rest = product % share.den;
  const std::int64_t over = share.den - rest;  // rest against the half, without doubling
  const bool tie_up = rounding == Rounding::half_up || quotient % 2 == 1;
  return quotient + (rest > over || (rest == over && tie_up) ? 1 : 0);
}

/// Runs the claim steps; false when the loss became undecided (its unit totals are put back).
bool book(Pass& pass, std::uint32_t slot);
void close_all(Pass& pass, std::uint32_t slots);
void finish(Pass& pass, std::uint32_t slot);

/// Accounts. `receive`: a later recovery, as borne; `settle`: the day's queue and fresh claims.
/// settle marks the accounts that could not pay in full.
void receive(Pass& pass, std::uint32_t slot, std::int64_t fen);
void settle(Pass& pass);
/// Unit of a periodic step for a slot; kNone when its key is missing.
std::uint32_t unit_of(const Pass& pass, std::uint32_t step, std::uint32_t slot);
/// Makes the unit's totals belong to this pass.
void touch(Pass& pass, std::uint32_t step, std::uint32_t unit);
Reply ask(const Pass& pass, const PathColumn& column, std::uint32_t term, std::uint32_t slot);

}  // namespace pledgelab::path_pass
