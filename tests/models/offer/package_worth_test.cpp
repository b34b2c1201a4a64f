// Worth of a package, prices and the inventors' part: closed cases, and the domain.
#include "models/offer/package_worth.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

using namespace pledgelab;

namespace {

constexpr double kQuarter = 0.6744897501960817;  // Φ⁻¹(.75), tables of the normal distribution
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

PackageWorth worth(const std::vector<RightWorth>& rights, double correlation, double discount) {
  const auto found = package_worth(rights, correlation, discount);
  REQUIRE(found.ok());
  return found.value();
}

}  // namespace

TEST_CASE("F170: one right keeps its own lognormal, and bears no discount") {
  // Mean 100, σ 1: median 100 e^(-1/2) = 60.653; quartiles × e^(∓.67449).
  const PackageWorth one = worth({{100, 1, 0}}, 0.3, 0.2);
  CHECK(one.mean_yuan == doctest::Approx(100).epsilon(1e-12));
  CHECK(one.ln_sd == doctest::Approx(1).epsilon(1e-12));
  CHECK(one.median_yuan == doctest::Approx(60.653066).epsilon(1e-7));
  CHECK(one.lower_quartile_yuan == doctest::Approx(60.653066 * std::exp(-kQuarter)).epsilon(1e-7));
  CHECK(one.upper_quartile_yuan == doctest::Approx(60.653066 * std::exp(kQuarter)).epsilon(1e-7));
}

TEST_CASE(
    "F170: two equal rights: wholly bound they are one of double size; apart, the variance "
    "halves") {
  const RightWorth right{100, 1, 0};
  const PackageWorth bound = worth({right, right}, 1, 0);
  CHECK(bound.mean_yuan == doctest::Approx(200));
  CHECK(bound.ln_sd == doctest::Approx(1).epsilon(1e-12));
  // Var/M² = (e - 1)/2 = .8591409; ln 1.8591409 = .6201145.
  const PackageWorth apart = worth({right, right}, 0, 0);
  CHECK(apart.ln_sd * apart.ln_sd == doctest::Approx(0.6201145).epsilon(1e-6));
  // A discount moves the level and leaves the spread.
  const PackageWorth cheaper = worth({right, right}, 0, 0.1);
  CHECK(cheaper.mean_yuan == doctest::Approx(180));
  CHECK(cheaper.ln_sd == doctest::Approx(apart.ln_sd).epsilon(1e-12));
}

TEST_CASE("F170: a chance of nothing widens the range") {
  // E X² = m² e^(σ²)/(1 - p): with σ = 0 and p = .5 the variance is m² and ln-SD √ln 2.
  const PackageWorth odd = worth({{100, 0, 0.5}}, 0, 0);
  CHECK(odd.ln_sd == doctest::Approx(std::sqrt(std::log(2.0))).epsilon(1e-12));
  // Without any spread nothing is left but the mean.
  const PackageWorth sure = worth({{100, 0, 0}, {50, 0, 0}}, 1, 0);
  CHECK(sure.lower_quartile_yuan == doctest::Approx(150));
  CHECK(sure.upper_quartile_yuan == doctest::Approx(150));
}

TEST_CASE("F170: bad input is refused") {
  const std::vector<RightWorth> good = {{100, 1, 0}};
  CHECK(package_worth({}, 0.5, 0).errors()[0].code == "O-101");
  for (const RightWorth& bad :
       {RightWorth{0, 1, 0}, RightWorth{-1, 1, 0}, RightWorth{kNan, 1, 0}, RightWorth{100, -0.1, 0},
        RightWorth{100, 1, 1}, RightWorth{100, 1, -0.1}, RightWorth{100, 40, 0}}) {
    const auto told = package_worth(std::vector<RightWorth>{bad}, 0.5, 0);
    REQUIRE_FALSE(told.ok());
    const bool too_wide = bad.ln_sd > 10;
    CHECK((told.errors()[0].message.find("too wide") != std::string::npos) == too_wide);
  }
  CHECK_FALSE(package_worth(good, 1.1, 0).ok());
  CHECK_FALSE(package_worth(good, -0.1, 0).ok());
  CHECK_FALSE(package_worth(good, kNan, 0).ok());
  CHECK_FALSE(package_worth(good, 0.5, 1).ok());
  CHECK_FALSE(package_worth(good, 0.5, -0.1).ok());
  CHECK(package_worth(good, 0, 0).ok());
  CHECK(package_worth(good, 1, 0.99).ok());
}

TEST_CASE("F171: a price is the factor of each quartile") {
  const auto price = deal_price({0, 0, 400'000, 1'000'000, 2'500'000}, 0.55);
  REQUIRE(price.ok());
  CHECK(price.value().low_yuan == doctest::Approx(220'000));
  CHECK(price.value().mid_yuan == doctest::Approx(550'000));
  CHECK(price.value().high_yuan == doctest::Approx(1'375'000));
  CHECK(deal_price({0, 0, 1, 2, 3}, 1).ok());
  CHECK(deal_price({0, 0, 1, 2, 3}, 0).errors()[0].code == "O-102");
  CHECK_FALSE(deal_price({0, 0, 1, 2, 3}, 1.01).ok());
  CHECK_FALSE(deal_price({0, 0, 1, 2, 3}, kNan).ok());
  CHECK_FALSE(deal_price({0, 0, 2, 1, 3}, 0.5).ok());
  CHECK_FALSE(deal_price({0, 0, 1, 4, 3}, 0.5).ok());
  CHECK_FALSE(deal_price({0, 0, -1, 2, 3}, 0.5).ok());
}

TEST_CASE("F174: half of the net income of 1,000,000 less 8 % is 460,000") {
  const auto part = inventors_part(1'000'000, 0.08, 0.5);
  REQUIRE(part.ok());
  CHECK(part.value().net_income_yuan == doctest::Approx(920'000));
  CHECK(part.value().inventors_yuan == doctest::Approx(460'000));
  CHECK(part.value().holder_yuan == doctest::Approx(460'000));
  const auto most = inventors_part(100, 0.5, 0.7);
  REQUIRE(most.ok());
  CHECK(most.value().inventors_yuan == doctest::Approx(35));
  CHECK(most.value().holder_yuan == doctest::Approx(15));
  CHECK(inventors_part(-1, 0, 0.5).errors()[0].code == "O-103");
  CHECK_FALSE(inventors_part(kNan, 0, 0.5).ok());
  CHECK_FALSE(inventors_part(100, 1.1, 0.5).ok());
  CHECK_FALSE(inventors_part(100, 0, -0.1).ok());
  CHECK_FALSE(inventors_part(100, 0, kNan).ok());
}

TEST_CASE("F175: shares are weighted by worth: 300 at 50 % and a mark of 100 give 37.5 %") {
  const std::vector<double> means = {300, 100};
  const std::vector<double> shares = {0.5, 0};
  CHECK(package_share(means, shares).value() == doctest::Approx(0.375));
  CHECK(package_share({}, {}).errors()[0].code == "O-103");
  CHECK_FALSE(package_share(means, std::vector<double>{0.5}).ok());
  CHECK_FALSE(package_share(std::vector<double>{0, 0}, shares).ok());
  CHECK_FALSE(package_share(std::vector<double>{-1, 2}, shares).ok());
  CHECK_FALSE(package_share(means, std::vector<double>{0.5, 1.1}).ok());
}
