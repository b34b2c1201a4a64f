// Change of a whole book's worth: the sum of its rights' changes, and rights that come and go.
#include "models/valuation/book_change.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <numeric>
#include <utility>

#include "tests/models/valuation/world.hpp"

using namespace pledgelab;
using namespace pledgelab::valuation_test;

namespace {

Asset named(const char* id, std::int64_t revenue_yuan = 1'000'000) {
  Asset asset = invention();
  asset.id = id;
  asset.product_revenue = Money::of_yuan(revenue_yuan);
  return asset;
}

Result<BookChange> between(const World& before, const World& after, Date from, Date to) {
  const FactorState old_levels(before.scenario, 0);
  const FactorState new_levels(after.scenario, 0);
  const ValuationInputs old_inputs{old_levels, before.law, from};
  const ValuationInputs new_inputs{new_levels, after.law, to};
  return explain_book_change({before.book, old_inputs}, {after.book, new_inputs});
}

// Every total is the sum of its rights, and the parts sum to the change.
BookChange change_of(const World& before, const World& after, Date from, Date to) {
  const auto change = between(before, after, from, to);
  REQUIRE(change.ok());
  const BookChange& told = change.value();
  std::int64_t start = 0;
  std::int64_t end = 0;
  std::array<std::int64_t, kChangeGroups> groups{};
  for (const RightChange& right : told.rights) {
    start += right.before_fen;
    end += right.after_fen;
    std::int64_t of_right = 0;
    for (std::size_t i = 0; i < kChangeGroups; ++i) {
      groups[i] += right.group_fen[i];
      of_right += right.group_fen[i];
    }
    if (right.standing == RightStanding::stays) CHECK(of_right == right.change_fen());
    if (right.standing == RightStanding::added) CHECK(right.before_fen == 0);
    if (right.standing == RightStanding::gone) CHECK(right.after_fen == 0);
  }
  CHECK(start == told.before_fen);
  CHECK(end == told.after_fen);
  CHECK(groups == told.group_fen);
  const std::int64_t all = std::accumulate(groups.begin(), groups.end(), std::int64_t{0});
  CHECK(told.after_fen - told.before_fen == all + told.added_fen - told.gone_fen);
  CHECK(told.time_fen + told.information_fen + told.model_fen == all);
  return told;
}

std::int64_t part_of(const BookChange& change, ChangeGroup group) {
  return change.group_fen[static_cast<std::size_t>(group)];
}

std::int64_t worth_fen(const World& world, std::size_t right) {
  return std::llround(world.values().value()[right].mean_yuan * 100);
}

// The book's own sum at a date, each right rounded to the fen.
std::int64_t worth_at(const World& world, Date as_of) {
  const FactorState state(world.scenario, 0);
  std::int64_t fen = 0;
  const auto valuations = value_book(world.book, {state, world.law, as_of}).value();
  for (const Valuation& one : valuations) {
    fen += std::llround(one.mean_yuan * 100);
  }
  return fen;
}

}  // namespace

TEST_CASE("book change: one right's sales double, one comes, one goes, on one day") {
  const World before({named("A"), named("G")});
  const World after({named("N"), named("A", 2'000'000)});
  const BookChange change = change_of(before, after, kAsOf, kAsOf);
  REQUIRE(change.rights.size() == 3);
  CHECK(change.rights[0].asset_id == "N");
  CHECK(change.rights[0].standing == RightStanding::added);
  CHECK(change.rights[1].standing == RightStanding::stays);
  CHECK(change.rights[2].asset_id == "G");
  CHECK(change.rights[2].standing == RightStanding::gone);
  CHECK(change.added_fen == worth_fen(after, 0));
  CHECK(change.gone_fen == worth_fen(before, 1));
  CHECK(change.added_count == 1);
  CHECK(change.gone_count == 1);
  CHECK(part_of(change, ChangeGroup::revenue) == worth_fen(after, 1) - worth_fen(before, 0));
  CHECK(change.information_fen == part_of(change, ChangeGroup::revenue));
  CHECK(change.time_fen == 0);
}

