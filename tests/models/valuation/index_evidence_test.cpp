// A patent's index as evidence (F186): by hand, and how little it moves what is known better.
#include "models/valuation/index_evidence.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>

#include "models/base/normal.hpp"
#include "tests/models/valuation/evidenced.hpp"

using namespace pledgelab;
using namespace pledgelab::valuation_test;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// 2.07 √(.03/.97): what a SD of the index moves ln V by, at the shipped levels.
const double kSlope = 2.07 * std::sqrt(.03 / .97);

EvidenceRow ranked(double z, Date date = kAsOf) {
  EvidenceRow row = sold(date, 1, Basis::use_value);
  row.amount = Money();
  row.kind = Kind::index_on_prior;
  row.index_z = z;
  return row;
}

Asset unsold() {
  Asset asset = invention();
  asset.product_revenue.reset();
  return asset;
}

Valuation valued(const Asset& asset, std::vector<EvidenceRow> rows) {
  return Evidenced{World({asset}), std::move(rows)}.first();
}

}  // namespace

TEST_CASE("index on a prior: by hand, and the mean of a cohort stays the prior") {
  // R² .2 of a spread whose rest is 1: b = √(.2/.8) = .5, V = e^(.5 - .125).
  const IndexedWorth worth = indexed_worth({1'000'000, 1, .2, 1}).value();
  CHECK(worth.slope_ln == doctest::Approx(.5).epsilon(1e-14));
  CHECK(worth.value_yuan == doctest::Approx(1'454'991.4146).epsilon(1e-9));
  CHECK(indexed_worth({1'000'000, -1, .2, 1}).value().value_yuan ==
        doctest::Approx(1e6 * std::exp(-.625)).epsilon(1e-12));
  // The page's figures: σ 2.15, R² .03: b = .372 and a rest of 2.117; R² .113: b = .72.
  CHECK(indexed_worth({1, 0, .03, 2.15 * std::sqrt(.97)}).value().slope_ln ==
        doctest::Approx(2.15 * std::sqrt(.03)).epsilon(1e-12));
  CHECK(indexed_worth({1, 0, .113, 2.15 * std::sqrt(.887)}).value().slope_ln ==
        doctest::Approx(.72).epsilon(5e-3));
  CHECK(indexed_worth({7, 3, 0, 2}).value().value_yuan == 7);  // an index that explains nothing
  double mean = 0;
  for (int step = -500; step <= 500; ++step) {
    const double z = step / 100.0;
    mean += indexed_worth({1, z, .11, 2.03}).value().value_yuan * normal_density(z) / 100;
  }
  CHECK(mean == doctest::Approx(1).epsilon(1e-4));
}

TEST_CASE("index on a prior: outside the domain refused") {
  for (const IndexedPrior& bad :
       {IndexedPrior{0, 1, .1, 2}, IndexedPrior{kNaN, 1, .1, 2}, IndexedPrior{1, 5.1, .1, 2},
        IndexedPrior{1, -5.1, .1, 2}, IndexedPrior{1, kNaN, .1, 2}, IndexedPrior{1, 1, 1, 2},
        IndexedPrior{1, 1, -.1, 2}, IndexedPrior{1, 1, kNaN, 2}, IndexedPrior{1, 1, .1, 0},
        IndexedPrior{1, 1, .1, kNaN}, IndexedPrior{1e308, 5, .1, 9}}) {
    const auto found = indexed_worth(bad);
    REQUIRE_FALSE(found.ok());
    CHECK(found.errors()[0].code == "V-335");
  }
  CHECK(indexed_worth({1, 5, .1, 2}).ok());
  CHECK(indexed_worth({1, -5, .1, 2}).ok());
}

