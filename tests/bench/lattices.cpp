// Options on Cox-Ross-Rubinstein lattices of 200 steps: models/option in lanes beside QuantLib's
// engine, the same prices.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <random>

#include "models/base/lane_level.hpp"
#include "models/option/binomial.hpp"
#include "tests/bench/bench.hpp"
#include "tests/bench/taken.hpp"
#include "tests/oracle/binomial_ql.hpp"

namespace pledgelab::bench {
namespace {

constexpr int kSteps = 200;
constexpr double kApart = 1e-10;  // relative

// Calls and puts of all terms, on whole years: those end in the library on the day they say.
std::vector<BinomialOption> held_options(std::size_t count, std::uint64_t seed,
                                         ExerciseStyle exercise) {
  std::mt19937_64 random(seed);
  const auto draw = [&](double low, double high) {
    return low + (high - low) * static_cast<double>(random() >> 11U) * 0x1p-53;
  };
  std::vector<BinomialOption> options;
  for (std::size_t i = 0; i < count; ++i) {
    options.push_back(
        {{i % 2 == 0 ? OptionRight::call : OptionRight::put, draw(60, 160), 100,
          static_cast<double>(1 + random() % 5), draw(0, 0.1), draw(0, 0.1), draw(0.2, 0.6)},
         exercise,
         UpChance::log_drift});
  }
  return options;
}

void compare(const Options& bench, const char* name, ExerciseStyle exercise,
             std::vector<Measured>& rows) {
  // The library prices one option in so many, and the time is taken so many times.
  const std::size_t step = bench.quick ? 1 : 50;
  const auto options = held_options(bench.quick ? 20 : 20'000, bench.seed, exercise);
  std::vector<BinomialOption> some;
  for (std::size_t i = 0; i < options.size(); i += step) some.push_back(options[i]);
  std::vector<double> ours;
  std::vector<double> other;
  Measured row{name, "options", static_cast<double>(options.size()), {}, {}, {}};
  alternate(
      row, bench.turns, [&] { ours = taken(binomial_options(options, kSteps)); },
      [&] { other = oracle::lattice_prices(some, kSteps); });
  for (double& seconds : row.naive_s) seconds *= static_cast<double>(step);
  double worst = 0;
  for (std::size_t i = 0; i < other.size(); ++i) {
    worst = std::max(worst, std::abs(ours[i * step] - other[i]) / std::max(other[i], 1e-9));
  }
  char text[80];
  std::snprintf(text, sizeof text, "%s: each apart by %.1e at most, %s",
                worst < kApart ? "equal" : "DISAGREE", worst, to_text(lane_level()));
  row.agreement = text;
  rows.push_back(std::move(row));
}

}  // namespace

void bench_lattices(const Options& options, std::vector<Measured>& rows) {
  compare(options, "lattices, QuantLib CRR, American", ExerciseStyle::american, rows);
  compare(options, "lattices, QuantLib CRR, European", ExerciseStyle::european, rows);
}

}  // namespace pledgelab::bench
