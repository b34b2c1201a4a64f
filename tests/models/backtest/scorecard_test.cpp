// Credibility worked through on paper, and scorecards of a made ledger.
#include "models/backtest/scorecard.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

using namespace pledgelab;

namespace {

using Numbers = std::vector<double>;
const double kLn2 = std::log(2.0);

RealisedValue row(const std::string& asset, const std::string& date, Realisation what,
                  std::int64_t yuan, const std::string& valuer = {}) {
  return {asset, *parse_date(date), what, Money::of_yuan(yuan), valuer, 0};
}

// An appraisal by `valuer` and a sale for 100 a hundred days later.
void add_test(std::vector<RealisedValue>& rows, const std::string& valuer, std::int64_t yuan) {
  const std::string asset = "A" + std::to_string(rows.size());
  rows.push_back(row(asset, "2024-01-01", Realisation::reappraisal, yuan, valuer));
  rows.push_back(row(asset, "2024-04-10", Realisation::sale, 100));
}

Scorecards cards_of(const std::vector<RealisedValue>& rows) {
  return scorecards(match_appraisals(rows).tested, rows).value();
}

}  // namespace

TEST_CASE("credibility: two of three observations each, by hand") {
  // 3, 5, 7 and 6, 9, 12 have means 5 and 9, s² = (4 + 9)/2 = 6.5. V = 6, m̄ = 7, Σ v (m - m̄)² =
  // 24; a = (24 - 6.5)/(6 - 18/6) = 5.833333; Z = 17.5/(17.5 + 6.5) = 0.7291667.
  const auto result = credibility(Numbers{5, 9}, Numbers{3, 3}, 6.5).value();
  CHECK(result.between_variance == doctest::Approx(17.5 / 3));
  CHECK(result.weights[0] == doctest::Approx(0.7291667));
  CHECK(result.collective_mean == doctest::Approx(7));
  CHECK(result.shrunk_means[0] == doctest::Approx(5.541667));
  CHECK(result.shrunk_means[1] == doctest::Approx(8.458333));
  // 5.833333 × 0.2708333 × (1 + 0.2708333/1.4583333) = 1.873264.
  CHECK(result.error_variance[0] == doctest::Approx(1.873264).epsilon(1e-6));
}

TEST_CASE("credibility: unequal volumes by hand") {
  // V = 8, m̄ = 0.75, Σ v (m - m̄)² = 1.5; a = (1.5 - 1)/(8 - 40/8) = 1/6. Z = (2/6)/(2/6 + 1) =
  // 1/4, 1/(1 + 1) = 1/2. μ = ½/¾ = 2/3. Errors: 1/6 × ¾ × (1 + ¾/¾), 1/6 × ½ × (1 + ½/¾).
  const auto result = credibility(Numbers{0, 1}, Numbers{2, 6}, 1).value();
  CHECK(result.between_variance == doctest::Approx(1.0 / 6));
  CHECK(result.weights[0] == doctest::Approx(0.25));
  CHECK(result.weights[1] == doctest::Approx(0.5));
  CHECK(result.collective_mean == doctest::Approx(2.0 / 3));
  CHECK(result.shrunk_means[0] == doctest::Approx(0.5));
  CHECK(result.shrunk_means[1] == doctest::Approx(5.0 / 6));
  CHECK(result.error_variance[0] == doctest::Approx(0.25));
  CHECK(result.error_variance[1] == doctest::Approx(5.0 / 36));
}

