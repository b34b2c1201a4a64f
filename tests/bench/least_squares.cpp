// Least-squares Monte Carlo of American puts: models/option beside QuantLib's engine, as many
// paths and dates; one option by itself, and many on the same normals.
#include <cmath>
#include <cstdio>

#include "models/base/lane_level.hpp"
#include "models/option/simulated_option.hpp"
#include "tests/bench/bench.hpp"
#include "tests/bench/taken.hpp"
#include "tests/oracle/least_squares_ql.hpp"

namespace pledgelab::bench {
namespace {

constexpr int kDates = 20;
const OptionTerms kPut{OptionRight::put, 95, 100, 2, 0.06, 0.01, 0.3};

// Two simulations: equal within their errors, and the bias of two rules of use.
std::string apart_text(const Estimate& ours, const Estimate& other) {
  const double apart = std::abs(ours.value - other.value);
  const double borne = 4 * std::hypot(ours.standard_error, other.standard_error) + 0.05;
  char text[112];
  std::snprintf(text, sizeof text, "%s: %.3f and %.3f, s.e. %.3f and %.3f, %s",
                apart < borne ? "equal within errors" : "DISAGREE", ours.value, other.value,
                ours.standard_error, other.standard_error, to_text(lane_level()));
  return text;
}

// `count` options of spots about the first one's; the library prices the first, and the time is
// taken so many times.
void compare(const Options& bench, const char* name, std::size_t count,
             std::vector<Measured>& rows) {
  const int paths = bench.quick ? 2'048 : 8'192;
  std::vector<OptionTerms> options;
  for (std::size_t i = 0; i < count; ++i) {
    options.push_back(kPut);
    options.back().spot += static_cast<double>(i);
  }
  std::vector<SimulatedPrice> ours;
  Estimate other;
  Measured row{name, "paths x dates", static_cast<double>(count) * paths * kDates, {}, {}, {}};
  alternate(
      row, bench.turns,
      [&] { ours = taken(simulated_options(options, kDates, paths, bench.seed)); },
      [&] { other = oracle::american_by_least_squares(kPut, kDates, paths, bench.seed); });
  for (double& seconds : row.naive_s) seconds *= static_cast<double>(count);
  row.agreement = apart_text(ours[0].value, other);
  rows.push_back(std::move(row));
}

}  // namespace

void bench_least_squares(const Options& options, std::vector<Measured>& rows) {
  compare(options, "least squares, QuantLib LSM", 1, rows);
  compare(options, "least squares, 32 on same normals", 32, rows);
}

}  // namespace pledgelab::bench