TEST_CASE("book change: each right is as it is by itself, its product and pledges with it") {
  Asset first = named("A");
  Asset second = named("B", 3'000'000);
  first.product_id = "P";
  second.product_id = "P";
  Asset surveyed = named("Z");  // its income goes by the owner's size
  surveyed.product_revenue.reset();
  World before({first, surveyed, second});
  Asset cut = second;
  cut.product_share = Share{250'000};
  cut.status = LegalStatus::pending_invalidation;
  World after({cut, surveyed, first});
  Pledge pledge;
  pledge.asset = AssetId{1};
  after.book.pledges.push_back(pledge);
  Borrower owner;
  owner.id = "O";
  owner.size = BorrowerSize::small;
  before.book.borrowers.push_back(owner);
  for (Asset& asset : before.book.assets) asset.owner_id = "O";
  after.scenario.parameters = before.scenario.parameters;
  set(after.scenario, "discount_wacc", 0.18);
  set(after.scenario, "lapse_invention", 0.02);
  const Date later = add_days(kAsOf, 200);
  const BookChange change = change_of(before, after, kAsOf, later);
  const FactorState old_levels(before.scenario, 0);
  const FactorState new_levels(after.scenario, 0);
  const ValuationInputs old_inputs{old_levels, before.law, kAsOf};
  const ValuationInputs new_inputs{new_levels, after.law, later};
  const std::array<std::pair<std::uint32_t, std::uint32_t>, 3> rows = {{{2, 0}, {1, 1}, {0, 2}}};
  for (const auto& [old_row, new_row] : rows) {
    const auto alone = explain_change({before.book, AssetId{old_row}, old_inputs},
                                      {after.book, AssetId{new_row}, new_inputs});
    REQUIRE(alone.ok());
    const RightChange& right = change.rights[new_row];
    CHECK(right.before_fen == alone.value().before_fen);
    CHECK(right.after_fen == alone.value().after_fen);
    for (const ChangePart& part : alone.value().parts) {
      CHECK(right.group_fen[static_cast<std::size_t>(part.group)] == part.fen);
    }
  }
  CHECK(change.after_fen == worth_at(after, later));
  CHECK(change.time_fen == part_of(change, ChangeGroup::time));
  CHECK(change.model_fen == part_of(change, ChangeGroup::model));
  CHECK(change.time_fen != change.model_fen);
  CHECK(part_of(change, ChangeGroup::portfolio) != 0);
}

TEST_CASE("book change: what has gone is priced under the later law") {
  World before({named("A")});
  const std::vector<Document> terms = {
      read_yaml(test::source_root() + "/policies/law/terms-cn.yaml").value()};
  before.law = read_law(terms).value();  // no annual fees
  const World after({});
  World priced({named("A")});
  const BookChange change = change_of(before, after, kAsOf, kAsOf);
  CHECK(change.gone_fen == worth_fen(priced, 0));
  CHECK(change.gone_fen != worth_fen(before, 0));
}

TEST_CASE("book change: a right of another kind has gone and another has come") {
  Asset design = named("A");
  design.kind = AssetKind::design;
  design.facts = Patent{AssetKind::design, "", true};
  const BookChange change = change_of(World({named("A")}), World({design}), kAsOf, kAsOf);
  REQUIRE(change.rights.size() == 2);
  CHECK(change.added_count == 1);
  CHECK(change.gone_count == 1);
}

TEST_CASE("book change: nothing moved, nothing told; an empty book; two currencies refused") {
  const World world({named("A"), named("B")});
  const BookChange still = change_of(world, world, kAsOf, kAsOf);
  CHECK(still.before_fen == still.after_fen);
  CHECK(still.before_fen > 0);
  for (const std::int64_t fen : still.group_fen) CHECK(fen == 0);
  const BookChange from_nothing = change_of(World({}), world, kAsOf, kAsOf);
  CHECK(from_nothing.added_fen == worth_at(world, kAsOf));
  CHECK(change_of(World({}), World({}), kAsOf, kAsOf).rights.empty());
  World dollars({named("A")});
  dollars.book.currency = "USD";
  const auto refused = between(world, dollars, kAsOf, kAsOf);
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.errors()[0].code == "V-330");
}

TEST_CASE("book change: a level that one scenario lacks is named") {
  World after({named("A")});
  std::erase_if(after.scenario.parameters,
                [](const Parameter& one) { return one.name == "tax_rate"; });
  const auto refused = between(World({named("A")}), after, kAsOf, kAsOf);
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.errors()[0].code == "C-110");
}
