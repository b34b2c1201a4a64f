// Evidence from outside the book in the pool of a right: figures by hand, and what stays beside it.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "models/valuation/distribution.hpp"
#include "models/valuation/evidence_pool.hpp"
#include "tests/models/valuation/evidenced.hpp"

using namespace pledgelab;
using namespace pledgelab::valuation_test;

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
  // They lie .5 apart and more. DerSimonian-Laird with two: Q = gap² w1 w2 / (w1 + w2), c = 2 w1 w2
  // / (w1 + w2); but no more than they scatter about the pool.
  const double gap = std::log(200'000.0) - (std::log(income) - .1225 / 2);
  const double joint = 1 / (.09 + .1225);
  const double tau2 = std::min((gap * gap * joint - 1) / (2 * joint), w * (1 - w) * gap * gap);
  CHECK(tau2 > 0);
  CHECK(found.ln_sd == doctest::Approx(std::sqrt(variance + tau2)).epsilon(1e-9));
  CHECK(found.median_yuan == doctest::Approx(std::exp(centre - tau2 / 2)).epsilon(1e-9));
  REQUIRE(found.methods.size() == 2);
  CHECK(found.methods[1].method == "own_transaction");
  CHECK(found.methods[1].formula == "F164");
  CHECK(found.methods[1].weight_frac == doctest::Approx(.5764706).epsilon(1e-6));
  CHECK(found.methods[1].grade == EvidenceGrade::e1);
  CHECK(*found.grade == EvidenceGrade::e1);
  CHECK(found.effective_evidences == doctest::Approx(1 / (w * w + (1 - w) * (1 - w))));
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
  CHECK(found.ln_sd >= std::sqrt(variance));
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
