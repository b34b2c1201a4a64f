// An option to develop as evidence (F191): acceptance V02, bounds, and what it does to a worth.
#include "models/valuation/development_evidence.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>

#include "models/option/option.hpp"
#include "tests/models/valuation/evidenced.hpp"

using namespace pledgelab;
using namespace pledgelab::valuation_test;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// Damodaran's Avonex: V01, V02.
DevelopmentTerms avonex() { return {3422, 2875, std::sqrt(.224), 17, .067, 1}; }

EvidenceRow developed(Date date, std::int64_t project_yuan = 3'422'000,
                      double cost_yuan = 2'875'000) {
  EvidenceRow row = sold(date, project_yuan, Basis::use_value);
  row.kind = Kind::development_option;
  row.development = StatedDevelopment{cost_yuan, std::sqrt(.224)};
  return row;
}

// Ten years of life, no hazard, r 6.7 % continuous: what the scenario says.
Asset unsold() {
  Asset asset = invention();
  asset.product_revenue.reset();
  asset.commercialised = false;
  return asset;
}

Evidenced with(const EvidenceRow& row, const Asset& asset = unsold()) {
  Evidenced right{World({asset}), {row}};
  set(right.world.scenario, "risk_free_rate", std::expm1(.067));
  return right;
}

// The same option by the other engine of models/option, over the right's ten years.
double american(double spot, double strike, double years, double volatility) {
  return american_option({OptionRight::call, spot, strike, years, .067, 1 / years, volatility})
      .value();
}

}  // namespace

TEST_CASE("option to develop: V02, the American Avonex; survival multiplies after it") {
  CHECK(std::abs(development_worth_q(avonex()).value() - 1603.66) < 1);
  DevelopmentTerms half = avonex();
  half.survival_frac = .5;
  CHECK(std::abs(development_worth_q(half).value() - 1603.66 / 2) < .5);
  half.survival_frac = 0;
  CHECK(development_worth_q(half).value() == 0);
}

