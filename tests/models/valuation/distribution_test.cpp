// Distributions against the acceptance table: V21, V32, V35 to V37, V42, V43, V48, V29.
#include "models/valuation/distribution.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "models/valuation/rates_and_costs.hpp"

using namespace pledgelab;

namespace {

const std::vector<LnEstimate> kThree = {
    {std::log(10.0), .4}, {std::log(14.0), .6}, {std::log(8.0), .9}};

}  // namespace

TEST_CASE("pooling of independent estimates: V42") {
  const Pooled pooled = pool_estimates(kThree, 0).value();
  CHECK(std::exp(pooled.ln_centre) == doctest::Approx(10.6634).epsilon(1e-4));
  CHECK(pooled.ln_sd == doctest::Approx(.31216).epsilon(1e-4));
  CHECK(pooled.weights[0] == doctest::Approx(.6090).epsilon(1e-3));
  CHECK(pooled.weights[1] == doctest::Approx(.2707).epsilon(1e-3));
  CHECK(pooled.weights[2] == doctest::Approx(.1203).epsilon(1e-3));
}

TEST_CASE("pooling of estimates of common correlation, no negative weight: V43") {
  const Pooled pooled = pool_estimates(kThree, .5).value();
  CHECK(pooled.weights[0] == doctest::Approx(.857143).epsilon(1e-5));
  CHECK(pooled.weights[1] == doctest::Approx(.142857).epsilon(1e-5));
  CHECK(pooled.weights[2] == 0);
  CHECK(std::exp(pooled.ln_centre) == doctest::Approx(10.4924).epsilon(1e-4));
  CHECK(pooled.ln_sd == doctest::Approx(.39279).epsilon(1e-4));
}

TEST_CASE("one estimate pools to itself; none, or no spread, is refused") {
  const std::vector<LnEstimate> one = {{2.0, .7}};
  const Pooled pooled = pool_estimates(one, .5).value();
  CHECK(pooled.ln_centre == 2.0);
  CHECK(pooled.ln_sd == doctest::Approx(.7));
  CHECK_FALSE(pool_estimates({}, 0).ok());
  CHECK_FALSE(pool_estimates(std::vector<LnEstimate>{{1, 0}}, 0).ok());
  CHECK_FALSE(pool_estimates(kThree, 1).ok());
}

TEST_CASE("DerSimonian-Laird, by hand: two estimates of spread 1 that lie 4 apart") {
  // Q = 2² + 2² = 8, c = 2 - 2/2 = 1, tau² = 7; variance of the pool 1/2 + 7.
  const std::vector<LnEstimate> two = {{0, 1}, {4, 1}};
  Pooled pooled = pool_estimates(two, 0).value();
  widen_for_disagreement(pooled, two);
  CHECK(pooled.disagreement);
  CHECK(pooled.ln_sd == doctest::Approx(std::sqrt(7.5)).epsilon(1e-12));
  const std::vector<LnEstimate> near = {{0, 1}, {.5, 1}};
  pooled = pool_estimates(near, 0).value();
  widen_for_disagreement(pooled, near);
  CHECK_FALSE(pooled.disagreement);
  CHECK(pooled.ln_sd == doctest::Approx(std::sqrt(.5)).epsilon(1e-12));
}

