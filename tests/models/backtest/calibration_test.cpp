// Published tables: chi-square percentage points (Abramowitz and Stegun 26.8), Newcombe's
// intervals.
#include "models/backtest/calibration.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

using namespace pledgelab;

TEST_CASE("calibration: the chi-square tail has the published percentage points") {
  struct Point {
    int degrees;
    double statistic;
    double tail;
  };
  for (const Point& point :
       {Point{1, 3.84146, 0.05}, Point{2, 5.99146, 0.05}, Point{3, 7.81473, 0.05},
        Point{4, 9.48773, 0.05}, Point{5, 11.0705, 0.05}, Point{9, 16.9190, 0.05},
        Point{9, 21.6660, 0.01}, Point{10, 18.3070, 0.05}, Point{30, 43.7730, 0.05}}) {
    CHECK_MESSAGE(chi_square_tail(point.statistic, point.degrees) ==
                      doctest::Approx(point.tail).epsilon(2e-5),
                  point.degrees);
  }
  CHECK(chi_square_tail(0, 1) == 1);
  CHECK(chi_square_tail(0, 4) == 1);
}

TEST_CASE("calibration: uniformity by hand") {
  // Ten transforms make two bins of five; six and four: χ² = (1 + 1)/5 = 0.4, erfc(√0.2) = 0.52709.
  const std::vector<double> ten = {0.05, 0.15, 0.25, 0.35, 0.45, 0.48, 0.55, 0.65, 0.75, 0.95};
  const auto test = pit_uniformity(ten).value();
  CHECK(test.bins == 2);
  CHECK(test.chi_square == doctest::Approx(0.4));
  CHECK(test.p_value == doctest::Approx(0.52709).epsilon(1e-5));
  // Fifty in the last of ten bins, one of them at 1: χ² = 45²/5 + 9 × 5 = 450.
  std::vector<double> fifty(50, 0.99);
  fifty[0] = 1;
  CHECK(pit_uniformity(fifty).value().bins == 10);
  CHECK(pit_uniformity(fifty).value().chi_square == doctest::Approx(450));
  // Five hundred are not cut finer than ten.
  CHECK(pit_uniformity(std::vector<double>(500, 0.5)).value().bins == 10);
  CHECK(pit_uniformity(std::vector<double>(14, 0.5)).value().bins == 2);
  CHECK(pit_uniformity(std::vector<double>(9, 0.5)).errors()[0].code == "B-153");
  fifty[3] = 1.01;
  CHECK_FALSE(pit_uniformity(fifty).ok());
  fifty[3] = std::nan("");
  CHECK_FALSE(pit_uniformity(fifty).ok());
}

TEST_CASE("calibration: the histogram counts tenths, 1 in the last") {
  const auto counts = pit_histogram(std::vector<double>{0, 0.05, 0.1, 0.95, 1}).value();
  CHECK(counts == PitHistogram{2, 1, 0, 0, 0, 0, 0, 0, 0, 2});
  CHECK(pit_histogram(std::vector<double>{-0.01}).errors()[0].code == "B-153");
  CHECK(pit_histogram({}).value() == PitHistogram{});
}

TEST_CASE("calibration: Wilson's interval as Newcombe 1998 prints it, table I, method 3") {
  struct Printed {
    std::int64_t hits, trials;
    double low, high;
  };
  for (const Printed& row : {Printed{81, 263, 0.2553, 0.3662}, Printed{15, 148, 0.0624, 0.1605},
                             Printed{0, 20, 0, 0.1611}, Printed{1, 29, 0.0061, 0.1718}}) {
    const auto interval = share_interval(row.hits, row.trials, 0.95).value();
    CHECK(std::abs(interval.low_frac - row.low) < 0.00005);
    CHECK(std::abs(interval.high_frac - row.high) < 0.00005);
  }
  const auto all = share_interval(20, 20, 0.95).value();
  CHECK(all.high_frac == 1);
  CHECK(std::abs(all.low_frac - (1 - 0.1611)) < 0.00005);  // the mirror of 0 of 20
  CHECK(all.covers(1));
  CHECK_FALSE(all.covers(0.8));
  CHECK(all.share_frac == 1);
  CHECK(share_interval(0, 20, 0.95).value().low_frac == 0);
  CHECK(share_interval(1, 0, 0.95).errors()[0].code == "B-154");
  CHECK_FALSE(share_interval(0, 0, 0.95).ok());
  CHECK_FALSE(share_interval(3, 2, 0.95).ok());
  CHECK_FALSE(share_interval(-1, 2, 0.95).ok());
  CHECK_FALSE(share_interval(1, 2, 0).ok());
  CHECK_FALSE(share_interval(1, 2, 1).ok());
  CHECK_FALSE(share_interval(1, 2, std::nan("")).ok());
}

TEST_CASE("calibration: coverage between P10 and P90, their edges inside") {
  const auto coverage = coverage_of(std::vector<double>{0.05, 0.1, 0.5, 0.9, 0.95, 0.97}).value();
  CHECK(coverage.below == 1);
  CHECK(coverage.above == 2);
  CHECK(coverage.inside.hits == 3);
  CHECK(coverage.inside.trials == 6);
  // 3 of 6 at 95 %: ½ ± 1.959964 √(1.5 + 0.960365)/(9.841459) = ½ ± 0.312384.
  CHECK(coverage.inside.low_frac == doctest::Approx(0.187616).epsilon(1e-5));
  CHECK(coverage.inside.high_frac == doctest::Approx(0.812384).epsilon(1e-5));
  CHECK(coverage_of({}).errors()[0].code == "B-153");
  CHECK_FALSE(coverage_of(std::vector<double>{1.5}).ok());
}
