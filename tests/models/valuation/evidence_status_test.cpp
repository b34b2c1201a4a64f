// Evidence and the right's own state: status, death, evidence alone, the curve, laws, grades.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "tests/models/valuation/evidenced.hpp"

using namespace pledgelab;
using namespace pledgelab::valuation_test;

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
  Evidenced right{World({invention(), other}), {sold(kAsOf, 500'000)}};
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
  asset.sector = "electronics";
  Evidenced right{World({asset}),
                  {appraised(kAsOf, 90'000, "V1"), sold(kAsOf, 1, Basis::forced_sale)}};
  CHECK(defaults_used(right.first()) ==
        std::vector<std::string>{"default royalty",
                                 "default dispersion: valuer V1 has no track record"});
  CHECK(defaults_used(World({invention()}).first()).empty());
}
