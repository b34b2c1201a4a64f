// Evidence from outside the book in the pool of a right: figures by hand, laws, and what stays
// beside it.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "models/valuation/distribution.hpp"
#include "models/valuation/evidence_pool.hpp"
#include "tests/models/valuation/world.hpp"

using namespace pledgelab;
using namespace pledgelab::valuation_test;

namespace {

using Kind = EvidenceKind;
using Basis = EvidenceBasis;

EvidenceRow sold(Date date, std::int64_t yuan, Basis basis = Basis::arms_length) {
  EvidenceRow row;
  row.date = date;
  row.amount = Money::of_yuan(yuan);
  row.basis = basis;
  row.line = 2;
  return row;
}

EvidenceRow appraised(Date date, std::int64_t yuan, const std::string& valuer) {
  EvidenceRow row = sold(date, yuan, Basis::use_value);
  row.kind = Kind::outside_appraisal;
  row.valuer_id = valuer;
  return row;
}

EvidenceRow licensed(std::int64_t fee_yuan, Date until) {
  EvidenceRow row = sold(day(2025, 1, 1), fee_yuan);
  row.kind = Kind::licence_contract;
  row.until = until;
  return row;
}

// The invention of world.hpp: relief from royalty with ln-SD .35, ten years of life.
struct Evidenced {
  World world{{invention()}};
  std::vector<EvidenceRow> rows;
  std::vector<ValuerRecord> valuers = {};

  [[nodiscard]] Result<std::vector<Valuation>> all() const {
    const FactorState state(world.scenario, 0);
    ValuationInputs inputs{state, world.law, kAsOf};
    inputs.evidence = rows;
    inputs.valuers = valuers;
    return value_book(world.book, inputs);
  }
  [[nodiscard]] Valuation first() const { return all().value().front(); }
  [[nodiscard]] ValueCurve curve(int months) const {
    const FactorState state(world.scenario, 0);
    ValuationInputs inputs{state, world.law, kAsOf};
    inputs.evidence = rows;
    inputs.valuers = valuers;
    return value_curves(world.book, inputs, months).value().front();
  }
};

double driver_of(const Valuation& valuation, const std::string& name) {
  for (const Driver& driver : valuation.drivers) {
    if (driver.name == name) return driver.value;
  }
  return std::nan("");
}

// n years before the as-of date, to the day of 365.25.
Date years_ago(double years) {
  return Date{kAsOf.days - static_cast<int>(std::lround(365.25 * years))};
}

}  // namespace

