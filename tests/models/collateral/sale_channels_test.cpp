// Forced sale by channel: the auction's published figures, worths, quantiles and the best channel
// by hand, and what is refused.
#include "models/collateral/sale_channels.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "models/book/words.hpp"
#include "models/collateral/formulas.hpp"
#include "tests/models/collateral/world.hpp"
#include "tests/support/formula_checks.hpp"

using namespace pledgelab;
using namespace pledgelab::collateral_test;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

AuctionTerms two_rounds(double sale_frac) {
  AuctionTerms terms;
  terms.sale_frac = sale_frac;
  terms.first_price = 0.7;
  terms.cut_frac = 0.2;
  return terms;
}

double expected_of(const AuctionTerms& terms) {
  return sale_outlook(auction_steps(terms).value(), 0, 0).value().expected_price;
}

Asset right(AssetKind kind) {
  Asset asset;
  asset.id = "R";
  asset.kind = kind;
  if (kind == AssetKind::trademark) asset.facts = Trademark{};
  if (kind == AssetKind::geographical_indication) asset.facts = GeographicalIndication{};
  return asset;
}

// One chance, price, wait and cost for every channel; no discount.
Scenario level_scenario() {
  Scenario scenario = base_scenario();
  set(scenario, "channel_sale_frac", {{"else", 0.5}});
  set(scenario, "channel_price_frac", {{"else", 0.5}});
  set(scenario, "channel_months", {{"else", 12}});
  set(scenario, "channel_cost_frac", {{"else", 0.1}});
  set(scenario, "channel_rate_annual", {{"", 0}});
  set(scenario, "auction_closing_sale_frac", {{"", 0}});
  return scenario;
}

ForcedSale sold(const SoldRight& right, const Scenario& scenario) {
  const FactorState state(scenario, 0);
  return forced_sale(sale_channels(right, state).value(), state).value();
}

}  // namespace

TEST_CASE("auction: two rounds at .7 of the appraisal, the figures of valuation.md 3.6") {
  // .4·.7 + .6·.4·.56 = .28 + .1344; .16·.7 + .84·.16·.56 = .112 + .075264
  CHECK(expected_of(two_rounds(0.4)) == doctest::Approx(0.4144).epsilon(1e-12));
  CHECK(expected_of(two_rounds(0.16)) == doctest::Approx(0.187264).epsilon(1e-12));
}

TEST_CASE("auction: the sale after the rounds is at the last price, of what no round has sold") {
  // .4·.7 + .24·.56 + .36·.5·.56 = .4144 + .1008; months 6, 7, 7 + 2
  AuctionTerms terms = two_rounds(0.4);
  terms.closing_sale_frac = 0.5;
  terms.first_months = 6;
  terms.round_months = 1;
  terms.closing_months = 2;
  const auto steps = auction_steps(terms).value();
  REQUIRE(steps.size() == 3);
  CHECK(steps[2].chance_frac == doctest::Approx(0.18));
  CHECK(steps[2].price == doctest::Approx(0.56));
  CHECK(steps[1].months == 7);
  CHECK(steps[2].months == 9);
  CHECK(expected_of(terms) == doctest::Approx(0.5152));
}

TEST_CASE("auction: more rounds never bring less, a deeper cut never more") {
  double last = 0;
  for (int rounds = 1; rounds <= 10; ++rounds) {
    AuctionTerms terms = two_rounds(0.3);
    terms.rounds = rounds;
    CHECK(expected_of(terms) >= last);
    last = expected_of(terms);
  }
  last = 1;
  for (const double cut : {0.0, 0.1, 0.2, 0.6, 1.0}) {
    AuctionTerms terms = two_rounds(0.3);
    terms.cut_frac = cut;
    CHECK(expected_of(terms) <= last);
    last = expected_of(terms);
  }
}

TEST_CASE("auction: terms outside their domains are refused") {
  for (const double bad : {-0.1, 1.1, kNan}) {
    CHECK_FALSE(auction_steps(two_rounds(bad)).ok());
    AuctionTerms terms = two_rounds(0.4);
    terms.cut_frac = bad;
    CHECK_FALSE(auction_steps(terms).ok());
    terms = two_rounds(0.4);
    terms.closing_sale_frac = bad;
    CHECK_FALSE(auction_steps(terms).ok());
  }
  for (const double bad : {-1.0, kNan, HUGE_VAL}) {
    for (double AuctionTerms::*term :
         {&AuctionTerms::first_price, &AuctionTerms::first_months, &AuctionTerms::round_months,
          &AuctionTerms::closing_months}) {
      AuctionTerms terms = two_rounds(0.4);
      terms.*term = bad;
      const auto steps = auction_steps(terms);
      REQUIRE_FALSE(steps.ok());
      CHECK(steps.errors()[0].code == "K-110");
    }
  }
  for (const int bad : {0, 11}) {
    AuctionTerms terms = two_rounds(0.4);
    terms.rounds = bad;
    CHECK_FALSE(auction_steps(terms).ok());
  }
}

