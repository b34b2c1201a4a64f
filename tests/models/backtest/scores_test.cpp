// The closed forms against a quadrature written here, tables of the normal, and by hand.
#include "models/backtest/scores.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "models/base/normal.hpp"

using namespace pledgelab;

namespace {

const double kNan = std::numeric_limits<double>::quiet_NaN();

double phi(double x) { return std::erfc(-x / std::sqrt(2.0)) / 2; }

// Simpson's rule over [from, to], 4,000 panels.
template <class Function>
double simpson(double from, double to, const Function& f) {
  const int panels = 4000;
  const double h = (to - from) / panels;
  double sum = f(from) + f(to);
  for (int i = 1; i < panels; ++i) sum += f(from + i * h) * (i % 2 == 1 ? 4 : 2);
  return sum * h / 3;
}

// ∫ (F(x) - 1{x >= y})² dx, x = exp(t), cut at t = ln y where the integrand jumps.
double crps_by_quadrature(const DeltaLognormal& worth, double y) {
  const double q = 1 - worth.zero_frac;
  const auto below = [&](double t) {  // F² dx
    const double cdf = worth.zero_frac + q * phi((t - worth.ln_mean) / worth.ln_sd);
    return cdf * cdf * std::exp(t);
  };
  const auto above = [&](double t) {  // (1 - F)² dx
    const double left = q * phi(-(t - worth.ln_mean) / worth.ln_sd);
    return left * left * std::exp(t);
  };
  const double far = worth.ln_mean + 14 * worth.ln_sd;
  const double near = worth.ln_mean - 40;
  if (y == 0) return simpson(near, far, above);
  const double cut = std::log(y);
  return simpson(near, cut, below) + simpson(cut, std::max(far, cut), above);
}

double mean_score(const DeltaLognormal& said, const DeltaLognormal& truth) {
  double sum = 0;
  const int n = 2000;
  for (int i = 0; i < n; ++i) {
    const double u = (i + 0.5) / n;
    const double z = u <= truth.zero_frac ? 0 : (u - truth.zero_frac) / (1 - truth.zero_frac);
    const double y = z == 0 ? 0 : std::exp(truth.ln_mean + truth.ln_sd * normal_quantile(z));
    sum += crps_lognormal(said, y).value();
  }
  return sum / n;
}

}  // namespace

TEST_CASE("scores: the CRPS of a lognormal with an atom is its integral") {
  for (const double zero : {0.0, 0.2, 0.9}) {
    for (const double sd : {0.1, 0.7, 2.146}) {
      for (const double y : {0.0, 0.3, 1.0, 2.5, 40.0}) {
        const DeltaLognormal worth{zero, 0.4, sd};
        const double expected = crps_by_quadrature(worth, y);
        CHECK_MESSAGE(crps_lognormal(worth, y).value() == doctest::Approx(expected).epsilon(1e-6),
                      zero, " ", sd, " ", y);
      }
    }
  }
}

TEST_CASE("scores: the CRPS of a lognormal by hand") {
  // Median 1, s = 1, y = 1: w = 0, 2 e^½ (Φ(-0.70710678) - Φ(-1)) = 2 × 1.6487213 × (0.2397501 -
  // 0.1586553) = 0.267405.
  CHECK(crps_lognormal({0, 0, 1}, 1).value() == doctest::Approx(0.267405).epsilon(1e-5));
  // It scales with the unit of money.
  CHECK(crps_lognormal({0, std::log(100), 1}, 100).value() ==
        doctest::Approx(26.7405).epsilon(1e-5));
  // With an atom of 0.2: 100 × 0.2 + 2 × 0.8 × 164.87213 × (0.8 × 0.2397501 - 0.1586553) = 28.7434.
  CHECK(crps_lognormal({0.2, std::log(100), 1}, 100).value() ==
        doctest::Approx(28.7434).epsilon(1e-5));
  // y = 0: only (1 - F)² is left: 2 q² M Φ(-s/√2) = 2 × 0.64 × 164.87213 × 0.2397501 = 50.5963.
  CHECK(crps_lognormal({0.2, std::log(100), 1}, 0).value() ==
        doctest::Approx(50.5963).epsilon(1e-5));
  // A spread of nothing leaves a rounding, which is no negative score.
  CHECK(crps_lognormal({0, 1, 1.0912629336830781e-16}, 2.7182818284590446).value() == 0);
  CHECK(crps_lognormal({1, 0, 0}, 70).value() == 70);
  CHECK(crps_lognormal({1, 0, 0}, 0).value() == 0);
}

