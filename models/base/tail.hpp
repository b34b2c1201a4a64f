// The tail of a simulated loss: which paths make its expected shortfall, and what other amounts are
// on them. Parts that add up to the loss have tail means that add up to its expected shortfall
// (Euler; Tasche 1999).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "models/base/statistics.hpp"

namespace pledgelab {

/// The (1 − level)·n largest of n losses. Those above the boundary count whole; the losses equal to
/// it share what is left of the count evenly, so no order of equal losses matters.
/// Invariant: whole.size() + tied.size() × tie_weight = count > 0; 0 < tie_weight ≤ 1.
struct Tail {
  double level = 0;
  double count = 0;                  // (1 − level)·n, not always whole
  std::int64_t boundary_fen = 0;     // the smallest loss in it
  double tie_weight = 0;             // of each tied path
  std::vector<std::uint32_t> whole;  // paths, ascending
  std::vector<std::uint32_t> tied;   // paths, ascending
  std::vector<std::uint32_t> edge;   // paths whose rank is within one s.d. of the boundary's
};

/// loss_fen: one a path, at least one. 0 < level < 1.
Tail tail_of(std::span<const std::int64_t> loss_fen, double level);

/// The weighted mean over the tail's paths of an amount in fen, one a path, as yuan. For the loss
/// itself it is its expected shortfall (Acerbi-Tasche 2002). Standard error: within the tail, and
/// that of the boundary (Manistre-Hancock 2005, the amount's mean at the edge for the quantile).
Estimate tail_mean_yuan(const Tail& tail, std::span<const std::int64_t> amount_fen);

}  // namespace pledgelab
