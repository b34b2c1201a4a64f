// Each kernel equals its naive twin.
#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "models/base/random.hpp"
#include "tests/twins/revalue_twin.hpp"

using namespace pledgelab;

TEST_CASE("twin: stream_curve equals F22 read month by month") {
  double worst = 0;
  for (std::uint64_t k = 0; k < 300; ++k) {
    const auto u = [&](std::uint64_t slot) {
      return uniform(7, 0, Stream::sample_book, k * 64 + slot);
    };
    IncomeStream stream;
    for (std::size_t j = 0; j < kStreamYears; ++j) {
      stream.flow_yuan[j] = 1e6 * u(j);
      stream.hazard_annual_frac[j] = 0.3 * u(20 + j);
    }
    stream.discount_frac = 0.3 * u(50);
    stream.life_years = k % 10 == 0 ? std::floor(20 * u(51)) : 20 * u(51);
    stream.timing = k % 2 == 0 ? FlowTiming::mid_year : FlowTiming::year_end;
    std::vector<double> values(61);
    std::vector<double> alive(61);
    stream_curve(stream, values, alive);
    for (std::size_t m = 0; m <= 60; ++m) {
      const double at_years = static_cast<double>(m) / 12;
      const double value = twins::naive_stream_value(stream, at_years);
      worst = std::max(worst, std::abs(values[m] - value) / std::max(value, 1.0));
      worst = std::max(worst, std::abs(alive[m] - twins::naive_stream_alive(stream, at_years)));
    }
  }
  CHECK(worst < 1e-9);
}
