// What a row says or leaves out: what is refused, flagged, taken as a default, and how it widens.
#include "models/valuation/value.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "models/valuation/distribution.hpp"
#include "tests/models/valuation/evidenced.hpp"

using namespace pledgelab;
using namespace pledgelab::valuation_test;

TEST_CASE("product sales above the owner's whole turnover are flagged, at it they are not") {
  World world({invention()});  // it sells 1,000,000
  Asset& asset = world.book.assets[0];
  asset.owner_id = "B1";
  Borrower owner;
  owner.id = "B1";
  world.book.borrowers = {owner};
  CHECK_FALSE(flagged(world.first(), kSalesAboveTurnover));
  world.book.borrowers[0].revenue = asset.product_revenue;
  CHECK_FALSE(flagged(world.first(), kSalesAboveTurnover));
  world.book.borrowers[0].revenue = *asset.product_revenue - Money::of_fen(1);
  CHECK(flagged(world.first(), kSalesAboveTurnover));
  asset.product_revenue.reset();
  CHECK_FALSE(flagged(world.first(), kSalesAboveTurnover));
}

TEST_CASE("a layout's sales are its chips': they too are held against the turnover") {
  Asset asset = invention();
  asset.kind = AssetKind::layout_design;
  asset.owner_id = "B1";
  asset.product_revenue.reset();
  asset.facts = LayoutDesign{28.0, {}, {}, 100'000.0, Money::of_yuan(20), Share{100'000}};
  World world({asset});  // 2,000,000
  Borrower owner;
  owner.id = "B1";
  owner.revenue = Money::of_yuan(2'000'000);
  world.book.borrowers = {owner};
  CHECK(world.first().mean_yuan > 0);
  CHECK_FALSE(flagged(world.first(), kSalesAboveTurnover));
  world.book.borrowers[0].revenue = Money::of_yuan(1'999'999);
  CHECK(flagged(world.first(), kSalesAboveTurnover));
  world.book.borrowers[0].revenue = Money::of_yuan(200'000);
  CHECK(flagged(world.first(), "refused V-129"));
  CHECK(world.first().mean_yuan == 0);
}

