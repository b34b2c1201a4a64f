// Pindyck's cost to completion (acceptance V15).
#include "models/option/completion_cost.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace pledgelab;

TEST_CASE("completion: V15, closed form and simulated (slow)") {
  const auto known = completion_cost(100, 0.5);
  REQUIRE(known.ok());
  CHECK(known.value().mean == 100);
  CHECK(std::fabs(known.value().standard_deviation - 37.796) < 5e-4);
  // By hand: 100 × 0.5 / √1.75.
  CHECK(known.value().standard_deviation == doctest::Approx(50 / std::sqrt(1.75)));
  const auto simulated = simulated_completion(100, 0.5, {10, 0.02, 100'000, 1});
  REQUIRE(simulated.ok());
  CHECK(std::fabs(simulated.value().standard_deviation.value - 37.796) < 0.5);
  CHECK(std::fabs(simulated.value().mean.value - 100) < 4 * simulated.value().mean.standard_error);
  CHECK(simulated.value().mean.standard_error < 0.1);
}

TEST_CASE("completion: the error of the spread, where the cost is nearly normal") {
  // s = 0.1: SD 7.09 % of K, kurtosis 3 and little more: the error is SD/√(2n).
  const auto simulated = simulated_completion(100, 0.1, {10, 0.1, 20'000, 1});
  REQUIRE(simulated.ok());
  const Estimate& spread = simulated.value().standard_deviation;
  CHECK(std::fabs(spread.value - 10 / std::sqrt(1.99)) < 4 * spread.standard_error);
  CHECK(std::fabs(spread.standard_error * 200 / spread.value - 1) < 0.1);
}

TEST_CASE("completion: a sure cost is spent exactly") {
  CHECK(completion_cost(100, 0).value().standard_deviation == 0);
  const auto sure = simulated_completion(100, 0, {10, 0.3, 1'000, 1});
  REQUIRE(sure.ok());
  CHECK(sure.value().mean.value == doctest::Approx(100));
  CHECK(sure.value().standard_deviation.value < 1e-9);
  CHECK(simulated_completion(100, 0.5, {10, 0.3, 1'000, 1}).value().mean.value ==
        simulated_completion(100, 0.5, {10, 0.3, 1'000, 1}).value().mean.value);
  CHECK(simulated_completion(100, 0.5, {10, 0.3, 1'000, 1}).value().mean.value !=
        simulated_completion(100, 0.5, {10, 0.3, 1'000, 2}).value().mean.value);
}

TEST_CASE("completion: bad input is refused") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const double bad : {0.0, -1.0, nan, 1.1e15}) {
    CHECK(completion_cost(bad, 0.5).errors()[0].code == "V-212");
    CHECK(simulated_completion(bad, 0.5, {10, 0.02, 1'000, 1}).errors()[0].code == "V-212");
  }
  for (const double bad : {-0.1, 1.21, nan}) {
    CHECK(completion_cost(100, bad).errors()[0].code == "V-212");
  }
  for (const CompletionDraws& draws :
       {CompletionDraws{0, 0.02, 1'000, 1}, CompletionDraws{-10, -0.02, 1'000, 1},
        CompletionDraws{10, nan, 1'000, 1}, CompletionDraws{10, 1.1, 1'000, 1},
        CompletionDraws{10, 0.0004, 1'000, 1}, CompletionDraws{10, 0.02, 998, 1},
        CompletionDraws{10, 0.02, 1'001, 1}, CompletionDraws{10, 0.02, 200'002, 1},
        CompletionDraws{10, 0.02, 100'002, 1}}) {
    CHECK(simulated_completion(100, 0.5, draws).errors()[0].code == "V-212");
  }
}
