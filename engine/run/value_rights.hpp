// Every right of a book valued in chunks over threads, the same to the bit for any number of
// threads and any size of chunk.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "engine/run/chunks.hpp"
#include "models/valuation/value.hpp"

namespace pledgelab {

/// Rights of one chunk of a batch: those of a chunk of columns.
inline constexpr std::uint32_t kChunkRights = 4'096;

/// Neighbours of the book's order: rights first .. first + valuations.size() - 1.
struct RightsChunk {
  std::uint64_t number = 0;
  std::uint32_t first = 0;
  std::span<Valuation> valuations;
};

/// How a book is valued, and who hears of it. Both calls come once a chunk, from any thread, in any
/// order; an error of theirs ends the batch.
struct RightsWork {
  unsigned threads = 1;  // ≥ 1
  std::uint32_t chunk_rights = kChunkRights;
  bool explain = true;  // with drivers
  /// Fills a chunk that was valued before; false: it was not, and is valued now.
  std::function<Result<bool>(const RightsChunk&)> recall = {};
  /// Hears of each chunk that was valued now.
  std::function<Outcome(const RightsChunk&)> valued = {};
};

/// What value_book gives, in the book's order. Errors: those of value_book and of the two calls;
/// R-101 stopped before all chunks had begun, those begun being done. The control hears of 0 chunks
/// first, then of each.
Result<std::vector<Valuation>> value_rights(const Book& book, const ValuationInputs& inputs,
                                            const RightsWork& work, RunControl& control);

/// ⌈rights / chunk_rights⌉.
std::uint64_t chunks_of_rights(std::size_t rights, std::uint32_t chunk_rights);

}  // namespace pledgelab
