// Excess earnings as evidence (F185): published and hand figures, and what they do to a worth.
#include "models/valuation/earnings_evidence.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>

#include "models/appraisal/excess_earnings.hpp"
#include "tests/models/valuation/evidenced.hpp"

using namespace pledgelab;
using namespace pledgelab::valuation_test;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// V31: EBIT 20 %, tax 25 %, charges 5 % of sales that grow 5 %, three years.
EarningsForecast v31() {
  EarningsForecast forecast;
  forecast.revenue_yuan = 100;
  forecast.growth_frac = .05;
  forecast.margin_frac = .2;
  forecast.charge_frac = .05;
  forecast.tax_frac = .25;
  return forecast;
}

// A million of sales, 20 % margin, charges of 5 %, growing 5 %: of the first year 100,000.
EvidenceRow earned(Date date, std::int64_t sales_yuan = 1'000'000) {
  EvidenceRow row = sold(date, sales_yuan, Basis::use_value);
  row.kind = Kind::excess_earnings;
  row.earnings = StatedEarnings{.2, .05, .05};
  return row;
}

// Σ x^(t-1)/1.15^(t-½) over ten years.
double ten_years(double x) {
  double sum = 0;
  for (int t = 1; t <= 10; ++t) sum += std::pow(x, t - 1) / std::pow(1.15, t - .5);
  return sum;
}

}  // namespace

TEST_CASE("excess earnings on a frame: V31 at year end and mid-year") {
  CHECK(std::abs(earnings_worth(v31(), years(3, .14, FlowTiming::year_end)).value() - 24.2929) <
        1e-4);
  CHECK(std::abs(earnings_worth(v31(), years(3, .14, FlowTiming::mid_year)).value() - 25.9377) <
        1e-4);
}

TEST_CASE("excess earnings on a frame, by hand: decay, survival, growth's end, a part of a year") {
  // 100 × (.2 × .75 - .05) = 10 a year, level, no interest.
  EarningsForecast level = v31();
  level.growth_frac = 0;
  IncomeStream frame = years(2, 0, FlowTiming::year_end);
  CHECK(earnings_worth(level, frame).value() == doctest::Approx(20).epsilon(1e-14));
  level.obsolescence_frac = .1;  // 10 + 9
  CHECK(earnings_worth(level, frame).value() == doctest::Approx(19).epsilon(1e-14));
  frame.hazard_annual_frac.fill(.19);  // 10 × .81 + 9 × .6561
  CHECK(earnings_worth(level, frame).value() == doctest::Approx(14.0049).epsilon(1e-12));
  frame.timing = FlowTiming::mid_year;  // 10 × .9 + 9 × .729
  CHECK(earnings_worth(level, frame).value() == doctest::Approx(15.561).epsilon(1e-12));
  level = v31();
  level.growth_frac = 0;
  CHECK(earnings_worth(level, years(1.5, 0, FlowTiming::year_end)).value() ==
        doctest::Approx(15).epsilon(1e-14));  // half of the second year
  // 10 %, then nothing after the second year: 10 + 11 + 11.
  level.growth_frac = .1;
  level.growth_years = 2;
  CHECK(earnings_worth(level, years(3, 0, FlowTiming::year_end)).value() ==
        doctest::Approx(32).epsilon(1e-14));
  level.late_growth_frac = .2;  // 10 + 11 + 13.2
  CHECK(earnings_worth(level, years(3, 0, FlowTiming::year_end)).value() ==
        doctest::Approx(34.2).epsilon(1e-14));
  // Charges above the profit are told: 100 × (.15 - .17) × 3.
  level = v31();
  level.growth_frac = 0;
  level.charge_frac = .17;
  CHECK(earnings_worth(level, years(3, 0, FlowTiming::year_end)).value() ==
        doctest::Approx(-6).epsilon(1e-13));
}

