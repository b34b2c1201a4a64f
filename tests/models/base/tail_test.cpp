#include "models/base/tail.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>

using namespace pledgelab;
using doctest::Approx;

TEST_CASE("tail: by hand, with a part of a loss at the boundary") {
  // The 1.5 largest of six: 900 and half of 700.
  const std::vector<std::int64_t> loss = {100, 700, 300, 900, 500, 200};
  const Tail tail = tail_of(loss, 0.75);
  CHECK(tail.count == 1.5);
  CHECK(tail.boundary_fen == 700);
  CHECK(tail.whole == std::vector<std::uint32_t>{3});
  CHECK(tail.tied == std::vector<std::uint32_t>{1});
  CHECK(tail.tie_weight == 0.5);
  CHECK(tail_mean_yuan(tail, loss).value == Approx((9 + 0.5 * 7) / 1.5));
  const std::vector<std::int64_t> other = {0, 1000, 0, -400, 0, 0};
  CHECK(tail_mean_yuan(tail, other).value == Approx((-4 + 0.5 * 10) / 1.5));
}

TEST_CASE("tail: losses equal to the boundary share what is left") {
  const std::vector<std::int64_t> loss = {5, 9, 5, 5, 1, 0, 0, 0, 0, 0};
  const Tail two = tail_of(loss, 0.8);
  CHECK(two.whole == std::vector<std::uint32_t>{1});
  CHECK(two.tied == std::vector<std::uint32_t>{0, 2, 3});
  CHECK(two.tie_weight == Approx(1.0 / 3));
  const std::vector<std::int64_t> mine = {300, 0, 0, 600, 0, 0, 0, 0, 0, 0};
  CHECK(tail_mean_yuan(two, mine).value == Approx((3 + 6) / 3.0 / 2));
  // A whole tail that ends between two different losses takes the last one fully.
  const Tail four = tail_of(loss, 0.6);
  CHECK(four.whole.size() == 1);
  CHECK(four.tied.size() == 3);
  CHECK(four.tie_weight == 1);
  const Tail none = tail_of(std::vector<std::int64_t>(10, 0), 0.9);
  CHECK(none.boundary_fen == 0);
  CHECK(none.tie_weight == Approx(0.1));
}

TEST_CASE("tail: the loss's own tail mean is its expected shortfall, and parts sum to it") {
  std::mt19937_64 engine(7);
  for (int round = 0; round < 200; ++round) {
    const std::size_t n = 2 + engine() % 300;
    const auto most = std::int64_t{1} << (1 + engine() % 20);
    std::vector<std::int64_t> a(n);
    std::vector<std::int64_t> b(n);
    std::vector<std::int64_t> loss(n);
    std::vector<double> yuan(n);
    for (std::size_t i = 0; i < n; ++i) {
      a[i] = static_cast<std::int64_t>(engine() % static_cast<std::uint64_t>(most));
      b[i] = static_cast<std::int64_t>(engine() % static_cast<std::uint64_t>(most)) - most / 4;
      loss[i] = a[i] + b[i];
      yuan[i] = static_cast<double>(loss[i]) / 100;
    }
    std::sort(yuan.begin(), yuan.end());
    for (const double level : {0.5, 0.9, 0.95, 0.99, 0.999}) {
      const Tail tail = tail_of(loss, level);
      CHECK(tail.tie_weight > 0);
      CHECK(tail.tie_weight <= 1);
      const Estimate whole = tail_mean_yuan(tail, loss);
      CHECK(whole.value == Approx(expected_shortfall(yuan, level).value).epsilon(1e-9));
      CHECK(tail_mean_yuan(tail, a).value + tail_mean_yuan(tail, b).value ==
            Approx(whole.value).epsilon(1e-9));
    }
  }
}

TEST_CASE("tail: the stated standard error is the spread over repetitions") {
  // Loss = a + b, both exponential; the tail mean of a over 400 samples of 2,000.
  std::mt19937_64 engine(11);
  std::exponential_distribution<double> draw(1e-4);
  std::vector<double> found;
  double stated = 0;
  for (int round = 0; round < 400; ++round) {
    std::vector<std::int64_t> a(2000);
    std::vector<std::int64_t> loss(2000);
    for (std::size_t i = 0; i < a.size(); ++i) {
      a[i] = static_cast<std::int64_t>(draw(engine));
      loss[i] = a[i] + static_cast<std::int64_t>(draw(engine));
    }
    const Estimate mean = tail_mean_yuan(tail_of(loss, 0.95), a);
    found.push_back(mean.value);
    stated += mean.standard_error / 400;
  }
  // 400 repetitions know their spread to 3.5 %.
  CHECK(stated == Approx(standard_deviation(found)).epsilon(0.11));
}
