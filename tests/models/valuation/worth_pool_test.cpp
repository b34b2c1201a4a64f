// Evidence that contradicts: what the pool does with it, what stands, and what it never does.
#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

#include "models/valuation/worth_pool.hpp"
#include "tests/models/valuation/evidenced.hpp"

using namespace pledgelab;
using namespace pledgelab::valuation_test;

namespace {

Valuation priced(std::int64_t yuan) {
  return Evidenced{World({invention()}), {sold(kAsOf, yuan)}}.first();
}

}  // namespace

TEST_CASE("evidence gate: a price ten thousand times too high stands beside, and raises nothing") {
  const Valuation alone = World({invention()}).first();
  const Valuation found = priced(5'000'000'000'000);
  CHECK(found.mean_yuan == alone.mean_yuan);
  CHECK(found.ln_sd == alone.ln_sd);
  CHECK(*found.grade == EvidenceGrade::e4);  // E2 without the contradiction
  REQUIRE(found.methods.size() == 2);
  CHECK(found.methods[0].weight_frac == 1);
  CHECK(found.methods[1].weight_frac == 0);
  CHECK(found.methods[1].beside.find("the lower stands") != std::string::npos);
  CHECK(flagged(found, kEvidenceContradicts));
}

TEST_CASE("evidence gate: of a price far below the method the price stands alone, as an estimate") {
  const Valuation found = priced(120);
  CHECK(found.median_yuan == doctest::Approx(120).epsilon(1e-9));
  CHECK(found.ln_sd == doctest::Approx(.3));
  CHECK(*found.grade == EvidenceGrade::e4);
  CHECK(found.methods[0].weight_frac == 0);
  CHECK(found.methods[0].beside.find("the lower stands") != std::string::npos);
  CHECK(found.methods[1].weight_frac == 1);
  CHECK(flagged(found, kEvidenceContradicts));
  Evidenced low{World({invention()}), {sold(kAsOf, 120)}};
  const ValueCurve curve = low.curve(60);
  CHECK(curve.use_value_yuan[0] * curve.alive_frac[0] ==
        doctest::Approx(found.mean_yuan).epsilon(1e-12));
  CHECK(curve.use_value_yuan[60] < curve.use_value_yuan[0]);
}

TEST_CASE("evidence gate: four joint spreads, by the scenario's level") {
  // Royalty .35 and price .3: √.2125 = .460977; four of them are a factor of e^1.843909.
  const Valuation alone = World({invention()}).first();
  const double centre = std::log(alone.mean_yuan) - .1225 / 2;
  const double edge = 4 * std::sqrt(.2125);
  const auto at = [&](double ln) { return static_cast<std::int64_t>(std::exp(centre + ln)); };
  CHECK_FALSE(flagged(priced(at(edge * .999)), kEvidenceContradicts));
  CHECK(flagged(priced(at(edge * 1.001)), kEvidenceContradicts));
  CHECK_FALSE(flagged(priced(at(-edge * .999)), kEvidenceContradicts));
  CHECK(flagged(priced(at(-edge * 1.001)), kEvidenceContradicts));
  CHECK(*priced(at(edge * .999)).grade == EvidenceGrade::e1);
  CHECK(flagged(priced(at(edge * .999)), "model disagreement"));
  Evidenced strict{World({invention()}), {sold(kAsOf, at(1.0))}};
  CHECK_FALSE(flagged(strict.first(), kEvidenceContradicts));
  set(strict.world.scenario, "evidence_gate_sd", 2);
  CHECK(flagged(strict.first(), kEvidenceContradicts));
}

