// Area under the curve, lift, Brier and calibration slope by hand.
#include "models/quality/ranking_quality.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace pledgelab;

namespace {

using Scores = std::vector<double>;
using Cases = std::vector<std::uint8_t>;

}  // namespace

TEST_CASE("ranking: the area counts pairs, ties half") {
  // With: 3, 2. Without: 2, 1. Pairs 1, 1, ½, 1 of 4.
  const auto area = area_under_curve(Scores{3, 2, 2, 1}, Cases{1, 1, 0, 0});
  CHECK(area.value().value == doctest::Approx(0.875));
  // Placements of the hits 1, ¾ (variance 1/32), of the misses ¾, 1: se² = 1/64 + 1/64.
  CHECK(area.value().standard_error == doctest::Approx(std::sqrt(1.0 / 32)));
  CHECK(area_under_curve(Scores{1, 1, 1}, Cases{1, 0, 0}).value().value == doctest::Approx(0.5));
  CHECK(area_under_curve(Scores{1, 2}, Cases{1, 0}).value().value == doctest::Approx(0));
  CHECK(area_under_curve(Scores{1, 2}, Cases{1, 1}).errors().front().code == "Q-111");
  CHECK(area_under_curve(Scores{1, 2}, Cases{0, 0}).errors().front().code == "Q-111");
}

TEST_CASE("ranking: luck is what 1.96 standard errors do not part from one half") {
  // 10 of 110: se0 = √(111/(12 × 1000)) = 0.096177, times 1.96 = 0.188502.
  CHECK(is_noise({0.688, 0}, 10, 110));
  CHECK_FALSE(is_noise({0.689, 0}, 10, 110));
  CHECK(is_noise({0.312, 0}, 10, 110));
  CHECK_FALSE(is_noise({0.311, 0}, 10, 110));
  // DeLong's own error where it is the larger: 0.7 − 0.5 = 0.2 against 1.96 × 0.11.
  CHECK(is_noise({0.7, 0.11}, 10, 110));
}

TEST_CASE("ranking: hits among the first k, ties at the border by their share") {
  const Scores scores = {5, 4, 4, 4, 1};
  const Cases outcome = {0, 1, 1, 0, 1};
  CHECK(hits_at(scores, outcome, 1) == doctest::Approx(0));
  CHECK(hits_at(scores, outcome, 2) == doctest::Approx(2.0 / 3));
  CHECK(hits_at(scores, outcome, 2.5) == doctest::Approx(1));
  CHECK(hits_at(scores, outcome, 4) == doctest::Approx(2));
  CHECK(hits_at(scores, outcome, 5) == doctest::Approx(3));
}

TEST_CASE("ranking: the calibration slope of two groups is the ratio of their log odds") {
  // p = 0.2 came true in 1 of 5, p = 0.8 in 3 of 5: (ln 3/2 − ln 1/4)/(ln 4 − ln 1/4) = ln 6/(2 ln
  // 4).
  const auto quality = ranking_quality(Scores{0.2, 0.2, 0.2, 0.2, 0.2, 0.8, 0.8, 0.8, 0.8, 0.8},
                                       Cases{1, 0, 0, 0, 0, 1, 1, 1, 0, 0});
  REQUIRE(quality.ok());
  CHECK(quality.value().calibration_slope->value ==
        doctest::Approx(std::log(6.0) / (2 * std::log(4.0))));
  // (0.64 + 4 × 0.04 + 3 × 0.04 + 2 × 0.64)/10; base 0.4: 0.24.
  CHECK(quality.value().brier == doctest::Approx(0.22));
  CHECK(quality.value().brier_base == doctest::Approx(0.24));
  CHECK(quality.value().decile_lift == doctest::Approx(0.6 / 0.4));
  CHECK(quality.value().with_outcome == 4);
  // ln L = ln .2 + 4 ln .8 + 3 ln .8 + 2 ln .2; base: 4 ln .4 + 6 ln .6.
  const double ln_l = 3 * std::log(0.2) + 7 * std::log(0.8);
  const double ln_base = 4 * std::log(0.4) + 6 * std::log(0.6);
  CHECK(quality.value().explained_frac == doctest::Approx(1 - ln_l / ln_base));
  const auto flat = ranking_quality(Scores{0.5, 0.5, 0.5}, Cases{1, 0, 0});
  CHECK_FALSE(flat.value().calibration_slope.has_value());
  CHECK(flat.value().area.value == doctest::Approx(0.5));
}

TEST_CASE("ranking: what an index leaves open of value is a factor of 13 to 15 (domain page 0.1)") {
  CHECK(value_interval_factor(2.146, 0.113, 0.8) == doctest::Approx(13.33).epsilon(1e-3));
  // 1.2815516 × 2.146 × √0.973 = 2.7128, e^2.7128 = 15.07
  CHECK(value_interval_factor(2.146, 0.027, 0.8) == doctest::Approx(15.07).epsilon(1e-3));
  CHECK(value_interval_factor(2.146, 1, 0.8) == doctest::Approx(1));
}
