#include "models/base/split.hpp"

#include <doctest/doctest.h>

#include <array>
#include <numeric>
#include <vector>

#include "models/base/random.hpp"
#include "tests/support/law_count.hpp"

using namespace pledgelab;

namespace {

using Fen = std::vector<std::int64_t>;

// Zhongshan: fund 54 %, insurer 16 %, valuer 4 %, the bank takes the rest.
Fen zhongshan(std::int64_t loss_fen, Rounding rounding) {
  const std::array shares = {Ratio{54, 100}, Ratio{16, 100}, Ratio{4, 100}};
  std::array<Money, 4> parts;
  split(Money::of_fen(loss_fen), shares, rounding, parts);
  return {parts[0].fen(), parts[3].fen(), parts[1].fen(), parts[2].fen()};
}

}  // namespace

TEST_CASE("split: V15, fund / bank / insurer / valuer") {
  CHECK(zhongshan(75, Rounding::half_up) == Fen{41, 19, 12, 3});
  CHECK(zhongshan(75, Rounding::half_even) == Fen{40, 20, 12, 3});
  CHECK(zhongshan(7, Rounding::half_up) == Fen{4, 2, 1, 0});
  CHECK(zhongshan(0, Rounding::half_up) == Fen{0, 0, 0, 0});
}

TEST_CASE("running part: V16, seven losses of the Shanghai band come to 300,000,000 fen exactly") {
  // The band covers 1,200 of 4,200 and the government pays half of it: one seventh of each loss.
  Money total;
  Money government;
  std::int64_t rounded_alone = 0;
  for (std::int64_t fen = 299'999'997; fen <= 300'000'003; ++fen) {
    const Money loss = Money::of_fen(fen);
    total += loss;
    government += running_part(total, Ratio{1, 7}, government, loss, Rounding::half_up);
    const Money band = part(loss, Ratio{2, 7}, Rounding::half_up);
    rounded_alone += part(band, Ratio{1, 2}, Rounding::half_up).fen();
  }
  CHECK(government.fen() == 300'000'000);
  CHECK(rounded_alone == 300'000'002);
}

TEST_CASE("running part: never below zero, never more than is left") {
  const auto booked = [](std::int64_t total, std::int64_t before, std::int64_t left) {
    return running_part(Money::of_fen(total), Ratio{1, 2}, Money::of_fen(before),
                        Money::of_fen(left), Rounding::half_up)
        .fen();
  };
  CHECK(booked(100, 0, 100) == 50);
  CHECK(booked(100, 60, 100) == 0);
  CHECK(booked(100, 0, 30) == 30);
  CHECK(booked(101, 0, 101) == 51);
}

TEST_CASE("split: for random losses and shares the parts sum exactly and none is negative") {
  const std::uint64_t rounds = test::law_count("PLEDGELAB_SPLITS", 20'000);
  for (std::uint64_t round = 0; round < rounds; ++round) {
    const auto path = static_cast<std::uint32_t>(round);  // 2^32 at most
    const PhiloxBlock draw = draw_block(3, path, Stream::sample_book, 1);
    const auto amount = Money::of_fen(
        static_cast<std::int64_t>((std::uint64_t{draw[0]} << 32 | draw[1]) >> (14 + draw[2] % 48)));
    const std::int64_t den = 1 + draw[3] % 1'000;
    const std::size_t payers = 1 + draw[2] % 5;
    std::vector<Ratio> shares;  // they may sum to more than one: the last ones then get less
    for (std::size_t payer = 0; payer < payers; ++payer) {
      const PhiloxBlock more = draw_block(3, path, Stream::sample_book, 2 + payer);
      shares.push_back({more[0] % (den + 1), den});
    }
    std::vector<Money> parts(payers + 1);
    const auto rounding = round % 2 == 0 ? Rounding::half_up : Rounding::half_even;
    split(amount, shares, rounding, parts);
    const Money sum = std::accumulate(parts.begin(), parts.end(), Money());
    REQUIRE(sum == amount);
    for (const Money part : parts) REQUIRE(part >= Money());
    // The first payer is within half a fen of his share.
    const __int128 off = 2 * (static_cast<__int128>(parts[0].fen()) * den -
                              static_cast<__int128>(amount.fen()) * shares[0].num);
    REQUIRE((off <= den && -off <= den));
  }
}

TEST_CASE("running parts of one unit sum to the rounded part of the whole") {
  for (std::uint32_t unit = 0; unit < 2'000; ++unit) {
    const std::int64_t den = 1 + draw_block(5, unit, Stream::sample_book, 0)[0] % 97;
    const Ratio share{draw_block(5, unit, Stream::sample_book, 0)[1] % (den + 1), den};
    Money total;
    Money booked;
    for (std::uint64_t loss = 1; loss <= 9; ++loss) {
      const Money amount =
          Money::of_fen(1 + draw_block(5, unit, Stream::sample_book, loss)[0] % 1'000);
      total += amount;
      booked += running_part(total, share, booked, amount, Rounding::half_up);
    }
    REQUIRE(booked == part(total, share, Rounding::half_up));
  }
}
