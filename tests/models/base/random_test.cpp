#include "models/base/random.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <set>

using namespace pledgelab;

TEST_CASE("philox4x32-10 gives Random123's known answers") {
  CHECK(philox4x32({0, 0, 0, 0}, {0, 0}) ==
        PhiloxBlock{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  const std::uint32_t ones = 0xffffffff;
  CHECK(philox4x32({ones, ones, ones, ones}, {ones, ones}) ==
        PhiloxBlock{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
  CHECK(philox4x32({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
        PhiloxBlock{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("a draw depends on seed, path, stream and both halves of the index") {
  const std::uint64_t high = std::uint64_t{1} << 32;
  const std::set<PhiloxBlock> blocks = {
      draw_block(1, 0, Stream::factors, 0),        draw_block(2, 0, Stream::factors, 0),
      draw_block(high + 1, 0, Stream::factors, 0), draw_block(1, 1, Stream::factors, 0),
      draw_block(1, 0, Stream::default_clock, 0),  draw_block(1, 0, Stream::factors, 1),
      draw_block(1, 0, Stream::factors, high)};
  CHECK(blocks.size() == 7);
  // The counter's words as documented: index low, index high, path, stream; key: seed low, high.
  CHECK(draw_block(0x299f31d0a4093822, 7, Stream::asset_level, 5 * high + 9) ==
        philox4x32({9, 5, 7, 3}, {0xa4093822, 0x299f31d0}));
}

TEST_CASE("uniforms lie strictly inside (0, 1), at midpoints of 2^52 cells") {
  CHECK(open_unit(0, 0) == 0x1p-53);
  CHECK(open_unit(0xffffffff, 0xffffffff) == 1 - 0x1p-53);
  CHECK(open_unit(0x80000000, 0) == 0.5 + 0x1p-53);
}

TEST_CASE("uniforms have the moments of a uniform, and streams are uncorrelated") {
  constexpr int kDraws = 20'000;
  double mean = 0;
  double second = 0;
  double cross[4] = {0, 0, 0, 0};
  for (std::uint32_t i = 0; i < kDraws; ++i) {
    const double u = uniform(11, i, Stream::factors, 3) - 0.5;
    mean += u;
    second += u * u;
    cross[0] += u * (second_uniform(11, i, Stream::factors, 3) - 0.5);
    cross[1] += u * (uniform(11, i, Stream::default_clock, 3) - 0.5);
    cross[2] += u * (uniform(11, i, Stream::factors, 4) - 0.5);
    cross[3] += u * (uniform(12, i, Stream::factors, 3) - 0.5);
  }
  const double root = std::sqrt(static_cast<double>(kDraws));
  CHECK(std::fabs(mean / kDraws) < 4 * std::sqrt(1.0 / 12) / root);
  // Var((U - 1/2)^2) = 1/180.
  CHECK(std::fabs(second / kDraws - 1.0 / 12) < 4 * std::sqrt(1.0 / 180) / root);
  for (const double sum : cross) CHECK(std::fabs(sum / kDraws) < 4 * (1.0 / 12) / root);
}
