// Each kind's own model on rights whose worth can be worked out by hand; status, bundles, curves.
#include "models/valuation/value.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "models/valuation/distribution.hpp"
#include "tests/models/valuation/evidenced.hpp"

using namespace pledgelab;
using namespace pledgelab::valuation_test;

namespace {

// V23, mid-year: revenue 100 gives 13.4902. The tests' invention sells 1,000,000: 134,902 less the
// fees. Patent years 11..20: 4,000 ×2, 6,000 ×3, 8,000 ×5 after 25 % tax, mid-year at 15 %.
double fees_yuan() {
  double sum = 0;
  const double fees[] = {4000, 4000, 6000, 6000, 6000, 8000, 8000, 8000, 8000, 8000};
  for (int year = 0; year < 10; ++year) sum += fees[year] * .75 / std::pow(1.15, year + .5);
  return sum;
}

}  // namespace

TEST_CASE("an invention is V23 less its annual fees") {
  const World world({invention()});
  const Valuation value = world.first();
  CHECK(value.mean_yuan == doctest::Approx(134'902 - fees_yuan()).epsilon(2e-4));
  CHECK(value.ln_sd == doctest::Approx(.35));
  CHECK(value.median_yuan == doctest::Approx(value.mean_yuan * std::exp(-.35 * .35 / 2)));
  CHECK(value.methods.at(0).method == "relief_from_royalty");
  CHECK(value.flags.empty());
  CHECK(value.low_yuan < value.median_yuan);
  CHECK(value.high_yuan > value.mean_yuan);
}

TEST_CASE("missing royalty, growth and revenue each leave a flag and a wider spread") {
  World world({invention()});
  Asset& asset = world.book.assets[0];
  asset.royalty_rate.reset();
  asset.sector = "automotive";
  Valuation value = world.first();
  CHECK(flagged(value, "default royalty"));
  CHECK(value.ln_sd == doctest::Approx(std::hypot(.35, .6)));
  // 4.0 % of the table × 0.6
  CHECK(value.methods[0].value_yuan == doctest::Approx(.6 * 134'902 - fees_yuan()).epsilon(5e-4));
  asset.revenue_growth.reset();
  CHECK(flagged(world.first(), "default growth"));
  asset.product_revenue.reset();
  value = world.first();
  CHECK(flagged(value, "survey prior"));
  CHECK(value.methods[0].method == "survey_prior");
  CHECK(value.ln_sd == doctest::Approx(std::sqrt(2.1 * 2.1 + .36 + .04)));
}

TEST_CASE("survey prior: income × chance × royalty × annuity, by owner's size") {
  World world({invention()});
  Asset& asset = world.book.assets[0];
  asset.product_revenue.reset();
  asset.owner_id = "B1";
  Borrower owner;
  owner.id = "B1";
  owner.size = BorrowerSize::micro;
  world.book.borrowers = {owner};
  const double stream = 8'296'000.0 / 100 * 13.4902;
  CHECK(world.first().mean_yuan == doctest::Approx(.338 * stream - fees_yuan()).epsilon(5e-4));
  asset.commercialised = true;
  CHECK(world.first().mean_yuan == doctest::Approx(stream - fees_yuan()).epsilon(5e-4));
}

TEST_CASE("utility model: half the royalty without a report, five years at most") {
  World world({invention()});
  Asset& asset = world.book.assets[0];
  asset.kind = AssetKind::utility_model;
  asset.filing_date = day(2024, 1, 1);
  asset.expiry_date.reset();
  asset.royalty_rate.reset();
  asset.revenue_growth = Rate{0};
  asset.facts = Patent{AssetKind::utility_model, "H01M", {}};
  asset.sector = "automotive";
  double stream = 0;
  double fees = 0;
  const double fee[] = {600, 900, 900, 1200, 1200};  // patent years 3..7
  for (int year = 0; year < 5; ++year) {
    const double discount = std::pow(1.15, year + .5);
    stream += 1e6 * .04 * .6 * .5 * .75 * std::pow(.9, year) / discount;
    fees += fee[year] * .75 / discount;
  }
  CHECK(world.first().mean_yuan == doctest::Approx(stream - fees).epsilon(1e-9));
  asset.facts = Patent{AssetKind::utility_model, "H01M", true};
  CHECK(world.first().mean_yuan == doctest::Approx(2 * stream - fees).epsilon(1e-9));
}

TEST_CASE("a mark: strength-scaled royalty, ten years of use, no annual fee") {
  World world({trademark()});
  // food 1.5 % to 5 %, strength 80: 4.3 %; V23 mid-year holds 4 %.
  CHECK(world.first().mean_yuan == doctest::Approx(134'902 * 4.3 / 4).epsilon(2e-4));
  CHECK(world.first().ln_sd == doctest::Approx(std::hypot(.35, .6)));
  std::get<Trademark>(world.book.assets[0].facts).strength.reset();
  CHECK(world.first().mean_yuan == doctest::Approx(134'902 * 3.25 / 4).epsilon(2e-4));
  CHECK(world.first().ln_sd == doctest::Approx(std::hypot(.35, .6) + .3));
  set(world.scenario, "brand_maintenance_share", .2);
  CHECK(world.first().mean_yuan == doctest::Approx(.8 * 134'902 * 3.25 / 4).epsilon(2e-4));
}

TEST_CASE("a mark out of use: cancellation hazard; without sales: the registration cost") {
  World world({trademark()});
  const double used = world.first().mean_yuan;
  std::get<Trademark>(world.book.assets[0].facts).use_evidence_date = day(2022, 12, 31);
  set(world.scenario, "non_use_hazard", .2);
  CHECK(world.first().mean_yuan < used);
  CHECK(flagged(world.first(), "no evidence of use"));
  std::get<Trademark>(world.book.assets[0].facts).use_evidence_date = day(2023, 1, 2);
  CHECK(world.first().mean_yuan == doctest::Approx(used));
  for (LawTerm& term : world.law.terms) {
    if (term.non_use_months) CHECK(*term.non_use_months == 36);  // Trademark Law, art. 49
    if (term.non_use_months) term.non_use_months = 35;
  }
  CHECK(world.first().mean_yuan < used);
  for (LawTerm& term : world.law.terms) term.non_use_months.reset();  // no such attack
  std::get<Trademark>(world.book.assets[0].facts).use_evidence_date = day(1999, 1, 2);
  CHECK(world.first().mean_yuan == doctest::Approx(used));
  world.book.assets[0].product_revenue.reset();
  CHECK(world.first().mean_yuan == doctest::Approx(3000));
  CHECK(flagged(world.first(), "cost floor"));
}

TEST_CASE("a mark's renewal acts in the year its term ends, and ten years on") {
  World world({trademark()});
  world.scenario = plain_scenario();
  set(world.scenario, "trademark_renewal", .5);
  set(world.scenario, "discount_wacc", 0);
  set(world.scenario, "obsolescence_kind", 0);
  world.book.assets[0].revenue_growth = Rate{0};
  // 1e6 × 4.3 % × .75 a year; the term ends after exactly four years, at the begin of the fifth.
  // Alive at the mid-years: 1, 1, 1, 1, √.5, then .5 five times.
  const double yearly = 1e6 * .043 * .75;
  CHECK(world.first().mean_yuan ==
        doctest::Approx(yearly * (4 + std::sqrt(.5) + 5 * .5)).epsilon(1e-9));
  // Terms of two years: the mark must be renewed in the fifth, seventh and ninth.
  for (LawTerm& term : world.law.terms) {
    if (term.right == AssetKind::trademark) term.term_months = 24;
  }
  CHECK(world.first().mean_yuan ==
        doctest::Approx(yearly *
                        (4 + std::sqrt(.5) + .5 + std::sqrt(.125) + .25 + std::sqrt(.03125) + .125))
            .epsilon(1e-9));
}

TEST_CASE("indications by form") {
  World world({invention()});
  Asset& asset = world.book.assets[0];
  asset.kind = AssetKind::geographical_indication;
  asset.expiry_date.reset();
  GeographicalIndication facts;
  facts.form = GiForm::member_use_right;
  facts.price = Money::of_yuan(100);
  facts.generic_price = Money::of_yuan(80);
  facts.brand_share = Share{500'000};
  asset.facts = facts;
  set(world.scenario, "obsolescence_kind", .10);
  // premium 20 % × .5 = 10 %: V23 mid-year at 4 % × 2.5
  CHECK(world.first().mean_yuan == doctest::Approx(134'902 * 2.5).epsilon(2e-4));
  set(world.scenario, "gi_premium_cost_share", .2);
  CHECK(world.first().mean_yuan == doctest::Approx(134'902 * 2.0).epsilon(2e-4));
  facts.generic_price.reset();
  asset.facts = facts;
  CHECK(flagged(world.first(), "refused V-124"));
  facts.form = GiForm::product_protection;
  asset.facts = facts;
  CHECK(world.first().mean_yuan == 0);
  CHECK(flagged(world.first(), "no title"));
  facts.form = GiForm::income_pledge;
  asset.facts = facts;
  // fees of 1,000,000 a year: the whole, not 4 %
  CHECK(world.first().mean_yuan == doctest::Approx(134'902 * 25.0).epsilon(2e-4));
  CHECK(world.first().ln_sd == doctest::Approx(.25));
  asset.product_revenue.reset();
  CHECK(flagged(world.first(), "refused V-123"));
}

TEST_CASE("a layout design: units × falling price × royalty × mask share, four years") {
  World world({invention()});
  Asset& asset = world.book.assets[0];
  asset.kind = AssetKind::layout_design;
  asset.expiry_date.reset();
  asset.filing_date = day(2024, 1, 1);
  asset.royalty_rate = Rate{20'000};
  asset.revenue_growth = Rate{0};
  asset.product_revenue.reset();
  LayoutDesign facts;
  facts.units_annual = 2e6;
  facts.unit_price = Money::of_fen(150);
  facts.price_decline = Share{150'000};
  asset.facts = facts;
  set(world.scenario, "layout_function_share", .5);
  double expected = 0;
  for (int year = 0; year < 4; ++year) {
    expected += 3e6 * std::pow(.85, year) * .02 * .5 * .75 / std::pow(1.15, year + .5);
  }
  CHECK(world.first().mean_yuan == doctest::Approx(expected).epsilon(1e-9));
  facts.first_use_date = day(2021, 12, 31);  // more than two years before the filing
  asset.facts = facts;
  CHECK(world.first().mean_yuan == 0);
  CHECK(flagged(world.first(), "void"));
  for (LawTerm& term : world.law.terms) {
    if (term.register_months) CHECK(*term.register_months == 24);  // IC Layout Regulations, art. 17
    if (term.register_months) term.register_months = 25;
  }
  CHECK(world.first().mean_yuan > 0);
  facts.first_use_date.reset();
  facts.unit_price.reset();
  asset.facts = facts;
  CHECK(flagged(world.first(), "refused V-125"));
}

TEST_CASE("software: effort cost alone; pooled with its royalty") {
  World world({invention()});
  Asset& asset = world.book.assets[0];
  asset.kind = AssetKind::copyright;
  asset.expiry_date.reset();
  asset.product_revenue.reset();
  Copyright facts;
  facts.effort_person_months = 40;
  facts.cost_per_person_month = Money::of_yuan(25'000);
  facts.publication_date = Date{kAsOf.days - 1461};  // four years: written off
  asset.facts = facts;
  CHECK(world.first().mean_yuan == 0);
  CHECK(flagged(world.first(), "refused V-126"));
  facts.publication_date = Date{kAsOf.days - 487};  // a third of 1,461 days
  asset.facts = facts;
  CHECK(world.first().mean_yuan == doctest::Approx(1e6 * 2 / 3).epsilon(1e-9));
  CHECK(world.first().ln_sd == doctest::Approx(1.0));
  asset.product_revenue = Money::of_yuan(1'000'000);
  facts.maintained_without_team = false;
  asset.facts = facts;
  const Valuation value = world.first();
  REQUIRE(value.methods.size() == 2);
  double royalty = 0;
  for (int year = 0; year < 4; ++year) {
    royalty += .3 * 1e6 * .04 * .75 * std::pow(1.05 * .78, year) / std::pow(1.15, year + .5);
  }
  CHECK(value.methods[0].value_yuan == doctest::Approx(royalty).epsilon(1e-9));
  const double a = std::log(royalty) - .35 * .35 / 2;
  const double b = std::log(1e6 * 2 / 3) - .5;
  // Two estimates of correlation .5: w1 = (s2² - ρ s1 s2)/(s1² + s2² - 2ρ s1 s2) = .825/.7725 > 1,
  // so all weight lies on the royalty; the cost disagrees and widens.
  // The royalty is the lowest, so no widening may take the median below it: none is left, and the
  // cost, which disagrees, raises nothing.
  CHECK(b > a);
  CHECK(value.ln_sd == doctest::Approx(.35).epsilon(1e-9));
  CHECK(value.mean_yuan == doctest::Approx(royalty).epsilon(1e-9));
  CHECK(flagged(value, "model disagreement"));
}

TEST_CASE("status acts after pooling; a dead right is worth 0") {
  World world({invention()});
  const double valid = world.first().mean_yuan;
  Asset& asset = world.book.assets[0];
  asset.status = LegalStatus::pending_invalidation;
  const Valuation pending = world.first();
  CHECK(pending.mean_yuan == doctest::Approx(.6725 * valid));  // policies.md 4B
  // Lost with 25.3 %, else 0.6725 / 0.747 of it: the quartile is nothing, the middle of what stays
  // lies at 0.253 + 0.747 / 2.
  CHECK(pending.zero_frac == doctest::Approx(.253));
  CHECK(pending.low_yuan == 0);
  CHECK(pending.lower_quartile_yuan == 0);
  const double stays = .6725 / .747 * valid;
  CHECK(pending.median_yuan < stays * std::exp(-pending.ln_sd * pending.ln_sd / 2));
  CHECK(pending.median_yuan == doctest::Approx(mixed_quantile(stays, pending.ln_sd, .253, .5)));
  CHECK(pending.median_yuan < pending.upper_quartile_yuan);
  CHECK(pending.upper_quartile_yuan < pending.high_yuan);
  CHECK(pending.effective_evidences == 1);
  CHECK(pending.methods[0].weight_frac == 1);
  asset.status = LegalStatus::grace;
  CHECK(world.first().mean_yuan == doctest::Approx(.5 * valid));
  for (const LegalStatus dead : {LegalStatus::lapsed, LegalStatus::invalid, LegalStatus::expired}) {
    asset.status = dead;
    CHECK(world.first().mean_yuan == 0);
    CHECK(world.first().zero_frac == 1);
    CHECK(world.curve(3).alive_frac[0] == 0);
  }
  asset.status = LegalStatus::valid;
  asset.expiry_date = kAsOf;
  CHECK(world.first().mean_yuan == 0);
  CHECK(flagged(world.first(), "expired"));
  asset.filing_date.reset();
  asset.expiry_date.reset();
  CHECK(flagged(world.first(), "refused V-121"));
}

TEST_CASE("pending: of the cases decided, none is both wholly and partly lost") {
  // Each level may be moved to 1 by itself. Wholly lost .8, so at most .2 partly: .8 of the cases
  // leave nothing, .2 leave a half: .1 in all, and a half of what is kept.
  World world({invention()});
  const double valid = world.first().mean_yuan;
  world.book.assets[0].status = LegalStatus::pending_invalidation;
  set(world.scenario, "invalidation_full_loss", .8);
  set(world.scenario, "invalidation_part_loss", .9);
  const Valuation pending = world.first();
  CHECK(pending.mean_yuan == doctest::Approx(.1 * valid));
  CHECK(pending.zero_frac == doctest::Approx(.8));
  CHECK(world.curve(0).use_value_yuan[0] == doctest::Approx(.1 * valid));
  set(world.scenario, "invalidation_full_loss", 1);
  CHECK(world.first().mean_yuan == 0);
  CHECK(world.first().zero_frac == 1);
}

TEST_CASE("each right of a product pays its own annual fees, and is let go where they pass it") {
  // A tenth of the product: a tenth of V23's royalty, less all the fees that it goes on paying.
  World world({invention()});
  world.book.assets[0].product_share = Share{100'000};
  // Flows 3,000 × .945^(t-1) of 100,000 × 4 % × 75 %; fees after tax 3,000, 3,000, 4,500 …: the
  // first year is even, each later one a loss.
  CHECK(world.first().mean_yuan < 1e-6);
  world.book.assets[0].product_share = Share{200'000};
  // 6,000, 5,670, 5,358, 5,063, 4,785 less 3,000, 3,000, 4,500, 4,500, 4,500; then 4,522 less
  // 6,000: let go after the fifth year.
  double kept = 0;
  const double fees[] = {4000, 4000, 6000, 6000, 6000};
  for (int year = 0; year < 5; ++year) {
    const double flow = 200'000 * .04 * .75 * std::pow(1.05 * .9, year) - .75 * fees[year];
    kept += flow / std::pow(1.15, year + .5);
  }
  CHECK(world.first().mean_yuan == doctest::Approx(kept).epsilon(1e-3));
  CHECK(flagged(world.first(), "let go after year 5"));
  CHECK_FALSE(flagged(World({invention()}).first(), "let go"));
}

TEST_CASE("rights of one product are counted once: V49's shape, and splitting changes nothing") {
  World world({invention()});
  world.law.fees.reset();
  set(world.scenario, "survey_income", 0);
  const double whole = world.first().mean_yuan;
  Asset one = invention();
  one.product_id = "P";
  Asset two = one;
  two.id = "A2";
  two.product_revenue.reset();  // taken from its mate
  world.book.assets = {one, two};
  auto values = world.values().value();
  CHECK(values[0].mean_yuan == doctest::Approx(whole / 2).epsilon(1e-12));
  CHECK(values[1].mean_yuan == doctest::Approx(whole / 2).epsilon(1e-12));
  world.book.assets[0].product_share = Share{700'000};
  values = world.values().value();
  CHECK(values[0].mean_yuan == doctest::Approx(.7 * whole).epsilon(1e-12));
  CHECK(values[1].mean_yuan == doctest::Approx(.3 * whole).epsilon(1e-12));
  world.book.assets[1].product_share = Share{310'000};
  const auto oversold = world.values();
  REQUIRE_FALSE(oversold.ok());
  CHECK(oversold.errors()[0].code == "V-102");
}

TEST_CASE("curves start at the valuation, end at the expiry, and know what is pending") {
  World world({invention()});
  set(world.scenario, "lapse_invention", .05);
  Asset& asset = world.book.assets[0];
  asset.expiry_date = day(2028, 1, 1);
  for (const LegalStatus status :
       {LegalStatus::valid, LegalStatus::pending_invalidation, LegalStatus::grace}) {
    asset.status = status;
    const ValueCurve curve = world.curve(36);
    CHECK(curve.use_value_yuan[0] * curve.alive_frac[0] ==
          doctest::Approx(world.first().mean_yuan).epsilon(1e-12));
    CHECK(curve.alive_frac[0] == 1);
    for (std::size_t month = 1; month <= 36; ++month) {
      CHECK(curve.alive_frac[month] <= curve.alive_frac[month - 1]);
    }
    CHECK(curve.use_value_yuan[24] == 0);
    CHECK(curve.alive_frac[24] == 0);
    CHECK(curve.use_value_yuan[23] > 0);
  }
  asset.status = LegalStatus::valid;
  const ValueCurve plain = world.curve(36);
  asset.status = LegalStatus::pending_invalidation;
  const ValueCurve pending = world.curve(36);
  CHECK(pending.alive_frac[5] == plain.alive_frac[5]);
  CHECK(pending.alive_frac[6] == doctest::Approx(.747 * plain.alive_frac[6]));
  CHECK(pending.use_value_yuan[6] * pending.alive_frac[6] ==
        doctest::Approx(.6725 * plain.use_value_yuan[6] * plain.alive_frac[6]));
  CHECK(plain.level_ln_sd_annual == doctest::Approx(.40));
}

TEST_CASE(
    "worth falls in cost of capital, obsolescence and hazards, and scales with the currency") {
  World world({invention()});
  world.law = Law{};  // no fees, which do not scale with sales
  const double base = world.first().mean_yuan;
  for (const auto& each_name :
       {std::pair{"discount_wacc", .16}, std::pair{"obsolescence_technology", .11},
        std::pair{"lapse_invention", .01}, std::pair{"invalidation_attack", .01},
        std::pair{"tax_rate", .26}}) {
    const auto& name = each_name.first;
    const auto& level = each_name.second;
    World worse = world;
    set(worse.scenario, name, level);
    CHECK_MESSAGE(worse.first().mean_yuan < base, name);
  }
  world.book.assets[0].product_revenue = Money::of_yuan(7'000'000);
  CHECK(world.first().mean_yuan == doctest::Approx(7 * base).epsilon(1e-12));
  CHECK(flagged(world.first(), "annual fees unknown"));
}

TEST_CASE("a pledged right's lapse is the watched one's; a missing level is named") {
  World world({invention()});
  set(world.scenario, "lapse_invention", .10);
  const double loose = world.first().mean_yuan;
  world.book.pledges = {Pledge{}};
  CHECK(world.first().mean_yuan > loose);
  CHECK(world.curve(12).alive_frac[12] == doctest::Approx(.97));
  world.scenario.parameters.clear();
  const auto missing = world.values();
  REQUIRE_FALSE(missing.ok());
  CHECK(missing.errors()[0].code == "C-110");
  CHECK(missing.errors().size() > 40);
}

TEST_CASE("all drivers name a unit, an origin and a mark; every figure is finite") {
  World world({invention(), trademark()});
  world.scenario = base_scenario();
  const auto values = world.values().value();
  for (const Valuation& value : values) {
    CHECK(value.drivers.size() >= 6);
    for (const Driver& driver : value.drivers) {
      CHECK_FALSE(driver.unit.empty());
      CHECK_FALSE(driver.origin.empty());
      CHECK(std::isfinite(driver.value));
    }
    CHECK(value.mean_yuan > 0);
    CHECK(std::isfinite(value.high_yuan));
  }
}

TEST_CASE("a book without rights is valued as nothing, whatever levels the scenario lacks") {
  const Scenario bare;
  const FactorState state(bare, 0);
  const Law law;
  const ValuationInputs inputs{state, law, *make_date(2026, 9, 30)};
  CHECK(value_book(Book{}, inputs).value().empty());
  CHECK(value_curves(Book{}, inputs, 12).value().empty());
}
