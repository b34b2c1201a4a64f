// Excess earnings, their checks of returns and the brand form: V26, V30, V31 and by hand.
#include "models/appraisal/excess_earnings.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace pledgelab;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

using Numbers = std::vector<double>;

// V31: EBIT 20 %, tax 25 %, charges 5 % of revenue, d 14 %.
ExcessEarnings v31() {
  return {.revenue_yuan = {100, 105, 110.25},
          .margin_frac = {.2, .2, .2},
          .charge_frac = {.05, .05, .05},
          .tax_frac = .25,
          .discount_frac = .14};
}

// Two level years without interest: excess 100 × (.2 × .75 - .05) = 10.
ExcessEarnings two_years() {
  return {.revenue_yuan = {100, 100},
          .margin_frac = {.2, .2},
          .charge_frac = {.05, .05},
          .tax_frac = .25};
}

void refused(const Result<double>& result, const char* code) {
  REQUIRE_FALSE(result.ok());
  CHECK(result.errors()[0].code == code);
}

}  // namespace

TEST_CASE("excess earnings: V31 at year end and mid-year") {
  ExcessEarnings terms = v31();
  CHECK(std::abs(excess_earnings_value(terms).value() - 24.2929) < 1e-4);
  terms.mid_year = true;
  CHECK(std::abs(excess_earnings_value(terms).value() - 25.9377) < 1e-4);
}

TEST_CASE("excess earnings by hand: obsolescence, survival to the flow, charges above the profit") {
  ExcessEarnings terms = two_years();
  CHECK(excess_earnings_value(terms).value() == doctest::Approx(20).epsilon(1e-14));
  terms.obsolescence_frac = .1;  // 10 + 9
  CHECK(excess_earnings_value(terms).value() == doctest::Approx(19).epsilon(1e-14));
  terms.hazard_annual_frac = .19;  // 10 × .81 + 9 × .6561
  CHECK(excess_earnings_value(terms).value() == doctest::Approx(14.0049).epsilon(1e-12));
  terms.mid_year = true;  // 10 × .9 + 9 × .729
  CHECK(excess_earnings_value(terms).value() == doctest::Approx(15.561).epsilon(1e-12));
  terms = two_years();
  terms.margin_frac = {.2, .04};  // 10 and 100 × (.03 - .05)
  CHECK(excess_earnings_value(terms).value() == doctest::Approx(8).epsilon(1e-13));
}

TEST_CASE("excess earnings: outside the domain refused") {
  const auto changed = [](auto change) {
    ExcessEarnings terms = v31();
    change(terms);
    return excess_earnings_value(terms);
  };
  refused(excess_earnings_value({}), "V-312");
  refused(changed([](auto& t) { t.margin_frac.pop_back(); }), "V-312");
  refused(changed([](auto& t) { t.charge_frac.push_back(0); }), "V-312");
  refused(changed([](auto& t) { t.revenue_yuan[1] = -1; }), "V-312");
  refused(changed([](auto& t) { t.revenue_yuan[1] = kNaN; }), "V-312");
  refused(changed([](auto& t) { t.margin_frac[0] = 1.01; }), "V-312");
  refused(changed([](auto& t) { t.margin_frac[0] = kNaN; }), "V-312");
  refused(changed([](auto& t) { t.charge_frac[2] = -.01; }), "V-312");
  for (const double bad : {-.01, 1.01, kNaN}) {
    refused(changed([&](auto& t) { t.tax_frac = bad; }), "V-312");
    refused(changed([&](auto& t) { t.obsolescence_frac = bad; }), "V-312");
    refused(changed([&](auto& t) { t.hazard_annual_frac = bad; }), "V-312");
  }
  refused(changed([](auto& t) { t.hazard_annual_frac = 1; }), "V-312");
  refused(changed([](auto& t) { t.discount_frac = -1; }), "V-312");
  refused(changed([](auto& t) { t.discount_frac = kNaN; }), "V-312");
  refused(changed([](auto& t) {
            t.revenue_yuan.assign(3, 1.7e308);
            t.charge_frac.assign(3, 9);
          }),
          "V-312");
  CHECK(changed([](auto& t) { t.tax_frac = 1; }).ok());
  CHECK(changed([](auto& t) { t.tax_frac = 0; }).ok());
  CHECK(changed([](auto& t) { t.obsolescence_frac = 1; }).ok());
  CHECK(changed([](auto& t) { t.margin_frac[0] = 1; }).ok());
  CHECK(changed([](auto& t) { t.revenue_yuan[0] = 0; }).ok());
}

