#include "models/base/statistics.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

using namespace pledgelab;

namespace {

std::vector<double> one_to(int n) {
  std::vector<double> values(static_cast<std::size_t>(n));
  std::iota(values.begin(), values.end(), 1.0);
  return values;
}

}  // namespace

TEST_CASE("sums: whole blocks handed over one by one give the same bits") {
  std::vector<double> values(5'000);
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = std::sin(static_cast<double>(i)) * std::pow(10.0, static_cast<double>(i % 17));
  }
  double by_blocks = 0;
  for (std::size_t start = 0; start < values.size(); start += 1'024) {
    const std::size_t size = std::min<std::size_t>(1'024, values.size() - start);
    by_blocks += ordered_sum(std::span(values).subspan(start, size));
  }
  CHECK(ordered_sum(values) == by_blocks);
  CHECK(ordered_sum({}) == 0);
  CHECK(ordered_sum(one_to(2'000)) == 2'001'000);
}

TEST_CASE("moments of a small sample, by hand") {
  const std::vector<double> values = {2, 4, 4, 4, 5, 5, 7, 9};
  CHECK(mean(values) == 5);
  CHECK(variance(values) == doctest::Approx(32.0 / 7));
  CHECK(standard_deviation(values) == doctest::Approx(std::sqrt(32.0 / 7)));
  CHECK(variance(std::vector<double>{3}) == 0);
  const Estimate estimate = mean_estimate(values);
  CHECK(estimate.value == 5);
  CHECK(estimate.standard_error == doctest::Approx(std::sqrt(32.0 / 7 / 8)));
}

TEST_CASE("quantile: Hyndman-Fan type 7, as R's default") {
  const auto values = one_to(4);
  CHECK(quantile_sorted(values, 0.25) == doctest::Approx(1.75));
  CHECK(quantile_sorted(values, 0.5) == doctest::Approx(2.5));
  CHECK(quantile_sorted(values, 0) == 1);
  CHECK(quantile_sorted(values, 1) == 4);
  CHECK(quantile_sorted(std::vector<double>{7}, 0.3) == 7);
}

TEST_CASE("value at risk: the ⌈αn⌉-th smallest, by hand") {
  const auto ten = one_to(10);
  CHECK(value_at_risk(ten, 0.8).value == 8);
  CHECK(value_at_risk(ten, 0.81).value == 9);
  CHECK(value_at_risk(ten, 0.99).value == 10);
  CHECK(value_at_risk(ten, 0.01).value == 1);
  // Ranks 8 ± sqrt(10 × 0.8 × 0.2) = 6.74 and 9.26, outwards 6 and 10: half their distance.
  CHECK(value_at_risk(ten, 0.8).standard_error == 2);
  // 0.55 × 100 is 55.000000000000007 in doubles; the rank is 55 all the same, as for each level
  // of whole per cents.
  const auto hundred = one_to(100);
  for (int percent = 1; percent < 100; ++percent) {
    CAPTURE(percent);
    CHECK(value_at_risk(hundred, percent / 100.0).value == percent);
  }
  CHECK(value_at_risk(one_to(1'000), 0.995).value == 995);
  CHECK(value_at_risk(one_to(100'000), 0.99999).value == 99'999);
}

TEST_CASE("expected shortfall: Acerbi-Tasche with a broken boundary loss, by hand") {
  const auto ten = one_to(10);
  CHECK(expected_shortfall(ten, 0.9).value == doctest::Approx(10));
  CHECK(expected_shortfall(ten, 0.85).value == doctest::Approx((10 + 0.5 * 9) / 1.5));
  CHECK(expected_shortfall(ten, 0.75).value == doctest::Approx((10 + 9 + 0.5 * 8) / 2.5));
  CHECK(expected_shortfall(ten, 0.99).value == doctest::Approx(10));
  CHECK(expected_shortfall(std::vector<double>{3}, 0.5).value == doctest::Approx(3));
  // Tail 10, 9: variance 0.5; shortfall 9.5 over a quantile of 8: sqrt((0.5 + 0.8 × 1.5²) / 2).
  CHECK(expected_shortfall(ten, 0.8).standard_error == doctest::Approx(std::sqrt(2.3 / 2)));
  CHECK(expected_shortfall(ten, 0.8).value >= value_at_risk(ten, 0.8).value);
}

TEST_CASE("expected shortfall: its error does not jump where (1 − α) n is whole but for rounding") {
  // (1 − 0.7) × 10 is 3.0000000000000004 and (1 − 0.9) × 20 is 1.9999999999999996 in doubles.
  // Tail 20, 19: variance 0.5; 19.5 over 18: sqrt((0.5 + 0.9 × 1.5²) / 2).
  CHECK(expected_shortfall(one_to(20), 0.9).standard_error ==
        doctest::Approx(std::sqrt((0.5 + 0.9 * 2.25) / 2)));
  CHECK(expected_shortfall(one_to(20), 0.9).value == doctest::Approx(19.5));
}

TEST_CASE("rank correlation: the textbook example of IQ and television, and ties") {
  const std::vector<double> iq = {106, 100, 86, 101, 99, 103, 97, 113, 112, 110};
  const std::vector<double> hours = {7, 27, 2, 50, 28, 29, 20, 12, 6, 17};
  CHECK(spearman(iq, hours) == doctest::Approx(-29.0 / 165));
  CHECK(spearman(iq, iq) == doctest::Approx(1));
  CHECK(spearman(std::vector<double>{1, 1, 1}, std::vector<double>{1, 2, 3}) == 0);
  // Ranks 0.5, 0.5, 2 against 0, 1, 2: 1.5 / sqrt(1.5 × 2).
  CHECK(spearman(std::vector<double>{1, 1, 2}, std::vector<double>{1, 2, 3}) ==
        doctest::Approx(1.5 / std::sqrt(3.0)));
}