TEST_CASE("scores: the CRPS of a normal, and the lognormal that comes near it") {
  // z = 0: (√2 - 1)/√π = 0.41421356/1.77245385 = 0.2336950.
  CHECK(crps_normal(3, 1, 3).value() == doctest::Approx(0.2336950).epsilon(1e-6));
  CHECK(crps_normal(3, 2, 3).value() == doctest::Approx(0.4673900).epsilon(1e-6));
  // z = 1: 0.6826895 + 2 × 0.2419707 - 0.5641896 = 0.6024413.
  CHECK(crps_normal(0, 1, 1).value() == doctest::Approx(0.6024413).epsilon(1e-6));
  CHECK(crps_normal(0, 1, -1).value() == doctest::Approx(0.6024413).epsilon(1e-6));
  // Far away it is the distance less the half mean difference 1/√π.
  CHECK(crps_normal(0, 1, 50).value() == doctest::Approx(50 - 0.5641896).epsilon(1e-8));
  for (const double z : {-2.0, -0.5, 0.0, 1.5}) {
    const double sd = 1e-4;
    CHECK(crps_lognormal({0, 0, sd}, std::exp(z * sd)).value() ==
          doctest::Approx(sd * crps_normal(0, 1, z).value()).epsilon(1e-3));
  }
}

TEST_CASE("scores: who states what he believes scores best") {
  const DeltaLognormal truth{0.2, 1, 0.8};
  const double best = mean_score(truth, truth);
  for (const DeltaLognormal& other :
       {DeltaLognormal{0.2, 1.2, 0.8}, DeltaLognormal{0.2, 0.8, 0.8}, DeltaLognormal{0.2, 1, 1.1},
        DeltaLognormal{0.2, 1, 0.6}, DeltaLognormal{0.1, 1, 0.8}, DeltaLognormal{0.3, 1, 0.8}}) {
    CHECK(mean_score(other, truth) > best * 1.002);
  }
}

TEST_CASE("scores: the transform of an outcome, and of one on the atom") {
  const DeltaLognormal worth{0.2, std::log(100), 1};
  CHECK(pit(worth, 100, 0.5).value() == doctest::Approx(0.6));  // 0.2 + 0.8 × ½
  // z = 1: 0.2 + 0.8 × 0.8413447 = 0.8730758.
  CHECK(pit(worth, 100 * std::exp(1.0), 0.5).value() == doctest::Approx(0.8730758));
  CHECK(pit(worth, 0, 0.25).value() == doctest::Approx(0.05));
  CHECK(pit({0, 0, 1}, 0, 0.25).value() == 0);
  CHECK(pit({1, 0, 0}, 5, 0.25).value() == 1);
  CHECK(pit({1, 0, 0}, 0, 0.25).value() == 0.25);
}

TEST_CASE("scores: a lognormal by two quantiles has them") {
  // P10 = 10, P90 = 1000: ln-mean ln 100, ln-SD ln 100 / (2 × 1.2815516) = 1.796714.
  const auto worth = lognormal_of_quantiles(10, 1000).value();
  CHECK(worth.zero_frac == 0);
  CHECK(worth.ln_mean == doctest::Approx(std::log(100)));
  CHECK(worth.ln_sd == doctest::Approx(1.796714).epsilon(1e-6));
  CHECK(pit(worth, 10, 0.5).value() == doctest::Approx(0.1));
  CHECK(pit(worth, 1000, 0.5).value() == doctest::Approx(0.9));
  CHECK(lognormal_of_quantiles(0, 1).errors()[0].code == "B-151");
  CHECK(lognormal_of_quantiles(2, 2).errors()[0].code == "B-151");
  CHECK_FALSE(lognormal_of_quantiles(1, kNan).ok());
  CHECK_FALSE(lognormal_of_quantiles(1, 2e15).ok());
}

