// Longstaff-Schwartz: the paper's eight paths (V06), the chance of use (V08), the least squares.
#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <limits>

#include "models/option/lattice.hpp"
#include "models/option/least_squares.hpp"
#include "models/option/regression.hpp"
#include "models/option/simulated_option.hpp"

using namespace pledgelab;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

GivenPaths eight_paths() {
  return {OptionRight::put, 1.10, 3, 0.06, 3, {1.09, 1.08, 1.34, 1.16, 1.26, 1.54, 1.22, 1.07,
                                               1.03, .93,  .97,  .92,  1.11, 1.56, 1.52, .76,
                                               .77,  .90,  .92,  .84,  1.01, .88,  1.22, 1.34}};
}

bool near(double value, double expected, double tolerance) {
  return std::fabs(value - expected) <= tolerance;
}

}  // namespace

TEST_CASE("simulation: V06, the paper's eight paths") {
  const auto option = option_on_paths(eight_paths());
  REQUIRE(option.ok());
  CHECK(near(option.value().american, 0.11443, 1e-4));
  CHECK(near(option.value().european, 0.05638, 1e-4));
  REQUIRE(option.value().waiting.size() == 2);
  const std::array<std::array<double, 3>, 2> expected = {
      {{2.038, -3.335, 1.356}, {-1.070, 2.983, -1.814}}};
  for (std::size_t date = 0; date < 2; ++date) {
    REQUIRE(option.value().waiting[date].has_value());
    for (std::size_t i = 0; i < 3; ++i) {
      CHECK(near((*option.value().waiting[date])[i], expected[date][i], 1e-3));
    }
  }
}

TEST_CASE("simulation: paths by hand") {
  // Two paths in the money on date 1 do not make a fit of three functions: nobody stops, and the
  // option is European: (0.5 + 0 + 0) e^(-0.1) / 3.
  GivenPaths few = {OptionRight::put, 1, 2, 0.05, 2, {0.9, 0.5, 0.8, 1.5, 1.2, 1.1}};
  const auto option = option_on_paths(few);
  REQUIRE(option.ok());
  CHECK_FALSE(option.value().waiting[0].has_value());
  CHECK(option.value().american == doctest::Approx(0.5 * std::exp(-0.1) / 3));
  CHECK(option.value().european == doctest::Approx(0.5 * std::exp(-0.1) / 3));
  // Three paths at one value: X and X² say nothing more than the constant, and the fit is the mean
  // of what they earn, e^(-0.05) (0.9 + 0 + 0)/3 = 0.285 < 0.4: all three stop.
  few.value = {0.6, 0.1, 0.6, 1.5, 0.6, 1.1};
  const auto level = option_on_paths(few);
  REQUIRE(level.ok());
  REQUIRE(level.value().waiting[0].has_value());
  CHECK((*level.value().waiting[0])[0] == doctest::Approx(0.3 * std::exp(-0.05)));
  CHECK((*level.value().waiting[0])[1] == 0);
  CHECK(level.value().american == doctest::Approx(0.4 * std::exp(-0.05)));
  // One date: nothing to decide.
  const auto one = option_on_paths({OptionRight::call, 1, 1, 0, 1, {2, 0.5}});
  REQUIRE(one.ok());
  CHECK(one.value().american == 0.5);
}

