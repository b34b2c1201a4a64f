// Pooling of estimates whose errors share one factor: by hand, against F25, and against the least
// variance of every subset.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "models/valuation/distribution.hpp"

using namespace pledgelab;

namespace {

const double kHalf = std::sqrt(.5);

double variance_of(const std::vector<LnEstimate>& estimates, const std::vector<double>& loadings,
                   const std::vector<double>& weights) {
  double sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    for (std::size_t j = 0; j < weights.size(); ++j) {
      const double correlation = i == j ? 1 : loadings[i] * loadings[j];
      sum += weights[i] * weights[j] * correlation * estimates[i].ln_sd * estimates[j].ln_sd;
    }
  }
  return sum;
}

// A draw in [0, 1): test numbers only.
struct Draws {
  std::uint64_t state = 20261130;
  double next() {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<double>(state >> 11U) / 9007199254740992.0;
  }
};

}  // namespace

TEST_CASE("pool on a factor: an own price beside two income models of correlation .5, by hand") {
  // The two models of .6 pool to variance .36 × (1 + .5)/2 = .27; beside .09 the price has .75 of
  // the precision 1/.09 + 1/.27 = 400/27. Median 120^.75 80^.25 = 120 (2/3)^.25.
  const std::vector<LnEstimate> three = {
      {std::log(120.0), .3}, {std::log(80.0), .6}, {std::log(80.0), .6}};
  const Pooled pooled = pool_on_factor(three, std::vector<double>{0, kHalf, kHalf}).value();
  CHECK(pooled.weights[0] == doctest::Approx(.75).epsilon(1e-12));
  CHECK(pooled.weights[1] == doctest::Approx(.125).epsilon(1e-12));
  CHECK(pooled.weights[2] == doctest::Approx(.125).epsilon(1e-12));
  CHECK(std::exp(pooled.ln_centre) == doctest::Approx(108.4322).epsilon(1e-6));
  CHECK(pooled.ln_sd == doctest::Approx(std::sqrt(27.0 / 400)).epsilon(1e-12));
}

TEST_CASE("pool on a factor: equal loadings give V42 and V43") {
  const std::vector<LnEstimate> three = {
      {std::log(10.0), .4}, {std::log(14.0), .6}, {std::log(8.0), .9}};
  const Pooled apart = pool_on_factor(three, std::vector<double>{0, 0, 0}).value();
  CHECK(std::exp(apart.ln_centre) == doctest::Approx(10.6634).epsilon(1e-4));
  CHECK(apart.ln_sd == doctest::Approx(.31216).epsilon(1e-4));
  const Pooled bound = pool_on_factor(three, std::vector<double>{kHalf, kHalf, kHalf}).value();
  CHECK(bound.weights[0] == doctest::Approx(.857143).epsilon(1e-5));
  CHECK(bound.weights[1] == doctest::Approx(.142857).epsilon(1e-5));
  CHECK(bound.weights[2] == 0);
  CHECK(std::exp(bound.ln_centre) == doctest::Approx(10.4924).epsilon(1e-4));
  CHECK(bound.ln_sd == doctest::Approx(.39279).epsilon(1e-4));
}

TEST_CASE("pool on a factor: weights are of the least variance over all subsets, never negative") {
  Draws draws;
  for (int trial = 0; trial < 3000; ++trial) {
    const auto n = static_cast<std::size_t>(1 + trial % 5);
    std::vector<LnEstimate> estimates;
    std::vector<double> loadings;
    for (std::size_t i = 0; i < n; ++i) {
      estimates.push_back({draws.next(), .1 + 2 * draws.next()});
      loadings.push_back(draws.next() < .3 ? 0 : .99 * draws.next());
    }
    const Pooled pooled = pool_on_factor(estimates, loadings).value();
    double sum = 0;
    for (const double weight : pooled.weights) {
      CHECK(weight >= 0);
      sum += weight;
    }
    CHECK(sum == doctest::Approx(1).epsilon(1e-12));
    const double found = variance_of(estimates, loadings, pooled.weights);
    CHECK(pooled.ln_sd == doctest::Approx(std::sqrt(found)).epsilon(1e-9));
    // No weight moved a little to another lowers the variance: the least of a convex function.
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) {
        const double moved = std::min(1e-4, pooled.weights[i]);
        std::vector<double> other = pooled.weights;
        other[i] -= moved;
        other[j] += moved;
        CHECK(variance_of(estimates, loadings, other) >= found * (1 - 1e-12));
      }
    }
  }
}

TEST_CASE("pool on a factor: one common correlation pools as F25 does") {
  Draws draws;
  for (int trial = 0; trial < 500; ++trial) {
    std::vector<LnEstimate> estimates;
    for (int i = 0; i < 2 + trial % 4; ++i) estimates.push_back({draws.next(), .2 + draws.next()});
    const double rho = .9 * draws.next();
    const std::vector<double> loadings(estimates.size(), std::sqrt(rho));
    const Pooled one = pool_estimates(estimates, rho).value();
    const Pooled other = pool_on_factor(estimates, loadings).value();
    CHECK(other.ln_centre == doctest::Approx(one.ln_centre).epsilon(1e-9));
    CHECK(other.ln_sd == doctest::Approx(one.ln_sd).epsilon(1e-9));
  }
}

TEST_CASE("pool on a factor: more evidence never widens it, before disagreement") {
  Draws draws;
  for (int trial = 0; trial < 500; ++trial) {
    std::vector<LnEstimate> estimates;
    std::vector<double> loadings;
    double before = std::numeric_limits<double>::infinity();
    for (int i = 0; i < 6; ++i) {
      estimates.push_back({draws.next(), .2 + draws.next()});
      loadings.push_back(.95 * draws.next());
      const double after = pool_on_factor(estimates, loadings).value().ln_sd;
      CHECK(after <= before * (1 + 1e-12));
      before = after;
    }
  }
}

TEST_CASE("pool on a factor: outside the domain it is refused") {
  const std::vector<LnEstimate> good = {{1, .5}, {2, .5}};
  const double nan = std::nan("");
  CHECK(pool_on_factor({}, {}).errors()[0].code == "V-331");
  CHECK_FALSE(pool_on_factor(good, std::vector<double>{0}).ok());
  CHECK_FALSE(pool_on_factor(good, std::vector<double>{0, 1}).ok());
  CHECK_FALSE(pool_on_factor(good, std::vector<double>{0, -.1}).ok());
  CHECK_FALSE(pool_on_factor(good, std::vector<double>{0, nan}).ok());
  for (const LnEstimate& bad :
       {LnEstimate{1, 0}, LnEstimate{1, -1}, LnEstimate{nan, 1}, LnEstimate{1, nan}}) {
    CHECK_FALSE(
        pool_on_factor(std::vector<LnEstimate>{bad, {1, 1}}, std::vector<double>{0, 0}).ok());
  }
}
