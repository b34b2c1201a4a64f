// The tax amortisation benefit against the acceptance table (V24, V25), a corrected page and by
// hand.
#include "models/appraisal/amortisation_benefit.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace pledgelab;

namespace {

double factor(double tax, double years, double rate, bool mid_year = false) {
  return amortisation_factor({tax, years, rate, mid_year}).value();
}

}  // namespace

TEST_CASE("amortisation benefit: V24, V25, and the page that printed .1158") {
  CHECK(std::abs(factor(.25, 15, .12) - 1.12805) < 1e-5);
  CHECK(std::abs(factor(.25, 10, .15) - 1.14347) < 1e-5);
  CHECK(std::abs(12.5796 * factor(.25, 10, .15) - 14.3844) < 1e-4);
  // domain page 6: 1/(1 - .30/10 × 7.7217)
  CHECK(std::abs(factor(.30, 10, .05) - 1.3015) < 5e-5);
}

TEST_CASE("amortisation benefit by hand: no interest, mid-year, no tax") {
  CHECK(factor(.25, 10, 0) == doctest::Approx(1 / .75).epsilon(1e-14));
  // One year at 21 %: 1/1.21 × 1.1 = 1/1.1; 1/(1 - .22/1.1) = 1/.8.
  CHECK(factor(.22, 1, .21, true) == doctest::Approx(1.25).epsilon(1e-14));
  CHECK(factor(0, 10, .15) == 1);
  CHECK(factor(.25, 10, 1e-12) == doctest::Approx(1 / .75).epsilon(1e-9));
}

TEST_CASE(
    "amortisation benefit: falls in rate and years, rises in tax; outside its domain refused") {
  CHECK(factor(.25, 10, .16) < factor(.25, 10, .15));
  CHECK(factor(.25, 11, .15) < factor(.25, 10, .15));
  CHECK(factor(.26, 10, .15) > factor(.25, 10, .15));
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (const Amortisation& bad :
       {Amortisation{1, 10, .15}, Amortisation{-.01, 10, .15}, Amortisation{nan, 10, .15},
        Amortisation{.25, .99, .15}, Amortisation{.25, 101, .15}, Amortisation{.25, nan, .15},
        Amortisation{.25, 10, -.01}, Amortisation{.25, 10, 10.1}, Amortisation{.25, 10, nan}}) {
    const auto refused = amortisation_factor(bad);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.errors()[0].code == "V-310");
  }
  CHECK(amortisation_factor({.999, 1, 10}).ok());
  CHECK(amortisation_factor({.25, 100, 0}).ok());
}
