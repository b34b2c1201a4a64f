#include "models/loss/defaults.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "models/base/normal.hpp"
#include "models/base/random.hpp"
#include "models/base/statistics.hpp"
#include "tests/models/loss/fixture.hpp"

using namespace pledgelab;
using namespace pledgelab::test;
using doctest::Approx;

namespace {

constexpr std::uint32_t kPaths = 2500;

void check_near(const Estimate& estimate, double expected) {
  INFO("estimate ", estimate.value, " ± ", estimate.standard_error, " against ", expected);
  CHECK(std::abs(estimate.value - expected) < 4 * estimate.standard_error);
}

Estimate exceedance(const std::vector<double>& counts, double above) {
  std::vector<double> hits;
  for (const double count : counts) hits.push_back(count > above ? 1 : 0);
  return mean_estimate(hits);
}

// The naive twin of draw_defaults: one uniform a borrower, months one after the other.
std::vector<double> twin_counts(const Book& book, const std::vector<PdCurve>& curves,
                                const FactorModel& model) {
  std::vector<double> counts;
  std::vector<double> factors(model.count());
  for (std::uint32_t path = 0; path < kPaths; ++path) {
    draw_factors(7, path, factors);
    double count = 0;
    for (std::size_t i = 0; i < book.loans.size(); ++i) {
      const Borrower& borrower = book.borrowers[book.loans[i].borrower.index];
      const double common = model.borrower.macro * factors[0] +
                            model.borrower.sector * factors[model.sector_factor(borrower.sector)] +
                            model.borrower.region * factors[model.region_factor(borrower.region)];
      const double u = uniform(8, path, Stream::default_clock, book.loans[i].borrower.index);
      for (const double cumulative : curves[i].cumulative_frac) {
        if (u > conditional_default(cumulative, common, model.borrower.own)) continue;
        count += 1;
        break;
      }
    }
    counts.push_back(count);
  }
  return counts;
}

}  // namespace

TEST_CASE("loss: the one-factor tail, published vectors of policies.md 1D") {
  CHECK(one_factor_tail(0.05, 0.85, 0.12, 0.0588) == Approx(0.2311).epsilon(3e-4));
  CHECK(one_factor_tail(0.05, 0.85, 0.12, 0.10) == Approx(0.0625).epsilon(9e-4));
  CHECK(one_factor_tail(0.05, 0.85, 0.12, 0.185) == Approx(0.0042).epsilon(0.012));
  CHECK(one_factor_tail(0.05, 0.85, 0.12, 0.20) == Approx(0.0026).epsilon(0.02));
  CHECK(one_factor_tail(0.08, 0.85, 0.12, 0.185) == Approx(0.0260).epsilon(2e-3));
  CHECK(one_factor_tail(0.03, 0.60, 0.20, 0.10) == Approx(0.01158).epsilon(5e-4));
}

TEST_CASE("loss: a large homogeneous book has that tail, and its mean whatever the correlation") {
  const Book book = plain_book(1000);
  Scenario scenario = quiet_scenario();
  set_level(scenario, "default_share_macro", 0.12);
  const auto counts = default_counts(model_of(book, flat_curves(book, 0.05), scenario), kPaths);
  check_near(mean_estimate(counts), 50);
  // Loss rate x at LGD 0.85 is a default rate of x / 0.85.
  check_near(exceedance(counts, 1000 * 0.0588 / 0.85), 0.2311);
  check_near(exceedance(counts, 1000 * 0.10 / 0.85), 0.0625);
}

TEST_CASE("loss: without correlation the count is binomial") {
  const Book book = plain_book(400);
  const auto counts =
      default_counts(model_of(book, flat_curves(book, 0.05), quiet_scenario()), kPaths);
  check_near(mean_estimate(counts), 20);
  const double binomial = 400 * 0.05 * 0.95;
  CHECK(std::abs(variance(counts) - binomial) < 4 * binomial * std::sqrt(2.0 / kPaths));
}

