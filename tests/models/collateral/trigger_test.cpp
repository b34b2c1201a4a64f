// A loan's trigger by hand: how far each driver is, which gets there first, what restores a breach.
#include "models/collateral/trigger_distance.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "models/collateral/formulas.hpp"
#include "models/collateral/loan_rights.hpp"
#include "tests/models/valuation/world.hpp"
#include "tests/support/formula_checks.hpp"

using namespace pledgelab;
using namespace pledgelab::valuation_test;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

LendingPolicy base_policy() {
  const auto document = read_yaml(test::source_root() + "/policies/lending/base.yaml").value();
  return read_lending_policy(document).value();
}

// No annual fees, so that a worth is the product of its factors.
World free_of_fees(std::vector<Asset> assets) {
  World world(std::move(assets));
  const std::vector<Document> terms = {
      read_yaml(test::source_root() + "/policies/law/terms-cn.yaml").value()};
  world.law = read_law(terms).value();
  return world;
}

// One loan over all the rights, each appraised at 1,000,000 yuan.
void lend(World& world, std::int64_t balance_yuan, std::int64_t appraisal_yuan = 1'000'000) {
  Loan loan;
  loan.id = "L1";
  loan.balance = Money::of_yuan(balance_yuan);
  world.book.loans = {loan};
  for (std::uint32_t i = 0; i < world.book.assets.size(); ++i) {
    Pledge pledge;
    pledge.asset = AssetId{i};
    world.book.pledges.push_back(pledge);
    if (appraisal_yuan > 0) {
      world.book.appraisals.push_back(
          {AssetId{i}, kAsOf, Money::of_yuan(appraisal_yuan), "income", "V"});
    }
  }
}

Result<std::optional<TriggerDistance>> asked(const World& world, int months = 60) {
  static const LendingPolicy policy = base_policy();
  const FactorState state(world.scenario, 0);
  const ValuationInputs inputs{state, world.law, kAsOf};
  const std::vector<std::int64_t> balances(static_cast<std::size_t>(months) + 1,
                                           world.book.loans[0].balance.fen());
  return trigger_distance({world.book, policy, inputs, LoanId{0}, balances});
}

TriggerDistance distance_of(const World& world) {
  const auto told = asked(world);
  REQUIRE(told.ok());
  REQUIRE(told.value().has_value());
  REQUIRE(told.value()->drivers.size() == kTriggerDrivers);
  return *told.value();
}

const DriverDistance& driver_of(const TriggerDistance& told, TriggerDriver driver) {
  for (const DriverDistance& one : told.drivers) {
    if (one.driver == driver) return one;
  }
  PL_CHECK(false);
  return told.drivers.front();
}

// The level at which a driver gets there; it must.
double level_of(const TriggerDistance& told, TriggerDriver driver) {
  const DriverDistance& one = driver_of(told, driver);
  REQUIRE(one.at_trigger.has_value());
  return *one.at_trigger;
}

double worth_at_wacc(World world, double wacc) {
  set(world.scenario, "discount_wacc", wacc);
  return world.first().mean_yuan;
}

}  // namespace

