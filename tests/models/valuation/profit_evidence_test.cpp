// A yearly profit as evidence (F189, F190): hand figures, and what they do to a worth.
#include "models/valuation/profit_evidence.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>

#include "tests/models/valuation/evidenced.hpp"

using namespace pledgelab;
using namespace pledgelab::valuation_test;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

ProfitForecast hundred() {
  ProfitForecast forecast;
  forecast.profit_yuan = 100;
  forecast.tax_frac = .25;
  return forecast;
}

EvidenceRow added(Date date, std::int64_t yuan = 100'000) {
  EvidenceRow row = sold(date, yuan, Basis::use_value);
  row.kind = Kind::incremental_profit;
  row.profit = StatedProfit{1, .05};
  return row;
}

EvidenceRow split(Date date, double share = .25, std::int64_t yuan = 400'000) {
  EvidenceRow row = added(date, yuan);
  row.kind = Kind::income_split;
  row.profit->split_frac = share;
  return row;
}

Evidenced with(const EvidenceRow& row) { return {World({invention()}), {row}}; }

// Σ x^(t-1)/1.15^(t-½) over ten years.
double ten_years(double x) {
  double sum = 0;
  for (int t = 1; t <= 10; ++t) sum += std::pow(x, t - 1) / std::pow(1.15, t - .5);
  return sum;
}

MethodEstimate priced(const Evidenced& right) { return right.first().methods[1]; }

}  // namespace

TEST_CASE("profit on a frame, by hand: tax, split, decay, survival, discount, growth's end") {
  ProfitForecast level = hundred();
  CHECK(profit_worth(level, years(2, 0)).value() == doctest::Approx(150).epsilon(1e-14));
  level.split_frac = .3;  // 22.5 a year
  CHECK(profit_worth(level, years(2, 0)).value() == doctest::Approx(45).epsilon(1e-14));
  level = hundred();
  level.obsolescence_frac = .1;  // 75/1.1 + 67.5/1.21 + 60.75/1.331
  CHECK(profit_worth(level, years(3, .1)).value() == doctest::Approx(169.609316).epsilon(1e-8));
  IncomeStream frame = years(2, 0);
  frame.hazard_annual_frac.fill(.19);  // 75 × .81 + 67.5 × .6561
  CHECK(profit_worth(level, frame).value() == doctest::Approx(105.03675).epsilon(1e-12));
  frame.timing = FlowTiming::mid_year;  // 75 × .9 + 67.5 × .729
  CHECK(profit_worth(level, frame).value() == doctest::Approx(116.7075).epsilon(1e-12));
  level = hundred();
  CHECK(profit_worth(level, years(1.5, 0)).value() == doctest::Approx(112.5).epsilon(1e-14));
  level.growth_frac = .1;
  level.growth_years = 2;  // 75 × (1 + 1.1 + 1.1)
  CHECK(profit_worth(level, years(3, 0)).value() == doctest::Approx(240).epsilon(1e-14));
  level.late_growth_frac = .2;  // 75 × (1 + 1.1 + 1.32)
  CHECK(profit_worth(level, years(3, 0)).value() == doctest::Approx(256.5).epsilon(1e-14));
}