TEST_CASE("evidence gate: of three that agree and one far above, the three are pooled as before") {
  std::vector<EvidenceRow> rows = {sold(kAsOf, 150'000), licensed(30'000, day(2036, 1, 1))};
  const Valuation before = Evidenced{World({invention()}), rows}.first();
  rows.push_back(appraised(kAsOf, 90'000'000'000, "V1"));
  Evidenced with{World({invention()}), rows};
  with.valuers = {{"V1", 5, 0, .1, .3}};
  const Valuation after = with.first();
  CHECK(after.mean_yuan == before.mean_yuan);
  CHECK(after.methods[3].weight_frac == 0);
  CHECK(after.methods[2].weight_frac == before.methods[2].weight_frac);
  // And far below: it stands, all else is told beside it.
  rows.back() = appraised(kAsOf, 9, "V1");
  with.rows = rows;
  const Valuation low = with.first();
  CHECK(low.median_yuan == doctest::Approx(9).epsilon(1e-9));
  CHECK_FALSE(low.methods[0].beside.empty());
  CHECK_FALSE(low.methods[1].beside.empty());
  CHECK_FALSE(low.methods[2].beside.empty());
  CHECK(low.methods[3].weight_frac == 1);
}

TEST_CASE("law: inside the gate a higher price never lowers the mean, and no median leaves them") {
  const Valuation alone = World({invention()}).first();
  double before = 0;
  int pooled = 0;
  for (double ln = -1.84; ln < 1.84; ln += .04) {
    const double price = std::exp(std::log(alone.mean_yuan) - .1225 / 2 + ln);
    const Valuation found = priced(static_cast<std::int64_t>(price));
    if (flagged(found, kEvidenceContradicts)) continue;
    ++pooled;
    CHECK(found.mean_yuan > before);
    before = found.mean_yuan;
    const double least = std::min(alone.median_yuan, price);
    CHECK(found.median_yuan >= least * (1 - 1e-4));
    CHECK(found.mean_yuan <= std::max(alone.mean_yuan, price * std::exp(.045)));
    CHECK(found.ln_sd >= .2277);  // √(1/(1/.09 + 1/.1225)): agreement
  }
  CHECK(pooled > 85);
}

TEST_CASE("evidence that has no weight raises nothing, however far it lies") {
  const Valuation alone = World({invention()}).first();
  for (const std::int64_t yuan : {10'000, 90'000, 400'000, 2'000'000}) {
    Evidenced right{World({invention()}), {appraised(kAsOf, yuan, "V1")}};
    const Valuation found = right.first();
    if (flagged(found, kEvidenceContradicts)) continue;
    CHECK(found.methods[1].weight_frac == 0);
    CHECK(found.mean_yuan == doctest::Approx(alone.mean_yuan).epsilon(1e-12));
    CHECK(found.low_yuan <= alone.low_yuan * (1 + 1e-9));
  }
}

TEST_CASE("evidence gate: a right without other methods has nothing to contradict") {
  Asset bare = invention();
  bare.product_revenue.reset();
  Evidenced right{World({bare}), {sold(kAsOf, 5'000'000'000)}};
  // The survey prior stands beside it, wide: still gated when far enough.
  const Valuation found = right.first();
  CHECK(found.methods[0].ln_sd > 2);
  CHECK(flagged(found, kEvidenceContradicts));
}

TEST_CASE("evidence gate: below income and cost together, both stand beside the price") {
  Asset work = invention();
  work.kind = AssetKind::copyright;
  Copyright facts;
  facts.publication_date = day(2025, 1, 1);
  facts.effort_person_months = 40;
  facts.cost_per_person_month = Money::of_yuan(25'000);
  work.facts = facts;
  const Valuation found = Evidenced{World({work}), {sold(kAsOf, 9)}}.first();
  REQUIRE(found.methods.size() == 3);
  CHECK(found.median_yuan == doctest::Approx(9).epsilon(1e-9));
  CHECK_FALSE(found.methods[0].beside.empty());
  CHECK_FALSE(found.methods[1].beside.empty());
  CHECK(found.methods[2].weight_frac == 1);
}

TEST_CASE("evidence beyond the owner's turnover, or older than the right, stands beside") {
  Asset bare = invention();
  bare.product_revenue.reset();
  bare.owner_id = "B1";
  World world({bare});
  Borrower owner;
  owner.id = "B1";
  owner.revenue = Money::of_yuan(9'000'000);
  world.book.borrowers = {owner};
  Evidenced right{world, {sold(kAsOf, 89'999'999)}};
  CHECK(right.first().methods[1].beside.find("turnover") == std::string::npos);
  right.rows[0] = sold(kAsOf, 90'000'000);
  CHECK(right.first().methods[1].beside ==
        "10 times the owner's turnover: check unit and identity");
  right.rows[0] = licensed(90'000'000, day(2036, 1, 1));
  CHECK(right.first().methods[1].beside.find("10 times the owner's turnover") == 0);
  CHECK(right.first().methods[1].value_yuan == 0);  // a fee is no value
  right.rows[0] = sold(*bare.filing_date, 200'000);
  CHECK(right.first().methods[1].beside.empty());
  right.rows[0] = sold(Date{bare.filing_date->days - 1}, 200'000);
  CHECK(right.first().methods[1].beside == "dated before the right was filed, 2016-01-01");
}

TEST_CASE("evidence gate: of two that are equally far the higher goes, in any order of the rows") {
  // Two narrow ones at ln 10 and ln 4, and a wide one at ln 7 that goes with them and has no weight
  // beside either: each of the two stands 6/√(.5² + .5²) = 8.5 spreads from the rest.
  PricedEvidence high;
  high.ln_centre = 10;
  high.value_yuan = std::exp(10.0);
  high.ln_sd = .5;
  high.loading = .9;
  PricedEvidence low = high;
  low.ln_centre = 4;
  low.value_yuan = std::exp(4.0);
  PricedEvidence wide = high;
  wide.ln_centre = 7;
  wide.value_yuan = std::exp(7.0);
  wide.ln_sd = 2;
  for (const auto& rows :
       {std::vector<PricedEvidence>{high, low, wide}, std::vector<PricedEvidence>{low, high, wide},
        std::vector<PricedEvidence>{wide, low, high}}) {
    AssetPlan plan;
    plan.has_frame = true;
    plan.evidence = rows;
    gate_evidence(0, .5, 4, plan);
    for (const PricedEvidence& one : plan.evidence) {
      CAPTURE(one.ln_centre);
      CHECK(one.beside.empty() == (one.ln_centre != 10));
    }
    CHECK(plan.flags.size() == 1);
  }
}
