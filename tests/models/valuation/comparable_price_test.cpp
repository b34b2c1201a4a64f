// Priced transfers in the pool of a patent: figures by hand, and when they are refused.
#include "models/valuation/comparable_price.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

#include "tests/models/valuation/world.hpp"

using namespace pledgelab;
using namespace pledgelab::valuation_test;

namespace {

// Each patent was ten years old when it was sold, as the right of world.hpp is at its as-of date.
struct Market {
  std::vector<Operation> operations;
  std::vector<RegisteredPatent> patents;

  void sell(std::int64_t yuan, const std::string& technology_class = "H01M",
            AssetKind kind = AssetKind::invention) {
    const auto at = static_cast<std::uint32_t>(operations.size());
    Operation sale;
    sale.operation = at;
    sale.patent_id = "P" + std::to_string(at);
    sale.patent_kind = kind;
    sale.kind = OperationKind::transfer;
    sale.date = day(2025, 1, 1);
    sale.price = Money::of_yuan(yuan);
    operations.push_back(sale);
    RegisteredPatent patent;
    patent.id = sale.patent_id;
    patent.kind = kind;
    patent.technology_class = technology_class;
    patent.filing = Date{sale.date.days - 3653};  // as many days as 2016-01-01 to 2026-01-01
    patents.push_back(patent);
  }
  [[nodiscard]] Valuation value(const Asset& asset, double age_bandwidth = 5) const {
    World world({asset});
    for (Parameter& one : world.scenario.parameters) {
      if (one.name == "comparable_bandwidth") {
        one.rows = {{"class_distance", 1}, {"age_years", age_bandwidth}, {"else", 1}};
      }
    }
    const FactorState state(world.scenario, 0);
    ValuationInputs inputs{state, world.law, kAsOf};
    inputs.market = {operations, patents};
    return value_book(world.book, inputs).value().front();
  }
};

// 50, 100 and 200 thousand twice: the mean of ln is ln 100,000.
Market six(const std::string& technology_class = "H01M") {
  Market market;
  for (const std::int64_t yuan : {50'000, 100'000, 200'000, 50'000, 100'000, 200'000}) {
    market.sell(yuan, technology_class);
  }
  return market;
}

}  // namespace