TEST_CASE("loss: pairs default together as the bivariate normal says, by sector and region") {
  Book book = plain_book(200);
  for (std::size_t i = 100; i < 200; ++i) book.borrowers[i].sector = "food";
  for (std::size_t i = 50; i < 100; ++i) book.borrowers[i].region = "Jilin";
  Scenario scenario = quiet_scenario();
  set_level(scenario, "default_share_macro", 0.10);
  set_level(scenario, "default_share_sector", 0.20);
  set_level(scenario, "default_share_region", 0.15);
  const LossModel model = model_of(book, flat_curves(book, 0.10), scenario);
  PathBuffers buffers = path_buffers(model);
  std::vector<double> all;
  std::vector<double> sector;
  std::vector<double> region;
  std::vector<double> alone;
  for (std::uint32_t path = 0; path < kPaths; ++path) {
    draw_factors(3, path, buffers.factors);
    draw_defaults(model.defaults, buffers.factors, 3, path, buffers.defaults);
    double a = 0;
    double b = 0;
    double c = 0;
    for (const std::uint32_t loan : buffers.defaults.loan) {
      (loan < 50 ? a : loan < 100 ? b : c) += 1;
    }
    all.push_back(a * (a - 1) / (50 * 49));
    sector.push_back(a * b / (50 * 50));
    region.push_back(a * c / (50 * 100));
    alone.push_back((a + b + c) / 200);
  }
  check_near(mean_estimate(alone), 0.10);
  const double k = normal_quantile(0.10);
  check_near(mean_estimate(all), bivariate_normal_cdf(k, k, 0.45));
  check_near(mean_estimate(sector), bivariate_normal_cdf(k, k, 0.30));
  check_near(mean_estimate(region), bivariate_normal_cdf(k, k, 0.25));
}

TEST_CASE("loss: default months follow the curve, and a loan cannot default past its maturity") {
  Book book = plain_book(300);
  for (std::size_t i = 0; i < 100; ++i) book.loans[i].maturity = add_months(kAsOf, 6);
  std::vector<PdCurve> curves = flat_curves(book, 0.12);
  for (std::size_t i = 200; i < 300; ++i) {  // another curve: 0.05 at once, then nothing
    std::fill(curves[i].cumulative_frac.begin() + 1, curves[i].cumulative_frac.end(), 0.05);
  }
  Scenario scenario = quiet_scenario();
  set_level(scenario, "default_share_macro", 0.30);
  const LossModel model = model_of(book, curves, scenario);
  PathBuffers buffers = path_buffers(model);
  std::vector<double> early;
  std::vector<double> middle;
  std::vector<double> third;
  for (std::uint32_t path = 0; path < kPaths; ++path) {
    draw_factors(11, path, buffers.factors);
    draw_defaults(model.defaults, buffers.factors, 11, path, buffers.defaults);
    double a = 0;
    double b = 0;
    double c = 0;
    for (std::size_t i = 0; i < buffers.defaults.loan.size(); ++i) {
      const std::uint32_t loan = buffers.defaults.loan[i];
      const std::uint16_t month = buffers.defaults.month[i];
      if (loan < 100) {
        CHECK(month <= 6);
        a += 1;
      } else if (loan < 200) {
        b += month <= 4 ? 1 : 0;
      } else {
        CHECK(month == 1);
        c += 1;
      }
    }
    early.push_back(a);
    middle.push_back(b);
    third.push_back(c);
  }
  check_near(mean_estimate(early), 100 * 0.06);
  check_near(mean_estimate(middle), 100 * 0.04);
  check_near(mean_estimate(third), 100 * 0.05);
}

TEST_CASE("loss: the skipping kernel and its naive twin agree in distribution") {
  Book book = plain_book(120);
  for (std::size_t i = 0; i < 120; ++i) book.borrowers[i].sector = i % 3 == 0 ? "food" : "games";
  std::vector<PdCurve> curves = flat_curves(book, 0.02);
  for (std::size_t i = 0; i < 120; ++i) {
    const double scale = 1 + static_cast<double>(i) / 20;  // 2 % to 14 %: many buckets
    for (double& cumulative : curves[i].cumulative_frac) cumulative *= scale;
  }
  Scenario scenario = quiet_scenario();
  set_level(scenario, "default_share_macro", 0.15);
  set_level(scenario, "default_share_sector", 0.10);
  const LossModel model = model_of(book, curves, scenario);
  CHECK(model.defaults.buckets.size() > 10);
  const auto kernel = default_counts(model, kPaths);
  const auto twin = twin_counts(book, curves, model.factors);
  // The same factors on both sides: only the borrowers' own luck differs.
  std::vector<double> difference;
  for (std::size_t i = 0; i < kernel.size(); ++i) difference.push_back(kernel[i] - twin[i]);
  check_near(mean_estimate(difference), 0);
  const double spread = variance(twin);
  CHECK(variance(kernel) == Approx(spread).epsilon(4 * std::sqrt(4.0 / kPaths)));
  check_near(exceedance(kernel, 20), exceedance(twin, 20).value);
}