TEST_CASE("weighted return: V26; a page prints 10 % where 83 % at 4 and 17 % at 25 make 7.57") {
  CHECK(std::abs(weighted_return(Numbers{.23, .77}, Numbers{.04, .18}).value() - .1478) < 1e-6);
  CHECK(std::abs(weighted_return(Numbers{.83, .17}, Numbers{.04, .25}).value() - .0757) < 1e-6);
  // weights are worths as well: 30 at 10 %, 10 at 30 %
  CHECK(weighted_return(Numbers{30, 10}, Numbers{.1, .3}).value() == doctest::Approx(.15));
  refused(weighted_return(Numbers{}, Numbers{}), "V-311");
  refused(weighted_return(Numbers{1}, Numbers{.1, .2}), "V-311");
  refused(weighted_return(Numbers{0, 0}, Numbers{.1, .2}), "V-311");
  refused(weighted_return(Numbers{2, -1}, Numbers{.1, .2}), "V-311");
  refused(weighted_return(Numbers{1, kNaN}, Numbers{.1, .2}), "V-311");
  refused(weighted_return(Numbers{1, 1}, Numbers{.1, -1}), "V-311");
  refused(weighted_return(Numbers{1, 1}, Numbers{.1, kNaN}), "V-311");
  CHECK(weighted_return(Numbers{0, 1}, Numbers{.1, .2}).value() == .2);
}

TEST_CASE("returns close within one percentage point, whichever of the three is apart") {
  CHECK(check_returns(.1478, .145, .15).gap_frac == doctest::Approx(.005));
  CHECK(check_returns(.1478, .145, .15).closes);
  CHECK(check_returns(.14, .15, .15).closes);
  CHECK_FALSE(check_returns(.1399, .15, .15).closes);
  CHECK_FALSE(check_returns(.15, .1611, .151).closes);
  CHECK_FALSE(check_returns(.15, .15, .1399).closes);
}

TEST_CASE("internal return by hand, and V31 turned round") {
  CHECK(std::abs(internal_return(121, Numbers{0, 146.41}, false).value() - .1) < 1e-11);
  CHECK(std::abs(internal_return(100, Numbers{110}, true).value() - .21) < 1e-11);
  CHECK(std::abs(internal_return(200, Numbers{100}, false).value() + .5) < 1e-11);
  const double price = excess_earnings_value(v31()).value();
  CHECK(std::abs(internal_return(price, Numbers{10, 10.5, 11.025}, false).value() - .14) < 1e-11);
}

TEST_CASE("internal return: no flow, no price, or a rate beyond the search refused") {
  refused(internal_return(100, Numbers{}, false), "V-313");
  refused(internal_return(100, Numbers{0, 0}, false), "V-313");
  refused(internal_return(0, Numbers{10}, false), "V-313");
  refused(internal_return(0, Numbers{0}, false), "V-313");
  refused(internal_return(100, Numbers{200, -.001}, false), "V-313");
  refused(internal_return(-1, Numbers{10}, false), "V-313");
  refused(internal_return(kNaN, Numbers{10}, false), "V-313");
  refused(internal_return(100, Numbers{200, -10}, false), "V-313");
  refused(internal_return(100, Numbers{kNaN}, false), "V-313");
  refused(internal_return(1, Numbers{102}, false), "V-313");   // 10,100 %
  refused(internal_return(1, Numbers{.009}, false), "V-313");  // -99.1 %
  CHECK(internal_return(1, Numbers{101}, false).value() == doctest::Approx(100));
}

TEST_CASE("brand excess earnings: V30, and a level flow for ever") {
  CHECK(std::abs(brand_earnings_value({{80, 84, 88.2}, .10, 1.1, .02}).value() - 935.638) < 1e-3);
  CHECK(brand_earnings_value({{11}, .11, 1, 0}).value() == doctest::Approx(100).epsilon(1e-13));
  // K 2 doubles the rate: 22 for ever at 22 %.
  CHECK(brand_earnings_value({{22, 22}, .11, 2, 0}).value() == doctest::Approx(100).epsilon(1e-13));
}

TEST_CASE("brand excess earnings: outside the domain refused") {
  refused(brand_earnings_value({{}, .1, 1, 0}), "V-315");
  refused(brand_earnings_value({{80, kNaN}, .1, 1, 0}), "V-315");
  refused(brand_earnings_value({{80}, 0, 1, -.5}), "V-315");
  refused(brand_earnings_value({{80}, kNaN, 1, 0}), "V-315");
  refused(brand_earnings_value({{80}, .1, .59, 0}), "V-315");
  refused(brand_earnings_value({{80}, .1, 2.01, 0}), "V-315");
  refused(brand_earnings_value({{80}, .1, kNaN, 0}), "V-315");
  refused(brand_earnings_value({{80}, .1, 1, .1}), "V-315");
  refused(brand_earnings_value({{80}, .1, 1, -1}), "V-315");
  refused(brand_earnings_value({{80}, .1, 1, kNaN}), "V-315");
  refused(brand_earnings_value({{1.7e308}, 1e-3, 1, 0}), "V-315");
  CHECK(brand_earnings_value({{80}, .1, .6, .0599}).ok());
  CHECK(brand_earnings_value({{80}, .1, 2, .1}).ok());
}