TEST_CASE("a widened spread is bounded by its members' scatter, and by the lowest median") {
  // Spreads .5 and 1.5, 0 and 5 apart: weights .9, .1, centre .5, variance .225; Q = 25 × 16/9 /
  // 40/9 = 10, c = .8, so DerSimonian-Laird says .225 + 9/.8 = 11.475. Their scatter is .9 × .25 +
  // .1 × 20.25 = 2.25; but the lowest median, 0, allows 2 × .5.
  const std::vector<LnEstimate> wide_above = {{0, .5}, {5, 1.5}};
  Pooled pooled = pool_estimates(wide_above, 0).value();
  widen_for_disagreement(pooled, wide_above);
  CHECK(pooled.ln_sd == doctest::Approx(std::sqrt(11.475)).epsilon(1e-12));
  bound_spread(pooled, wide_above);
  CHECK(pooled.ln_centre == doctest::Approx(.5).epsilon(1e-12));
  CHECK(pooled.ln_sd == doctest::Approx(std::sqrt(1.225)).epsilon(1e-12));
  // The wide one below: centre 4.5, and 9 are allowed, so the scatter's 2.25.
  const std::vector<LnEstimate> wide_below = {{5, .5}, {0, 1.5}};
  pooled = pool_estimates(wide_below, 0).value();
  widen_for_disagreement(pooled, wide_below);
  bound_spread(pooled, wide_below);
  CHECK(pooled.ln_centre == doctest::Approx(4.5).epsilon(1e-12));
  CHECK(pooled.ln_sd == doctest::Approx(std::sqrt(2.475)).epsilon(1e-12));
  // Nothing widened, nothing bounded.
  const std::vector<LnEstimate> near = {{0, 1}, {.5, 1}};
  pooled = pool_estimates(near, .5).value();
  const double before = pooled.ln_sd;
  widen_for_disagreement(pooled, near);
  bound_spread(pooled, near);
  CHECK(pooled.ln_sd == before);
}

TEST_CASE("median of an expectation and lognormal quantiles: V48, V21, V39 without its jump") {
  CHECK(median_of_expectation(10, .7) == doctest::Approx(7.827).epsilon(1e-4));
  CHECK(median_of_expectation(3e6, 2.1460) == doctest::Approx(3e5).epsilon(1e-3));
  // median 1, s = 1: the 97.72 % quantile lies at two deviations, e².
  CHECK(lognormal_quantile(std::exp(.5), 1, 0.9772498680518208) ==
        doctest::Approx(std::exp(2.0)).epsilon(1e-9));
}

TEST_CASE("a worth that may be nothing: quantiles of both together, effective evidences") {
  // A quarter nothing: the quartile is 0, and p = 0.625 is the middle of the rest.
  CHECK(mixed_quantile(std::exp(.5), 1, .25, .25) == 0);
  CHECK(mixed_quantile(std::exp(.5), 1, .25, .625) == doctest::Approx(1).epsilon(1e-9));
  CHECK(mixed_quantile(5, .3, 1, .99) == 0);
  CHECK(mixed_quantile(5, .3, 0, .9) == lognormal_quantile(5, .3, .9));
  CHECK(effective_evidences(std::vector<double>{.75, .25}) == doctest::Approx(1.6));
  CHECK(effective_evidences(std::vector<double>{}) == 0);
}

TEST_CASE("expected surviving value, time to sale, wrong way: V35, V36, V37") {
  CHECK(expected_surviving_value(100, .03, .12, .045, 3) == doctest::Approx(66.6977).epsilon(1e-5));
  CHECK(time_to_sale_factor(.75, .215) == doctest::Approx(.86114).epsilon(1e-5));
  CHECK(wrong_way_factor(.03, .6, 1, .25) == doctest::Approx(.7046).epsilon(1e-3));
  CHECK(wrong_way_factor(.03, .6, 1, .50) == doctest::Approx(.4866).epsilon(1e-3));
  CHECK(wrong_way_factor(.03, .6, 1, .75) == doctest::Approx(.3294).epsilon(1e-3));
}

TEST_CASE("royalties and costs: V29, V32, and by hand") {
  CHECK(strength_royalty(0, .05, 80) == doctest::Approx(.04).epsilon(1e-12));
  CHECK(strength_royalty(.02, .06, 120) == doctest::Approx(.06));
  CHECK(depreciated_cost({500, .03, 4, .10, 6}) == doctest::Approx(371.418).epsilon(1e-5));
  // A fifth behind the art, a tenth lost outside: × .8 × .9.
  CHECK(depreciated_cost({500, .03, 4, .10, 6, .2, .1}) == doctest::Approx(267.421).epsilon(1e-5));
  CHECK(premium_royalty(100, 80, .5, .2) == doctest::Approx(.08));  // 20 % × .5 × .8
  CHECK(premium_royalty(80, 100, .5, .2) == 0);
  CHECK(effort_cost(40, 25000, 1, 4) == doctest::Approx(750000));
  CHECK(effort_cost(40, 25000, 5, 4) == 0);
  CHECK(challenged_factor(.253, .149) == doctest::Approx(.6725));  // policies.md 4B
}
