#include "models/loss/severity.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <map>

#include "models/base/normal.hpp"
#include "models/base/random.hpp"
#include "models/base/statistics.hpp"
#include "models/valuation/distribution.hpp"
#include "tests/models/loss/fixture.hpp"

using namespace pledgelab;
using namespace pledgelab::test;
using doctest::Approx;

namespace {

// One right a loan, of its own borrower; worth 500 yuan for ever, sold at once for all of it.
struct Pledged {
  Book book;
  std::vector<ValueCurve> curves;
  std::vector<SaleTerms> sales;
  std::vector<PledgePart> parts;

  explicit Pledged(std::uint32_t count, double value_yuan = 500) : book(plain_book(count)) {
    for (std::uint32_t i = 0; i < count; ++i) {
      Asset asset;
      asset.sector = "software";
      asset.region = "Anhui";
      asset.facts = Patent{};
      book.assets.push_back(asset);
      Pledge pledge;
      pledge.loan = LoanId{i};
      pledge.asset = AssetId{i};
      book.pledges.push_back(pledge);
      ValueCurve curve;
      curve.asset = AssetId{i};
      curve.use_value_yuan.assign(13, value_yuan);
      curve.alive_frac.assign(13, 1);
      curves.push_back(curve);
      SaleTerms sale;
      sale.asset = AssetId{i};
      sale.mean_frac = 1;
      sale.delay_months = 0;
      sales.push_back(sale);
      parts.push_back({LoanId{i}, AssetId{i}, Ratio{1, 1}});
    }
  }
  [[nodiscard]] PledgedRights rights() const { return {curves, sales, parts}; }
};

// Mean of the sale's proceeds over all defaults of some paths.
Estimate mean_proceeds(const Pledged& pledged, const LossModel& model, std::uint32_t paths) {
  std::vector<double> yuan;
  PathBuffers buffers = path_buffers(model);
  for (std::uint32_t path = 0; path < paths; ++path) {
    draw_factors(5, path, buffers.factors);
    draw_defaults(model.defaults, buffers.factors, 5, path, buffers.defaults);
    for (std::size_t i = 0; i < buffers.defaults.loan.size(); ++i) {
      yuan.push_back(sale_proceeds_yuan(
          model.severity, model.severity.rights[buffers.defaults.loan[i]],
          buffers.defaults.month[i], buffers.defaults.own_score[i], {5, path, buffers.factors}));
    }
  }
  REQUIRE(yuan.size() > pledged.book.loans.size());
  return mean_estimate(yuan);
}

void check_ratio(const Estimate& estimate, double expected) {
  INFO("estimate ", estimate.value, " ± ", estimate.standard_error, " against ", expected);
  CHECK(std::abs(estimate.value - expected) < 4 * estimate.standard_error);
}

LossTape rows_of_first_default(const Pledged& pledged, const Scenario& scenario) {
  Book book = pledged.book;
  book.loans[0].five_tier = FiveTier::loss;  // in default already: month 1 on every path
  const LossModel model = model_of(book, flat_curves(book, 1e-12), scenario, pledged.rights());
  return simulate_paths(model, 1, 0, 1);
}

}  // namespace

TEST_CASE("loss: wrong way risk, acceptance row V37, by its own part alone") {
  Pledged pledged(300);
  for (ValueCurve& curve : pledged.curves) curve.level_ln_sd_annual = 0.6;
  const std::vector<std::pair<double, double>> published = {
      {0.25, 0.7046}, {0.5, 0.4866}, {0.75, 0.3294}};
  for (const auto& [correlation, ratio] : published) {
    Scenario scenario = quiet_scenario();
    set_level(scenario, "wrong_way_correlation", correlation);
    const LossModel model =
        model_of(pledged.book, late_curves(pledged.book, 0.03), scenario, pledged.rights());
    check_ratio(mean_proceeds(pledged, model, 250), 500 * ratio);
  }
}

