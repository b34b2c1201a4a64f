// Rights as a package: the moments of a sum by hand, what each right adds, what packages sell for.
#include "models/collateral/package.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "models/base/normal.hpp"
#include "models/collateral/formulas.hpp"
#include "models/collateral/loan_rights.hpp"
#include "tests/models/valuation/world.hpp"
#include "tests/support/formula_checks.hpp"

using namespace pledgelab;
using namespace pledgelab::valuation_test;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
const double kLn2 = std::log(2.0);

void lend(World& world, std::size_t held) {
  Loan loan;
  loan.id = "L1";
  loan.balance = Money::of_yuan(100'000);
  world.book.loans = {loan};
  for (std::uint32_t i = 0; i < held; ++i) {
    Pledge pledge;
    pledge.asset = AssetId{i};
    world.book.pledges.push_back(pledge);
  }
}

Result<std::optional<LoanPackage>> asked(const World& world) {
  const FactorState state(world.scenario, 0);
  return loan_package(world.book, {state, world.law, kAsOf}, LoanId{0});
}

LoanPackage package_of(const World& world) {
  const auto told = asked(world);
  REQUIRE(told.ok());
  REQUIRE(told.value().has_value());
  return *told.value();
}

Asset of_product(const char* id, bool essential) {
  Asset asset = invention();
  asset.id = id;
  asset.product_id = "P";
  asset.essential = essential;
  return asset;
}

}  // namespace

TEST_CASE("sum of lognormals: two equal ones of variance 2 - 1, by hand") {
  // E[S²] = 2 + 2 + 2e^c over 4: independent 6/4, as one 8/4, e^c = 1.5 7/4; own variation 1
  const std::vector<double> means = {1, 1};
  const auto shape = [&](double covariance) {
    return lognormal_sum(means, std::vector<double>{kLn2, covariance, covariance, kLn2}).value();
  };
  CHECK(shape(0).mean == 2);
  CHECK(shape(0).ln_sd == doctest::Approx(std::sqrt(std::log(1.5))).epsilon(1e-12));
  CHECK(shape(0).effective_count == doctest::Approx(2));
  CHECK(shape(kLn2).ln_sd == doctest::Approx(std::sqrt(kLn2)).epsilon(1e-12));
  CHECK(shape(kLn2).effective_count == doctest::Approx(1));
  CHECK(shape(std::log(1.5)).ln_sd == doctest::Approx(std::sqrt(std::log(1.75))).epsilon(1e-12));
  CHECK(shape(std::log(1.5)).effective_count == doctest::Approx(4.0 / 3));
}

TEST_CASE("sum of lognormals: unequal means by hand; a right of no worth changes nothing") {
  // 3 and 1, e^v = 2 and 5, independent: (9·2 + 1·5 + 2·3)/16 = 29/16; own (3·1 + 1·4)/4 = 7/4
  const std::vector<double> two = {3, 1};
  const SumShape shape = lognormal_sum(two, std::vector<double>{kLn2, 0, 0, std::log(5.0)}).value();
  CHECK(shape.ln_sd == doctest::Approx(std::sqrt(std::log(29.0 / 16))).epsilon(1e-12));
  CHECK(shape.effective_count == doctest::Approx((7.0 / 4) / (13.0 / 16)));
  const std::vector<double> three = {3, 1, 0};
  const SumShape same =
      lognormal_sum(three, std::vector<double>{kLn2, 0, 0, 0, std::log(5.0), 0, 0, 0, 1}).value();
  CHECK(same.ln_sd == doctest::Approx(shape.ln_sd));
  CHECK(same.effective_count == doctest::Approx(shape.effective_count));
  const SumShape still = lognormal_sum(three, std::vector<double>(9, 0.0)).value();
  CHECK(still.ln_sd == 0);
  CHECK(still.effective_count == 2);
}