TEST_CASE("scores: climatology by hand and by brute force") {
  // 1, 2, 4: the others of 1 are 2 and 4: mean distance 2, half their mean difference (0 + 2 + 2 +
  // 0)/4/2 = 0.5, so 1.5; of 2: 1.5 - 0.75; of 4: 2.5 - 0.25.
  const std::vector<double> hand = {4, 1, 2};
  const auto scores = climatology_scores(hand).value();
  CHECK(scores[0] == doctest::Approx(2.25));
  CHECK(scores[1] == doctest::Approx(1.5));
  CHECK(scores[2] == doctest::Approx(0.75));
  const std::vector<double> many = {5, -3, 0, 0, 12.5, 7, 7, 1e3, 2};
  const auto fast = climatology_scores(many).value();
  for (std::size_t i = 0; i < many.size(); ++i) {
    double near = 0;
    double spread = 0;
    for (std::size_t j = 0; j < many.size(); ++j) {
      if (j == i) continue;
      near += std::abs(many[j] - many[i]) / 8;
      for (std::size_t k = 0; k < many.size(); ++k) {
        if (k != i) spread += std::abs(many[j] - many[k]) / 64 / 2;
      }
    }
    CHECK(fast[i] == doctest::Approx(near - spread));
  }
  CHECK(climatology_scores(std::vector<double>{1, 2}).errors()[0].code == "B-155");
  CHECK_FALSE(climatology_scores(std::vector<double>{1, 2, kNan}).ok());
  CHECK_FALSE(climatology_scores({}).ok());
}

TEST_CASE("scores: skill") {
  CHECK(crps_skill(30, 40).value() == doctest::Approx(0.25));
  CHECK(crps_skill(0, 40).value() == 1);
  CHECK(crps_skill(80, 40).value() == -1);
  CHECK(crps_skill(1, 0).errors()[0].code == "B-155");
  CHECK_FALSE(crps_skill(-1, 1).ok());
  CHECK_FALSE(crps_skill(kNan, 1).ok());
  CHECK_FALSE(crps_skill(1, std::numeric_limits<double>::infinity()).ok());
}

TEST_CASE("scores: what is no distribution or no outcome is refused") {
  for (const DeltaLognormal& bad :
       {DeltaLognormal{-0.1, 0, 1}, DeltaLognormal{1.1, 0, 1}, DeltaLognormal{kNan, 0, 1},
        DeltaLognormal{0, kNan, 1}, DeltaLognormal{0, 101, 1}, DeltaLognormal{0, 0, 0},
        DeltaLognormal{0, 0, 10.1}, DeltaLognormal{0, 0, kNan}, DeltaLognormal{0, 0, -1},
        DeltaLognormal{0.95, 0, 0}}) {
    CHECK(crps_lognormal(bad, 1).errors()[0].code == "B-151");
    CHECK(pit(bad, 1, 0.5).errors()[0].code == "B-151");
  }
  CHECK(crps_lognormal({0, 0, 10}, 1).ok());
  for (const double bad : {-1.0, kNan, 1.1e15, std::numeric_limits<double>::infinity()}) {
    CHECK(crps_lognormal({0, 0, 1}, bad).errors()[0].code == "B-152");
    CHECK(pit({0, 0, 1}, bad, 0.5).errors()[0].code == "B-152");
  }
  for (const double bad : {0.0, 1.0, kNan}) {
    CHECK(pit({0, 0, 1}, 1, bad).errors()[0].code == "B-152");
  }
  CHECK(crps_normal(0, 0, 1).errors()[0].code == "B-152");
  CHECK_FALSE(crps_normal(kNan, 1, 1).ok());
  CHECK_FALSE(crps_normal(0, 1, kNan).ok());
}