TEST_CASE("evidence: an own price of today and relief from royalty, by hand") {
  // Independent: weights 1/.09 and 1/.1225, so .5764706 and .4235294; the price enters as ln V,
  // the expected value as ln V - s²/2.
  Evidenced right{World({invention()}), {sold(kAsOf, 200'000)}};
  const Valuation alone = World({invention()}).first();
  const double income = alone.mean_yuan;
  const Valuation found = right.first();
  const double w = (1 / .09) / (1 / .09 + 1 / .1225);
  const double centre = w * std::log(200'000.0) + (1 - w) * (std::log(income) - .1225 / 2);
  const double variance = 1 / (1 / .09 + 1 / .1225);
  CHECK(found.mean_yuan == doctest::Approx(std::exp(centre + variance / 2)).epsilon(1e-9));
  REQUIRE(found.methods.size() == 2);
  CHECK(found.methods[1].method == "own_transaction");
  CHECK(found.methods[1].formula == "F164");
  CHECK(found.methods[1].weight_frac == doctest::Approx(.5764706).epsilon(1e-6));
  CHECK(found.methods[1].grade == EvidenceGrade::e1);
  CHECK(*found.grade == EvidenceGrade::e1);
  CHECK(found.effective_evidences == doctest::Approx(1 / (w * w + (1 - w) * (1 - w))));
  // Mean of the distribution as told: median e^(s²/2) with the pooled s, no widening or little.
  CHECK(found.ln_sd >= std::sqrt(variance) * (1 - 1e-12));
  CHECK(*alone.grade == EvidenceGrade::e2);
}

TEST_CASE("evidence: an old price says less, is carried along the life and is graded lower") {
  // Three years old: s = .3 + .15 × 1; ten years left today of thirteen then.
  Evidenced right{World({invention()}), {sold(years_ago(3), 260'000)}};
  const Valuation found = right.first();
  CHECK(found.methods[1].ln_sd == doctest::Approx(.45).epsilon(1e-3));
  CHECK(found.methods[1].value_yuan == doctest::Approx(200'000).epsilon(1e-3));
  CHECK(found.methods[1].grade == EvidenceGrade::e3);
  CHECK(driver_of(found, "own_transaction") == 260'000);
}

TEST_CASE(
    "evidence: a forced sale, a related party and other licences stand beside, with no weight") {
  const Valuation alone = World({invention()}).first();
  EvidenceRow ordinary = licensed(50'000, day(2030, 1, 1));
  ordinary.licence_form = LicenceForm::ordinary;
  EvidenceRow sole = ordinary;
  sole.licence_form = LicenceForm::sole;
  EvidenceRow liquidation = appraised(kAsOf, 900, "V1");
  liquidation.basis = Basis::forced_sale;
  for (const EvidenceRow& row :
       {sold(kAsOf, 900, Basis::forced_sale), liquidation, ordinary, sole,
        sold(kAsOf, 9'000'000, Basis::related_party), licensed(50'000, kAsOf)}) {
    Evidenced right{World({invention()}), {row}};
    right.valuers = {{"V1", 5, 0, .1, .2}};
    const Valuation found = right.first();
    CHECK(found.mean_yuan == alone.mean_yuan);
    CHECK(found.ln_sd == alone.ln_sd);
    CHECK(found.low_yuan == alone.low_yuan);
    REQUIRE(found.methods.size() == 2);
    CHECK(found.methods[1].weight_frac == 0);
    CHECK_FALSE(found.methods[1].beside.empty());
    CHECK(flagged(found, "evidence beside the pool"));
    CHECK(*found.grade == *alone.grade);
  }
}

TEST_CASE("evidence: an appraisal is weighed by its valuer's record, by hand") {
  // A fresh appraisal of 300,000 by a valuer who lies e^.2 too high, dispersion .3, bias SD .1:
  // centre ln 300,000 - .2, s = √.10. Errors go with the income model's: ρ = √(.5 × .5) = .5.
  Evidenced right{World({invention()}), {appraised(kAsOf, 300'000, "V1")}};
  right.valuers = {{"V0", 9, 1, .1, .1}, {"V1", 5, .2, .1, .3}};
  const double income = World({invention()}).first().mean_yuan;
  const Valuation found = right.first();
  const double a = std::sqrt(.10);
  const double b = .35;
  const double between = .5 * a * b;
  const double w = (b * b - between) / (a * a + b * b - 2 * between);
  CHECK(found.methods[1].ln_sd == doctest::Approx(a).epsilon(1e-9));
  CHECK(found.methods[1].weight_frac == doctest::Approx(w).epsilon(1e-9));
  const double centre = w * (std::log(300'000.0) - .2) + (1 - w) * (std::log(income) - b * b / 2);
  const double variance = w * w * a * a + (1 - w) * (1 - w) * b * b + 2 * w * (1 - w) * between;
  CHECK(found.mean_yuan == doctest::Approx(std::exp(centre + variance / 2)).epsilon(1e-9));
  CHECK(found.methods[1].grade == EvidenceGrade::e3);
  CHECK_FALSE(flagged(found, "no track record"));
}

TEST_CASE("evidence: a valuer without a record is wide, assumed and flagged") {
  Evidenced right{World({invention()}), {appraised(kAsOf, 300'000, "V1")}};
  right.valuers = {{"V2", 5, .2, .1, .3}};
  const Valuation found = right.first();
  CHECK(found.methods[1].ln_sd == 1.0);
  CHECK(found.methods[1].grade == EvidenceGrade::e4);
  CHECK(flagged(found, "default dispersion: valuer V1 has no track record"));
  CHECK(driver_of(found, "estimate_ln_sd.unrated_appraisal") == 1.0);
  // .5 × 1 × .35 is more than .35²: the income model takes it all, and no weight is negative.
  CHECK(found.methods[1].weight_frac == 0);
  CHECK(found.mean_yuan == doctest::Approx(World({invention()}).first().mean_yuan));
}

TEST_CASE("evidence: of one valuer the last appraisal is pooled, of two valuers both") {
  Evidenced right{World({invention()}),
                  {appraised(years_ago(1), 400'000, "V1"), appraised(kAsOf, 300'000, "V1")}};
  right.valuers = {{"V1", 5, 0, .1, .3}};
  Valuation found = right.first();
  REQUIRE(found.methods.size() == 3);
  CHECK(found.methods[1].beside == "the same valuer appraised again later");
  CHECK(found.methods[1].weight_frac == 0);
  CHECK(found.methods[2].beside.empty());
  CHECK(found.methods[2].weight_frac > 0);
  Evidenced one{World({invention()}), {right.rows[1]}, right.valuers};
  CHECK(found.mean_yuan == one.first().mean_yuan);
  right.rows[0].valuer_id = "V2";
  right.valuers.push_back({"V2", 5, 0, .1, .3});
  found = right.first();
  CHECK(found.methods[1].beside.empty());
}

TEST_CASE("evidence: an old appraisal is aged by an unsmoothed volatility, never by raw changes") {
  // Three by one valuer, the last two years old: 100, 110, 100 (thousand). Raw yearly SD √2 ln 1.1
  // = .134789; unsmoothed (a = .3) .183686; with the kind's .4 as four changes
  // √((4 × .16 + .183686²)/5) = .367099. Aged two years: √(.3² + .367099² × 2) = .5999...
  Evidenced right{World({invention()}),
                  {appraised(years_ago(4), 100'000, "V1"), appraised(years_ago(3), 110'000, "V1"),
                   appraised(years_ago(2), 100'000, "V1")}};
  right.valuers = {{"V1", 5, 0, 0, .3}};
  const Valuation found = right.first();
  const double expected = std::sqrt((4 * .16 + .183686 * .183686) / 5);
  CHECK(driver_of(found, "unsmoothed_volatility") == doctest::Approx(expected).epsilon(1e-3));
  CHECK(found.methods[3].ln_sd ==
        doctest::Approx(std::sqrt(.09 + 2 * expected * expected)).epsilon(1e-3));
  const double by_raw = std::sqrt((4 * .16 + .134789 * .134789) / 5);
  CHECK(driver_of(found, "unsmoothed_volatility") > by_raw * 1.005);
  // With the series alone the raw SD would be a quarter too small.
  set(right.world.scenario, "volatility_prior_count", 0.01);
  CHECK(driver_of(right.first(), "unsmoothed_volatility") > .18);
  // Two say nothing of a spread: the kind's.
  right.rows.erase(right.rows.begin());
  const Valuation two = right.first();
  CHECK(two.methods[2].ln_sd == doctest::Approx(std::sqrt(.09 + 2 * .16)).epsilon(1e-3));
  CHECK(std::isnan(driver_of(two, "unsmoothed_volatility")));
  // The same three by three valuers are no series of one.
  Evidenced three{World({invention()}),
                  {appraised(years_ago(4), 100'000, "V1"), appraised(years_ago(3), 110'000, "V2"),
                   appraised(years_ago(2), 100'000, "V3")}};
  three.valuers = {{"V3", 5, 0, 0, .3}};
  CHECK(three.first().methods[3].ln_sd == doctest::Approx(std::sqrt(.09 + 2 * .16)).epsilon(1e-3));
}

TEST_CASE("evidence: appraisals move no volatility of the curve") {
  Evidenced right{World({invention()}),
                  {appraised(years_ago(4), 100'000, "V1"), appraised(years_ago(3), 900'000, "V1"),
                   appraised(years_ago(2), 100'000, "V1")}};
  right.valuers = {{"V1", 5, 0, 0, .3}};
  CHECK(right.curve(12).level_ln_sd_annual == World({invention()}).curve(12).level_ln_sd_annual);
}

TEST_CASE("evidence: a licence capitalised, by hand (F167)") {
  // 100 a year, tax 25 %, two years of contract, four of the right, renewed with .5, 10 %, year
  // end: C = 75 (1/1.1 + 1/1.21) = 130.16529, T = 75 (1/1.331 + 1/1.4641) = 107.57462, V =
  // 183.95260; r = T/2 / V = .292398, ln(1 + r²) = .0820376, s = √(.0625 + .0820376) = .380181.
  IncomeStream frame;
  frame.life_years = 4;
  frame.discount_frac = .1;
  frame.timing = FlowTiming::year_end;
  const LicenceWorth worth = licence_worth({100, .25, 2, .5, .25}, frame).value();
  CHECK(worth.value_yuan == doctest::Approx(183.95260).epsilon(1e-7));
  CHECK(worth.ln_sd == doctest::Approx(.380181).epsilon(1e-5));
  CHECK(worth.contract_frac == doctest::Approx(.707602).epsilon(1e-5));
  // To the right's end and beyond: nothing is open.
  const LicenceWorth whole = licence_worth({100, .25, 9, .5, .25}, frame).value();
  CHECK(whole.value_yuan == doctest::Approx(130.16529 + 107.57462).epsilon(1e-7));
  CHECK(whole.ln_sd == doctest::Approx(.25));
  CHECK(whole.contract_frac == 1);
  // A year and a half: half of the second year's fee is owed.
  CHECK(licence_worth({100, .25, 1.5, 0, .25}, frame).value().value_yuan ==
        doctest::Approx(75 / 1.1 + 37.5 / 1.21).epsilon(1e-9));
  // The last year of a right that ends inside it: all of what is left is owed.
  frame.life_years = 1.5;
  CHECK(licence_worth({100, .25, 1.5, .5, .25}, frame).value().contract_frac == 1);
  for (const LicenceTerms& bad :
       {LicenceTerms{0, .25, 2, .5, .25}, LicenceTerms{100, 1.5, 2, .5, .25},
        LicenceTerms{100, -.1, 2, .5, .25}, LicenceTerms{100, .25, 0, .5, .25},
        LicenceTerms{100, .25, 2, 1.5, .25}, LicenceTerms{100, .25, 2, -.5, .25},
        LicenceTerms{100, .25, 2, .5, 0}, LicenceTerms{std::nan(""), .25, 2, .5, .25},
        LicenceTerms{100, 1, 2, .5, .25}}) {
    CHECK(licence_worth(bad, frame).errors()[0].code == "V-332");
  }
  frame.life_years = 0;
  CHECK_FALSE(licence_worth({100, .25, 2, .5, .25}, frame).ok());
}

TEST_CASE("evidence: an exclusive licence to the right's end is contracted cash") {
  // 30,000 a year, tax 25 %, ten years at 15 %: 22,500 × 5.018769 × √1.15 at mid-year.
  Evidenced right{World({invention()}), {licensed(30'000, day(2036, 1, 1))}};
  const Valuation found = right.first();
  double annuity = 0;
  for (int year = 1; year <= 10; ++year) annuity += std::pow(1.15, .5 - year);
  CHECK(found.methods[1].value_yuan == doctest::Approx(22'500 * annuity).epsilon(1e-3));
  CHECK(found.methods[1].ln_sd == doctest::Approx(.25).epsilon(1e-9));
  CHECK(found.methods[1].grade == EvidenceGrade::e1);
  CHECK(*found.grade == EvidenceGrade::e1);
  CHECK_FALSE(flagged(found, "default renewal"));
  // Correlated .5 with the royalty's .35: weight (.1225 - .04375)/(.0625 + .1225 - .0875).
  CHECK(found.methods[1].weight_frac == doctest::Approx(.07875 / .0975).epsilon(1e-6));
  const double w = .07875 / .0975;
  const double income = World({invention()}).first().mean_yuan;
  const double centre = w * (std::log(found.methods[1].value_yuan) - .0625 / 2) +
                        (1 - w) * (std::log(income) - .1225 / 2);
  const double variance = w * w * .0625 + (1 - w) * (1 - w) * .1225 + 2 * w * (1 - w) * .04375;
  CHECK(found.mean_yuan == doctest::Approx(std::exp(centre + variance / 2)).epsilon(1e-6));
  // One that ends early is told, wider, and an estimate where most of it is renewal.
  Evidenced early{World({invention()}), {licensed(30'000, day(2026, 7, 1))}};
  const Valuation short_one = early.first();
  CHECK(flagged(short_one, "default renewal"));
  CHECK(short_one.methods[1].ln_sd > .25);
  CHECK(short_one.methods[1].grade == EvidenceGrade::e4);
}

TEST_CASE("evidence: a dead right stays at nothing whatever evidence says") {
  for (const LegalStatus status :
       {LegalStatus::lapsed, LegalStatus::invalid, LegalStatus::expired}) {
    Asset asset = invention();
    asset.status = status;
    Evidenced right{World({asset}), {sold(kAsOf, 5'000'000), licensed(30'000, day(2036, 1, 1))}};
    const Valuation found = right.first();
    CHECK(found.mean_yuan == 0);
    CHECK(found.zero_frac == 1);
    CHECK_FALSE(found.grade.has_value());
    for (const MethodEstimate& method : found.methods) CHECK(method.weight_frac == 0);
    for (const MethodEstimate& method : found.methods) {
      CHECK(method.beside == "the right has no worth today");
    }
    CHECK(flagged(found, "evidence beside the pool"));
    const ValueCurve curve = right.curve(12);
    CHECK(*std::max_element(curve.use_value_yuan.begin(), curve.use_value_yuan.end()) == 0);
    CHECK(curve.alive_frac[0] == 0);
  }
  // Without proof of its status (no dates) it stays refused too.
  Asset undated = invention();
  undated.filing_date.reset();
  undated.expiry_date.reset();
  Evidenced right{World({undated}), {sold(kAsOf, 5'000'000)}};
  CHECK(right.first().mean_yuan == 0);
  CHECK(flagged(right.first(), "refused V-121"));
}

TEST_CASE("evidence: a contract on its last day has ended, one of the day after has not") {
  Evidenced right{World({invention()}), {licensed(30'000, kAsOf)}};
  CHECK(right.first().methods[1].beside == "the contract has ended");
  right.rows[0].until = Date{kAsOf.days + 1};
  CHECK(right.first().methods[1].beside.empty());
}

TEST_CASE("evidence: status acts after the pool") {
  Asset asset = invention();
  asset.status = LegalStatus::pending_invalidation;
  Evidenced pending{World({asset}), {sold(kAsOf, 200'000)}};
  Evidenced valid{World({invention()}), {sold(kAsOf, 200'000)}};
  // Full loss 25.3 %, part loss 14.9 % of inventions: 1 - .253 - .0745 = .6725 (F36).
  const double ratio = pending.first().mean_yuan / valid.first().mean_yuan;
  CHECK(ratio == doctest::Approx(.6725).epsilon(1e-3));
  CHECK(pending.first().zero_frac == doctest::Approx(.253).epsilon(1e-3));
}

TEST_CASE("evidence: a right without inputs of income stands on evidence alone") {
  Asset work = invention();
  work.kind = AssetKind::copyright;
  work.product_revenue.reset();
  work.revenue_growth.reset();
  work.royalty_rate.reset();
  work.filing_date.reset();
  work.expiry_date = day(2060, 1, 1);
  Copyright facts;
  facts.work = WorkType::text;
  work.facts = facts;
  CHECK(flagged(World({work}).first(), "refused V-126"));
  Evidenced right{World({work}), {sold(kAsOf, 80'000)}};
  const Valuation found = right.first();
  // A median of 80,000 with s = .3.
  CHECK(found.mean_yuan == doctest::Approx(80'000 * std::exp(.045)).epsilon(1e-9));
  CHECK(found.median_yuan == doctest::Approx(80'000).epsilon(1e-9));
  CHECK(flagged(found, "evidence alone, no other method: V-126"));
  CHECK_FALSE(flagged(found, "refused"));
  const ValueCurve curve = right.curve(48);
  CHECK(curve.use_value_yuan[0] * curve.alive_frac[0] == doctest::Approx(found.mean_yuan));
  // Four years of economic life: half of it is left after two, nothing after four.
  CHECK(curve.use_value_yuan[24] == doctest::Approx(found.mean_yuan / 2));
  CHECK(curve.use_value_yuan[48] == 0);
  // Its status acts on it as on any other: in its late months half of it.
  right.world.book.assets[0].status = LegalStatus::grace;
  CHECK(right.first().mean_yuan == doctest::Approx(found.mean_yuan / 2).epsilon(1e-9));
  CHECK(right.first().zero_frac == doctest::Approx(.5));
}

TEST_CASE("evidence: the curve begins at the valuation's mean") {
  Evidenced right{World({invention()}),
                  {sold(years_ago(1), 300'000), appraised(kAsOf, 90'000, "V1"),
                   licensed(20'000, day(2029, 1, 1))}};
  right.valuers = {{"V1", 5, .1, .1, .3}};
  const Valuation found = right.first();
  const ValueCurve curve = right.curve(24);
  CHECK(curve.use_value_yuan[0] * curve.alive_frac[0] ==
        doctest::Approx(found.mean_yuan).epsilon(1e-9));
  CHECK(curve.estimate_ln_sd == found.ln_sd);
  // Evidence moves the level of the curve, never its shape: that is the remaining schedule's.
  const ValueCurve alone = World({invention()}).curve(24);
  for (const std::size_t month : {6U, 12U, 24U}) {
    CHECK(curve.use_value_yuan[month] / curve.use_value_yuan[0] ==
          doctest::Approx(alone.use_value_yuan[month] / alone.use_value_yuan[0]).epsilon(1e-9));
    CHECK(curve.alive_frac[month] == alone.alive_frac[month]);
  }
  // Without annual fees: after two years eight flows are left: Σ .945^t/1.15^(t - 1.5) of t = 2..9,
  // against t = 0..9.
  double whole = 0;
  double left = 0;
  for (int year = 0; year < 10; ++year) {
    whole += std::pow(.945, year) / std::pow(1.15, year + .5);
    if (year >= 2) left += std::pow(.945, year) / std::pow(1.15, year - 1.5);
  }
  right.world.law.fees.reset();
  const ValueCurve plain = right.curve(24);
  CHECK(plain.use_value_yuan[24] / plain.use_value_yuan[0] ==
        doctest::Approx(left / whole).epsilon(1e-3));
}

TEST_CASE("evidence: a piece at the pool's own median never widens it, whatever its spread") {
  for (const double yuan : {60'000.0, 125'000.0, 400'000.0}) {
    Evidenced right{World({invention()}), {sold(kAsOf, static_cast<std::int64_t>(yuan))}};
    const Valuation before = right.first();
    for (const double age : {0.0, 1.0, 4.0, 8.0}) {
      Evidenced more = right;
      // Carried along the life it is the median today.
      const double then = before.median_yuan * (10 + age) / 10;
      more.rows.push_back(sold(years_ago(age), std::llround(then)));
      CHECK(more.first().ln_sd <= before.ln_sd * (1 + 1e-6));
    }
  }
}

TEST_CASE("evidence: mean and median as told are those of one lognormal") {
  Evidenced right{World({invention()}), {sold(kAsOf, 130'000), appraised(kAsOf, 140'000, "V1")}};
  right.valuers = {{"V1", 5, 0, .1, .3}};
  const Valuation found = right.first();
  CHECK(found.mean_yuan ==
        doctest::Approx(found.median_yuan * std::exp(found.ln_sd * found.ln_sd / 2)).epsilon(1e-9));
  double weights = 0;
  for (const MethodEstimate& method : found.methods) weights += method.weight_frac;
  CHECK(weights == doctest::Approx(1).epsilon(1e-12));
}

TEST_CASE("evidence: of another right it moves nothing here; of none in the book it is refused") {
  Asset other = invention();
  other.id = "A2";
  Evidenced right{World({invention(), other}), {sold(kAsOf, 900'000)}};
  right.rows[0].asset = AssetId{1};
  const auto found = right.all().value();
  CHECK(found[0].mean_yuan == World({invention()}).first().mean_yuan);
  CHECK(found[1].mean_yuan > 2 * found[0].mean_yuan);
  right.rows[0].asset = AssetId{2};
  CHECK(right.all().errors()[0].code == "V-333");
  right.rows[0] = sold(Date{kAsOf.days + 1}, 900'000);
  CHECK(right.all().errors()[0].code == "V-333");
}

TEST_CASE("evidence: a scenario without its levels refuses only a valuation with evidence") {
  Evidenced right{World({invention()}), {sold(kAsOf, 900'000)}};
  auto& parameters = right.world.scenario.parameters;
  std::erase_if(parameters, [](const Parameter& one) { return one.name == "licence_renewal"; });
  CHECK(right.all().errors()[0].code == "C-110");
  right.rows.clear();
  CHECK(right.all().ok());
}

TEST_CASE("evidence: grades of the book's own methods") {
  CHECK(*World({invention()}).first().grade == EvidenceGrade::e2);
  Asset sector = invention();
  sector.royalty_rate.reset();
  CHECK(*World({sector}).first().grade == EvidenceGrade::e4);
  Asset prior = invention();
  prior.product_revenue.reset();
  CHECK(*World({prior}).first().grade == EvidenceGrade::e5);
  CHECK(*World({trademark()}).first().grade == EvidenceGrade::e4);  // the sector's royalty
  Asset own = trademark();
  own.royalty_rate = Rate{30'000};
  CHECK(*World({own}).first().grade == EvidenceGrade::e2);
}

TEST_CASE(
    "evidence: indications and layouts without inputs of income stand on it, with a grade else") {
  Asset asset = invention();
  asset.kind = AssetKind::geographical_indication;
  asset.expiry_date.reset();
  GeographicalIndication name;
  name.price = Money::of_yuan(100);
  name.generic_price = Money::of_yuan(80);
  name.brand_share = Share{500'000};
  asset.facts = name;
  CHECK(*World({asset}).first().grade == EvidenceGrade::e2);
  name.brand_share.reset();
  asset.facts = name;
  CHECK(*World({asset}).first().grade == EvidenceGrade::e4);
  name.form = GiForm::income_pledge;
  asset.facts = name;
  CHECK(*World({asset}).first().grade == EvidenceGrade::e1);  // fees that a contract owes
  name.form = GiForm::collective_mark;
  asset.facts = name;
  CHECK(*World({asset}).first().grade == EvidenceGrade::e2);
  const auto stands = [](const Asset& right, const char* code) {
    CHECK(flagged(World({right}).first(), std::string("refused ") + code));
    Evidenced found{World({right}), {sold(kAsOf, 80'000)}};
    CHECK(found.first().median_yuan == doctest::Approx(80'000).epsilon(1e-9));
    const ValueCurve curve = found.curve(12);
    CHECK(curve.use_value_yuan[0] * curve.alive_frac[0] ==
          doctest::Approx(found.first().mean_yuan));
    CHECK(curve.use_value_yuan[12] < curve.use_value_yuan[0]);
  };
  asset.product_revenue.reset();
  stands(asset, "V-123");
  name.form = GiForm::member_use_right;
  name.price.reset();
  asset.product_revenue = Money::of_yuan(1'000'000);
  asset.facts = name;
  stands(asset, "V-124");
  // What no title can pass of is worth nothing, whatever somebody paid.
  name.form = GiForm::product_protection;
  asset.facts = name;
  CHECK(Evidenced{World({asset}), {sold(kAsOf, 80'000)}}.first().mean_yuan == 0);

  asset = invention();
  asset.kind = AssetKind::layout_design;
  asset.expiry_date.reset();
  asset.filing_date = day(2024, 1, 1);
  asset.facts = LayoutDesign{};
  CHECK(*World({asset}).first().grade == EvidenceGrade::e2);
  asset.royalty_rate.reset();
  CHECK(*World({asset}).first().grade == EvidenceGrade::e4);
  asset.product_revenue.reset();
  stands(asset, "V-125");
}

TEST_CASE("evidence: a work's royalty and effort are graded by what they stand on") {
  Asset asset = invention();
  asset.kind = AssetKind::copyright;
  asset.expiry_date.reset();
  asset.facts = Copyright{};
  CHECK(*World({asset}).first().grade == EvidenceGrade::e2);
  asset.royalty_rate.reset();
  CHECK(*World({asset}).first().grade == EvidenceGrade::e4);
  asset.product_revenue.reset();
  Copyright effort;
  effort.effort_person_months = 40;
  effort.cost_per_person_month = Money::of_yuan(25'000);
  asset.facts = effort;
  CHECK(*World({asset}).first().grade == EvidenceGrade::e4);
}

TEST_CASE("evidence: the defaults that stood in are listed, and nothing else") {
  Asset asset = invention();
  asset.royalty_rate.reset();
  Evidenced right{World({asset}),
                  {appraised(kAsOf, 90'000, "V1"), sold(kAsOf, 1, Basis::forced_sale)}};
  CHECK(defaults_used(right.first()) ==
        std::vector<std::string>{"default royalty",
                                 "default dispersion: valuer V1 has no track record"});
  CHECK(defaults_used(World({invention()}).first()).empty());
}