TEST_CASE("trigger: worth under its ceiling of 250,000 against 200,000 owed, by hand") {
  // sales and royalty may fall to .8: ln 1.25 / .30 and / .10
  World world = free_of_fees({invention()});
  lend(world, 200'000);
  const TriggerDistance told = distance_of(world);
  CHECK(told.basis == TriggerBasis::approved);
  CHECK_FALSE(told.breached);
  CHECK(told.ceiling_worth_yuan == doctest::Approx(250'000));
  CHECK(told.factor == doctest::Approx(0.8));
  const DriverDistance& sales = driver_of(told, TriggerDriver::revenue);
  CHECK(*sales.at_trigger == doctest::Approx(0.8).epsilon(1e-6));
  CHECK(*sales.sds == doctest::Approx(std::log(1.25) / 0.30).epsilon(1e-5));
  CHECK(sales.chance_frac == doctest::Approx(0.228499).epsilon(1e-4));  // N(-.743812)
  const DriverDistance& royalty = driver_of(told, TriggerDriver::royalty);
  CHECK(*royalty.at_trigger == doctest::Approx(0.8).epsilon(5e-5));  // ppm of the book's rate
  CHECK(*royalty.sds == doctest::Approx(std::log(1.25) / 0.10).epsilon(1e-3));
}

TEST_CASE("trigger: at the discount rate that is told, the worth has fallen by the room") {
  World world = free_of_fees({invention()});
  lend(world, 200'000);
  const TriggerDistance told = distance_of(world);
  const DriverDistance& rate = driver_of(told, TriggerDriver::discount_rate);
  REQUIRE(rate.at_trigger.has_value());
  CHECK(rate.now == doctest::Approx(0.15));
  CHECK(worth_at_wacc(world, *rate.at_trigger) / worth_at_wacc(world, 0.15) ==
        doctest::Approx(0.8).epsilon(1e-9));
  CHECK(*rate.sds == doctest::Approx((*rate.at_trigger - 0.15) / 0.02));
  // mid-year closed form (V22's inputs): A(k) = (1 - x^10)/(k - h)·√(1+k), x = .945/(1+k), h =
  // -.055
  const auto closed = [](double k) {
    return (1 - std::pow(0.945 / (1 + k), 10)) / (k + 0.055) * std::sqrt(1 + k);
  };
  CHECK(closed(*rate.at_trigger) / closed(0.15) == doctest::Approx(0.8).epsilon(1e-3));
}

TEST_CASE("trigger: time alone, from the repriced remaining schedule") {
  // V(t)/V(0) = .945^t (1 - x^(10-t))/(1 - x^10), x = .945/1.15: .7409 after 35 months, .7334 (V47)
  // after 36; a balance of .737 of the room is passed in month 36.
  World world = free_of_fees({invention()});
  lend(world, 184'250);
  const DriverDistance time = driver_of(distance_of(world), TriggerDriver::time);
  REQUIRE(time.at_trigger.has_value());
  CHECK(*time.at_trigger == 36);
  CHECK(time.chance_frac == 0);
  CHECK_FALSE(time.sds.has_value());
  // within the year it is certain, and stands first
  World near = free_of_fees({invention()});
  lend(near, 245'000);
  const TriggerDistance told = distance_of(near);
  CHECK(told.drivers.front().driver == TriggerDriver::time);
  CHECK(*told.drivers.front().at_trigger <= 12);
  CHECK(told.drivers.front().chance_frac == 1);
}

TEST_CASE("trigger: in the twelfth month it is still within the year") {
  // .9189 after 11 months, .9115 after 12, as above
  World world = free_of_fees({invention()});
  lend(world, 228'750);
  const DriverDistance time = driver_of(distance_of(world), TriggerDriver::time);
  REQUIRE(time.at_trigger.has_value());
  CHECK(*time.at_trigger == 12);
  CHECK(time.chance_frac == 1);
}

TEST_CASE("trigger: time runs against the balance that is still owed then") {
  World world = free_of_fees({invention()});
  lend(world, 184'250);
  const LendingPolicy policy = base_policy();
  const FactorState state(world.scenario, 0);
  const ValuationInputs inputs{state, world.law, kAsOf};
  std::vector<std::int64_t> owed;  // falls by 2 % of the first balance a month, faster than worth
  for (int month = 0; month <= 50; ++month) owed.push_back(18'425'000 - 368'500 * month);
  const auto told = trigger_distance({world.book, policy, inputs, LoanId{0}, owed});
  REQUIRE(told.ok());
  CHECK_FALSE(driver_of(*told.value(), TriggerDriver::time).at_trigger.has_value());
}

TEST_CASE("trigger: an open question of law does not lift a worth when it is decided") {
  // as .737 above: the worth expected of an attacked right falls as that of a sound one
  Asset attacked = invention();
  attacked.status = LegalStatus::pending_invalidation;
  World world = free_of_fees({attacked});
  lend(world, 184'250);
  CHECK(level_of(distance_of(world), TriggerDriver::time) == 36);
}

TEST_CASE("trigger: the legal event that is enough and likeliest") {
  // either of two rights carries half of 500,000; one is under attack: .253 of decided cases end
  // wholly invalid
  Asset attacked = invention();
  attacked.id = "A2";
  attacked.status = LegalStatus::pending_invalidation;
  World world = free_of_fees({invention(), attacked});
  lend(world, 300'000);
  const TriggerDistance told = distance_of(world);
  const DriverDistance& event = driver_of(told, TriggerDriver::legal_event);
  REQUIRE(event.at_trigger.has_value());
  CHECK(event.right == "A2");
  CHECK(event.chance_frac == doctest::Approx(0.253));
  CHECK(*event.sds == doctest::Approx(0.665079).epsilon(1e-4));  // -N⁻¹(.253)
  // what is left carries 250,000 when nothing more is owed
  World small = free_of_fees({invention(), attacked});
  lend(small, 250'000);
  CHECK_FALSE(driver_of(distance_of(small), TriggerDriver::legal_event).at_trigger.has_value());
}

TEST_CASE("trigger: an essential right takes its product along") {
  // 750,000 in three rights; without the essential one and its mate 250,000 < 300,000
  Asset essential = invention();
  essential.id = "E";
  essential.product_id = "P";
  essential.essential = true;
  essential.status = LegalStatus::pending_invalidation;
  Asset mate = invention();
  mate.id = "M";
  mate.product_id = "P";
  World world = free_of_fees({essential, mate, invention()});
  lend(world, 300'000);
  CHECK(driver_of(distance_of(world), TriggerDriver::legal_event).right == "E");
  world.book.assets[0].essential = false;
  CHECK_FALSE(driver_of(distance_of(world), TriggerDriver::legal_event).at_trigger.has_value());
}

TEST_CASE("trigger: drivers stand in the order of their chance; those that never get there last") {
  World world = free_of_fees({invention()});
  lend(world, 200'000);
  const TriggerDistance told = distance_of(world);
  for (std::size_t i = 1; i < told.drivers.size(); ++i) {
    const DriverDistance& before = told.drivers[i - 1];
    const DriverDistance& after = told.drivers[i];
    CHECK((before.at_trigger.has_value() || !after.at_trigger.has_value()));
    if (before.at_trigger && after.at_trigger) CHECK(before.chance_frac >= after.chance_frac);
  }
}

TEST_CASE("trigger: what does not get there stands last") {
  World world = free_of_fees({invention()});
  lend(world, 100'000);
  const auto told = asked(world, 12);
  REQUIRE(told.ok());
  REQUIRE(told.value().has_value());
  CHECK(told.value()->drivers.front().at_trigger.has_value());
  CHECK(told.value()->drivers.back().driver == TriggerDriver::time);
  CHECK_FALSE(told.value()->drivers.back().at_trigger.has_value());
}

TEST_CASE("trigger: a layout's chips and an indication's premium move as sales and royalty") {
  Asset layout = invention();
  layout.id = "C";
  layout.kind = AssetKind::layout_design;
  layout.product_revenue.reset();
  layout.facts =
      LayoutDesign{{}, day(2025, 1, 1), day(2025, 6, 1), 100'000, Money::of_yuan(10), {}};
  World chips = free_of_fees({layout});
  REQUIRE(chips.first().mean_yuan > 0);
  lend(chips, 120'000);  // 150,000 carried
  CHECK(level_of(distance_of(chips), TriggerDriver::revenue) == doctest::Approx(0.8).epsilon(1e-6));
  Asset name = invention();
  name.id = "G";
  name.kind = AssetKind::geographical_indication;
  name.royalty_rate.reset();
  name.facts = GeographicalIndication{GiForm::member_use_right, Money::of_yuan(20),
                                      Money::of_yuan(10), Share{400'000}};
  World premium = free_of_fees({name});
  REQUIRE(premium.first().mean_yuan > 0);
  lend(premium, 160'000);  // 200,000 carried
  const TriggerDistance told = distance_of(premium);
  CHECK(level_of(told, TriggerDriver::royalty) == doctest::Approx(0.8).epsilon(1e-5));
  CHECK(level_of(told, TriggerDriver::revenue) == doctest::Approx(0.8).epsilon(1e-6));
}

TEST_CASE("trigger: a breached loan is told what would restore it, driver by driver") {
  // 300,000 owed on 250,000: sales at 1.2; the cost of capital below 15 %
  World world = free_of_fees({invention()});
  lend(world, 300'000);
  const TriggerDistance told = distance_of(world);
  CHECK(told.breached);
  CHECK(told.factor == doctest::Approx(1.2));
  CHECK(level_of(told, TriggerDriver::revenue) == doctest::Approx(1.2).epsilon(1e-6));
  CHECK(level_of(told, TriggerDriver::royalty) == doctest::Approx(1.2).epsilon(5e-5));
  const DriverDistance& rate = driver_of(told, TriggerDriver::discount_rate);
  REQUIRE(rate.at_trigger.has_value());
  CHECK(worth_at_wacc(world, *rate.at_trigger) / worth_at_wacc(world, 0.15) ==
        doctest::Approx(1.2).epsilon(1e-9));
  CHECK_FALSE(driver_of(told, TriggerDriver::legal_event).at_trigger.has_value());
  // a royalty of 4 % can rise 20 times, not 30; sales can
  World high = free_of_fees({invention()});
  lend(high, 5'000'000);
  CHECK(level_of(distance_of(high), TriggerDriver::royalty) == doctest::Approx(20).epsilon(1e-4));
  World deep = free_of_fees({invention()});
  lend(deep, 7'500'000);
  const TriggerDistance far = distance_of(deep);
  CHECK_FALSE(driver_of(far, TriggerDriver::royalty).at_trigger.has_value());
  CHECK(level_of(far, TriggerDriver::revenue) == doctest::Approx(30).epsilon(1e-6));
}

TEST_CASE("trigger: exactly at the ceiling every level is where it stands") {
  World world = free_of_fees({invention()});
  lend(world, 250'000);
  const TriggerDistance told = distance_of(world);
  CHECK_FALSE(told.breached);
  const DriverDistance& sales = driver_of(told, TriggerDriver::revenue);
  CHECK(*sales.at_trigger == doctest::Approx(1));
  CHECK(*sales.sds == doctest::Approx(0));
  CHECK(sales.chance_frac == doctest::Approx(0.5));
}

TEST_CASE("trigger: without an appraisal the model's own mean carries the loan") {
  World world = free_of_fees({invention()});
  const double mean = world.first().mean_yuan;
  lend(world, std::llround(mean * 0.25 * 0.9), 0);
  const TriggerDistance told = distance_of(world);
  CHECK(told.basis == TriggerBasis::model);
  CHECK(told.ceiling_worth_yuan == doctest::Approx(mean * 0.25));
  CHECK(level_of(told, TriggerDriver::revenue) == doctest::Approx(0.9).epsilon(1e-4));
}

TEST_CASE(
    "trigger: the loan's part of a right, and nothing of the model's where it is incomplete") {
  // equal balances: a half of 1,000,000 each under 25 %
  World world = free_of_fees({invention()});
  lend(world, 100'000);
  world.book.loans.push_back(world.book.loans[0]);
  Pledge second = world.book.pledges[0];
  second.loan = LoanId{1};
  world.book.pledges.push_back(second);
  CHECK(distance_of(world).ceiling_worth_yuan == doctest::Approx(125'000));
  // held without the essential right of its product, and never appraised
  Asset mate = invention();
  mate.product_id = "P";
  Asset essential = mate;
  essential.essential = true;
  World partly = free_of_fees({mate, essential});
  lend(partly, 100'000, 0);
  partly.book.pledges.pop_back();
  CHECK_FALSE(asked(partly).value().has_value());
}

TEST_CASE("trigger: sales that the book does not state move as the survey's income") {
  Asset asset = invention();
  asset.product_revenue.reset();
  World world = free_of_fees({asset});
  lend(world, 200'000);
  CHECK(level_of(distance_of(world), TriggerDriver::revenue) == doctest::Approx(0.8).epsilon(1e-6));
}

TEST_CASE("trigger: a royalty that the book does not state moves with the scenario's") {
  Asset asset = invention();
  asset.royalty_rate.reset();
  World world = free_of_fees({asset, trademark()});
  lend(world, 440'000);  // 250,000 and 300,000 carried
  CHECK(level_of(distance_of(world), TriggerDriver::royalty) == doctest::Approx(0.8).epsilon(1e-6));
}

TEST_CASE("trigger: a right that has ended carries nothing; nothing owed or held, nothing told") {
  Asset gone = invention();
  gone.status = LegalStatus::lapsed;
  World world = free_of_fees({invention(), gone});
  lend(world, 200'000);
  CHECK(distance_of(world).ceiling_worth_yuan == doctest::Approx(250'000));
  World nothing = free_of_fees({gone});
  lend(nothing, 200'000);
  CHECK_FALSE(asked(nothing).value().has_value());
  World free = free_of_fees({invention()});
  lend(free, 0);
  CHECK_FALSE(asked(free).value().has_value());
  World missing = free_of_fees({invention()});
  lend(missing, 200'000);
  std::erase_if(missing.scenario.parameters,
                [](const Parameter& one) { return one.name == "driver_sd"; });
  const auto told = asked(missing);
  REQUIRE_FALSE(told.ok());
  CHECK(told.errors()[0].code == "C-110");
}

TEST_CASE("trigger: restoration to the fen, and one fen less does not restore") {
  // ⌊0.3 × 1,000,000.01⌋ = 300,000.00; 300,000.01 owed: repay 1 fen or add ⌈300,000.01/.3⌉
  Coverage coverage;
  coverage.balance = Money::of_fen(30'000'001);
  coverage.approved_value = Money::of_fen(100'000'001);
  coverage.loan_to_value = Ratio::of(30'000'001, 100'000'001);
  coverage.ceiling = Ratio::of(3, 10);
  const Restoration what = *restoration(coverage);
  CHECK(what.repay == Money::of_fen(1));
  REQUIRE(what.add_value.has_value());
  CHECK(*what.add_value == Money::of_fen(100'000'004 - 100'000'001));
  coverage.balance = Money::of_fen(30'000'000);
  CHECK(restoration(coverage)->repay == Money());
  CHECK(*restoration(coverage)->add_value == Money());
  coverage.approved_value = Money::of_fen(90'000'000);  // 100,000,000 carry it exactly
  CHECK(*restoration(coverage)->add_value == Money::of_fen(10'000'000));
  coverage.ceiling = Ratio::of(0, 10);
  CHECK(restoration(coverage)->repay == coverage.balance);
  CHECK_FALSE(restoration(coverage)->add_value.has_value());
  coverage.loan_to_value.reset();
  CHECK_FALSE(restoration(coverage).has_value());
}

TEST_CASE("trigger: a crossing is found, or none is, or it is refused") {
  const auto line = [](double x) -> Result<double> { return 2 * x - 3; };
  CHECK(*crossing(line, 0, 10).value() == doctest::Approx(1.5).epsilon(1e-10));
  const auto falling = [](double x) -> Result<double> { return 3 - 2 * x; };
  CHECK(*crossing(falling, 0, 10).value() == doctest::Approx(1.5).epsilon(1e-10));
  CHECK(*crossing(line, 0, 1.5).value() == 1.5);
  CHECK(*crossing(line, 1.5, 9).value() == 1.5);
  CHECK_FALSE(crossing(line, 2, 10).value().has_value());
  CHECK_FALSE(crossing(line, 0, 1).value().has_value());
  CHECK(crossing(line, 2, 1).errors()[0].code == "K-121");
  CHECK(crossing([](double) -> Result<double> { return kNan; }, 0, 1).errors()[0].code == "K-121");
  const auto broken = [](double) -> Result<double> {
    return Error{"X-1", {}, "no", "", ErrorKind::input};
  };
  CHECK(crossing(broken, 0, 1).errors()[0].code == "X-1");
}

TEST_CASE("trigger: a level below where its driver stands is as far as one above") {
  CHECK(level_distance(0.2, 0.1, 0.05).sds == doctest::Approx(2));
  CHECK(level_distance(0.1, 0.2, 0.05).sds == doctest::Approx(2));
  CHECK(level_distance(0.2, 0.1, 0.05).chance_frac == doctest::Approx(0.0227501).epsilon(1e-5));
  CHECK(factor_distance(2, 0.5).sds == doctest::Approx(factor_distance(0.5, 0.5).sds));
}

TEST_CASE("trigger: bad input is refused") {
  for (const double bad : {0.0, -1.0, kNan}) {
    CHECK_FALSE(trigger_factor(bad, 1, 1).ok());
    CHECK_FALSE(trigger_factor(1, bad, 1).ok());
    CHECK_FALSE(trigger_factor(1, 1, bad).ok());
    CHECK(trigger_rate({bad, 1, 0.5, 1}).errors()[0].code == "K-120");
    CHECK(trigger_rate({1, 1, bad, 1}).errors()[0].code == "K-120");
    CHECK(trigger_rate({1, 1, 0.5, bad}).errors()[0].code == "K-120");
  }
  CHECK(trigger_factor(1e-300, 1e300, 1).errors()[0].code == "K-120");
  CHECK(trigger_rate({1, 0, 0.5, 0.1}).errors()[0].code == "K-120");
  CHECK(trigger_rate({1, 101, 0.5, 0.1}).errors()[0].code == "K-120");
  CHECK(trigger_rate({1, 1, 1.1, 0.1}).errors()[0].code == "K-120");
  CHECK(trigger_rate({100, 1, 1, 80}).value() == doctest::Approx(0.25));  // the whole worth lent
  // at no rate does 100 a year under a ceiling of a half carry 51, and at 1000 % it still carries 1
  CHECK(trigger_rate({100, 1, 0.5, 51}).errors()[0].code == "K-122");
  CHECK(trigger_rate({100, 1, 0.5, 1}).errors()[0].code == "K-122");
  CHECK(trigger_rate({100, 1, 0.5, 50}).value() == 0);
}

TEST_CASE("trigger formulas: worked examples by hand") {
  // F48: .8, ln 1.25 / .3; F49: v = .8, .5 × 1000 × (.8 + .64) = 720, (.25 - .15)/.02 = 5 SDs
  // F180: ⌊.25 × 3,000,000⌋ = 750,000; 900,000 / .25 = 3,600,000
  const std::map<std::string, std::vector<double>> expected = {
      {"F48", {0.8, 0.7438118, 0.2284949}},
      {"F49", {0.25, 5, 2.8665157e-7}},
      {"F180", {150'000, 600'000}},
  };
  test::check_worked_examples(collateral_trigger_formulas(), expected, 2e-6);
  test::check_inputs_refused(collateral_trigger_formulas());
}

TEST_CASE("trigger: sales that are moved far take their owner's turnover along") {
  World world = free_of_fees({invention()});
  world.book.assets[0].owner_id = "B1";
  Borrower owner;
  owner.id = "B1";
  owner.revenue =
      Money::of_yuan(1'500'000);  // sales are 1,000,000: twenty times are above the gate
  world.book.borrowers = {owner};
  const FactorState state(world.scenario, 0);
  const LoanRights rights(world.book, {AssetId{0}}, {state, world.law, kAsOf});
  const double once = rights.worths(MovedDriver::revenue, 1).value()[0];
  CHECK(once > 0);
  CHECK(rights.worths(MovedDriver::revenue, 20).value()[0] ==
        doctest::Approx(20 * once).epsilon(1e-9));
}