TEST_CASE("sum of lognormals: the moments are those of drawn sums") {
  // ten thousand pairs, correlation .5, ln-SD .4: mean within four standard errors, CV within 3 %
  const double s = 0.4;
  const double c = 0.5 * s * s;
  const std::vector<double> means = {2, 1};
  const SumShape shape = lognormal_sum(means, std::vector<double>{s * s, c, c, s * s}).value();
  const double expected_cv = std::sqrt(std::expm1(shape.ln_sd * shape.ln_sd));
  double sum = 0;
  double squares = 0;
  constexpr int kDraws = 10'000;
  for (int i = 0; i < kDraws; ++i) {
    // stratified in one normal, a golden-ratio sequence in the other
    const double u = (i + 0.5) / kDraws;
    const double v = std::fmod(0.5 + i * 0.6180339887498949, 1.0);
    const double x = normal_quantile(u);
    const double y = 0.5 * x + std::sqrt(0.75) * normal_quantile(std::clamp(v, 1e-9, 1 - 1e-9));
    const double total = 2 * std::exp(s * x - s * s / 2) + std::exp(s * y - s * s / 2);
    sum += total;
    squares += total * total;
  }
  const double mean = sum / kDraws;
  const double cv = std::sqrt(squares / kDraws / (mean * mean) - 1);
  CHECK(mean == doctest::Approx(3).epsilon(0.005));
  CHECK(cv == doctest::Approx(expected_cv).epsilon(0.03));
}

TEST_CASE("sum of lognormals: what is no sum is refused") {
  const auto refused = [](std::vector<double> means, std::vector<double> covariances) {
    const auto shape = lognormal_sum(means, covariances);
    return !shape.ok() && shape.errors()[0].code == "K-130";
  };
  CHECK(refused({}, {}));
  CHECK(refused({0, 0}, {1, 0, 0, 1}));
  CHECK(refused({1, -1}, {1, 0, 0, 1}));
  CHECK(refused({1, kNan}, {1, 0, 0, 1}));
  CHECK(refused({1, 1}, {1, 0, 0}));
  CHECK(refused({1, 1}, {1, 1.1, 1.1, 1}));
  CHECK(refused({1, 1}, {1, -1.1, -1.1, 1}));
  CHECK(refused({1, 1}, {1, 0.5, 0.4, 1}));
  CHECK(refused({1, 1}, {-1, 0, 0, 1}));
  CHECK(refused({1, 1}, {1, kNan, kNan, 1}));
  CHECK(refused({1}, {1e6}));
}

TEST_CASE("package: what each right adds, by hand") {
  const std::vector<double> worths = {6, 4, 2};
  const std::vector<std::uint8_t> free(9, 0);
  CHECK(marginal_worths(worths, free).value() == std::vector<double>{6, 4, 2});
  // the second is nothing without the first, not the other way round
  const std::vector<std::uint8_t> needs = {0, 1, 0, 0, 0, 0, 0, 0, 0};
  CHECK(marginal_worths(worths, needs).value() == std::vector<double>{10, 4, 2});
  CHECK(marginal_worths({}, {}).errors()[0].code == "K-131");
  CHECK_FALSE(marginal_worths(worths, std::vector<std::uint8_t>(8, 0)).ok());
  CHECK_FALSE(marginal_worths(std::vector<double>{-1}, std::vector<std::uint8_t>{0}).ok());
  CHECK_FALSE(marginal_worths(std::vector<double>{kNan}, std::vector<std::uint8_t>{0}).ok());
}

