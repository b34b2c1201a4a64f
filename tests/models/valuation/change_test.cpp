// Change of a worth by group of drivers: splits derived by hand, sums to the fen, every field
// placed.
#include <cmath>
#include <limits>
#include <utility>

#include <doctest/doctest.h>

#include "models/book/fields.hpp"
#include "models/valuation/change.hpp"
#include "tests/models/valuation/world.hpp"

using namespace pledgelab;
using namespace pledgelab::valuation_test;

namespace {

Result<ValueChange> between(const World& before, const World& after, Date from, Date to) {
  const FactorState old_levels(before.scenario, 0);
  const FactorState new_levels(after.scenario, 0);
  const ValuationInputs old_inputs{old_levels, before.law, from};
  const ValuationInputs new_inputs{new_levels, after.law, to};
  return explain_change({before.book, AssetId{0}, old_inputs},
                        {after.book, AssetId{0}, new_inputs});
}

ValueChange change_of(const World& before, const World& after, Date to = kAsOf) {
  const auto change = between(before, after, kAsOf, to);
  REQUIRE(change.ok());
  std::int64_t sum = 0;
  for (const ChangePart& part : change.value().parts) sum += part.fen;
  CHECK(sum == change.value().after_fen - change.value().before_fen);
  CHECK(change.value().time_fen + change.value().information_fen + change.value().model_fen == sum);
  return change.value();
}

std::int64_t part_of(const ValueChange& change, ChangeGroup group) {
  for (const ChangePart& part : change.parts) {
    if (part.group == group) return part.fen;
  }
  return std::numeric_limits<std::int64_t>::min();
}

// No annual fees, so that a worth is the product of its factors.
World free_of_fees(std::vector<Asset> assets) {
  World world(std::move(assets));
  const std::vector<Document> terms = {
      read_yaml(test::source_root() + "/policies/law/terms-cn.yaml").value()};
  world.law = read_law(terms).value();
  return world;
}

constexpr double kFen = 1.01;  // of each rounding on the way

}  // namespace