TEST_CASE("sale: chance, price, costs and wait multiply to the present value") {
  // 1,000 at once with chance .5, costs 20 %, a year at 25 %: 1,000 × .5 × .8 / 1.25
  const std::vector<SaleStep> steps = {{0.5, 1000, 12}};
  const SaleOutlook outlook = sale_outlook(steps, 0.2, 0.25).value();
  CHECK(outlook.present_value == doctest::Approx(320));
  CHECK(outlook.wait_factor == doctest::Approx(0.8));
  CHECK(outlook.price_given_sale == doctest::Approx(1000));
  const std::vector<SaleStep> never = {{0, 1000, 12}};
  CHECK(sale_outlook(never, 0.2, 0.25).value().present_value == 0);
  CHECK(sale_outlook(never, 0.2, 0.25).value().price_given_sale == 0);
}

TEST_CASE("sale: no steps, chances above 1 and numbers that are none are refused") {
  const auto refused = [](std::vector<SaleStep> steps, double cost, double rate) {
    const auto outlook = sale_outlook(steps, cost, rate);
    return !outlook.ok() && outlook.errors()[0].code == "K-111";
  };
  CHECK(refused({}, 0, 0));
  CHECK(refused({{0.6, 1, 1}, {0.5, 1, 1}}, 0, 0));
  CHECK(refused({{kNan, 1, 1}}, 0, 0));
  CHECK(refused({{0.5, -1, 1}}, 0, 0));
  CHECK(refused({{0.5, 1, kNan}}, 0, 0));
  CHECK(refused({{0.5, 1, 1}}, 1.1, 0));
  CHECK(refused({{0.5, 1, 1}}, 0, -0.1));
  CHECK(refused({{0.5, 1, 1}}, 0, kNan));
  CHECK(refused({{1, 1e308, 1}, {0, 1e308, 1}, {1e-13, 1e308, 1}}, kNan, 0));
}

TEST_CASE("sale: quantiles of known prices are those prices") {
  // no sale .36; .56 up to .36 + .24 = .60; .70 above
  const auto steps = auction_steps(two_rounds(0.4)).value();
  const auto at = [&](double level) { return sale_quantile(steps, {}, level).value(); };
  CHECK(at(0.359) == 0);
  CHECK(at(0.36) == 0);
  CHECK(at(0.361) == doctest::Approx(0.56));
  CHECK(at(0.599) == doctest::Approx(0.56));
  CHECK(at(0.601) == doctest::Approx(0.70));
  CHECK(at(0.99) == doctest::Approx(0.70));
}

TEST_CASE("sale: quantiles of a spread price, Beta(1, 1) and Beta(2, 1)") {
  // uniform: level .8 of chance .5 is (.8 - .5)/.5 = .6 of the scale. Beta(2, 1) has F = x²:
  // mean 2/3, level .75 of certain sale is √.75.
  const std::vector<SaleStep> half = {{0.5, 50, 0}};
  CHECK(sale_quantile(half, {100, 2}, 0.8).value() == doctest::Approx(60).epsilon(1e-9));
  CHECK(sale_quantile(half, {100, 2}, 0.5).value() == 0);
  const std::vector<SaleStep> sure = {{1, 2.0 / 3, 0}};
  CHECK(sale_quantile(sure, {1, 3}, 0.75).value() ==
        doctest::Approx(std::sqrt(0.75)).epsilon(1e-9));
  // a price that is the whole worth, or nothing, has no spread
  CHECK(sale_quantile(std::vector<SaleStep>{{1, 100, 0}}, {100, 4}, 0.1).value() == 100);
  CHECK(sale_quantile(std::vector<SaleStep>{{1, 0, 0}}, {100, 4}, 0.9).value() == 0);
  const auto above = sale_quantile(std::vector<SaleStep>{{1, 101, 0}}, {100, 4}, 0.5);
  REQUIRE_FALSE(above.ok());
  CHECK(above.errors()[0].code == "K-112");
  for (const double bad : {0.0, 1.0, -0.5, kNan}) {
    CHECK_FALSE(sale_quantile(half, {100, 2}, bad).ok());
  }
  CHECK_FALSE(sale_quantile(half, {0, 2}, 0.5).ok());
  CHECK_FALSE(sale_quantile(half, {100, -1}, 0.5).ok());
  CHECK_FALSE(sale_quantile(half, {100, kNan}, 0.5).ok());
}

