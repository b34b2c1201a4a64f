// F85 by hand: equal and unequal groups, and groups that do not differ.
#include "models/fit/groups.hpp"

#include <doctest/doctest.h>

using namespace pledgelab;

TEST_CASE("groups: the part of the variance between them") {
  // Means 2 and 6, MSW = 1, MSB = 24, n0 = 3: (24 − 1)/3 = 23/3; 23/3 ÷ (23/3 + 1) = 23/26.
  const std::vector<std::vector<double>> equal = {{1, 2, 3}, {5, 6, 7}};
  CHECK(between_share(equal) == doctest::Approx(23.0 / 26));
  // Means 2 and 4 around 2.5, MSB = 3·0.25 + 2.25 = 3, MSW = 2/2 = 1, n0 = 4 − 10/4 = 1.5.
  const std::vector<std::vector<double>> unequal = {{1, 2, 3}, {4}};
  CHECK(between_share(unequal) == doctest::Approx((2 / 1.5) / (2 / 1.5 + 1)));
}

TEST_CASE("groups: nothing between them is 0, nothing within them is all") {
  const std::vector<std::vector<double>> same = {{1, 3}, {3, 1}};
  CHECK(between_share(same) == 0);
  const std::vector<std::vector<double>> apart = {{1, 1}, {3, 3}};
  CHECK(between_share(apart) == 1);
}
