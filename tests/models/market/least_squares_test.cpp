// Least squares against NIST's certified figures for the Longley data (Statistical Reference
// Datasets, a work of the US Government): six columns so nearly dependent that normal equations in
// double lose half of the digits.
#include "models/market/least_squares.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace pledgelab;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

const std::vector<double> kEmployed = {60323, 61122, 60171, 61187, 63221, 63639, 64989, 63761,
                                       66019, 67857, 68169, 66513, 68655, 69564, 69331, 70551};
// Constant, deflator, national product, unemployed, armed forces, population, year.
const DesignRows kLongley = {
    {1, 83, 234289, 2356, 1590, 107608, 1947},    {1, 88.5, 259426, 2325, 1456, 108632, 1948},
    {1, 88.2, 258054, 3682, 1616, 109773, 1949},  {1, 89.5, 284599, 3351, 1650, 110929, 1950},
    {1, 96.2, 328975, 2099, 3099, 112075, 1951},  {1, 98.1, 346999, 1932, 3594, 113270, 1952},
    {1, 99, 365385, 1870, 3547, 115094, 1953},    {1, 100, 363112, 3578, 3350, 116219, 1954},
    {1, 101.2, 397469, 2904, 3048, 117388, 1955}, {1, 104.6, 419180, 2822, 2857, 118734, 1956},
    {1, 108.4, 442769, 2936, 2798, 120445, 1957}, {1, 110.8, 444546, 4681, 2637, 121950, 1958},
    {1, 112.6, 482704, 3813, 2552, 123366, 1959}, {1, 114.2, 502601, 3931, 2514, 125368, 1960},
    {1, 115.7, 518173, 4806, 2572, 127852, 1961}, {1, 116.9, 554894, 4007, 2827, 130081, 1962}};

void refused(const Result<LeastSquares>& result) {
  REQUIRE_FALSE(result.ok());
  CHECK(result.errors()[0].code == "V-303");
}

}  // namespace

TEST_CASE("least squares: Longley, NIST's certified coefficients, residual SD and R squared") {
  const LeastSquares fit = fit_least_squares(kLongley, kEmployed).value();
  const double certified[] = {-3482258.63459582, 15.0618722713733,  -0.358191792925910E-01,
                              -2.02022980381683, -1.03322686717359, -0.511041056535807E-01,
                              1829.15146461355};
  for (std::size_t i = 0; i < 7; ++i) {
    CHECK(fit.coefficients[i] == doctest::Approx(certified[i]).epsilon(1e-8));
  }
  CHECK(fit.residual_sd == doctest::Approx(304.854073561965).epsilon(1e-9));
  CHECK(fit.r_squared == doctest::Approx(0.995479004577296).epsilon(1e-10));
  // Leverages of all rows sum to the number of columns.
  double sum = 0;
  for (const auto& row : kLongley) sum += leverage_of(fit, row);
  CHECK(sum == doctest::Approx(7).epsilon(1e-8));
}

TEST_CASE(
    "least squares by hand: a line through two points leaves nothing, a constant explains 0") {
  const LeastSquares line =
      fit_least_squares({{1, 2}, {1, 4}}, std::vector<double>{10, 16}).value();
  CHECK(line.coefficients[0] == doctest::Approx(4).epsilon(1e-13));
  CHECK(line.coefficients[1] == doctest::Approx(3).epsilon(1e-13));
  CHECK(line.residual_sd == 0);
  const LeastSquares level =
      fit_least_squares({{1}, {1}, {1}}, std::vector<double>{1, 2, 6}).value();
  CHECK(level.coefficients[0] == doctest::Approx(3).epsilon(1e-14));
  CHECK(level.r_squared == doctest::Approx(0).epsilon(1e-14));
  // (4 + 1 + 9) / 2
  CHECK(level.residual_sd == doctest::Approx(std::sqrt(7.0)).epsilon(1e-14));
  CHECK(fit_least_squares({{1}, {1}}, std::vector<double>{5, 5}).value().r_squared == 0);
  // Row 1 of a column may be 0, and lengths may be huge.
  const LeastSquares huge =
      fit_least_squares({{0}, {1e300}}, std::vector<double>{0, 2e300}).value();
  CHECK(huge.coefficients[0] == doctest::Approx(2));
}

TEST_CASE("least squares: no digit cancels in a column that is nearly an axis, of either sign") {
  // b = x'y / x'x = 1e-9 × 1e9 / (1 + 1e-18)
  for (const double lead : {1.0, -1.0}) {
    const LeastSquares fit =
        fit_least_squares({{lead}, {1e-9}}, std::vector<double>{0, 1e9}).value();
    CHECK(fit.coefficients[0] == doctest::Approx(1).epsilon(1e-14));
  }
  // Dependence is judged beside the column's own length, not in absolute terms.
  const LeastSquares tiny =
      fit_least_squares({{1e-20}, {1e-20}}, std::vector<double>{1, 2}).value();
  CHECK(tiny.coefficients[0] == doctest::Approx(1.5e20).epsilon(1e-14));
}

TEST_CASE("least squares: empty, ragged, too few rows, not finite, or dependent columns refused") {
  const std::vector<double> two = {1, 2};
  refused(fit_least_squares({}, {}));
  refused(fit_least_squares({{}, {}}, two));
  refused(fit_least_squares({{1}}, two));
  refused(fit_least_squares({{1, 2, 3}, {1, 2, 4}}, two));
  refused(fit_least_squares({{1, 2}, {1}}, two));
  refused(fit_least_squares({{1}, {kNaN}}, two));
  CHECK(fit_least_squares({{1}, {kNaN}}, two).errors()[0].message.rfind("row 2 ", 0) == 0);
  refused(fit_least_squares({{1}, {1}}, std::vector<double>{1, kNaN}));
  refused(fit_least_squares({{0}, {0}}, two));
  const auto dependent = fit_least_squares({{1, 3}, {1, 3}, {1, 3}}, std::vector<double>{1, 2, 3});
  refused(dependent);
  CHECK(dependent.errors()[0].message.rfind("column 2", 0) == 0);
}