TEST_CASE("channels: a right under equal terms, by hand; the promise is of the appraisal") {
  // alone 1,000, .5 a chance: auction .5·.5 + .25·.4 = .35 → ×.9 = 315; broker and platform .25 →
  // 225; a promise kept with .5 on an appraisal of 3,000: 750 × .9 = 675.
  const Asset asset = right(AssetKind::invention);
  const Scenario scenario = level_scenario();
  const ForcedSale sale = sold({asset, 1000, Money::of_yuan(3000)}, scenario);
  REQUIRE(sale.channels.size() == 4);
  CHECK(sale.channels[0].outlook.present_value == doctest::Approx(315));
  CHECK(sale.channels[1].outlook.present_value == doctest::Approx(225));
  CHECK(sale.channels[2].outlook.present_value == doctest::Approx(225));
  CHECK(sale.channels[3].outlook.present_value == doctest::Approx(675));
  REQUIRE(sale.best.has_value());
  CHECK(*sale.best == 3);
  REQUIRE(sale.lead.has_value());
  CHECK(sale.lead->over == SaleChannel::judicial_auction);
  // chance .5 over .75; price 1,500 over 350/.75
  CHECK(sale.lead->chance_ln == doctest::Approx(std::log(0.5 / 0.75)));
  CHECK(sale.lead->price_ln == doctest::Approx(std::log(1500 / (350 / 0.75))));
  CHECK(sale.lead->cost_ln == 0);
  CHECK(sale.lead->wait_ln == 0);
}

