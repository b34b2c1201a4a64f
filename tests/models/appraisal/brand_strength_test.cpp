// The S-curve and CARD: V27, V28, the published powers of Chinese tea brands, and by hand.
#include "models/appraisal/brand_strength.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace pledgelab;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

using Numbers = std::vector<double>;

template <class T>
void refused(const Result<T>& result) {
  REQUIRE_FALSE(result.ok());
  CHECK(result.errors()[0].code == "V-314");
}

}  // namespace

TEST_CASE("strength multiple: V27, continuous at 50, capped at 100") {
  CHECK(std::abs(strength_multiple(25).value() - 2.5) < 1e-12);
  CHECK(std::abs(strength_multiple(50).value() - 10) < 1e-12);
  CHECK(std::abs(strength_multiple(50 + 1e-9).value() - 10) < 1e-4);
  CHECK(std::abs(strength_multiple(80).value() - 17.7460) < 1e-4);
  CHECK(std::abs(strength_multiple(100).value() - 20) < 1e-12);
  CHECK(strength_multiple(102.18).value() == strength_multiple(100).value());
  CHECK(strength_multiple(0).value() == 0);
  refused(strength_multiple(-.01));
  refused(strength_multiple(kNaN));
}

TEST_CASE("five powers: the tea brands of 2018 by equal weights (domain page 1.9)") {
  const Numbers equal(5, 1);
  // all rated brands, the top 100, the top 10: 80.2, 82.7, 87.7 and multiples 17.77, 18.09, 18.68
  const struct {
    Numbers powers;
    double strength;
    double multiple;
  } rows[] = {{{79.62, 81.18, 84.91, 77.54, 77.86}, 80.2, 17.77},
              {{84.22, 83.32, 86.34, 79.63, 79.95}, 82.7, 18.09},
              {{92.08, 87.36, 89.87, 83.91, 85.27}, 87.7, 18.68}};
  for (const auto& row : rows) {
    const double strength = power_strength(row.powers, equal).value();
    CHECK(std::abs(strength - row.strength) < .05);
    CHECK(std::abs(strength_multiple(strength).value() - row.multiple) < .005);
  }
  CHECK(power_strength(Numbers{60, 90}, Numbers{2, 1}).value() == doctest::Approx(70));
  CHECK(power_strength(Numbers{102.18, 110}, Numbers{1, 1}).value() == 100);
}

TEST_CASE("five powers: outside the domain refused") {
  refused(power_strength(Numbers{}, Numbers{}));
  refused(power_strength(Numbers{80}, Numbers{1, 1}));
  refused(power_strength(Numbers{80, 90}, Numbers{0, 0}));
  refused(power_strength(Numbers{80, 90}, Numbers{2, -1}));
  refused(power_strength(Numbers{80, -1}, Numbers{1, 1}));
  refused(power_strength(Numbers{80, kNaN}, Numbers{1, 1}));
  refused(power_strength(Numbers{80, 90}, Numbers{1, kNaN}));
  refused(power_strength(Numbers{1e308, 1e308}, Numbers{1, 1}));
}

TEST_CASE("brand revenue by hand") {
  // 1,000 × 50 × .8 = 40,000 and 1,000 × 70 × .7 = 49,000
  const std::vector<BrandYear> years = {{1000, 150, 100, .2}, {1000, 170, 100, .3}};
  CHECK(brand_revenue(years).value() == doctest::Approx(44500).epsilon(1e-13));
  CHECK(brand_revenue(std::vector<BrandYear>{{2, 5, 2, 0}}).value() == 6);
  CHECK(brand_revenue(std::vector<BrandYear>{{2, 5, 2, 1}}).value() == 0);
  refused(brand_revenue({}));
  for (const BrandYear& bad :
       {BrandYear{-1, 150, 100, .2}, BrandYear{1, -150, 100, .2}, BrandYear{1, 150, -100, .2},
        BrandYear{1, 150, 100, -.2}, BrandYear{1, 150, 100, 1.2}, BrandYear{kNaN, 150, 100, .2},
        BrandYear{1, kNaN, 100, .2}, BrandYear{1, 150, kNaN, .2}, BrandYear{1, 150, 100, kNaN}}) {
    refused(brand_revenue(std::vector<BrandYear>{bad}));
  }
}

TEST_CASE("CARD value: V28") {
  const CardValue value = card_value(1.2e8, Numbers{420, 450, 480}, 82.5).value();
  CHECK(std::abs(value.loyalty_frac - .945567) < 1e-6);
  CHECK(std::abs(value.multiple - 18.0623) < 1e-4);
  CHECK(value.value_yuan == doctest::Approx(2.04949e9).epsilon(1e-5));
}

TEST_CASE("CARD value: stable prices are whole loyalty, wild ones none; bad input refused") {
  CHECK(card_value(1, Numbers{7, 7, 7}, 50).value().loyalty_frac == 1);
  CHECK(card_value(1, Numbers{7}, 50).value().value_yuan == doctest::Approx(10));
  // mean 34, SD √2178 = 46.7
  CHECK(card_value(1, Numbers{1, 1, 100}, 50).value().loyalty_frac == 0);
  refused(card_value(1, Numbers{}, 50));
  refused(card_value(1, Numbers{420, 0}, 50));
  refused(card_value(1, Numbers{420, kNaN}, 50));
  refused(card_value(-1, Numbers{420}, 50));
  refused(card_value(kNaN, Numbers{420}, 50));
  refused(card_value(1, Numbers{420}, -1));
  refused(card_value(1, Numbers{420}, kNaN));
  refused(card_value(1.7e308, Numbers{420}, 80));
}