TEST_CASE("loss: wrong way risk through common factors and own parts together") {
  Pledged pledged(40);
  for (ValueCurve& curve : pledged.curves) {
    curve.level_ln_sd_annual = 0.6;
    curve.estimate_ln_sd = 0.4;  // does not move the mean
  }
  Scenario scenario = quiet_scenario();
  set_level(scenario, "default_share_macro", 0.09);
  set_level(scenario, "default_share_sector", 0.04);
  set_level(scenario, "default_share_region", 0.01);
  set_level(scenario, "value_share_macro", 0.16);
  set_level(scenario, "value_share_sector", 0.25);
  set_level(scenario, "value_share_region", 0.09);
  set_level(scenario, "wrong_way_correlation", 0.4);
  const double total = 0.3 * 0.4 + 0.2 * 0.5 + 0.1 * 0.3 + std::sqrt(0.86) * std::sqrt(0.5) * 0.4;
  const LossModel model =
      model_of(pledged.book, late_curves(pledged.book, 0.2), scenario, pledged.rights());
  std::vector<double> sums;
  PathBuffers buffers = path_buffers(model);
  for (std::uint32_t path = 0; path < 2500; ++path) {
    draw_factors(5, path, buffers.factors);
    draw_defaults(model.defaults, buffers.factors, 5, path, buffers.defaults);
    double sum = 0;
    for (std::size_t i = 0; i < buffers.defaults.loan.size(); ++i) {
      sum += sale_proceeds_yuan(model.severity, model.severity.rights[buffers.defaults.loan[i]], 12,
                                buffers.defaults.own_score[i], {5, path, buffers.factors});
    }
    sums.push_back(sum);
  }
  const double expected = 40 * 0.2 * 500 * wrong_way_factor(0.2, 0.6, 1, total);
  check_ratio(mean_estimate(sums), expected);
}

TEST_CASE("loss: the sale takes off what dies with the firm, what the sale costs, who is dead") {
  Pledged pledged(300);
  for (SaleTerms& sale : pledged.sales) {
    sale.mean_frac = 0.2;
    sale.concentration = 4;
    sale.cost_frac = 0.1;
    sale.firm_specific_frac = 0.4;
  }
  for (ValueCurve& curve : pledged.curves) {
    for (std::size_t m = 0; m <= 12; ++m) {
      curve.use_value_yuan[m] = m == 12 ? 800 : 1e6;
      curve.alive_frac[m] = m == 12 ? 0.75 : 1;
    }
  }
  Scenario scenario = quiet_scenario();
  set_level(scenario, "sale_share_sector", 0.2);
  const LossModel model =
      model_of(pledged.book, late_curves(pledged.book, 0.10), scenario, pledged.rights());
  std::vector<double> sums;
  PathBuffers buffers = path_buffers(model);
  for (std::uint32_t path = 0; path < 600; ++path) {
    draw_factors(5, path, buffers.factors);
    draw_defaults(model.defaults, buffers.factors, 5, path, buffers.defaults);
    double sum = 0;
    for (std::size_t i = 0; i < buffers.defaults.loan.size(); ++i) {
      sum += sale_proceeds_yuan(model.severity, model.severity.rights[buffers.defaults.loan[i]], 12,
                                buffers.defaults.own_score[i], {5, path, buffers.factors});
    }
    sums.push_back(sum);
  }
  check_ratio(mean_estimate(sums), 300 * 0.10 * 800 * 0.75 * 0.2 * 0.9 * 0.6);
}