TEST_CASE("simulation: bad paths are refused") {
  const auto refuses = [](auto change) {
    GivenPaths given = eight_paths();
    change(given);
    const auto option = option_on_paths(given);
    CHECK_FALSE(option.ok());
    if (!option.ok()) CHECK(option.errors()[0].code == "V-205");
  };
  refuses([](GivenPaths& g) { g.value.clear(); });
  refuses([](GivenPaths& g) { g.value.pop_back(); });
  refuses([](GivenPaths& g) { g.dates = 0; });
  for (const double bad : {0.0, -1.0, kNan}) {
    refuses([&](GivenPaths& g) { g.value[5] = bad; });
    refuses([&](GivenPaths& g) { g.strike = bad; });
    refuses([&](GivenPaths& g) { g.years = bad; });
  }
  for (const double bad : {-0.01, 1.01, kNan}) {
    refuses([&](GivenPaths& g) { g.rate_annual = bad; });
  }
  const OptionTerms put = {OptionRight::put, 36, 40, 1, 0.06, 0, 0.2};
  for (const int paths : {0, 998, 1'001, 500'002}) {
    CHECK(simulated_option({put, 5, paths, 1}).errors()[0].code == "V-205");
  }
  CHECK(simulated_option({put, 1'000, 20'002, 1}).errors()[0].code == "V-205");
  CHECK(simulated_option({put, 0, 1'000, 1}).errors()[0].code == "V-203");
  CHECK(simulated_option({put, 1'001, 1'000, 1}).errors()[0].code == "V-203");
  OptionTerms bad = put;
  bad.spot = kNan;
  CHECK(simulated_option({bad, 5, 1'000, 1}).errors()[0].code == "V-201");
}

TEST_CASE("simulation: V08, the chance that the best rule uses the put by T") {
  const OptionTerms put = {OptionRight::put, 36, 40, 1, 0.06, 0, 0.2};
  const auto lattice = lattice_option(put, 75);
  REQUIRE(lattice.ok());
  CHECK(near(lattice.value().use_probability_frac, 0.7546, 0.003));
  const auto simulated = simulated_option({put, 75, 100'000, 1});
  REQUIRE(simulated.ok());
  CHECK(near(simulated.value().use_probability_frac, 0.7555, 0.015));
}

TEST_CASE("simulation: the seed decides, and nothing else") {
  const SimulatedOption option = {{OptionRight::put, 36, 40, 1, 0.06, 0, 0.2}, 10, 2'000, 5};
  const auto once = simulated_option(option);
  const auto again = simulated_option(option);
  SimulatedOption other = option;
  other.seed = 6;
  const auto elsewhere = simulated_option(other);
  REQUIRE(once.ok());
  REQUIRE(again.ok());
  REQUIRE(elsewhere.ok());
  CHECK(once.value().value.value == again.value().value.value);
  CHECK(once.value().value.standard_error == again.value().value.standard_error);
  CHECK(once.value().value.value != elsewhere.value().value.value);
  // One date: the option is its own control variate, and there is no noise.
  const auto european = european_option(option.terms);
  const auto one = simulated_option({option.terms, 1, 2'000, 5});
  REQUIRE(one.ok());
  CHECK(one.value().value.value == doctest::Approx(european.value()).epsilon(1e-9));
  CHECK(one.value().value.standard_error < 1e-9);
}

TEST_CASE("simulation: each path has its mirror image") {
  // ln S_T is even about ln K = ln S + (r - s²/2) T: of each pair one path ends in the money.
  const double strike = 100 * std::exp((0.05 - 0.3 * 0.3 / 2) * 2);
  const auto price =
      simulated_option({{OptionRight::put, 100, strike, 2, 0.05, 0, 0.3}, 1, 2'000, 9});
  REQUIRE(price.ok());
  CHECK(price.value().use_probability_frac == 0.5);
}

TEST_CASE("simulation: a simulated call with yield agrees with the lattice") {
  const OptionTerms call = {OptionRight::call, 110, 100, 2, 0.03, 0.08, 0.3};
  const auto lattice = lattice_option(call, 20);
  const auto simulated = simulated_option({call, 20, 50'000, 3});
  REQUIRE(lattice.ok());
  REQUIRE(simulated.ok());
  CHECK(near(simulated.value().value.value, lattice.value().value, 0.05));
  CHECK(near(simulated.value().use_probability_frac, lattice.value().use_probability_frac, 0.03));
}

TEST_CASE("simulation: least squares by hand") {
  // y = 2 + 3x - x² through four of its points.
  NormalEquations<3> exact;
  for (const double x : {-1.0, 0.0, 1.0, 2.0}) exact.add({1, x, x * x}, 2 + 3 * x - x * x);
  const auto found = exact.solve();
  REQUIRE(found.has_value());
  CHECK((*found)[0] == doctest::Approx(2));
  CHECK((*found)[1] == doctest::Approx(3));
  CHECK((*found)[2] == doctest::Approx(-1));
  CHECK(fitted<3>(*found, {1, 3, 9}) == doctest::Approx(2));
  // A line through (0,0), (1,1), (2,1): slope 1/2, intercept 1/6.
  NormalEquations<2> line;
  line.add({1, 0}, 0);
  CHECK_FALSE(line.solve().has_value());
  line.add({1, 1}, 1);
  line.add({1, 2}, 1);
  const auto fit = line.solve();
  REQUIRE(fit.has_value());
  CHECK((*fit)[0] == doctest::Approx(1.0 / 6));
  CHECK((*fit)[1] == doctest::Approx(0.5));
  // The second function is twice the first: left out, and the third is still found.
  NormalEquations<3> doubled;
  for (const double x : {1.0, 2.0, 4.0}) doubled.add({1, 2, x}, 5 + 3 * x);
  const auto rest = doubled.solve();
  REQUIRE(rest.has_value());
  CHECK((*rest)[0] == doctest::Approx(5));
  CHECK((*rest)[1] == 0);
  CHECK((*rest)[2] == doctest::Approx(3));
}