TEST_CASE("option to develop: no less than to develop now, or than the European of V01") {
  CHECK(development_worth_q(avonex()).value() > 906.865);
  DevelopmentTerms deep = avonex();
  deep.project_yuan = 30'000;  // far in the money: used at once
  CHECK(development_worth_q(deep).value() == doctest::Approx(30'000 - 2875).epsilon(1e-12));
  // V03b's ulcer drug: the European of the same inputs is 37.165.
  CHECK(development_worth_q({350, 500, .3, 17, .04, 1}).value() > 37.165);
  DevelopmentTerms wide = avonex();
  wide.volatility_annual = .6;
  CHECK(development_worth_q(wide).value() > development_worth_q(avonex()).value());
}

TEST_CASE("option to develop: outside the domain refused") {
  const auto code = [](double DevelopmentTerms::*field, double value) {
    DevelopmentTerms bad = avonex();
    bad.*field = value;
    const auto found = development_worth_q(bad);
    REQUIRE_FALSE(found.ok());
    return found.errors()[0].code;
  };
  for (const double x : {0.0, -1.0, kNaN}) {
    CHECK(code(&DevelopmentTerms::project_yuan, x) == "V-201");
    CHECK(code(&DevelopmentTerms::cost_yuan, x) == "V-201");
    CHECK(code(&DevelopmentTerms::volatility_annual, x) == "V-201");
  }
  for (const double x : {-.01, 1.01, kNaN}) {
    CHECK(code(&DevelopmentTerms::rate_annual, x) == "V-201");
    CHECK(code(&DevelopmentTerms::survival_frac, x) == "V-337");
  }
  for (const double x : {0.0, .99, kNaN}) CHECK(code(&DevelopmentTerms::years, x) == "V-337");
  // Too little volatility for a drift of .25 - 1/17.
  CHECK(development_worth_q({3422, 2875, .005, 17, .25, 1}).errors()[0].code == "V-204");
}

TEST_CASE("evidence: an option to develop takes the survey prior's place") {
  const Valuation found = with(developed(kAsOf)).first();
  REQUIRE(found.methods.size() == 2);
  CHECK(found.methods[0].method == "survey_prior");
  CHECK(found.methods[0].weight_frac == 0);
  CHECK(found.methods[0].beside == "the option to develop takes the prior's place: counted once");
  const MethodEstimate& option = found.methods[1];
  CHECK(option.method == "development_option");
  CHECK(option.formula == "F191");
  CHECK(option.value_yuan ==
        doctest::Approx(american(3'422'000, 2'875'000, 3652 / 365.25, std::sqrt(.224)))
            .epsilon(1e-3));
  CHECK(option.ln_sd == doctest::Approx(.7).epsilon(1e-12));
  CHECK(option.weight_frac == 1);
  CHECK(option.grade == EvidenceGrade::e4);
  CHECK(found.median_yuan == doctest::Approx(option.value_yuan * std::exp(-.245)).epsilon(1e-9));
  CHECK(flagged(found, "development option: a price under the measure Q, no forecast"));
  CHECK_FALSE(flagged(found, "default volatility"));
  CHECK(driver_of(found, "development_option") == 3'422'000);
  CHECK(driver_of(found, "development_cost") == 2'875'000);
  CHECK(driver_of(found, "risk_free_rate") == doctest::Approx(std::expm1(.067)));
  CHECK(driver_of(found, "estimate_ln_sd.development_option") == .7);
  CHECK(driver_of(found, "development_survival") == 1);
}

TEST_CASE("evidence: an option to develop goes with the income models") {
  // Beside excess earnings of .5, correlated .5: (.25 - .175)/(.49 + .25 - .35).
  Evidenced right = with(developed(kAsOf));
  EvidenceRow earned = sold(kAsOf, 1'000'000, Basis::use_value);
  earned.kind = Kind::excess_earnings;
  earned.earnings = StatedEarnings{.2, .05, .05};
  right.rows.push_back(earned);
  CHECK(right.first().methods[1].weight_frac == doctest::Approx(.075 / .39).epsilon(1e-9));
}

TEST_CASE("evidence: hazards act once, after the option; the product's rights share it") {
  const auto priced = [](const Evidenced& right) {
    return right.first().methods.back().value_yuan;
  };
  const double whole = priced(with(developed(kAsOf)));
  Evidenced changed = with(developed(kAsOf));
  set(changed.world.scenario, "lapse_invention", .1);  // .9^10
  CHECK(priced(changed) == doctest::Approx(whole * .3486784401).epsilon(1e-3));
  changed = with(developed(kAsOf));
  for (const char* name : {"discount_wacc", "tax_rate", "obsolescence_technology"}) {
    set(changed.world.scenario, name, .5);  // of the project's own flows: not again
  }
  CHECK(priced(changed) == doctest::Approx(whole).epsilon(1e-12));
  Asset shared = unsold();
  shared.product_id = "P";
  shared.product_share = Share{300'000};
  CHECK(priced(with(developed(kAsOf), shared)) == doctest::Approx(.3 * whole).epsilon(1e-12));
}

TEST_CASE("evidence: a development valued some time ago is carried on and says less") {
  // Ten years left: two years ago the project was worth V, now V × 10/12.
  Evidenced right = with(developed(years_ago(2)));
  set(right.world.scenario, "economic_life", 20);
  const Valuation found = right.first();
  CHECK(found.methods[1].value_yuan ==
        doctest::Approx(american(3'422'000 / 1.2, 2'875'000, 10, std::sqrt(.224))).epsilon(2e-3));
  CHECK(found.methods[1].ln_sd == doctest::Approx(std::sqrt(.49 + 2 * .16)).epsilon(1e-3));
}

TEST_CASE("evidence: a volatility that the row does not state is the kind's, and widens") {
  Evidenced right = with(developed(kAsOf));
  right.rows[0].development->volatility_frac.reset();
  const Valuation found = right.first();  // of an invention .4
  CHECK(found.methods[1].value_yuan ==
        doctest::Approx(american(3'422'000, 2'875'000, 3652 / 365.25, .4)).epsilon(1e-3));
  CHECK(found.methods[1].ln_sd == doctest::Approx(std::sqrt(.49 + .04)).epsilon(1e-12));
  CHECK(flagged(found, "default volatility of development_option"));
  CHECK(driver_of(found, "development_volatility") == .4);
}

TEST_CASE("evidence: an option to develop that nobody holds stands beside") {
  const auto beside = [](const Evidenced& right) { return right.first().methods.back().beside; };
  const char* sold_already = "the product is sold: nothing is left to develop";
  CHECK(beside(with(developed(kAsOf), invention())) == sold_already);
  Asset asset = unsold();
  asset.commercialised = true;
  CHECK(beside(with(developed(kAsOf), asset)) == sold_already);
  asset.commercialised.reset();
  CHECK(beside(with(developed(kAsOf), asset)).empty());
  asset.product_revenue = Money::of_yuan(5);
  asset.commercialised = false;
  CHECK(beside(with(developed(kAsOf), asset)) == sold_already);
  CHECK(beside(with(developed(kAsOf), trademark())) == "a development option is of a patent");
  Asset late = unsold();
  late.expiry_date = Date{kAsOf.days + 365};
  CHECK(beside(with(developed(kAsOf), late)) == "less than a year of life is left");
  late.expiry_date = Date{kAsOf.days + 366};
  CHECK(beside(with(developed(kAsOf), late)).empty());
  CHECK(beside(with(developed(kAsOf, 1, 1e12))) == "the option to develop is worth nothing");
  Evidenced bare = with(developed(kAsOf));
  bare.rows[0].development.reset();
  CHECK(beside(bare) == "the row states no cost of development");
  bare = with(developed(kAsOf));
  bare.rows[0].development->volatility_frac = .005;
  set(bare.world.scenario, "risk_free_rate", .3);
  CHECK(beside(bare).find("volatility is too small") != std::string::npos);
  const double alone = with(developed(kAsOf)).world.first().mean_yuan;
  CHECK(bare.first().mean_yuan == alone);  // the prior stands
  CHECK(bare.first().methods[0].weight_frac == 1);
  asset = unsold();
  asset.status = LegalStatus::lapsed;
  CHECK(beside(with(developed(kAsOf), asset)) == "the right has no worth today");
}