TEST_CASE("profit on a frame: outside the domain refused") {
  const auto refused = [](double ProfitForecast::*field, double value) {
    ProfitForecast bad = hundred();
    bad.*field = value;
    const auto found = profit_worth(bad, years(3, .1));
    REQUIRE_FALSE(found.ok());
    CHECK(found.errors()[0].code == "V-336");
  };
  for (const double x : {0.0, -1.0, kNaN, HUGE_VAL}) refused(&ProfitForecast::profit_yuan, x);
  for (const double x : {0.0, -.1, 1.1, 25.0, kNaN}) refused(&ProfitForecast::split_frac, x);
  for (const double x : {-1.0, kNaN, HUGE_VAL}) refused(&ProfitForecast::growth_frac, x);
  for (const double x : {-1.0, kNaN}) refused(&ProfitForecast::late_growth_frac, x);
  for (const double x : {-.1, 1.1, kNaN}) refused(&ProfitForecast::tax_frac, x);
  for (const double x : {-.1, 1.1, kNaN}) refused(&ProfitForecast::obsolescence_frac, x);
  ProfitForecast bad = hundred();
  bad.growth_years = -1;
  CHECK_FALSE(profit_worth(bad, years(3, .1)).ok());
  CHECK_FALSE(profit_worth(hundred(), years(0, .1)).ok());
  ProfitForecast whole = hundred();  // the ends of the domain stand
  whole.tax_frac = 0;
  whole.obsolescence_frac = 1;
  CHECK(profit_worth(whole, years(3, 0)).value() == doctest::Approx(100).epsilon(1e-14));
}

