// Counter-based random numbers: a draw is a function of (seed, path, stream, index), nothing else.
// Philox4x32-10: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC11.
#pragma once

#include <array>
#include <cstdint>

namespace pledgelab {

using PhiloxBlock = std::array<std::uint32_t, 4>;

/// Ten rounds of Philox4x32 on `counter` under `key`. Matches Random123's known-answer vectors.
constexpr PhiloxBlock philox4x32(PhiloxBlock counter, std::array<std::uint32_t, 2> key) {
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t a = std::uint64_t{0xD2511F53U} * counter[0];
    const std::uint64_t b = std::uint64_t{0xCD9E8D57U} * counter[2];
    counter = {
        static_cast<std::uint32_t>(b >> 32) ^ counter[1] ^ key[0], static_cast<std::uint32_t>(b),
        static_cast<std::uint32_t>(a >> 32) ^ counter[3] ^ key[1], static_cast<std::uint32_t>(a)};
    key[0] += 0x9E3779B9U;
    key[1] += 0xBB67AE85U;
  }
  return counter;
}

/// What a draw is for. Each stream is independent of the others; numbers are never reused.
enum class Stream : std::uint32_t {
  factors = 1,         // index = month × factors + factor
  default_clock,       // index = bucket << 32 | candidate in the bucket
  asset_level,         // index = asset
  sale_fraction,       // index = asset
  other_recovery,      // index = loan
  sample_book,         // index = what the sampler says
  asset_alive,         // index = asset
  loan_term,           // index = loan; path 0
  option_path,         // path = pair of mirror paths, index = pair of dates
  research_path,       // path = pair of mirror paths, index = step
  outlay_path,         // path = pair of mirror paths, index = step
  pit_atom = 40,       // index = digest of the outcome; path 0
  outcome_fold = 101,  // index = patent; path 0
};

/// One block of 128 bits for (seed, path, stream, index).
constexpr PhiloxBlock draw_block(std::uint64_t seed, std::uint32_t path, Stream stream,
                                 std::uint64_t index) {
  return philox4x32({static_cast<std::uint32_t>(index), static_cast<std::uint32_t>(index >> 32),
                     path, static_cast<std::uint32_t>(stream)},
                    {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)});
}

/// A double strictly between 0 and 1 from two words (52 bits, midpoints).
constexpr double open_unit(std::uint32_t high, std::uint32_t low) {
  const std::uint64_t bits = (std::uint64_t{high} << 20) | (low >> 12);
  return (static_cast<double>(bits) + 0.5) * 0x1p-52;
}

/// The first uniform of a draw, in (0, 1).
constexpr double uniform(std::uint64_t seed, std::uint32_t path, Stream stream,
                         std::uint64_t index) {
  const PhiloxBlock block = draw_block(seed, path, stream, index);
  return open_unit(block[0], block[1]);
}

/// The second uniform of the same block, independent of the first.
constexpr double second_uniform(std::uint64_t seed, std::uint32_t path, Stream stream,
                                std::uint64_t index) {
  const PhiloxBlock block = draw_block(seed, path, stream, index);
  return open_unit(block[2], block[3]);
}

}  // namespace pledgelab