TEST_CASE("loss: loans of one borrower default together; those already in default in month 1") {
  Book book = plain_book(40);
  for (std::size_t i = 20; i < 40; ++i) book.loans[i].borrower = book.loans[i - 20].borrower;
  const auto curves = flat_curves(book, 0.3);
  Scenario scenario = quiet_scenario();
  const LossModel model = model_of(book, curves, scenario);
  PathBuffers buffers = path_buffers(model);
  for (std::uint32_t path = 0; path < 50; ++path) {
    draw_factors(1, path, buffers.factors);
    draw_defaults(model.defaults, buffers.factors, 1, path, buffers.defaults);
    const DefaultDraw& draw = buffers.defaults;
    CHECK(draw.loan.size() % 2 == 0);
    for (std::size_t i = 0; i + 1 < draw.loan.size(); i += 2) {
      CHECK(draw.loan[i + 1] == draw.loan[i] + 20);
      CHECK(draw.month[i + 1] == draw.month[i]);
    }
  }
  set_level(scenario, "default_days_past_due", 90);
  book = plain_book(4);
  book.loans[0].days_past_due = 91;
  book.loans[1].days_past_due = 90;
  book.loans[2].five_tier = FiveTier::substandard;
  book.loans[3].five_tier = FiveTier::special_mention;
  const LossModel late = model_of(book, flat_curves(book, 1e-9), scenario);
  CHECK(late.defaults.in_default == std::vector<std::uint8_t>{1, 0, 1, 0});
  CHECK(default_counts(late, 20) == std::vector<double>(20, 2));
}

TEST_CASE(
    "loss: a cohort's curve holds whole, also for loans of a shorter term; a rating's ends at "
    "maturity") {
  Book book = plain_book(400);
  for (Loan& loan : book.loans) loan.maturity = add_months(kAsOf, 3);
  Scenario scenario = quiet_scenario();
  set_level(scenario, "pd_cohort_curve", 0.5);
  set_level(scenario, "severity_by_age", 0.5);
  set_level(scenario, "severity_concentration", 2);
  auto curves = flat_curves(book, 0.20);
  check_near(mean_estimate(default_counts(model_of(book, curves, scenario), kPaths)), 400 * 0.20);
  for (PdCurve& curve : curves) curve.route = PdRoute::own_rating;
  check_near(mean_estimate(default_counts(model_of(book, curves, scenario), kPaths)), 400 * 0.05);
}

TEST_CASE(
    "loss: a balance still owed is late since its maturity: in default after the level's days") {
  Scenario scenario = quiet_scenario();
  set_level(scenario, "default_days_past_due", 90);
  Book book = plain_book(4);
  book.loans[0].maturity = add_days(kAsOf, -90);
  book.loans[1].maturity = add_days(kAsOf, -91);
  book.loans[2].days_past_due = 90;
  book.loans[3].days_past_due = 91;
  const LossModel model = model_of(book, flat_curves(book, 1e-12), scenario);
  CHECK(model.defaults.in_default == std::vector<std::uint8_t>{0, 1, 0, 1});
  // Fallen due and not yet in default: it can still default, in month 1, for all that is owed.
  book.loans.resize(1);
  const LossModel late = model_of(book, flat_curves(book, 1 - 1e-12, 1), scenario);
  const LossTape tape = simulate_paths(late, 1, 0, 1);
  REQUIRE(tape.size() == 1);
  CHECK(tape.month[0] == 1);
  CHECK(tape.principal_fen[0] == 100'000);
}
