#include "models/base/normal.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <initializer_list>
#include <numbers>

using namespace pledgelab;

TEST_CASE("normal: density and distribution at published points") {
  CHECK(normal_density(0) == doctest::Approx(0.3989422804014327).epsilon(1e-14));
  CHECK(normal_density(-1) == doctest::Approx(0.24197072451914337).epsilon(1e-14));
  CHECK(normal_cdf(0) == 0.5);
  CHECK(normal_cdf(1) == doctest::Approx(0.8413447460685429).epsilon(1e-14));
  CHECK(normal_cdf(2) == doctest::Approx(0.9772498680518208).epsilon(1e-14));
  CHECK(normal_cdf(-3) == doctest::Approx(0.0013498980316300946).epsilon(1e-13));
}

TEST_CASE("normal quantile: AS 241's own check values and the usual ones") {
  CHECK(normal_quantile(0.25) == doctest::Approx(-0.6744897501960817).epsilon(1e-14));
  CHECK(normal_quantile(0.001) == doctest::Approx(-3.090232306167814).epsilon(1e-14));
  CHECK(normal_quantile(1e-20) == doctest::Approx(-9.262340089798408).epsilon(1e-14));
  CHECK(normal_quantile(0.975) == doctest::Approx(1.959963984540054).epsilon(1e-14));
  CHECK(normal_quantile(0.999) == doctest::Approx(3.090232306167813).epsilon(1e-13));
  CHECK(normal_quantile(0.5) == 0);
  for (double p = 1e-12; p < 0.5; p *= 1.7) {
    CHECK(normal_cdf(normal_quantile(p)) == doctest::Approx(p).epsilon(1e-12));
  }
}

TEST_CASE("bivariate normal: the table of Haug 1998") {
  struct Row {
    double a, b, rho, p;
  };
  for (const Row& row : {Row{0, 0, 0, 0.25},
                         {0, 0, -0.5, 0.166667},
                         {0, 0, 0.5, 0.333333},
                         {0, -0.5, 0, 0.154269},
                         {0, -0.5, -0.5, 0.081660},
                         {0, -0.5, 0.5, 0.226878},
                         {0, 0.5, 0, 0.345731},
                         {0, 0.5, -0.5, 0.273122},
                         {0, 0.5, 0.5, 0.418340},
                         {-0.5, 0, 0, 0.154269},
                         {-0.5, -0.5, 0, 0.095195},
                         {-0.5, -0.5, -0.5, 0.036298},
                         {-0.5, -0.5, 0.5, 0.163319},
                         {-0.5, 0.5, 0, 0.213342},
                         {-0.5, 0.5, -0.5, 0.145218},
                         {-0.5, 0.5, 0.5, 0.272239},
                         {0.5, 0.5, 0, 0.478120},
                         {0.5, 0.5, -0.5, 0.419223},
                         {0.5, 0.5, 0.5, 0.546244}}) {
    CAPTURE(row.a);
    CAPTURE(row.b);
    CAPTURE(row.rho);
    CHECK(std::fabs(bivariate_normal_cdf(row.a, row.b, row.rho) - row.p) < 6e-7);
  }
}

TEST_CASE("bivariate normal: closed forms to 1e-10, up to perfect correlation") {
  for (const double rho : {-0.999, -0.9, -0.3, 0.1, 0.7, 0.95, 0.9999}) {
    CAPTURE(rho);
    const double expected = 0.25 + std::asin(rho) / (2 * std::numbers::pi);
    CHECK(std::fabs(bivariate_normal_cdf(0, 0, rho) - expected) < 1e-10);
    // P(X<=a, Y<=b; rho) + P(X<=a, Y<=-b; -rho) = Phi(a).
    const double sum =
        bivariate_normal_cdf(-1.3, 0.4, rho) + bivariate_normal_cdf(-1.3, -0.4, -rho);
    CHECK(std::fabs(sum - normal_cdf(-1.3)) < 1e-10);
  }
  CHECK(std::fabs(bivariate_normal_cdf(-1, 0.5, 1) - normal_cdf(-1)) < 1e-10);
  CHECK(std::fabs(bivariate_normal_cdf(0.3, 0.5, -1) - (normal_cdf(0.3) + normal_cdf(0.5) - 1)) <
        1e-10);
  CHECK(std::fabs(bivariate_normal_cdf(-1, 0.5, -1)) < 1e-10);
}