TEST_CASE("channels: what makes the best sums to the logarithm of the two worths") {
  const Asset asset = right(AssetKind::trademark);
  const ForcedSale sale = sold({asset, 123'456, {}}, base_scenario());
  REQUIRE(sale.lead.has_value());
  const auto worth = [&](SaleChannel channel) {
    for (const ChannelSale& one : sale.channels) {
      if (one.channel == channel) return one.outlook.present_value;
    }
    return 0.0;
  };
  const double best = sale.channels[*sale.best].outlook.present_value;
  for (const ChannelSale& one : sale.channels) CHECK(one.outlook.present_value <= best);
  const ChannelLead& lead = *sale.lead;
  CHECK(lead.chance_ln + lead.price_ln + lead.cost_ln + lead.wait_ln ==
        doctest::Approx(std::log(best / worth(lead.over))).epsilon(1e-9));
}

TEST_CASE("channels: the shipped levels for an invention, by hand") {
  // auction: .16 × .7, .84·.16 × .56, .84²·.16 × .56 at months 12, 13, 15, 3 % a year, costs 12.5 %
  const Asset asset = right(AssetKind::invention);
  const ForcedSale sale = sold({asset, 1000, Money::of_yuan(5000)}, base_scenario());
  REQUIRE(sale.channels.size() == 3);  // nobody has promised to buy
  const double factor = 1.03;
  const double auction = 112 / factor + 0.1344 * 560 / std::pow(factor, 13.0 / 12) +
                         0.112896 * 560 / std::pow(factor, 15.0 / 12);
  CHECK(sale.channels[0].outlook.present_value == doctest::Approx(0.875 * auction));
  CHECK(sale.channels[1].outlook.present_value ==
        doctest::Approx(0.16 * 800 * 0.8 / std::pow(factor, 8.0 / 12)));
  CHECK(sale.channels[2].outlook.present_value == doctest::Approx(0.25 * 600 * 0.9 / factor));
  CHECK(sale.channels[1].median_yuan == 0);
  CHECK(*sale.best == 0);
  REQUIRE(sale.lead.has_value());
  CHECK(sale.lead->over == SaleChannel::operation_platform);  // 131 against the broker's 100
  CHECK(sale.channels[0].low_yuan == 0);
  CHECK(sale.channels[0].high_yuan == doctest::Approx(700));  // above .593 + .113 + .134
}

TEST_CASE("channels: quantiles are at 5, 50 and 95 %; where nothing sells none is best") {
  // a promise of 1,500 kept with .8: nothing below .2; kept with .3: nothing below .7
  const Asset asset = right(AssetKind::invention);
  Scenario scenario = level_scenario();
  const auto promise = [&](double chance) {
    set(scenario, "channel_sale_frac", {{"else", chance}});
    return sold({asset, 0, Money::of_yuan(3000)}, scenario).channels.at(0);
  };
  CHECK(promise(0.8).low_yuan == 0);
  CHECK(promise(0.8).median_yuan == doctest::Approx(1500));
  CHECK(promise(0.3).median_yuan == 0);
  CHECK(promise(0.3).high_yuan == doctest::Approx(1500));
  set(scenario, "channel_sale_frac", {{"else", 0}});
  const ForcedSale none = sold({asset, 1000, {}}, scenario);
  CHECK(none.channels.size() == 3);
  CHECK_FALSE(none.best.has_value());
}

TEST_CASE("channels: kind and class move the chance as a hazard, never a promise") {
  // relative 2 × 1.5 on .5: 1 - .5³ = .875
  Scenario scenario = level_scenario();
  set(scenario, "channel_kind_relative", {{"invention", 2}, {"else", 1}});
  set(scenario, "auction_closing_sale_frac", {{"", 0.5}});
  Parameter classes;
  classes.name = "sale_class_relative";
  classes.unit = "number";
  classes.rows = {{"H01M", 1.5}, {"else", 1}};
  scenario.parameters.push_back(classes);
  Asset asset = right(AssetKind::invention);
  asset.facts = Patent{AssetKind::invention, "H01M", {}};
  const ForcedSale sale = sold({asset, 1000, Money::of_yuan(1000)}, scenario);
  CHECK(sale.channels[1].outlook.sale_frac == doctest::Approx(0.875));
  CHECK(sale.channels[0].outlook.sale_frac == doctest::Approx(1 - 0.125 * 0.125 * 0.125));
  CHECK(sale.channels[3].outlook.sale_frac == doctest::Approx(0.5));
}

TEST_CASE("channels: a protected product passes by none, an association's mark by its own chance") {
  Asset asset = right(AssetKind::geographical_indication);
  asset.facts = GeographicalIndication{GiForm::product_protection, {}, {}, {}};
  const Scenario scenario = base_scenario();
  const FactorState state(scenario, 0);
  CHECK(sale_channels({asset, 1000, {}}, state).value().empty());
  asset.facts = GeographicalIndication{GiForm::collective_mark, {}, {}, {}};
  const ForcedSale sale = sold({asset, 1000, {}}, scenario);
  CHECK(sale.channels[1].outlook.sale_frac == doctest::Approx(1 - std::pow(0.84, 0.091)));
}

TEST_CASE(
    "channels: nothing to sell, nothing promised without an appraisal, none in the scenario") {
  const Asset asset = right(AssetKind::invention);
  Scenario scenario = level_scenario();
  CHECK(sold({asset, 0, {}}, scenario).channels.empty());
  const ForcedSale only = sold({asset, 0, Money::of_yuan(1000)}, scenario);
  REQUIRE(only.channels.size() == 1);
  CHECK(only.channels[0].channel == SaleChannel::committed_purchase);
  CHECK_FALSE(only.lead.has_value());
  CHECK(sold({asset, 1000, {}}, scenario).channels.size() == 3);
  set(scenario, "auction_rounds", {{"", 1.5}});
  const auto halved = sale_channels({asset, 1000, {}}, FactorState(scenario, 0));
  REQUIRE_FALSE(halved.ok());
  CHECK(halved.errors()[0].code == "K-110");
  remove(scenario, "channel_months");
  const auto without = sale_channels({asset, 1000, {}}, FactorState(scenario, 0));
  REQUIRE_FALSE(without.ok());
  CHECK(without.errors()[0].code == "C-110");
  remove(scenario, "channel_sale_frac");
  CHECK(sold({asset, 1000, {}}, scenario).channels.empty());
}

TEST_CASE("sale formulas: worked examples by hand") {
  // F45: months (.4·12 + .24·13)/.64; F46: 50/1.25 + 20/1.5625 = 52.8, less a tenth
  const std::map<std::string, std::vector<double>> expected = {
      {"F45", {0.4144, 0.64, 0.6475, 12.375}},
      {"F46", {47.52, 52.8 / 70, 70, 0.75, 280.0 / 3, 16}},
      {"F47", {60}},
  };
  test::check_worked_examples(collateral_sale_formulas(), expected, 1e-9);
  test::check_inputs_refused(collateral_sale_formulas());
  auto typed = test::examples_of(collateral_sale_formulas()[1]);
  typed["price"] = "100";
  CHECK_FALSE(collateral_sale_formulas()[1].run(FormulaArguments(typed)).ok());
  typed = test::examples_of(collateral_sale_formulas()[0]);
  typed["rounds"] = "1.5";
  CHECK_FALSE(collateral_sale_formulas()[0].run(FormulaArguments(typed)).ok());
}

TEST_CASE("channels: levels that follow from others in the scenario do follow") {
  const Scenario scenario = base_scenario();
  const FactorState state(scenario, 0);
  const double invention = std::log(1 - state.level("sale_mean_frac", "invention").value());
  for (const std::string& kind : kAssetKindWords) {
    const double mean = state.level("sale_mean_frac", kind).value();
    CHECK(state.level("channel_kind_relative", kind).value() ==
          doctest::Approx(std::log(1 - mean) / invention).epsilon(2e-3));
  }
  CHECK(state.level("channel_cost_frac", "judicial_auction").value() ==
        state.level("sale_cost_frac").value());
  double longest = 0;
  for (const std::string& kind : kAssetKindWords) {
    longest = std::max(longest, state.level("sale_delay_months", kind).value());
  }
  CHECK(state.level("channel_months", "judicial_auction").value() == longest);
}
