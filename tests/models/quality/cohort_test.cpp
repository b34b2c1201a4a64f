// Percentiles, winsorised shares, and the way from a cohort too small to a wider one.
#include "models/quality/cohort.hpp"

#include <doctest/doctest.h>

using namespace pledgelab;

TEST_CASE("cohort: a percentile counts the worse and half the equal") {
  // 3,1,4,1,5: the ones have none worse and two equal: (0 + 1)/5; then (2 + ½)/5, (3 + ½)/5 …
  const std::vector<double> values = {3, 1, 4, 1, 5};
  const auto up = mid_percentiles(values, true);
  const auto down = mid_percentiles(values, false);
  const std::vector<double> expected = {0.5, 0.2, 0.7, 0.2, 0.9};
  for (std::size_t i = 0; i < values.size(); ++i) {
    CHECK(up[i] == doctest::Approx(expected[i]));
    CHECK(down[i] == doctest::Approx(1 - expected[i]));
  }
  CHECK(mid_percentiles(std::vector<double>{7}, true)[0] == doctest::Approx(0.5));
}

TEST_CASE("cohort: the share of the maximum after winsorising at 98 %; the top per cent") {
  // 1..101: the 98 % quantile lies at place 1 + 0.98 × 100 = 99, value 99; the 99 % one is 100.
  MaybeValues values;
  for (int i = 1; i <= 101; ++i) values.emplace_back(i);
  const auto placed = standings(values, {}, true);
  CHECK(placed[49]->capped_share == doctest::Approx(50.0 / 99));
  CHECK(placed[98]->capped_share == doctest::Approx(1.0));
  CHECK(placed[100]->capped_share == doctest::Approx(1.0));
  CHECK(placed[97]->capped_share == doctest::Approx(98.0 / 99));
  CHECK(placed[100]->top_percent);
  CHECK_FALSE(placed[99]->top_percent);
  CHECK(capped_share(3, 0) == 0);
}

TEST_CASE("cohort: fewer members than the least give way to the next wider cohort") {
  // Cohort a has three members, b two; b's stand in the year's cohort of five, one without a year
  // in the whole set of six; the missing value has no standing and is no member.
  CohortLadder ladder;
  ladder.least = 3;
  ladder.keys = {{"a", "a", "a", "b", "b", "", "a"}, {"y", "y", "y", "y", "y", "", "y"}};
  const MaybeValues values = {1, 2, 3, 4, 5, 6, std::nullopt};
  const auto placed = standings(values, ladder, true);
  CHECK(placed[0]->level == 0);
  CHECK(placed[2]->percentile == doctest::Approx(2.5 / 3));
  CHECK(placed[2]->members == 3);
  CHECK(placed[3]->level == 1);
  CHECK(placed[3]->members == 5);
  CHECK(placed[3]->percentile == doctest::Approx(3.5 / 5));
  CHECK(placed[5]->level == 2);
  CHECK(placed[5]->members == 6);
  CHECK(placed[5]->percentile == doctest::Approx(5.5 / 6));
  CHECK_FALSE(placed[6].has_value());
}

TEST_CASE("cohort: patents without a key are no cohort together") {
  CohortLadder ladder;
  ladder.least = 2;
  ladder.keys = {{"", "", "a", "a"}};
  const auto placed = standings({1, 2, 3, 4}, ladder, true);
  CHECK(placed[0]->level == 1);
  CHECK(placed[0]->members == 4);
  CHECK(placed[1]->percentile == doctest::Approx(1.5 / 4));
}