TEST_CASE("excess earnings on a frame of one hazard and whole years are F137") {
  for (const double hazard : {0.0, .07, .3}) {
    for (const double decay : {0.0, .12}) {
      EarningsForecast forecast = v31();
      forecast.obsolescence_frac = decay;
      IncomeStream frame = years(3, .14, FlowTiming::mid_year);
      frame.hazard_annual_frac.fill(hazard);
      const ExcessEarnings manual = {.revenue_yuan = {100, 105, 110.25},
                                     .margin_frac = {.2, .2, .2},
                                     .charge_frac = {.05, .05, .05},
                                     .tax_frac = .25,
                                     .obsolescence_frac = decay,
                                     .hazard_annual_frac = hazard,
                                     .discount_frac = .14,
                                     .mid_year = true};
      CHECK(earnings_worth(forecast, frame).value() ==
            doctest::Approx(excess_earnings_value(manual).value()).epsilon(1e-12));
    }
  }
}

TEST_CASE("excess earnings on a frame: outside the domain refused") {
  const IncomeStream frame = years(3, .14, FlowTiming::mid_year);
  const auto refused = [&](double EarningsForecast::*field, double value) {
    EarningsForecast bad = v31();
    bad.*field = value;
    const auto found = earnings_worth(bad, frame);
    REQUIRE_FALSE(found.ok());
    CHECK(found.errors()[0].code == "V-334");
  };
  for (const double value : {0.0, -1.0, kNaN}) refused(&EarningsForecast::revenue_yuan, value);
  for (const double value : {-1.0, kNaN}) refused(&EarningsForecast::growth_frac, value);
  for (const double value : {-1.0, kNaN}) refused(&EarningsForecast::late_growth_frac, value);
  for (const double value : {1.1, kNaN}) refused(&EarningsForecast::margin_frac, value);
  for (const double value : {-.1, kNaN}) refused(&EarningsForecast::charge_frac, value);
  for (const double value : {-.1, 1.1, kNaN}) refused(&EarningsForecast::tax_frac, value);
  for (const double value : {-.1, 1.1, kNaN}) refused(&EarningsForecast::obsolescence_frac, value);
  EarningsForecast bad = v31();
  bad.growth_years = -1;
  CHECK_FALSE(earnings_worth(bad, frame).ok());
  CHECK_FALSE(earnings_worth(v31(), years(0, .14, FlowTiming::mid_year)).ok());
}