TEST_CASE("credibility: no difference beyond luck leaves the collective; no luck, each its own") {
  const auto alike = credibility(Numbers{0, 0.1}, Numbers{2, 6}, 1).value();
  CHECK(alike.between_variance == 0);
  CHECK(alike.weights[1] == 0);
  CHECK(alike.collective_mean == doctest::Approx(0.075));
  CHECK(alike.shrunk_means[0] == doctest::Approx(0.075));
  CHECK(alike.error_variance[0] == doctest::Approx(1.0 / 8));
  const auto sure = credibility(Numbers{0, 1}, Numbers{2, 6}, 0).value();
  CHECK(sure.weights[0] == 1);
  CHECK(sure.shrunk_means[1] == 1);
  CHECK(sure.error_variance[0] == 0);
  const auto single = credibility(Numbers{0.3}, Numbers{5}, 1).value();
  CHECK(single.between_variance == 0);
  CHECK(single.shrunk_means[0] == doctest::Approx(0.3));
  CHECK(single.error_variance[0] == doctest::Approx(0.2));
}

TEST_CASE("credibility: of variances, by hand") {
  // 1 and 9 of four degrees each. 2σ⁴: 2 (4 × 1 × 4/6 + 4 × 81 × 4/6)/8 = 54.66667. Σ d (s² - 5)² =
  // 128; a = (128 - 54.66667)/(8 - 32/8) = 18.33333; Z = 73.33333/128 = 0.5729167.
  const auto result = variance_credibility(Numbers{1, 9}, Numbers{4, 4}).value();
  CHECK(result.between_variance == doctest::Approx(18.33333).epsilon(1e-6));
  CHECK(result.weights[0] == doctest::Approx(0.5729167));
  CHECK(result.shrunk_means[0] == doctest::Approx(2.708333).epsilon(1e-6));
  CHECK(result.shrunk_means[1] == doctest::Approx(7.291667).epsilon(1e-6));
}

TEST_CASE("credibility: wrong lists are refused") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(credibility({}, {}, 1).errors()[0].code == "B-156");
  CHECK_FALSE(credibility(Numbers{1}, Numbers{1, 2}, 1).ok());
  CHECK_FALSE(credibility(Numbers{1}, Numbers{0}, 1).ok());
  CHECK_FALSE(credibility(Numbers{nan}, Numbers{1}, 1).ok());
  CHECK_FALSE(credibility(Numbers{1}, Numbers{nan}, 1).ok());
  CHECK_FALSE(credibility(Numbers{1}, Numbers{1}, -1).ok());
  CHECK_FALSE(credibility(Numbers{1}, Numbers{1}, nan).ok());
  CHECK_FALSE(variance_credibility(Numbers{-1, 1}, Numbers{1, 1}).ok());
  CHECK_FALSE(variance_credibility(Numbers{1, 1}, Numbers{0, 1}).ok());
  CHECK_FALSE(variance_credibility(Numbers{1}, Numbers{1, 1}).ok());
  CHECK_FALSE(variance_credibility({}, {}).ok());
  CHECK_FALSE(variance_credibility(Numbers{nan}, Numbers{1}).ok());
}