TEST_CASE("comparables: six like transfers beside relief from royalty, by hand") {
  // All alike: n_eff = 6, scatter ln 2 √(2/3) = .566, over √6 .231: never below .5. Independent of
  // the income's .35: weight 4/(4 + 1/.1225) = .328859.
  const Valuation alone = World({invention()}).first();
  const Valuation found = six().value(invention());
  REQUIRE(found.methods.size() == 2);
  CHECK(found.methods[1].method == "comparables");
  CHECK(found.methods[1].formula == "F144");
  CHECK(found.methods[1].value_yuan == doctest::Approx(100'000).epsilon(1e-9));
  CHECK(found.methods[1].ln_sd == doctest::Approx(.5));
  CHECK(found.methods[1].grade == EvidenceGrade::e3);
  CHECK(found.methods[1].source.find("6 priced transfers") != std::string::npos);
  CHECK(found.methods[1].source.find("6.0 effective") != std::string::npos);
  const double w = 4 / (4 + 1 / .1225);
  CHECK(found.methods[1].weight_frac == doctest::Approx(w).epsilon(1e-9));
  const double centre = w * std::log(1e5) + (1 - w) * (std::log(alone.mean_yuan) - .1225 / 2);
  const double variance = 1 / (4 + 1 / .1225);
  CHECK(found.mean_yuan == doctest::Approx(std::exp(centre + variance / 2)).epsilon(1e-9));
}

TEST_CASE(
    "comparables: fewer than five effective are refused, and so are those that share nothing") {
  const Valuation alone = World({invention()}).first();
  Market four = six();
  four.operations.resize(4);
  Valuation found = four.value(invention());
  CHECK(found.mean_yuan == alone.mean_yuan);
  CHECK(found.methods[1].weight_frac == 0);
  CHECK(flagged(found, "V-301"));
  // Patents of another section are all equally far: no comparables, however many.
  found = six("G06F").value(invention());
  CHECK(found.mean_yuan == alone.mean_yuan);
  CHECK(found.methods[1].beside == "no priced transfer of its kind and section");
  // Three of the subclass and three a class away: (3 + 3e)²/(3 + 3e²), e = exp(-½): 5.66 effective;
  // 100 against 400 thousand, weights 1 and e: ln = ln 100,000 + ln 4 e/(1 + e).
  Market mixed;
  for (int i = 0; i < 3; ++i) mixed.sell(100'000);
  for (int i = 0; i < 3; ++i) mixed.sell(400'000, "H01L");
  found = mixed.value(invention());
  const double e = std::exp(-.5);
  CHECK(found.methods[1].value_yuan ==
        doctest::Approx(1e5 * std::pow(4, e / (1 + e))).epsilon(1e-9));
  CHECK(found.methods[1].source.find("5.7 effective") != std::string::npos);
  CHECK(six("H02J").value(invention()).methods[1].weight_frac > 0);  // the same section
}

TEST_CASE("comparables: the patent's own sale, later sales and other kinds are left out") {
  Market market = six();
  Asset asset = invention();
  asset.number = "P0";
  CHECK(market.value(asset).methods[1].source.find("5 priced") != std::string::npos);
  market.operations[1].date = Date{kAsOf.days + 1};
  CHECK(market.value(asset).methods[1].weight_frac == 0);
  Market models;
  for (int i = 0; i < 6; ++i) models.sell(100'000, "H01M", AssetKind::utility_model);
  CHECK(models.value(invention()).methods[1].weight_frac == 0);
  CHECK(six().value(trademark()).methods.size() == 1);
}

TEST_CASE("comparables: no class, no dates, or a dead right: beside the pool or nothing") {
  Asset asset = invention();
  asset.facts = Patent{AssetKind::invention, "", {}};
  CHECK(flagged(six().value(asset), "filing date and technology class"));
  asset = invention();
  asset.status = LegalStatus::lapsed;
  CHECK(six().value(asset).mean_yuan == 0);
  CHECK(flagged(six().value(asset), "the right has no worth today"));
}

TEST_CASE(
    "comparables: without records nothing is appended; without their level they are refused") {
  CHECK(World({invention()}).first().methods.size() == 1);
  const Market market = six();
  World world({invention()});
  std::erase_if(world.scenario.parameters,
                [](const Parameter& one) { return one.name == "comparable_bandwidth"; });
  const FactorState state(world.scenario, 0);
  ValuationInputs inputs{state, world.law, kAsOf};
  inputs.market = {market.operations, market.patents};
  CHECK(value_book(world.book, inputs).errors()[0].code == "C-110");
}

TEST_CASE("comparables: a price far off the others is left out, and told") {
  // ln prices of six(): 0 and ±.693 about the middle; MAD .693, robust spread 1.028, four of them
  // 61 times.
  const Valuation plain = six().value(invention());
  Market slip = six();
  slip.sell(1'000'000'000);
  const Valuation found = slip.value(invention());
  CHECK(found.methods[1].value_yuan == plain.methods[1].value_yuan);
  CHECK(found.mean_yuan == plain.mean_yuan);
  CHECK(found.methods[1].source.find("1 far off the others left out") != std::string::npos);
  CHECK(plain.methods[1].source.find("left out") == std::string::npos);
  Market dear = six();
  dear.sell(5'000'000);  // fifty times
  CHECK(dear.value(invention()).methods[1].value_yuan > plain.methods[1].value_yuan);
  Market cheap = six();
  cheap.sell(10);
  CHECK(cheap.value(invention()).methods[1].value_yuan == plain.methods[1].value_yuan);
}

TEST_CASE("comparables: among equal prices one five times as dear is no slip") {
  Market market;
  for (int i = 0; i < 6; ++i) market.sell(100'000);
  market.sell(500'000);  // the robust spread of the others is 0: never taken below 1
  CHECK(market.value(invention()).methods[1].source.find("left out") == std::string::npos);
}