TEST_CASE("evidence: without revenue a patent moves by b a SD, and its prior counts once") {
  const Valuation alone = World({unsold()}).first();
  const Valuation middle = valued(unsold(), {ranked(0)});
  const Valuation above = valued(unsold(), {ranked(1)});
  const Valuation below = valued(unsold(), {ranked(-2)});
  CHECK(std::log(above.mean_yuan / middle.mean_yuan) == doctest::Approx(kSlope).epsilon(1e-9));
  CHECK(std::log(above.median_yuan / middle.median_yuan) == doctest::Approx(kSlope).epsilon(1e-9));
  CHECK(std::log(below.mean_yuan / middle.mean_yuan) == doctest::Approx(-2 * kSlope).epsilon(1e-9));
  CHECK(middle.mean_yuan ==
        doctest::Approx(alone.mean_yuan * std::exp(-kSlope * kSlope / 2)).epsilon(1e-9));
  // It takes the survey prior's place: nothing is pooled, and nothing is known much better.
  CHECK(alone.ln_sd == doctest::Approx(2.1).epsilon(1e-12));
  CHECK(above.ln_sd == doctest::Approx(2.07).epsilon(1e-12));
  REQUIRE(above.methods.size() == 2);
  CHECK(above.methods[0].method == "survey_prior");
  CHECK(above.methods[0].weight_frac == 0);
  CHECK(above.methods[0].beside == "the patent index stands on this prior: counted once");
  CHECK(above.methods[1].formula == "F186");
  CHECK(above.methods[1].weight_frac == 1);
  CHECK(above.methods[1].value_yuan == doctest::Approx(above.mean_yuan).epsilon(1e-9));
  CHECK(above.effective_evidences == doctest::Approx(1));
  CHECK(*above.grade == EvidenceGrade::e5);
  CHECK(flagged(above, "no revenue: survey prior"));
  CHECK(driver_of(above, "index_on_prior") == 1);
  CHECK(driver_of(above, "index_value_r2") == .03);
}

TEST_CASE("evidence: the prior's defaults widen the index as they widen the prior") {
  Asset asset = unsold();
  asset.royalty_rate.reset();
  CHECK(World({asset}).first().ln_sd == doctest::Approx(std::sqrt(4.41 + .36)).epsilon(1e-12));
  CHECK(valued(asset, {ranked(1)}).ln_sd ==
        doctest::Approx(std::sqrt(2.07 * 2.07 + .36)).epsilon(1e-12));
}

