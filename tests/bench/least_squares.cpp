// Least-squares Monte Carlo of one American put: models/option beside QuantLib's engine, as many
// paths and dates.
#include <cmath>
#include <cstdio>

#include "models/option/simulated_option.hpp"
#include "tests/bench/bench.hpp"
#include "tests/bench/taken.hpp"
#include "tests/oracle/least_squares_ql.hpp"

namespace pledgelab::bench {

void bench_least_squares(const Options& options, std::vector<Measured>& rows) {
  constexpr int kDates = 20;
  const int paths = options.quick ? 2'048 : 8'192;
  const OptionTerms terms{OptionRight::put, 95, 100, 2, 0.06, 0.01, 0.3};
  Estimate ours;
  Estimate other;
  Measured row{
      "least squares, QuantLib LSM", "paths x dates", double{1} * paths * kDates, {}, {}, {}};
  alternate(
      row, options.turns,
      [&] {
        ours = taken(simulated_option({terms, kDates, paths, options.seed})).value;
      },
      [&] { other = oracle::american_by_least_squares(terms, kDates, paths, options.seed); });
  // Two simulations: equal within their errors, and the bias of two rules of use.
  const double apart = std::abs(ours.value - other.value);
  const double borne = 4 * std::hypot(ours.standard_error, other.standard_error) + 0.05;
  char text[96];
  std::snprintf(text, sizeof text, "%s: %.3f and %.3f, s.e. %.3f and %.3f",
                apart < borne ? "equal within errors" : "DISAGREE", ours.value, other.value,
                ours.standard_error, other.standard_error);
  row.agreement = text;
  rows.push_back(std::move(row));
}

}  // namespace pledgelab::bench