TEST_CASE("package: two essential rights of one product share it; each alone would claim it all") {
  World world({of_product("A1", true), of_product("A2", true)});
  world.law.fees.reset();  // each would go on paying its own
  set(world.scenario, "package_discount_frac", 0.25);
  lend(world, 2);
  const LoanPackage package = package_of(world);
  const auto values = world.values().value();
  const double both = values[0].mean_yuan + values[1].mean_yuan;
  CHECK(package.worth_yuan == doctest::Approx(both));
  REQUIRE(package.rights.size() == 2);
  for (const PackageRight& right : package.rights) {
    CHECK(right.worth_yuan == doctest::Approx(both / 2));
    CHECK(right.marginal_yuan == doctest::Approx(both));
    CHECK(right.alone_yuan == doctest::Approx(both));  // the whole royalty
  }
  CHECK(package.alone_sum_yuan == doctest::Approx(2 * package.rights[0].alone_yuan));
  REQUIRE(package.products.size() == 1);
  CHECK(package.products[0].product_id == "P");
  CHECK(package.products[0].rights == 2);
  CHECK(package.products[0].worth_yuan == doctest::Approx(both));
  CHECK(package.sold_count == 2);
  CHECK(package.sold_yuan == doctest::Approx(0.75 * both));
}

TEST_CASE("package: without the essential right there is none; a right beside it adds its own") {
  World world({of_product("A1", false), of_product("A2", true), invention()});
  lend(world, 3);
  const LoanPackage package = package_of(world);
  const double each = package.rights[0].worth_yuan;
  CHECK(package.rights[0].marginal_yuan == doctest::Approx(each));
  CHECK(package.rights[1].marginal_yuan == doctest::Approx(2 * each));
  CHECK(package.rights[2].marginal_yuan == doctest::Approx(package.rights[2].worth_yuan));
  // held without the essential one, only the right of no product is left
  World partly({of_product("A1", false), invention(), of_product("A2", true)});
  lend(partly, 2);
  const LoanPackage left = package_of(partly);
  CHECK(left.rights[0].worth_yuan == 0);
  CHECK(left.rights[0].alone_yuan > 0);
  CHECK(left.worth_yuan == doctest::Approx(left.rights[1].worth_yuan));
  CHECK(left.sold_count == 1);
  World none({of_product("A1", false), of_product("A2", true)});
  lend(none, 1);
  CHECK_FALSE(asked(none).value().has_value());
}

