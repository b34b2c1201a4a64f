// A share made ready: the figures of round_quotient.
#include "models/sharing/fixed_share.hpp"

#include <doctest/doctest.h>

#include <random>

#include "tests/support/law_count.hpp"

using namespace pledgelab;

TEST_CASE("fixed share: halves go up, or to the even fen") {
  const FixedShare up({1, 2}, Rounding::half_up);
  const FixedShare even({1, 2}, Rounding::half_even);
  CHECK(up.of(1) == 1);  // 0.5
  CHECK(even.of(1) == 0);
  CHECK(up.of(3) == 2);  // 1.5
  CHECK(even.of(3) == 2);
  CHECK(even.of(5) == 2);  // 2.5
  CHECK(even.of(6) == 3);
  CHECK(FixedShare({1, 3}, Rounding::half_even).of(5) == 2);  // 1.67
  CHECK(FixedShare({0, 1}, Rounding::half_up).of(INT64_MAX) == 0);
  CHECK(FixedShare({1, 1}, Rounding::half_up).of(INT64_MAX) == INT64_MAX);
}

TEST_CASE("law: fixed share is round_quotient of the product") {
  std::mt19937_64 dice(7);
  const std::uint64_t count = test::law_count("PLEDGELAB_LAWS", 10'000);
  for (std::uint64_t k = 0; k < count; ++k) {
    const auto den = static_cast<std::int64_t>(1 + (dice() >> 1 >> (dice() % 62)));
    const auto num = static_cast<std::int64_t>(dice() % static_cast<std::uint64_t>(den)) +
                     static_cast<std::int64_t>(dice() % 2);
    const auto fen = static_cast<std::int64_t>(dice() >> 1 >> (dice() % 62));
    const Rounding rounding = dice() % 2 == 0 ? Rounding::half_up : Rounding::half_even;
    CAPTURE(num);
    CAPTURE(den);
    CAPTURE(fen);
    REQUIRE(FixedShare({num, den}, rounding).of(fen) ==
            round_quotient(static_cast<__int128>(fen) * num, den, rounding));
  }
}
