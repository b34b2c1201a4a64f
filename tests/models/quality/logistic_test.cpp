// Logistic regression against closed forms: two-by-two tables, the ridge's stationary point.
#include "models/quality/logistic.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace pledgelab;

namespace {

const Ridge kFree = {{0}, {0}};
// Five at x = 0 with one outcome, five at x = 1 with three.
const Design kTwoByTwo = {1, {0, 0, 0, 0, 0, 1, 1, 1, 1, 1}};
const std::vector<std::uint8_t> kOutcome = {1, 0, 0, 0, 0, 1, 1, 1, 0, 0};

}  // namespace

TEST_CASE("logistic: a two-by-two table gives the log odds ratio and Woolf's standard error") {
  const auto fit = fit_logistic(kTwoByTwo, kOutcome, kFree);
  REQUIRE(fit.ok());
  CHECK(fit.value().intercept == doctest::Approx(std::log(0.25)));
  CHECK(fit.value().slopes[0] == doctest::Approx(std::log(6.0)));
  CHECK(fit.value().intercept_se == doctest::Approx(std::sqrt(1 + 0.25)));
  CHECK(fit.value().slope_se[0] == doctest::Approx(std::sqrt(1 + 0.25 + 1.0 / 3 + 0.5)));
  const double one = 1;
  CHECK(fit.value().probability({&one, 1}) == doctest::Approx(0.6));
}

TEST_CASE("logistic: two columns, each a saturated table of its own") {
  // Cells (0,0): 1 of 4; (1,0): 2 of 4; (0,1): 3 of 4. Odds 1/3, 1, 3: a = −ln 3, b = ln 3, 2 ln 3.
  Design design{2, {}};
  std::vector<std::uint8_t> outcome;
  const auto cell = [&](double a, double b, int hits) {
    for (int i = 0; i < 4; ++i) {
      design.values.insert(design.values.end(), {a, b});
      outcome.push_back(i < hits ? 1 : 0);
    }
  };
  cell(0, 0, 1);
  cell(1, 0, 2);
  cell(0, 1, 3);
  const auto fit = fit_logistic(design, outcome, {{0, 0}, {0, 0}});
  REQUIRE(fit.ok());
  CHECK(fit.value().intercept == doctest::Approx(-std::log(3.0)));
  CHECK(fit.value().slopes[0] == doctest::Approx(std::log(3.0)));
  CHECK(fit.value().slopes[1] == doctest::Approx(2 * std::log(3.0)));
  // Maximum: Σ ln p = ln ¼ + 3 ln ¾ + 4 ln ½ + 3 ln ¾ + ln ¼
  CHECK(fit.value().log_likelihood ==
        doctest::Approx(2 * std::log(0.25) + 6 * std::log(0.75) + 4 * std::log(0.5)));
}

TEST_CASE("logistic: at the ridge's maximum Σ (y − p) x = penalty (b − target), Σ (y − p) = 0") {
  const double penalty = 2;
  const double target = 0.7;
  const auto fit = fit_logistic(kTwoByTwo, kOutcome, {{penalty}, {target}});
  REQUIRE(fit.ok());
  double free = 0;
  double along = 0;
  for (std::size_t i = 0; i < kOutcome.size(); ++i) {
    const double x = kTwoByTwo.at(i, 0);
    const double miss = kOutcome[i] - fit.value().probability({&x, 1});
    free += miss;
    along += miss * x;
  }
  CHECK(std::fabs(free) < 1e-8);
  CHECK(along == doctest::Approx(penalty * (fit.value().slopes[0] - target)).epsilon(1e-7));
  CHECK(fit.value().slopes[0] > target);
  CHECK(fit.value().slopes[0] < std::log(6.0));
  const auto held = fit_logistic(kTwoByTwo, kOutcome, {{1e9}, {target}});
  CHECK(held.value().slopes[0] == doctest::Approx(target));
}

TEST_CASE("logistic: no unique maximum, or nothing to fit on, is refused") {
  const std::vector<std::uint8_t> sure = {0, 0, 0, 0, 0, 1, 1, 1, 1, 1};
  const auto separated = fit_logistic(kTwoByTwo, sure, kFree);
  REQUIRE_FALSE(separated.ok());
  CHECK(separated.errors().front().code == "Q-112");
  CHECK(fit_logistic(kTwoByTwo, sure, {{1}, {0}}).ok());  // a ridge has a maximum all the same
  Design twice{2, {}};
  for (const double x : kTwoByTwo.values) twice.values.insert(twice.values.end(), {x, 2 * x});
  CHECK(fit_logistic(twice, kOutcome, {{0, 0}, {0, 0}}).errors().front().code == "Q-112");
  CHECK(fit_logistic(twice, kOutcome, {{1, 1}, {0, 0}}).ok());
  const std::vector<std::uint8_t> none(10, 0);
  CHECK(fit_logistic(kTwoByTwo, none, kFree).errors().front().code == "Q-111");
  const std::vector<std::uint8_t> every(10, 1);
  CHECK(fit_logistic(kTwoByTwo, every, kFree).errors().front().code == "Q-111");
  CHECK(fit_logistic({1, {0, 1}}, std::vector<std::uint8_t>{0, 1}, kFree).errors().front().code ==
        "Q-111");
}

TEST_CASE("logistic: far starting targets and far values still come home") {
  const auto far = fit_logistic(kTwoByTwo, kOutcome, {{1e-6}, {40}});
  REQUIRE(far.ok());
  CHECK(far.value().slopes[0] == doctest::Approx(std::log(6.0)).epsilon(1e-3));
}
