// Which way worth goes, over random rights and levels (reliability, section 5; domain page, end of
// section 2): never up when the cost of capital, obsolescence, a hazard, a tax or a cost goes up,
// never down when sales or royalty do.
//
// It is the mean, and where methods are pooled while the same members with the same spreads stand
// in the pool: past the gate (F197) a higher member is put beside, so that a fall may let it in
// again.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "models/scenario/parameters.hpp"
#include "tests/laws/random_rights.hpp"
#include "tests/support/law_count.hpp"

using namespace pledgelab;
using laws::Dice;
using laws::random_rights;
using laws::RandomRights;

namespace {

constexpr std::uint64_t kUsual = 4'000;

constexpr std::array<std::string_view, 20> kLowering = {"discount_wacc",
                                                        "discount_premium",
                                                        "tax_rate",
                                                        "discount_premium_uncommercialised",
                                                        "brand_maintenance_share",
                                                        "gi_premium_cost_share",
                                                        "obsolescence_technology",
                                                        "obsolescence_kind",
                                                        "obsolescence_work",
                                                        "layout_price_decline",
                                                        "lapse_invention",
                                                        "lapse_hazard",
                                                        "lapse_pledged_factor",
                                                        "invalidation_attack",
                                                        "invalidation_full_loss",
                                                        "invalidation_part_loss",
                                                        "cancellation_hazard",
                                                        "non_use_hazard",
                                                        "gi_authorised_hazard",
                                                        "invalidation_attack_use_factor"};

constexpr std::array<std::string_view, 10> kRaising = {"royalty_rate",
                                                       "china_royalty_shrink",
                                                       "royalty_unexamined_factor",
                                                       "trademark_royalty_low",
                                                       "trademark_royalty_high",
                                                       "layout_royalty_rate",
                                                       "layout_function_share",
                                                       "maintained_without_team",
                                                       "trademark_renewal",
                                                       "grace_alive"};

// Every row of the level part of the way to the top of its domain.
void raise(Scenario& scenario, std::string_view name, Dice& dice) {
  const double high = find_parameter(name)->high;
  const double part = static_cast<double>(dice.between(1, 100)) / 200;
  for (Parameter& parameter : scenario.parameters) {
    if (parameter.name != name) continue;
    for (ParameterRow& row : parameter.rows) row.value += part * (high - row.value);
  }
}

// Members of the pool by method and spread; a right without any has none.
using Members = std::vector<std::pair<std::string, double>>;

Members members_of(const Valuation& one) {
  Members members;
  for (const MethodEstimate& method : one.methods) {
    if (method.beside.empty() && method.value_yuan > 0) {
      members.emplace_back(method.method, method.ln_sd);
    }
  }
  return members;
}

// Did `after` rise above `before`? Nothing where the two pools are not comparable.
bool rose(const Valuation& before, const Valuation& after) {
  if (before.methods.size() == 1 || after.mean_yuan == 0) {
    return after.mean_yuan > before.mean_yuan * (1 + 1e-9);
  }
  if (members_of(before) != members_of(after)) return false;
  return after.mean_yuan > before.mean_yuan * (1 + 1e-9);
}

struct Moved {
  RandomRights low;   // the world whose worth is not to be above
  RandomRights high;  // that of the other
  std::string what;
};

// Tries a law on every seed; tells the first five that break it. Returns how many rights fell.
int hold(const laws::RightsRules& rules,
         const std::function<Moved(const RandomRights&, Dice&)>& move) {
  const test::LawSeeds seeds = test::law_seeds(kUsual);
  int told = 0;
  int fell = 0;
  for (std::uint64_t seed = seeds.first; seed < seeds.end && told < 5; ++seed) {
    Dice dice(seed);
    RandomRights world = random_rights(seed, rules);
    const Moved moved = move(world, dice);
    const auto before = moved.high.values();
    const auto after = moved.low.values();
    for (std::size_t i = 0; i < before.size(); ++i) {
      fell += after[i].mean_yuan < before[i].mean_yuan ? 1 : 0;
      if (!rose(before[i], after[i])) continue;
      ++told;
      FAIL_CHECK("seed ", seed, ": ", moved.what, ": mean ", before[i].mean_yuan, " -> ",
                 after[i].mean_yuan, ", median ", before[i].median_yuan, " -> ",
                 after[i].median_yuan, "\n  ",
                 laws::told(moved.low.book, static_cast<std::uint32_t>(i)));
    }
  }
  return fell;
}

Moved dearer(const RandomRights& world, Dice& dice) {
  Moved moved{world, world, std::string(kLowering[dice.below(kLowering.size())])};
  raise(moved.low.scenario, moved.what, dice);
  return moved;
}

Moved richer(const RandomRights& world, Dice& dice) {
  Moved moved{world, world, std::string(kRaising[dice.below(kRaising.size())])};
  raise(moved.high.scenario, moved.what, dice);
  return moved;
}

// Sales, royalty or strength of every right up by the same part of each.
Moved better_sold(const RandomRights& world, Dice& dice) {
  Moved moved{world, world, "sales, royalty and strength of the rows"};
  const std::int64_t percent = dice.between(1, 100);
  for (Asset& asset : moved.high.book.assets) {
    const auto more = [&](std::int64_t x) { return x + x * percent / 100; };
    if (asset.product_revenue) {
      asset.product_revenue = Money::of_fen(more(asset.product_revenue->fen()));
    }
    if (asset.royalty_rate) {
      const auto ppm = std::min<std::int64_t>(more(asset.royalty_rate->annual_ppm), 1'000'000);
      asset.royalty_rate = Rate{static_cast<std::int32_t>(ppm)};
    }
    auto* mark = std::get_if<Trademark>(&asset.facts);
    if (mark != nullptr && mark->strength) mark->strength = std::min(100.0, *mark->strength * 1.5);
    auto* chip = std::get_if<LayoutDesign>(&asset.facts);
    if (chip != nullptr && chip->units_annual) *chip->units_annual *= 1.5;
  }
  return moved;
}

}  // namespace

TEST_CASE("law: worth never rises with cost of capital, obsolescence, hazards, tax or costs") {
  const int fell = hold({4, false, true}, dearer);
  if (test::law_seeds(kUsual).count() >= 1'000) CHECK(fell > 300);
}

TEST_CASE("law: nor with evidence in the pool") {
  const int fell = hold({4, true, true}, dearer);
  if (test::law_seeds(kUsual).count() >= 1'000) CHECK(fell > 300);
}

TEST_CASE("law: worth never falls with the scenario's royalties and chances to keep") {
  const int fell = hold({4, false, true}, richer);
  if (test::law_seeds(kUsual).count() >= 1'000) CHECK(fell > 100);
}

TEST_CASE("law: worth never falls with the right's own sales, royalty and strength") {
  // Owners are left out: against a turnover more sales may be a slip of unit (V-129).
  const int fell = hold({4, false, false}, better_sold);
  if (test::law_seeds(kUsual).count() >= 1'000) CHECK(fell > 300);
}