TEST_CASE(
    "package: a right's own worth takes the least revenue of its product, as the book's does") {
  Asset first = of_product("A1", false);
  Asset second = of_product("A2", false);
  second.product_revenue = Money::of_yuan(500'000);
  World world({first, second});
  lend(world, 2);
  const LoanPackage package = package_of(world);
  Asset alone = invention();
  alone.product_revenue = Money::of_yuan(500'000);
  World single({alone});
  lend(single, 1);
  CHECK(package.rights[0].alone_yuan == doctest::Approx(single.first().mean_yuan));
}

TEST_CASE("package: of a right that secures two loans each holds its part; two pledges add up") {
  // equal balances and no appraisal: a half each; two pledges of one loan on one right: the whole
  World world({invention()});
  lend(world, 1);
  const double mean = world.first().mean_yuan;
  Loan second = world.book.loans[0];
  second.id = "L2";
  world.book.loans.push_back(second);
  Pledge pledge = world.book.pledges[0];
  pledge.loan = LoanId{1};
  world.book.pledges.push_back(pledge);
  const LoanPackage half = package_of(world);
  CHECK(half.worth_yuan == doctest::Approx(mean / 2));
  CHECK(half.alone_sum_yuan == doctest::Approx(mean / 2));
  world.book.pledges[1].loan = LoanId{0};
  const LoanPackage twice = package_of(world);
  REQUIRE(twice.rights.size() == 1);
  CHECK(twice.worth_yuan == doctest::Approx(mean));
}

TEST_CASE("package: the discount is that of the smallest count not below the rights") {
  const auto discount_of = [](std::size_t count) {
    World world(std::vector<Asset>(count, invention()));
    lend(world, count);
    return package_of(world).discount_frac;
  };
  CHECK(discount_of(1) == 0);
  CHECK(discount_of(2) == doctest::Approx(0.05));
  CHECK(discount_of(5) == doctest::Approx(0.05));
  CHECK(discount_of(6) == doctest::Approx(0.10));
  CHECK(discount_of(20) == doctest::Approx(0.10));
  CHECK(discount_of(21) == doctest::Approx(0.20));
}

TEST_CASE("package: correlation by economy, sector and region, by hand") {
  // two equal inventions, ln-SD .5 a year: shares .1, .2, .05 → ρ = .35 in one sector and region,
  // .15 in one region only, .1 in neither
  const auto level_of = [](const char* sector, const char* region) {
    Asset other = invention();
    other.sector = sector;
    other.region = region;
    Asset first = invention();
    first.sector = "s";
    first.region = "r";
    World world({first, other});
    set(world.scenario, "value_volatility", 0.5);
    set(world.scenario, "value_share_macro", 0.10);
    set(world.scenario, "value_share_sector", 0.20);
    set(world.scenario, "value_share_region", 0.05);
    set(world.scenario, "growth_default", 0);
    set(world.scenario, "royalty_rate", 0.05);
    lend(world, 2);
    return package_of(world);
  };
  const auto expected = [](double rho) {
    return std::sqrt(std::log((std::exp(0.25) + std::exp(0.25 * rho)) / 2));
  };
  CHECK(level_of("s", "r").level.ln_sd == doctest::Approx(expected(0.35)).epsilon(1e-9));
  CHECK(level_of("t", "r").level.ln_sd == doctest::Approx(expected(0.15)).epsilon(1e-9));
  CHECK(level_of("t", "q").level.ln_sd == doctest::Approx(expected(0.10)).epsilon(1e-9));
  CHECK(level_of("t", "q").right_ln_sd == doctest::Approx(0.5));
  // estimates of one ln-SD each, apart: their variance adds to each right's own only
  const LoanPackage apart = level_of("t", "q");
  const double estimate = 0.35;  // mapped revenue, growth and royalty from the book
  const double whole =
      std::sqrt(std::log((std::exp(0.25 + estimate * estimate) + std::exp(0.025)) / 2));
  CHECK(apart.whole.ln_sd == doctest::Approx(whole).epsilon(1e-9));
}

TEST_CASE("package: estimates of one product err as one") {
  World world({of_product("A1", false), of_product("A2", false)});
  set(world.scenario, "value_volatility", 0.0);
  lend(world, 2);
  const LoanPackage package = package_of(world);
  CHECK(package.level.ln_sd == 0);
  CHECK(package.whole.ln_sd == doctest::Approx(world.first().ln_sd));
  CHECK(package.whole.effective_count == doctest::Approx(1));
}

TEST_CASE("package: a level that the scenario lacks is named") {
  World world({invention()});
  lend(world, 1);
  std::erase_if(world.scenario.parameters,
                [](const Parameter& one) { return one.name == "package_discount_frac"; });
  const auto told = asked(world);
  REQUIRE_FALSE(told.ok());
  CHECK(told.errors()[0].code == "C-110");
}

TEST_CASE("package formulas: worked examples by hand") {
  // F181: √ln 1.5; F183: V49's two essential rights and one beside them, 14.5796 in all
  const std::map<std::string, std::vector<double>> expected = {
      {"F181", {std::sqrt(std::log(1.5)), 2}},
      {"F182", {2}},
      {"F183", {14.5796, 14.5796, 14.5796, 2}},
      {"F184", {850}},
  };
  test::check_worked_examples(collateral_package_formulas(), expected, 1e-9);
  test::check_inputs_refused(collateral_package_formulas());
  auto typed = test::examples_of(collateral_package_formulas()[0]);
  typed["correlation"] = "1.1";
  CHECK_FALSE(collateral_package_formulas()[0].run(FormulaArguments(typed)).ok());
  typed["correlation"] = "0";
  typed["ln_sds"] = "-1,1";
  CHECK_FALSE(collateral_package_formulas()[0].run(FormulaArguments(typed)).ok());
  typed["ln_sds"] = "1";
  CHECK_FALSE(collateral_package_formulas()[1].run(FormulaArguments(typed)).ok());
}