TEST_CASE("product sales ten times the owner's turnover are a slip of unit: no value, and why") {
  World world({invention()});  // it sells 1,000,000
  Asset& asset = world.book.assets[0];
  asset.owner_id = "B1";
  Borrower owner;
  owner.id = "B1";
  owner.revenue = Money::of_yuan(100'001);
  world.book.borrowers = {owner};
  CHECK(world.first().mean_yuan > 0);
  CHECK(flagged(world.first(), kSalesAboveTurnover));
  world.book.borrowers[0].revenue = Money::of_yuan(100'000);
  const Valuation found = world.first();
  CHECK(found.mean_yuan == 0);
  CHECK(found.zero_frac == 1);
  CHECK(flagged(found, "refused V-129: product sales are 10 times the owner's turnover"));
  CHECK(world.curve(12).use_value_yuan[0] == 0);
  set(world.scenario, "unit_gate", 11);
  CHECK(world.first().mean_yuan > 0);
  world.book.borrowers[0].revenue = Money();  // a firm without any turnover says nothing of it
  CHECK(world.first().mean_yuan > 0);
  CHECK_FALSE(flagged(world.first(), kSalesAboveTurnover));
}

TEST_CASE("a royalty of a quarter of sales, growth of a half a year: beyond them it is told") {
  World world({invention()});
  Asset& asset = world.book.assets[0];
  asset.royalty_rate = Rate{250'000};
  asset.revenue_growth = Rate{500'000};
  CHECK_FALSE(flagged(world.first(), kRoyaltyAboveTrade));
  CHECK_FALSE(flagged(world.first(), kGrowthAboveTrade));
  asset.royalty_rate = Rate{250'001};
  CHECK(flagged(world.first(), kRoyaltyAboveTrade));
  asset.revenue_growth = Rate{500'001};
  CHECK(flagged(world.first(), kGrowthAboveTrade));
  CHECK(world.first().mean_yuan > 0);
}

TEST_CASE("no evidence of the status, or a grant to come: no value, and why") {
  World world({invention()});
  Asset& asset = world.book.assets[0];
  asset.status = LegalStatus::unknown;
  CHECK(world.first().mean_yuan == 0);
  CHECK(world.first().zero_frac == 1);
  CHECK(flagged(world.first(), "refused V-127: no evidence of the legal status"));
  CHECK(world.curve(12).use_value_yuan[0] == 0);
  Evidenced priced{world, {sold(kAsOf, 200'000)}};
  CHECK(priced.first().mean_yuan == 0);  // whatever somebody paid
  asset.status = LegalStatus::valid;
  asset.grant_date = kAsOf;
  CHECK(world.first().mean_yuan > 0);
  asset.grant_date = Date{kAsOf.days + 1};
  CHECK(world.first().mean_yuan == 0);
  CHECK(flagged(world.first(), "refused V-128: granted on 2026-01-02, after the as-of date"));
  // A work is protected before anybody registers it.
  asset.kind = AssetKind::copyright;
  asset.facts = Copyright{};
  CHECK(world.first().mean_yuan > 0);
}

TEST_CASE("a sector or a class that no row lists is told with the nearest, as a default") {
  World world({invention()});
  Asset& asset = world.book.assets[0];
  asset.royalty_rate.reset();
  asset.sector = "electronics";
  CHECK_FALSE(flagged(world.first(), "default royalty_rate"));
  asset.sector = "electronic";
  CHECK(flagged(world.first(),
                "default royalty_rate by sector: 'electronic' has no row, 'electronics'?"));
  asset.sector.clear();
  CHECK(flagged(world.first(), "default royalty_rate by sector: none is given"));
  CHECK_FALSE(flagged(world.first(), "default obsolescence"));
  asset.facts = Patent{AssetKind::invention, "ZZZZ", {}};
  CHECK(flagged(world.first(), "default obsolescence: 'ZZZZ' is no IPC class"));
  asset.facts = Patent{AssetKind::invention, "", {}};
  CHECK(flagged(world.first(), "default obsolescence: no technology class is given"));
}

TEST_CASE("a patent's filing date follows from its registered end, told with its origin") {
  World world({invention()});
  world.scenario = base_scenario();  // hazards by patent year
  Asset& asset = world.book.assets[0];
  asset.filing_date = day(2012, 3, 1);
  asset.expiry_date = day(2032, 3, 1);
  const double known = world.first().mean_yuan;
  CHECK(known > 0);
  CHECK_FALSE(flagged(world.first(), "filing date"));
  asset.filing_date.reset();
  const Valuation value = world.first();
  CHECK(value.mean_yuan == known);
  CHECK(flagged(value, "filing date from the registered end"));
  const auto year = std::find_if(value.drivers.begin(), value.drivers.end(),
                                 [](const Driver& one) { return one.name == "patent_year"; });
  REQUIRE(year != value.drivers.end());
  CHECK(year->value == 14);  // 2026-01-01 lies in the fourteenth year from 2012-03-01
  CHECK(year->origin ==
        "filed 2012-03-01 = book: assets.expiry_date 2032-03-01 - 20 years (Patent Law art. 42)");
  CHECK(year->mark == Mark::known);
  // Utility model, ten years; filed one day after the as-of date it would be no patent yet.
  asset.kind = AssetKind::utility_model;
  asset.facts = Patent{AssetKind::utility_model, "H01M", {}};
  CHECK(world.first().mean_yuan > 0);
  asset.expiry_date = day(2036, 1, 1);
  CHECK(world.first().mean_yuan > 0);
  asset.expiry_date = day(2036, 1, 2);
  CHECK(flagged(world.first(), "refused V-121"));
  CHECK(world.first().mean_yuan == 0);
  // Designs: ten years for those filed before 2021-06-01, fifteen from then on, nothing between.
  asset.kind = AssetKind::design;
  asset.facts = Patent{AssetKind::design, "06-01", {}};
  const std::pair<Date, bool> ends[] = {{day(2031, 5, 31), true},
                                        {day(2031, 6, 1), false},
                                        {day(2036, 5, 31), false},
                                        {day(2036, 6, 1), true}};
  for (const auto& each_end : ends) {
    const auto& end = each_end.first;
    const auto& known_term = each_end.second;
    asset.expiry_date = end;
    CAPTURE(to_iso(end));
    CHECK(flagged(world.first(), "filing date from the registered end") == known_term);
    CHECK(flagged(world.first(), "refused V-121") != known_term);
  }
}

TEST_CASE("what a kind's row does not say widens: age of a work, its team, a layout's prices") {
  Asset asset = invention();
  asset.kind = AssetKind::copyright;
  Copyright facts;
  facts.effort_person_months = 40;
  facts.cost_per_person_month = Money::of_yuan(25'000);
  facts.publication_date = kAsOf;
  facts.maintained_without_team = true;
  asset.facts = facts;
  World world({asset});
  const FactorState state(world.scenario, 0);
  const double wider = state.level("estimate_ln_sd", "default_input").value();
  REQUIRE(wider > 0);
  const Valuation whole = world.first();
  REQUIRE(whole.methods.size() == 2);
  CHECK(whole.methods[1].value_yuan == doctest::Approx(1'000'000));
  facts.publication_date.reset();
  facts.maintained_without_team.reset();
  world.book.assets[0].facts = facts;
  const Valuation bare = world.first();
  CHECK(bare.methods[1].value_yuan == doctest::Approx(500'000));  // half used up
  CHECK(bare.methods[1].ln_sd == doctest::Approx(std::hypot(whole.methods[1].ln_sd, wider)));
  CHECK(bare.methods[0].ln_sd == doctest::Approx(std::hypot(whole.methods[0].ln_sd, wider)));
  CHECK(flagged(bare, "default age: no publication date"));
  CHECK(defaults_used(bare).size() == defaults_used(whole).size() + 2);

  asset.kind = AssetKind::layout_design;
  asset.facts = LayoutDesign{28.0, {}, {}, 100'000.0, Money::of_yuan(20), Share{100'000}};
  const double stated = World({asset}).first().ln_sd;
  asset.facts = LayoutDesign{28.0, {}, {}, 100'000.0, Money::of_yuan(20), {}};
  CHECK(World({asset}).first().ln_sd == doctest::Approx(std::hypot(stated, wider)));
}

TEST_CASE("a mark whose term ran out half a year ago is no more, and says what to look up") {
  World world({trademark()});
  Asset& asset = world.book.assets[0];
  asset.expiry_date = day(2025, 7, 2);  // six months of grace end tomorrow
  CHECK(world.first().mean_yuan > 0);
  CHECK(flagged(world.first(), "past its term, renewal open"));
  asset.expiry_date = day(2025, 7, 1);
  CHECK(world.first().mean_yuan == 0);
  CHECK(flagged(world.first(), "expired"));
  CHECK(flagged(world.first(), kEndedYetValid));
  asset.status = LegalStatus::expired;
  CHECK_FALSE(flagged(world.first(), kEndedYetValid));
  Asset patent = invention();
  patent.expiry_date = kAsOf;
  CHECK(World({patent}).first().mean_yuan == 0);
  CHECK_FALSE(flagged(World({patent}).first(), kEndedYetValid));  // no renewal is open to it
}