TEST_CASE("evidence: an index hardly moves what real evidence says") {
  // Relief from royalty goes with the same royalties and life: .5 × 2.07 × .35 is above .35²,
  // so that the income model takes all.
  const Valuation income = World({invention()}).first();
  for (const double z : {-3.0, 0.0, 3.0}) {
    const Valuation found = valued(invention(), {ranked(z)});
    CHECK(found.mean_yuan == doctest::Approx(income.mean_yuan).epsilon(1e-12));
    CHECK(found.methods[1].weight_frac == 0);
    CHECK(found.methods[1].beside.empty());
    CHECK(*found.grade == EvidenceGrade::e2);
  }
  // An own price is independent of it: (1/2.07²)/(1/2.07² + 1/.3²) of the weight.
  const double w = 1 / (2.07 * 2.07) / (1 / (2.07 * 2.07) + 1 / .09);
  const Valuation low = valued(unsold(), {sold(kAsOf, 200'000), ranked(0)});
  const Valuation high = valued(unsold(), {sold(kAsOf, 200'000), ranked(1)});
  CHECK(high.methods[2].weight_frac == doctest::Approx(w).epsilon(1e-9));
  CHECK(w < .021);
  const double centre =
      (1 - w) * std::log(200'000.0) + w * (std::log(high.methods[2].value_yuan) - 2.07 * 2.07 / 2);
  const double variance = 1 / (1 / (2.07 * 2.07) + 1 / .09);
  CHECK(high.mean_yuan == doctest::Approx(std::exp(centre + variance / 2)).epsilon(1e-9));
  CHECK(std::log(high.mean_yuan / low.mean_yuan) == doctest::Approx(w * kSlope).epsilon(1e-6));
  CHECK(high.methods[0].weight_frac == 0);
}

TEST_CASE("evidence: the prior of a patent that earns is that of one whose sales nobody knows") {
  Asset earning = unsold();
  earning.commercialised = true;
  const double prior = World({earning}).first().mean_yuan;
  const Valuation found = valued(invention(), {ranked(1)});
  CHECK(found.methods[1].value_yuan ==
        doctest::Approx(prior * std::exp(kSlope - kSlope * kSlope / 2)).epsilon(1e-9));
  // Share of its product, owner's size and the like are the right's own.
  Asset part = invention();
  part.product_share = Share{250'000};
  Evidenced right{World({part}), {ranked(1)}};
  right.world.law.fees.reset();
  Evidenced whole{World({invention()}), {ranked(1)}};
  whole.world.law.fees.reset();
  CHECK(right.first().methods[1].value_yuan ==
        doctest::Approx(whole.first().methods[1].value_yuan / 4).epsilon(1e-9));
}

TEST_CASE("evidence: the index's prior knows the owner's size and that the right is pledged") {
  Evidenced right{World({unsold()}), {}};
  Borrower owner;
  owner.id = "B1";
  owner.size = BorrowerSize::micro;  // 33.8 % commercialised, where all companies have 51.3 %
  right.world.book.borrowers = {owner};
  right.world.book.assets[0].owner_id = "B1";
  right.world.book.pledges.resize(1);
  right.world.book.pledges[0].asset = AssetId{0};
  set(right.world.scenario, "lapse_invention", .3);
  const double prior = right.first().mean_yuan;
  right.rows = {ranked(1)};
  CHECK(right.first().mean_yuan ==
        doctest::Approx(prior * std::exp(kSlope - kSlope * kSlope / 2)).epsilon(1e-9));
}

TEST_CASE("evidence: of indices the last counts; other kinds of right, dead ones and none") {
  const Valuation found = valued(unsold(), {ranked(-1, years_ago(1)), ranked(2)});
  CHECK(found.methods[1].beside == "a later row of this kind stands");
  CHECK(found.mean_yuan == valued(unsold(), {ranked(2)}).mean_yuan);
  const Valuation mark = valued(trademark(), {ranked(2)});
  CHECK(mark.mean_yuan == World({trademark()}).first().mean_yuan);
  CHECK(mark.methods[1].beside == "an index of patents says nothing of another kind of right");
  EvidenceRow bare = ranked(1);
  bare.index_z.reset();
  const Valuation unscored = valued(unsold(), {bare});
  CHECK(unscored.methods[1].beside == "the row states no score");
  CHECK(unscored.methods[0].weight_frac == 1);
  Asset dead = unsold();
  dead.status = LegalStatus::invalid;
  CHECK(valued(dead, {ranked(2)}).mean_yuan == 0);
  Evidenced older{World({unsold()}), {ranked(2)}};
  for (Parameter& parameter : older.world.scenario.parameters) {
    if (parameter.name != "estimate_ln_sd") continue;
    std::erase_if(parameter.rows, [](const auto& row) { return row.key == "index_on_prior"; });
  }
  CHECK(older.first().methods[1].beside ==
        "the scenario has no level estimate_ln_sd.index_on_prior");
  CHECK(older.first().ln_sd == World({unsold()}).first().ln_sd);
  Evidenced poor{World({unsold()}), {ranked(2)}};
  set(poor.world.scenario, "survey_income", 0);
  CHECK(poor.first().mean_yuan == 0);
  CHECK(poor.first().methods[1].beside == "annual fees leave nothing of the survey prior");
}

TEST_CASE("evidence: with an index the curve begins at the mean and keeps the prior's shape") {
  Evidenced right{World({unsold()}), {ranked(1.5)}};
  const ValueCurve curve = right.curve(24);
  CHECK(curve.use_value_yuan[0] * curve.alive_frac[0] ==
        doctest::Approx(right.first().mean_yuan).epsilon(1e-9));
  const ValueCurve alone = World({unsold()}).curve(24);
  CHECK(curve.use_value_yuan[24] / curve.use_value_yuan[0] ==
        doctest::Approx(alone.use_value_yuan[24] / alone.use_value_yuan[0]).epsilon(1e-9));
  CHECK(curve.estimate_ln_sd == doctest::Approx(2.07).epsilon(1e-12));
}