TEST_CASE("evidence: excess earnings beside relief from royalty, by hand") {
  // 100,000 × Σ (1.05 × .9)^(t-1)/1.15^(t-½). Correlated .5 with the royalty's .35: weight
  // (.1225 - .0875)/(.25 + .1225 - .175).
  Evidenced right{World({invention()}), {earned(kAsOf)}};
  const Valuation found = right.first();
  const double income = World({invention()}).first().mean_yuan;
  REQUIRE(found.methods.size() == 2);
  const MethodEstimate& excess = found.methods[1];
  CHECK(excess.method == "excess_earnings");
  CHECK(excess.formula == "F185");
  CHECK(excess.value_yuan == doctest::Approx(100'000 * ten_years(.945)).epsilon(1e-3));
  CHECK(excess.ln_sd == doctest::Approx(.5).epsilon(1e-12));
  CHECK(excess.grade == EvidenceGrade::e2);
  const double w = .035 / .1975;
  CHECK(excess.weight_frac == doctest::Approx(w).epsilon(1e-9));
  const double centre =
      w * (std::log(excess.value_yuan) - .125) + (1 - w) * (std::log(income) - .1225 / 2);
  const double variance = w * w * .25 + (1 - w) * (1 - w) * .1225 + 2 * w * (1 - w) * .0875;
  CHECK(found.mean_yuan == doctest::Approx(std::exp(centre + variance / 2)).epsilon(1e-9));
  CHECK(driver_of(found, "excess_earnings") == 1'000'000);
  CHECK(driver_of(found, "contributory_charge") == .05);
  CHECK(driver_of(found, "estimate_ln_sd.excess_earnings") == .5);
}

TEST_CASE("evidence: of excess earnings survival, discount, tax, decay and life act once") {
  const auto priced = [](const Evidenced& right) { return right.first().methods[1].value_yuan; };
  const Evidenced plain{World({invention()}), {earned(kAsOf)}};
  const double before = priced(plain);
  CHECK(before == doctest::Approx(100'000 * ten_years(.945)).epsilon(1e-3));
  Evidenced changed = plain;
  set(changed.world.scenario, "lapse_invention", .1);
  double sum = 0;
  for (int t = 1; t <= 10; ++t) sum += std::pow(.945, t - 1) * std::pow(.9 / 1.15, t - .5);
  CHECK(priced(changed) == doctest::Approx(100'000 * sum).epsilon(1e-3));
  changed = plain;
  set(changed.world.scenario, "tax_rate", .15);  // .2 × .85 - .05
  CHECK(priced(changed) == doctest::Approx(before * .12 / .10).epsilon(1e-9));
  changed = plain;
  set(changed.world.scenario, "obsolescence_technology", 0);
  CHECK(priced(changed) == doctest::Approx(100'000 * ten_years(1.05)).epsilon(1e-3));
  changed = plain;
  changed.world.book.assets[0].expiry_date = Date{kAsOf.days + 730};
  CHECK(
      priced(changed) ==
      doctest::Approx(100'000 * (std::pow(1.15, -.5) + .945 * std::pow(1.15, -1.5))).epsilon(1e-3));
  changed = plain;
  set(changed.world.scenario, "discount_wacc", 0);
  CHECK(priced(changed) ==
        doctest::Approx(100'000 * (1 - std::pow(.945, 10)) / .055).epsilon(1e-3));
  // Annual fees are costs of the product's EBIT already.
  changed = plain;
  changed.world.law.fees.reset();
  CHECK(priced(changed) == before);
}

TEST_CASE("evidence: excess earnings of a product are shared by its rights") {
  Asset one = invention();
  one.product_id = "P";
  Asset two = one;
  two.id = "A2";
  const double whole =
      Evidenced{World({invention()}), {earned(kAsOf)}}.first().methods[1].value_yuan;
  CHECK(Evidenced{World({one, two}), {earned(kAsOf)}}.first().methods[1].value_yuan ==
        doctest::Approx(whole / 2).epsilon(1e-12));
  one.product_share = Share{300'000};
  CHECK(Evidenced{World({one, two}), {earned(kAsOf)}}.first().methods[1].value_yuan ==
        doctest::Approx(.3 * whole).epsilon(1e-12));
}

TEST_CASE("evidence: excess earnings of some time ago are rolled on and say less") {
  // Two years old: sales × .945², s = √(.5² + 2 × .4²) by the invention's volatility .4.
  const double fresh =
      Evidenced{World({invention()}), {earned(kAsOf)}}.first().methods[1].value_yuan;
  Evidenced right{World({invention()}), {earned(years_ago(2))}};
  const Valuation found = right.first();
  CHECK(found.methods[1].value_yuan == doctest::Approx(fresh * .945 * .945).epsilon(1e-3));
  CHECK(found.methods[1].ln_sd == doctest::Approx(std::sqrt(.25 + 2 * .16)).epsilon(1e-3));
  right.rows.push_back(earned(kAsOf));
  const Valuation again = right.first();
  CHECK(again.methods[1].beside == "a later row of this kind stands");
  CHECK(again.methods[1].weight_frac == 0);
  CHECK(again.methods[2].weight_frac > 0);
  CHECK(again.mean_yuan == Evidenced{World({invention()}), {earned(kAsOf)}}.first().mean_yuan);
}

TEST_CASE(
    "evidence: growth of excess earnings is the row's, the book's, or a default that widens") {
  Evidenced right{World({invention()}), {earned(kAsOf)}};
  right.rows[0].earnings->growth_frac.reset();
  Valuation found = right.first();  // the book's 5 %
  CHECK(found.methods[1].value_yuan == doctest::Approx(100'000 * ten_years(.945)).epsilon(1e-3));
  CHECK(found.methods[1].grade == EvidenceGrade::e2);
  CHECK_FALSE(flagged(found, "default growth of excess earnings"));
  right.world.book.assets[0].revenue_growth.reset();
  found = right.first();  // the sector's: none in this world
  CHECK(found.methods[1].value_yuan == doctest::Approx(100'000 * ten_years(.9)).epsilon(1e-3));
  CHECK(found.methods[1].ln_sd == doctest::Approx(std::sqrt(.25 + .04)).epsilon(1e-12));
  CHECK(found.methods[1].grade == EvidenceGrade::e4);
  CHECK(flagged(found, "default growth of excess earnings"));
}

TEST_CASE("evidence: growth of excess earnings ends where the scenario says") {
  // 5 % in the first two years, then 2 %; decay 10 %.
  Evidenced right{World({invention()}), {earned(kAsOf)}};
  set(right.world.scenario, "growth_years", 2);
  set(right.world.scenario, "growth_default", .02);
  double flow = 100'000;
  double sum = 0;
  for (int t = 1; t <= 10; ++t) {
    sum += flow / std::pow(1.15, t - .5);
    flow *= (t < 2 ? 1.05 : 1.02) * .9;
  }
  CHECK(right.first().methods[1].value_yuan == doctest::Approx(sum).epsilon(1e-3));
}

TEST_CASE("evidence: excess earnings are graded by the sales that the book maps to the right") {
  const auto grade = [](const Evidenced& right) { return right.first().methods[1].grade; };
  CHECK(grade({World({invention()}), {earned(kAsOf, 1'000'000)}}) == EvidenceGrade::e2);
  CHECK(grade({World({invention()}), {earned(kAsOf, 1'000'001)}}) == EvidenceGrade::e4);
  Asset unmapped = invention();
  unmapped.product_revenue.reset();
  Evidenced alone{World({unmapped}), {earned(kAsOf)}};
  const Valuation found = alone.first();
  CHECK(found.methods.back().grade == EvidenceGrade::e4);
  CHECK(found.methods.back().weight_frac > .9);
  CHECK(*found.grade == EvidenceGrade::e4);  // the survey prior alone is E5
}

TEST_CASE("evidence: charges that take all, and a dead right, leave excess earnings beside") {
  const Valuation alone = World({invention()}).first();
  for (const double charge : {.15, .3}) {
    Evidenced right{World({invention()}), {earned(kAsOf)}};
    right.rows[0].earnings->charge_frac = charge;
    const Valuation found = right.first();
    CHECK(found.mean_yuan == alone.mean_yuan);
    CHECK(found.methods[1].beside == "the charges take all that the product earns");
    CHECK(flagged(found, "evidence beside the pool: excess_earnings"));
  }
  Evidenced bare{World({invention()}), {earned(kAsOf)}};
  bare.rows[0].earnings.reset();
  CHECK(bare.first().methods[1].beside == "the row states no margin and no charges");
  Asset dead = invention();
  dead.status = LegalStatus::lapsed;
  const Valuation nothing = Evidenced{World({dead}), {earned(kAsOf)}}.first();
  CHECK(nothing.mean_yuan == 0);
  CHECK(nothing.methods[0].beside == "the right has no worth today");
}

TEST_CASE("evidence: excess earnings of other kinds decay and last by their own levels") {
  // A mark: ten years of economic life at most, decay of its kind (.10 here).
  Asset mark = trademark();
  const double life = 10;
  Evidenced right{World({mark}), {earned(kAsOf)}};
  set(right.world.scenario, "economic_life", life);
  CHECK(right.first().methods.back().value_yuan ==
        doctest::Approx(100'000 * ten_years(.945)).epsilon(1e-3));
  // A program whose team nobody knows to be replaceable: the level's part of it, and told.
  Asset work = invention();
  work.kind = AssetKind::copyright;
  work.filing_date.reset();
  work.expiry_date = day(2060, 1, 1);
  work.product_revenue.reset();
  Copyright program;
  program.work = WorkType::software;
  work.facts = program;
  Evidenced software{World({work}), {earned(kAsOf)}};
  set(software.world.scenario, "economic_life", life);
  set(software.world.scenario, "obsolescence_work", .10);
  set(software.world.scenario, "maintained_without_team", .6);
  const Valuation found = software.first();
  CHECK(found.methods.back().value_yuan ==
        doctest::Approx(.6 * 100'000 * ten_years(.945)).epsilon(1e-3));
  CHECK(flagged(found, "unknown whether another team can maintain it"));
  CHECK(flagged(found, "evidence alone, no other method: V-126"));
  // A layout: the fall of its chip's price, here the row's own 20 %.
  Asset layout = invention();
  layout.kind = AssetKind::layout_design;
  layout.filing_date = day(2024, 1, 1);
  layout.expiry_date = day(2040, 1, 1);
  LayoutDesign facts;
  facts.price_decline = Share{200'000};
  layout.facts = facts;
  Evidenced chip{World({layout}), {earned(kAsOf)}};
  set(chip.world.scenario, "economic_life", life);
  CHECK(chip.first().methods.back().value_yuan ==
        doctest::Approx(100'000 * ten_years(1.05 * .8)).epsilon(1e-3));
}