TEST_CASE("evidence: an incremental profit beside relief from royalty, by hand") {
  // 75,000 × Σ (1.05 × .9)^(t-1)/1.15^(t-½). Correlated .5 with the royalty's .35: weight
  // (.1225 - .0875)/(.25 + .1225 - .175).
  const Valuation found = with(added(kAsOf)).first();
  REQUIRE(found.methods.size() == 2);
  const MethodEstimate& extra = found.methods[1];
  CHECK(extra.method == "incremental_profit");
  CHECK(extra.formula == "F189");
  CHECK(extra.value_yuan == doctest::Approx(75'000 * ten_years(.945)).epsilon(1e-3));
  CHECK(extra.ln_sd == doctest::Approx(.5).epsilon(1e-12));
  CHECK(extra.grade == EvidenceGrade::e2);
  const double w = .035 / .1975;
  CHECK(extra.weight_frac == doctest::Approx(w).epsilon(1e-9));
  const double income = World({invention()}).first().mean_yuan;
  const double centre =
      w * (std::log(extra.value_yuan) - .125) + (1 - w) * (std::log(income) - .1225 / 2);
  const double variance = w * w * .25 + (1 - w) * (1 - w) * .1225 + 2 * w * (1 - w) * .0875;
  CHECK(found.mean_yuan == doctest::Approx(std::exp(centre + variance / 2)).epsilon(1e-9));
  CHECK(driver_of(found, "incremental_profit") == 100'000);
  CHECK(driver_of(found, "estimate_ln_sd.incremental_profit") == .5);
  CHECK_FALSE(flagged(found, "split share"));
}

TEST_CASE("evidence: an income split beside relief from royalty, by hand") {
  // .25 × 400,000 × .75, so the same worth; weight (.1225 - .105)/(.36 + .1225 - .21).
  const Valuation found = with(split(kAsOf)).first();
  const MethodEstimate& part = found.methods[1];
  CHECK(part.method == "income_split");
  CHECK(part.formula == "F190");
  CHECK(part.value_yuan == doctest::Approx(75'000 * ten_years(.945)).epsilon(1e-3));
  CHECK(part.ln_sd == doctest::Approx(.6).epsilon(1e-12));
  CHECK(part.grade == EvidenceGrade::e4);
  CHECK(part.weight_frac == doctest::Approx(.0175 / .2725).epsilon(1e-9));
  CHECK(driver_of(found, "income_split") == 400'000);
  CHECK(driver_of(found, "split_share") == .25);
  CHECK(driver_of(found, "estimate_ln_sd.income_split") == .6);
}

TEST_CASE("evidence: a split above a third is flagged, one of a third is not") {
  const char* told = "split share above a third of the product's profit";
  CHECK_FALSE(flagged(with(split(kAsOf, .33)).first(), told));
  CHECK(flagged(with(split(kAsOf, .330001)).first(), told));
  CHECK(priced(with(split(kAsOf, .5))).value_yuan ==
        doctest::Approx(2 * priced(with(split(kAsOf))).value_yuan).epsilon(1e-12));
}

TEST_CASE("evidence: of a profit survival, discount, tax, decay and life act once") {
  for (const EvidenceRow& row : {added(kAsOf), split(kAsOf)}) {
    const Evidenced plain = with(row);
    const double before = priced(plain).value_yuan;
    Evidenced changed = plain;
    set(changed.world.scenario, "lapse_invention", .1);
    double sum = 0;
    for (int t = 1; t <= 10; ++t) sum += std::pow(.945, t - 1) * std::pow(.9 / 1.15, t - .5);
    CHECK(priced(changed).value_yuan == doctest::Approx(75'000 * sum).epsilon(1e-3));
    changed = plain;
    set(changed.world.scenario, "tax_rate", .15);
    CHECK(priced(changed).value_yuan == doctest::Approx(before * .85 / .75).epsilon(1e-9));
    changed = plain;
    set(changed.world.scenario, "obsolescence_technology", 0);
    CHECK(priced(changed).value_yuan == doctest::Approx(75'000 * ten_years(1.05)).epsilon(1e-3));
    changed = plain;
    set(changed.world.scenario, "discount_wacc", 0);
    CHECK(priced(changed).value_yuan ==
          doctest::Approx(75'000 * (1 - std::pow(.945, 10)) / .055).epsilon(1e-3));
    changed = plain;
    changed.world.book.assets[0].expiry_date = Date{kAsOf.days + 730};
    CHECK(priced(changed).value_yuan ==
          doctest::Approx(75'000 * (std::pow(1.15, -.5) + .945 * std::pow(1.15, -1.5)))
              .epsilon(1e-3));
  }
}

TEST_CASE("evidence: growth of a profit ends where the scenario says") {
  // 5 % in the first two years, then 2 %; decay 10 %.
  Evidenced right = with(added(kAsOf));
  set(right.world.scenario, "growth_years", 2);
  set(right.world.scenario, "growth_default", .02);
  double flow = 75'000;
  double sum = 0;
  for (int t = 1; t <= 10; ++t) {
    sum += flow / std::pow(1.15, t - .5);
    flow *= (t < 2 ? 1.05 : 1.02) * .9;
  }
  CHECK(priced(right).value_yuan == doctest::Approx(sum).epsilon(1e-3));
}

TEST_CASE("evidence: a product's profit is shared by its rights") {
  for (const EvidenceRow& row : {added(kAsOf), split(kAsOf)}) {
    Asset one = invention();
    one.product_id = "P";
    Asset two = one;
    two.id = "A2";
    const double whole = priced(with(row)).value_yuan;
    CHECK(priced({World({one, two}), {row}}).value_yuan ==
          doctest::Approx(whole / 2).epsilon(1e-12));
    one.product_share = Share{300'000};
    CHECK(priced({World({one, two}), {row}}).value_yuan ==
          doctest::Approx(.3 * whole).epsilon(1e-12));
  }
}

TEST_CASE("evidence: a profit of some time ago is rolled on and says less; the last one stands") {
  for (const bool parted : {false, true}) {
    const auto row = [&](Date date) { return parted ? split(date) : added(date); };
    const double s = parted ? .6 : .5;
    const double fresh = priced(with(row(kAsOf))).value_yuan;
    Evidenced right = with(row(years_ago(2)));
    CHECK(priced(right).value_yuan == doctest::Approx(fresh * .945 * .945).epsilon(1e-3));
    CHECK(priced(right).ln_sd == doctest::Approx(std::sqrt(s * s + 2 * .16)).epsilon(1e-3));
    right.rows.push_back(row(kAsOf));
    const Valuation again = right.first();
    CHECK(again.methods[1].beside == "a later row of this kind stands");
    CHECK(again.methods[2].beside.empty());
    CHECK(again.methods[2].value_yuan == doctest::Approx(fresh).epsilon(1e-12));
  }
}

TEST_CASE("evidence: growth of a profit is the row's, the book's, or a default that widens") {
  Evidenced right = with(added(kAsOf));
  right.rows[0].profit->growth_frac = 0;
  CHECK(priced(right).value_yuan == doctest::Approx(75'000 * ten_years(.9)).epsilon(1e-3));
  right.rows[0].profit->growth_frac.reset();  // the book's 5 %
  CHECK(priced(right).value_yuan == doctest::Approx(75'000 * ten_years(.945)).epsilon(1e-3));
  CHECK(priced(right).grade == EvidenceGrade::e2);
  CHECK_FALSE(flagged(right.first(), "default growth of incremental_profit"));
  right.world.book.assets[0].revenue_growth.reset();  // the sector's: none in this world
  CHECK(priced(right).value_yuan == doctest::Approx(75'000 * ten_years(.9)).epsilon(1e-3));
  CHECK(priced(right).ln_sd == doctest::Approx(std::sqrt(.25 + .04)).epsilon(1e-12));
  CHECK(priced(right).grade == EvidenceGrade::e4);
  CHECK(flagged(right.first(), "default growth of incremental_profit"));
}

TEST_CASE("evidence: a profit is graded by the sales that the book maps; a split is an estimate") {
  CHECK(priced(with(added(kAsOf, 1'000'000))).grade == EvidenceGrade::e2);
  CHECK(priced(with(added(kAsOf, 1'000'001))).grade == EvidenceGrade::e4);
  CHECK(priced(with(split(kAsOf, .25, 100'000))).grade == EvidenceGrade::e4);
  Asset unmapped = invention();
  unmapped.product_revenue.reset();
  const Valuation alone = Evidenced{World({unmapped}), {added(kAsOf)}}.first();
  CHECK(alone.methods.back().grade == EvidenceGrade::e4);
  CHECK(alone.methods.back().weight_frac > .9);  // beside the survey prior
}

TEST_CASE("evidence: a profit that the row does not state, and a dead right, stand beside") {
  const double alone = World({invention()}).first().mean_yuan;
  for (EvidenceRow row : {added(kAsOf), split(kAsOf)}) {
    Asset dead = invention();
    dead.status = LegalStatus::lapsed;
    const Valuation nothing = Evidenced{World({dead}), {row}}.first();
    CHECK(nothing.mean_yuan == 0);
    CHECK(nothing.methods[0].beside == "the right has no worth today");
    row.profit.reset();
    CHECK(with(row).first().methods[1].beside == "the row states no profit");
    CHECK(with(row).first().mean_yuan == alone);
  }
  EvidenceRow none = split(kAsOf);
  none.profit->split_frac = 0;
  CHECK(with(none).first().methods[1].beside == "nothing is left of it");
}

TEST_CASE("evidence: a program's profit goes on without its team by the level's chance") {
  Asset work = invention();
  work.kind = AssetKind::copyright;
  work.filing_date.reset();
  work.expiry_date = day(2060, 1, 1);
  work.product_revenue.reset();
  Copyright program;
  program.work = WorkType::software;
  work.facts = program;
  for (const EvidenceRow& row : {added(kAsOf), split(kAsOf)}) {
    Evidenced software{World({work}), {row}};
    set(software.world.scenario, "economic_life", 10);
    set(software.world.scenario, "obsolescence_work", .10);
    set(software.world.scenario, "maintained_without_team", .6);
    const Valuation found = software.first();
    CHECK(found.methods.back().value_yuan ==
          doctest::Approx(.6 * 75'000 * ten_years(.945)).epsilon(1e-3));
    CHECK(flagged(found, "unknown whether another team can maintain it"));
  }
}

TEST_CASE("evidence: a profit of which tax takes all stands beside") {
  Evidenced right{World({invention()}), {added(kAsOf)}};
  set(right.world.scenario, "tax_rate", 1);
  const Valuation found = right.first();
  REQUIRE(found.methods.size() == 2);
  CHECK(found.methods[1].beside == "nothing is left of it");
  CHECK(found.mean_yuan == 0);
}