TEST_CASE("change: sales and royalty are factors, so their parts are the mean of two orders") {
  // V = R·q·A. Sales 1 → 1.3, royalty 4 % → 5 %: sales' part V0·0.3·(1 + 1.25)/2, royalty's
  // V0·0.25·(1 + 1.3)/2; together 1.3·1.25 - 1 = 0.625 of V0.
  const World before = free_of_fees({invention()});
  Asset later = invention();
  later.product_revenue = Money::of_yuan(1'300'000);
  later.royalty_rate = Rate{50'000};
  const ValueChange change = change_of(before, free_of_fees({later}));
  const auto v0 = static_cast<double>(change.before_fen);
  CHECK(std::abs(v0 - before.first().mean_yuan * 100) < kFen);
  REQUIRE(change.parts.size() == 2);
  CHECK(std::abs(static_cast<double>(part_of(change, ChangeGroup::revenue)) - 0.3375 * v0) < kFen);
  CHECK(std::abs(static_cast<double>(part_of(change, ChangeGroup::royalty)) - 0.2875 * v0) < kFen);
  CHECK(change.information_fen == change.after_fen - change.before_fen);
  CHECK(change.parts[0].moved == std::vector<std::string>{"product_revenue"});
}

TEST_CASE("change: a year passes, and a lapse takes what is left") {
  // Mid-year flows at k = 15 %, h = 1.05·0.9 - 1: n years are worth 1 - x^n of the perpetuity,
  // x = 0.945/1.15; 365 days leave 9 of 10 years. Lapsed, the worth is 0 on either date: time's
  // part is half of what a year takes from a living right, the rest the lapse's.
  const World before = free_of_fees({invention()});
  const Date next = add_days(kAsOf, 365);
  const ValueChange aged = change_of(before, before, next);
  const double x = 0.945 / 1.15;
  const double left = (1 - std::pow(x, 9)) / (1 - std::pow(x, 10));
  REQUIRE(aged.parts.size() == 1);
  CHECK(aged.parts[0].group == ChangeGroup::time);
  CHECK(static_cast<double>(aged.after_fen) / static_cast<double>(aged.before_fen) ==
        doctest::Approx(left).epsilon(1e-3));
  CHECK(aged.time_fen == aged.after_fen - aged.before_fen);
  Asset lapsed = invention();
  lapsed.status = LegalStatus::lapsed;
  const ValueChange both = change_of(before, free_of_fees({lapsed}), next);
  CHECK(both.after_fen == 0);
  CHECK(2 * std::abs(part_of(both, ChangeGroup::time) * 2 - aged.time_fen) <= 4);
  CHECK(part_of(both, ChangeGroup::legal) == -both.before_fen - part_of(both, ChangeGroup::time));
  CHECK(both.information_fen == part_of(both, ChangeGroup::legal));
}

TEST_CASE("change: a dearer capital is the market's, another obsolescence the model's") {
  const World before({invention()});
  World after({invention()});
  set(after.scenario, "discount_wacc", 0.20);
  set(after.scenario, "obsolescence_technology", 0.05);
  set(after.scenario, "obsolescence_kind", 0.05);
  const ValueChange change = change_of(before, after);
  REQUIRE(change.parts.size() == 2);
  CHECK(part_of(change, ChangeGroup::market) < 0);
  CHECK(change.information_fen == part_of(change, ChangeGroup::market));
  CHECK(part_of(change, ChangeGroup::model) > 0);
  CHECK(change.model_fen == part_of(change, ChangeGroup::model));
  CHECK(change.parts[0].moved == std::vector<std::string>{"discount_wacc"});
  // A shock on a level is a change of it.
  const World free = free_of_fees({invention()});
  World shocked = free;
  shocked.scenario.shocks.push_back({"tax_rate", "", Shock::Operation::add, 0.05, 0, 10, {}});
  const ValueChange taxed = change_of(free, shocked);
  REQUIRE(taxed.parts.size() == 1);
  // Tax 25 % → 30 %: what is left of a flow falls from 0.75 to 0.70.
  CHECK(static_cast<double>(taxed.after_fen) ==
        doctest::Approx(static_cast<double>(taxed.before_fen) * 0.70 / 0.75).epsilon(1e-7));
  CHECK(taxed.parts[0].group == ChangeGroup::market);
}

TEST_CASE("change: another right on the product takes half of its royalty") {
  Asset alone = invention();
  alone.product_id = "P1";
  Asset mate = invention();
  mate.id = "A2";
  mate.product_id = "P1";
  const ValueChange change = change_of(free_of_fees({alone}), free_of_fees({alone, mate}));
  REQUIRE(change.parts.size() == 1);
  CHECK(change.parts[0].group == ChangeGroup::portfolio);
  CHECK(std::abs(static_cast<double>(change.after_fen) -
                 static_cast<double>(change.before_fen) / 2) < kFen);
}

TEST_CASE("change: nothing moved is no part; six groups sum to the fen") {
  const World before({invention()});
  CHECK(change_of(before, before).parts.empty());
  Asset later = invention();
  later.product_revenue = Money::of_yuan(987'654);
  later.royalty_rate = Rate{43'210};
  later.status = LegalStatus::pending_invalidation;
  later.product_id = "P1";
  Asset mate = later;
  mate.id = "A2";
  World after({later, mate});
  set(after.scenario, "discount_wacc", 0.17);
  set(after.scenario, "obsolescence_technology", 0.11);
  set(after.scenario, "obsolescence_kind", 0.11);
  const ValueChange change = change_of(before, after, add_days(kAsOf, 181));
  CHECK(change.parts.size() == 7);
}

TEST_CASE("change: another kind of right or currency is refused") {
  const auto kind = between(World({invention()}), World({trademark()}), kAsOf, kAsOf);
  REQUIRE(!kind.ok());
  CHECK(kind.errors().front().code == "V-330");
  World dollars({invention()});
  dollars.book.currency = "USD";
  CHECK(!between(World({invention()}), dollars, kAsOf, kAsOf).ok());
}

TEST_CASE("change: every field of a right that valuation reads has its group, and no other") {
  for (const Field& field : book_fields(BookTable::assets)) {
    const bool named = field.name == "id" || field.name == "kind" || field.name == "number";
    const bool read = !named && field.used_by.find("valuation") != std::string::npos;
    CAPTURE(field.name);
    CHECK((group_of_field(field.name) != nullptr) == read);
  }
}

TEST_CASE("change: what of the owner moves the worth is told, and ends where the value does") {
  World before({invention()});
  before.book.assets[0].owner_id = "B1";
  Borrower owner;
  owner.id = "B1";
  owner.size = BorrowerSize::micro;
  owner.revenue = Money::of_yuan(5'000'000);
  before.book.borrowers = {owner};
  World after = before;
  after.book.borrowers[0].revenue = Money::of_yuan(50'000);  // sales are twenty times that: V-129
  const ValueChange change = change_of(before, after);
  REQUIRE(change.parts.size() == 1);
  CHECK(change.parts[0].group == ChangeGroup::portfolio);
  CHECK(change.parts[0].moved == std::vector<std::string>{"turnover of the owner"});
  CHECK(change.after_fen == 0);
  // Nothing else of a borrower is read by valuation.
  for (const Field& field : book_fields(BookTable::borrowers)) {
    const bool read = field.used_by.find("valuation") != std::string::npos;
    CAPTURE(field.name);
    CHECK((field.name == "size" || field.name == "revenue") == read);
  }
}