TEST_CASE("scorecard: bias and dispersion by valuer, shrunk, by hand") {
  // In units of ln 2: V-A appraises 4 and 16 times what is paid (2, 4: mean 3, variance 2), V-B
  // half and twice (-1, 1: mean 0, variance 2). s² = 2, m̄ = 1.5, Σ v (m - m̄)² = 9; a = (9 - 2)/(4
  // - 8/4) = 3.5; Z = 7/9; shrunk 1.5 ± 1.5 × 7/9; error 3.5 × 2/9 × (1 + (2/9)/(14/9)) = 8/9.
  std::vector<RealisedValue> rows;
  add_test(rows, "V-B", 50);
  add_test(rows, "V-A", 400);
  add_test(rows, "V-A", 1600);
  add_test(rows, "V-B", 200);
  const Scorecards cards = cards_of(rows);
  REQUIRE(cards.valuers.size() == 2);
  const ValuerScorecard& high = cards.valuers[0];
  CHECK(high.valuer_id == "V-A");
  CHECK(high.count == 2);
  CHECK(high.bias_ln == doctest::Approx(3 * kLn2));
  CHECK(*high.dispersion_ln == doctest::Approx(std::sqrt(2.0) * kLn2));
  CHECK(high.weight_frac == doctest::Approx(7.0 / 9));
  CHECK(high.record.bias_ln == doctest::Approx((1.5 + 1.5 * 7 / 9) * kLn2));
  CHECK(high.record.bias_sd_ln == doctest::Approx(std::sqrt(8.0 / 9) * kLn2));
  CHECK(high.record.dispersion_ln == doctest::Approx(std::sqrt(2.0) * kLn2));
  CHECK(cards.valuers[1].record.bias_ln == doctest::Approx((1.5 - 1.5 * 7 / 9) * kLn2));
  CHECK(cards.between_sd_ln == doctest::Approx(std::sqrt(3.5) * kLn2));
  CHECK(cards.within_sd_ln == doctest::Approx(std::sqrt(2.0) * kLn2));
  CHECK(cards.mean_days == doctest::Approx(100));
  // Who was never tested: 1.5, with 3.5 (1 + 9/14) = 5.75 of variance.
  const TrackRecord unknown = record_of(cards, "V-Z");
  CHECK(unknown.bias_ln == doctest::Approx(1.5 * kLn2));
  CHECK(unknown.bias_sd_ln == doctest::Approx(std::sqrt(5.75) * kLn2));
  CHECK(unknown.dispersion_ln == doctest::Approx(std::sqrt(2.0) * kLn2));
  CHECK(record_of(cards, "V-A").bias_ln == high.record.bias_ln);
}

TEST_CASE("scorecard: a valuer with one test has no dispersion of his own") {
  std::vector<RealisedValue> rows;
  add_test(rows, "V-A", 400);
  add_test(rows, "V-A", 1600);
  add_test(rows, "V-0", 100);
  const Scorecards cards = cards_of(rows);
  REQUIRE(cards.valuers.size() == 2);
  CHECK(cards.valuers[0].valuer_id == "V-0");
  CHECK_FALSE(cards.valuers[0].dispersion_ln.has_value());
  CHECK(cards.valuers[0].dispersion_weight_frac == 0);
  CHECK(cards.valuers[0].record.dispersion_ln == doctest::Approx(std::sqrt(2.0) * kLn2));
  CHECK(cards.valuers[1].dispersion_ln.has_value());
}

TEST_CASE("scorecard: the disperse valuer stays apart where there is enough to tell") {
  std::vector<RealisedValue> rows;
  for (const std::int64_t yuan : {50, 200, 50, 200, 100}) add_test(rows, "V-A", yuan);
  for (const std::int64_t yuan : {25, 400, 25, 400, 100}) add_test(rows, "V-B", yuan);
  // V-A: -1, 1, -1, 1, 0: variance 4/4 = 1. V-B: -2, 2, -2, 2, 0: 16/4 = 4. Four degrees each:
  // 2σ⁴ = 2 × 4 (1 + 16)(4/6)/8 = 11.33333; Σ d (s² - 2.5)² = 18; a = (18 - 11.33333)/4 = 1.666667;
  // Z = 6.666667/18 = 0.3703704; 2.5 ∓ 1.5 Z = 1.944444, 3.055556.
  const Scorecards cards = cards_of(rows);
  CHECK(cards.valuers[0].dispersion_weight_frac == doctest::Approx(0.3703704));
  CHECK(cards.valuers[0].record.dispersion_ln == doctest::Approx(std::sqrt(1.944444) * kLn2));
  CHECK(cards.valuers[1].record.dispersion_ln == doctest::Approx(std::sqrt(3.055556) * kLn2));
}

TEST_CASE("scorecard: without two tests of one valuer there is none") {
  std::vector<RealisedValue> rows;
  CHECK(scorecards({}, rows).errors()[0].code == "B-156");
  add_test(rows, "V-A", 400);
  add_test(rows, "V-B", 400);
  const auto none = scorecards(match_appraisals(rows).tested, rows);
  CHECK(none.errors()[0].code == "B-156");
}