TEST_CASE("loss: rows of one default, by hand") {
  Pledged pledged(2);
  pledged.book.loans[0].rate = Rate{60'000};
  pledged.parts[0].part = Ratio{1, 2};
  pledged.sales[0].delay_months = 9;
  Scenario scenario = quiet_scenario();
  set_level(scenario, "default_interest_months", 3);
  set_level(scenario, "other_recovery_mean", 0.25);
  set_level(scenario, "other_recovery_delay_months", 24);
  const LossTape tape = rows_of_first_default(pledged, scenario);
  REQUIRE(tape.size() == 3);
  // 1,000 yuan, three months at 6 %: 15 yuan. Half of 500. A quarter of 1,015.
  CHECK(tape.kind[0] == TapeKind::loan_default);
  CHECK(tape.month[0] == 1);
  CHECK(tape.principal_fen[0] == 100'000);
  CHECK(tape.interest_fen[0] == 1'500);
  CHECK(tape.source[1] == RecoverySource::ip_sale);
  CHECK(tape.month[1] == 10);
  CHECK(tape.principal_fen[1] == 25'000);
  CHECK(tape.source[2] == RecoverySource::other);
  CHECK(tape.month[2] == 25);
  CHECK(tape.principal_fen[2] == 25'375);
}

TEST_CASE("loss: a right without its product's essential mate sells for nothing (V49)") {
  Pledged pledged(1);
  CHECK(rows_of_first_default(pledged, quiet_scenario()).size() == 2);
  pledged.parts[0].incomplete = true;
  CHECK(rows_of_first_default(pledged, quiet_scenario()).size() == 1);
}

TEST_CASE("loss: recoveries stop at what is owed, in the order in which they come") {
  Pledged pledged(1, 900);
  pledged.sales[0].delay_months = 30;
  Scenario scenario = quiet_scenario();
  set_level(scenario, "other_recovery_mean", 0.25);
  set_level(scenario, "other_recovery_delay_months", 24);
  const LossTape tape = rows_of_first_default(pledged, scenario);
  REQUIRE(tape.size() == 3);
  CHECK(tape.source[1] == RecoverySource::other);
  CHECK(tape.principal_fen[1] == 25'000);
  CHECK(tape.source[2] == RecoverySource::ip_sale);
  CHECK(tape.principal_fen[2] == 75'000);
  pledged.sales[0].delay_months = 3;
  pledged.curves[0].use_value_yuan.assign(13, 5'000);
  const LossTape whole = rows_of_first_default(pledged, scenario);
  REQUIRE(whole.size() == 2);
  CHECK(whole.principal_fen[1] == 100'000);
}

TEST_CASE("loss: exposure amortises: a default in month m owes the balance of the month before") {
  Book book = plain_book(1);
  book.loans[0].repayment = Repayment::equal_principal;
  book.loans[0].maturity = add_months(kAsOf, 10);
  const LossModel model = model_of(book, late_curves(book, 0.999999, 4), quiet_scenario());
  const LossTape tape = simulate_paths(model, 1, 0, 1);
  REQUIRE(tape.size() == 1);
  CHECK(tape.month[0] == 4);
  CHECK(tape.principal_fen[0] == 70'000);
}

TEST_CASE("loss: severity by age, where a book has no pledges") {
  Book book = plain_book(400);
  for (Loan& loan : book.loans) loan.origination = add_months(kAsOf, -20);
  Scenario scenario = quiet_scenario();
  scenario.parameters.push_back({"severity_by_age",
                                 "",
                                 "",
                                 std::nullopt,
                                 Mark::fitted,
                                 {{"24", 0.8}, {"36", 0.5}, {"else", 0.3}},
                                 {}});
  set_level(scenario, "severity_concentration", 2.3);
  std::vector<double> young;
  std::vector<double> old;
  const LossTape tape = simulate_paths(model_of(book, flat_curves(book, 0.5), scenario), 2, 0, 20);
  for (std::size_t i = 0; i < tape.size(); ++i) {
    CHECK(tape.kind[i] == TapeKind::loan_default);
    CHECK(tape.interest_fen[i] == 0);
    const double part = static_cast<double>(tape.principal_fen[i]) / 100'000;
    (tape.month[i] <= 4 ? young : old).push_back(part);
  }
  check_ratio(mean_estimate(young), 0.8);
  check_ratio(mean_estimate(old), 0.5);
  CHECK(variance(old) == Approx(0.25 / 3.3).epsilon(0.1));
}

TEST_CASE("loss: severity levels that cannot be are told") {
  const Book book = plain_book(1);
  Scenario scenario = quiet_scenario();
  set_level(scenario, "other_recovery_mean", 0.25);
  set_level(scenario, "other_recovery_sd", 0.45);
  const auto wide = loss_model(book, flat_curves(book, 0.1), {}, scenario, kAsOf);
  REQUIRE(!wide.ok());
  CHECK(wide.errors().front().code == "C-141");
  set_level(scenario, "other_recovery_sd", 0.2);
  set_level(scenario, "default_share_macro", 0.6);
  set_level(scenario, "default_share_sector", 0.4);
  const auto full = loss_model(book, flat_curves(book, 0.1), {}, scenario, kAsOf);
  REQUIRE(!full.ok());
  CHECK(full.errors().front().code == "C-140");
}

TEST_CASE("loss: a bad economy and a bad sector take from recoveries and add to charge-offs") {
  // Variance shares near 1: the sign of the factor decides, whatever the own draw.
  Pledged pledged(1, 300);
  pledged.sales[0].mean_frac = 0.5;
  Scenario scenario = quiet_scenario();
  set_level(scenario, "sale_share_sector", 0.98);
  set_level(scenario, "other_recovery_share_macro", 0.98);
  set_level(scenario, "other_recovery_mean", 0.5);
  set_level(scenario, "other_recovery_sd", 0.25);
  set_level(scenario, "other_recovery_delay_months", 24);
  const LossModel model =
      model_of(pledged.book, flat_curves(pledged.book, 0.1), scenario, pledged.rights());
  DefaultDraw draw;
  draw.loan = {0};
  draw.month = {5};
  draw.own_score = {0};
  const std::uint32_t sector = model.factors.sector_factor("software");
  for (std::uint32_t path = 0; path < 10; ++path) {
    std::vector<double> factors(model.factors.count(), 0);
    std::vector<std::vector<TapeRow>> rows(3);
    for (std::size_t i = 0; i < 3; ++i) {
      factors[0] = factors[sector] = 2 * static_cast<double>(i) - 2;
      sever(model.severity, draw, {1, path, factors}, rows[i]);
      REQUIRE(rows[i].size() == 3);
    }
    for (std::size_t row = 1; row < 3; ++row) {
      CHECK(rows[0][row].principal < rows[1][row].principal);
      CHECK(rows[1][row].principal < rows[2][row].principal);
    }
  }
  Book bare = plain_book(1);
  scenario.parameters.push_back(
      {"severity_by_age", "", "", std::nullopt, Mark::fitted, {{"else", 0.5}}, {}});
  set_level(scenario, "severity_concentration", 3);
  const LossModel by_age = model_of(bare, flat_curves(bare, 0.1), scenario);
  std::vector<std::vector<TapeRow>> rows(2);
  for (std::size_t i = 0; i < 2; ++i) {
    std::vector<double> factors(by_age.factors.count(), 0);
    factors[0] = i == 0 ? -2 : 2;
    sever(by_age.severity, draw, {1, 0, factors}, rows[i]);
  }
  CHECK(rows[0][0].principal > rows[1][0].principal);
}

TEST_CASE("loss: a repaid loan never defaults") {
  Book book = plain_book(3);
  book.loans[1].balance = Money();
  book.loans[1].five_tier = FiveTier::loss;
  const LossModel model = model_of(book, late_curves(book, 0.999999, 4), quiet_scenario());
  CHECK(model.defaults.loan == std::vector<std::uint32_t>{0, 2});
  CHECK(simulate_paths(model, 1, 0, 1).loan == std::vector<std::uint32_t>{0, 2});
}

TEST_CASE("loss: rows of many defaults equal their naive twin to the fen") {
  Pledged pledged(60, 700);
  for (std::uint32_t i = 0; i < 60; ++i) {
    pledged.book.loans[i].rate = Rate{45'000};
    pledged.curves[i].level_ln_sd_annual = 0.5;
    pledged.curves[i].estimate_ln_sd = 0.3;
    pledged.curves[i].alive_frac.assign(13, 0.8);
    pledged.sales[i].mean_frac = 0.2;
    pledged.sales[i].cost_frac = 0.12;
    pledged.sales[i].firm_specific_frac = 0.3;
    pledged.sales[i].delay_months = i % 2 == 0 ? 12 : 30;
  }
  Scenario scenario = quiet_scenario();
  for (const char* name : {"default_share_macro", "value_share_sector", "sale_share_sector",
                           "other_recovery_share_macro", "wrong_way_correlation"}) {
    set_level(scenario, name, 0.2);
  }
  set_level(scenario, "other_recovery_mean", 0.25);
  set_level(scenario, "other_recovery_sd", 0.2);
  set_level(scenario, "other_recovery_delay_months", 24);
  set_level(scenario, "default_interest_months", 3);
  const LossModel model =
      model_of(pledged.book, flat_curves(pledged.book, 0.2), scenario, pledged.rights());
  const std::uint32_t sector = model.factors.sector_factor("software");
  const double apart = std::sqrt(1 - 0.2 * 0.2);
  PathBuffers buffers = path_buffers(model);
  int rows = 0;
  for (std::uint32_t path = 0; path < 20; ++path) {
    draw_factors(3, path, buffers.factors);
    draw_defaults(model.defaults, buffers.factors, 3, path, buffers.defaults);
    buffers.rows.clear();
    sever(model.severity, buffers.defaults, {3, path, buffers.factors}, buffers.rows);
    std::map<std::pair<std::uint32_t, int>, std::int64_t> kernel;
    for (const TapeRow& row : buffers.rows) {
      const int what = row.kind == TapeKind::loan_default ? 0 : static_cast<int>(row.source);
      kernel[{row.loan.index, what}] = (row.principal + row.interest).fen();
    }
    for (std::size_t i = 0; i < buffers.defaults.loan.size(); ++i) {
      const std::uint32_t loan = buffers.defaults.loan[i];
      const auto normal = [&](Stream stream, bool second = false) {
        return normal_quantile(second ? second_uniform(3, path, stream, loan)
                                      : uniform(3, path, stream, loan));
      };
      // 1,000 yuan and three months at 4.5 %.
      const double owed = 1011.25;
      const double f = buffers.factors[sector];
      const double z = std::sqrt(0.2) * f + std::sqrt(0.8) * (0.2 * buffers.defaults.own_score[i] +
                                                              apart * normal(Stream::asset_level));
      const double t = buffers.defaults.month[i] / 12.0;
      const double worth = 700 * std::exp(0.5 * std::sqrt(t) * z - 0.125 * t) *
                           std::exp(0.3 * normal(Stream::asset_level, true) - 0.045);
      const double y = std::sqrt(0.2) * f + std::sqrt(0.8) * normal(Stream::sale_fraction);
      const bool alive = uniform(3, path, Stream::asset_alive, loan) < 0.8;
      const double sale = alive ? worth * 0.7 * 0.88 * beta_quantile(0.8, 3.2, normal_cdf(y)) : 0;
      const double v =
          std::sqrt(0.2) * buffers.factors[0] + std::sqrt(0.8) * normal(Stream::other_recovery);
      const double concentration = 0.25 * 0.75 / 0.04 - 1;
      const double other =
          owed * beta_quantile(0.25 * concentration, 0.75 * concentration, normal_cdf(v));
      const double first = loan % 2 == 0 ? std::min(sale, owed) : std::min(other, owed);
      const double second = std::min(loan % 2 == 0 ? other : sale, owed - first);
      CHECK((kernel[{loan, 0}]) == 101'125);
      const double ip_yuan = static_cast<double>(kernel[{loan, 1}]) / 100;
      const double other_yuan = static_cast<double>(kernel[{loan, 2}]) / 100;
      CHECK(std::abs(ip_yuan - (loan % 2 == 0 ? first : second)) < 0.02 + 1e-4 * worth);
      CHECK(std::abs(other_yuan - (loan % 2 == 0 ? second : first)) < 0.02 + 1e-4 * owed);
      ++rows;
    }
  }
  CHECK(rows > 100);
}
