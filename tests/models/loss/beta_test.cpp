#include "models/loss/beta.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "models/base/normal.hpp"

using namespace pledgelab;
using doctest::Approx;

TEST_CASE("loss: incomplete beta against polynomials and its own symmetry") {
  // I_x(2, 3) = 6x² − 8x³ + 3x⁴; I_x(1, b) = 1 − (1 − x)^b; I_x(½, ½) = 2/π asin √x.
  CHECK(incomplete_beta(2, 3, 0.5) == Approx(0.6875).epsilon(1e-13));
  CHECK(incomplete_beta(2, 3, 0.9) == Approx(0.9963).epsilon(1e-13));
  CHECK(incomplete_beta(1, 3.2, 0.1) == Approx(1 - std::pow(0.9, 3.2)).epsilon(1e-12));
  CHECK(incomplete_beta(0.5, 0.5, 0.25) == Approx(1.0 / 3).epsilon(1e-12));
  CHECK(incomplete_beta(0.8, 3.2, 0.3) ==
        Approx(1 - incomplete_beta(3.2, 0.8, 0.7)).epsilon(1e-12));
  CHECK(incomplete_beta(2, 3, 0) == 0);
  CHECK(incomplete_beta(2, 3, 1) == 1);
}

TEST_CASE("loss: beta quantile undoes it, also where the density has no bound") {
  CHECK(beta_quantile(1, 3, 0.5) == Approx(1 - std::cbrt(0.5)).epsilon(1e-12));
  CHECK(beta_quantile(0.5, 0.5, 1.0 / 3) == Approx(0.25).epsilon(1e-11));
  for (const double p : {1e-6, 0.01, 0.3, 0.9, 0.9999}) {
    CHECK(incomplete_beta(0.28, 3.72, beta_quantile(0.28, 3.72, p)) == Approx(p).epsilon(1e-8));
    CHECK(incomplete_beta(1.375, 0.922, beta_quantile(1.375, 0.922, p)) == Approx(p).epsilon(1e-8));
  }
}

TEST_CASE("loss: a fraction over a normal score has the Beta's mean and variance") {
  const double mean_frac = 0.2;
  const double concentration = 4;
  const BetaScore score(mean_frac, concentration);
  double first = 0;
  double second = 0;
  const double step = 1.0 / 512;
  for (double y = -6 + step / 2; y < 6; y += step) {
    const double mass = normal_density(y) * step;
    first += mass * score.at(y);
    second += mass * score.at(y) * score.at(y);
  }
  CHECK(first == Approx(mean_frac).epsilon(1e-4));
  CHECK(second - first * first == Approx(0.2 * 0.8 / (4 + 1)).epsilon(1e-3));
  CHECK(score.at(0.37) == Approx(beta_quantile(0.8, 3.2, normal_cdf(0.37))).epsilon(1e-5));
  CHECK(score.at(-9) == score.at(-6));
  CHECK(score.at(9) == score.at(6));
  CHECK(BetaScore(0.4, 0).at(1.5) == 0.4);
  CHECK(BetaScore(1, 4).at(-2) == 1);
  CHECK(BetaScore(0, 4).at(2) == 0);
}
