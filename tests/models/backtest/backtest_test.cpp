// A made ledger scored by hand; forecasts right by construction, and wrong on purpose.
#include "models/backtest/backtest.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "models/base/normal.hpp"
#include "models/base/random.hpp"

using namespace pledgelab;

namespace {

struct Ledger {
  std::vector<ValueForecast> forecasts;
  std::vector<RealisedValue> outcomes;

  void add(const DeltaLognormal& worth, double yuan, Realisation what = Realisation::sale,
           std::optional<AssetKind> kind = AssetKind::invention) {
    const std::string asset = "A" + std::to_string(forecasts.size());
    const std::string valuer = what == Realisation::reappraisal ? "V" : "";
    forecasts.push_back({asset, kind, *parse_date("2024-01-01"), what, worth, 0});
    outcomes.push_back({asset, *parse_date("2024-04-10"), what,
                        Money::of_fen(std::llround(yuan * 100)), valuer, 0});
  }
  [[nodiscard]] Backtest test(std::uint64_t seed = 1) const {
    return backtest(forecasts, outcomes, seed).value();
  }
};

// n outcomes drawn from `truth` (median about a million), each forecast as `said`.
Ledger drawn(const DeltaLognormal& truth, const DeltaLognormal& said, std::size_t n) {
  Ledger ledger;
  for (std::size_t i = 0; i < n; ++i) {
    const double u = uniform(20190830, 0, Stream::sample_book, i);
    const double v = second_uniform(20190830, 0, Stream::sample_book, i);
    const double yuan =
        u < truth.zero_frac ? 0 : std::exp(truth.ln_mean + truth.ln_sd * normal_quantile(v));
    ledger.add(said, yuan);
  }
  return ledger;
}

const GroupScore& group(const Backtest& test, const std::string& by, const std::string& key) {
  for (const GroupScore& one : test.groups) {
    if (one.by == by && one.key == key) return one;
  }
  FAIL("no group ", by, " ", key);
  return test.groups.front();
}

}  // namespace

TEST_CASE("backtest: three sales at their forecast medians, by hand") {
  // Medians 100, 200, 400, s = 1, each met: CRPS 0.267405 times the median, mean 62.3945.
  // Climatology of 100, 200, 400: 150, 75, 225 (scores_test), mean 150: skill 1 - 62.3945/150.
  // In ln: 0.2336950 each; ln 2 × {0, 1, 2}: D = 3, 2, 3, T = 4: 1.5 - 1/4, 1 - 2/4, 1.5 - 1/4,
  // mean ln 2: skill 1 - 0.2336950/0.6931472.
  Ledger ledger;
  ledger.add({0, std::log(100), 1}, 100);
  ledger.add({0, std::log(200), 1}, 200, Realisation::sale, AssetKind::design);
  ledger.add({0, std::log(400), 1}, 400, Realisation::sale, std::nullopt);
  const Backtest test = ledger.test();
  const GroupScore& all = group(test, "all", "");
  CHECK(all.count == 3);
  CHECK(all.mean_days == doctest::Approx(100));
  CHECK(all.mean_crps_yuan == doctest::Approx(62.3945).epsilon(1e-5));
  CHECK(*all.skill_frac == doctest::Approx(1 - 62.3945 / 150).epsilon(1e-5));
  CHECK(all.count_ln == 3);
  CHECK(*all.mean_crps_ln == doctest::Approx(0.2336950).epsilon(1e-6));
  CHECK(*all.skill_ln_frac == doctest::Approx(1 - 0.2336950 / 0.6931472).epsilon(1e-6));
  CHECK(*all.mean_error_ln == doctest::Approx(0).epsilon(1e-9));
  CHECK(all.coverage.inside.hits == 3);
  // Wilson of 3 of 3: (3 + 1.920729 - 1.920729)/(3 + 3.841459).
  CHECK(all.coverage.inside.low_frac == doctest::Approx(3 / 6.841459).epsilon(1e-6));
  CHECK(test.histogram == PitHistogram{0, 0, 0, 0, 0, 3, 0, 0, 0, 0});
  CHECK_FALSE(test.uniformity.has_value());
  CHECK_FALSE(test.cards.has_value());
  REQUIRE(test.groups.size() == 5);  // all, sale, invention, design, unknown
  CHECK(group(test, "purpose", "sale").count == 3);
  CHECK(group(test, "kind", "invention").count == 1);
  CHECK(group(test, "kind", "design").mean_crps_yuan == doctest::Approx(53.4810).epsilon(1e-5));
  CHECK(test.groups[4].key == "unknown");
}

TEST_CASE("backtest: an outcome off its median tells its direction") {
  Ledger ledger;
  ledger.add({0, std::log(100), 0.5}, 50);
  ledger.add({0, std::log(100), 0.5}, 25, Realisation::reappraisal);
  const Backtest test = ledger.test();
  CHECK(*group(test, "purpose", "sale").mean_error_ln == doctest::Approx(-std::log(2)));
  CHECK(*group(test, "purpose", "reappraisal").mean_error_ln == doctest::Approx(-std::log(4)));
  CHECK_FALSE(group(test, "all", "").skill_frac.has_value());  // two outcomes, none of three alike
  // z = -2 ln 4 ÷ 1 = -2.77: below P10.
  CHECK(group(test, "purpose", "reappraisal").coverage.below == 1);
  CHECK(group(test, "all", "").coverage.above == 0);
}

TEST_CASE("backtest: each purpose has its own reference") {
  // Sales 1, 2, 4 (climatology 1.5, 0.75, 2.25) and two licences, too few: skill is of the sales
  // alone though the licences count in the mean. Sure forecasts at the outcome's third: error 2/3
  // y.
  Ledger ledger;
  for (const double yuan : {1.0, 2.0, 4.0}) ledger.add({1, 0, 0}, yuan);
  ledger.add({1, 0, 0}, 1000, Realisation::licence);
  ledger.add({1, 0, 0}, 2000, Realisation::licence);
  const Backtest test = ledger.test();
  // Sure of nothing scores the outcome: mean 7/3 against 1.5: skill 1 - 14/9.
  CHECK(*group(test, "all", "").skill_frac == doctest::Approx(1 - 14.0 / 9));
  CHECK(group(test, "all", "").mean_crps_yuan == doctest::Approx(3007.0 / 5));
  CHECK_FALSE(group(test, "purpose", "licence").skill_frac.has_value());
  CHECK(group(test, "all", "").count_ln == 0);
  CHECK_FALSE(group(test, "all", "").mean_crps_ln.has_value());
  CHECK(group(test, "all", "").coverage.above == 5);
}

TEST_CASE("backtest: re-appraisals and licences have a reference as sales have") {
  Ledger ledger;
  for (const double yuan : {1.0, 2.0, 4.0}) {
    ledger.add({1, 0, 0}, yuan, Realisation::reappraisal);
    ledger.add({1, 0, 0}, 10 * yuan, Realisation::licence);
  }
  const Backtest test = ledger.test();
  CHECK(*group(test, "purpose", "reappraisal").skill_frac == doctest::Approx(1 - 14.0 / 9));
  CHECK(*group(test, "purpose", "licence").skill_frac == doctest::Approx(1 - 14.0 / 9));
}

TEST_CASE("backtest: outcomes all alike leave nothing to forecast: no skill") {
  Ledger ledger;
  for (int i = 0; i < 3; ++i) ledger.add({0, std::log(100), 1}, 100);
  CHECK_FALSE(group(ledger.test(), "all", "").skill_frac.has_value());
  CHECK(group(ledger.test(), "all", "").mean_crps_yuan == doctest::Approx(26.7405).epsilon(1e-5));
}

TEST_CASE("backtest: forecasts that are right pass") {
  const DeltaLognormal truth{0.2, std::log(1e6), 0.8};
  const Backtest test = drawn(truth, truth, 2000).test();
  CHECK(group(test, "all", "").coverage.inside.covers(kNominalCoverage));
  REQUIRE(test.uniformity.has_value());
  CHECK(test.uniformity->bins == 10);
  CHECK(test.uniformity->p_value > 0.01);
  CHECK(std::abs(*group(test, "all", "").mean_error_ln) < 4 * 0.8 / std::sqrt(1600));
  // Nothing is known of one right that is not known of all: no skill beyond the climatology.
  CHECK(std::abs(*group(test, "all", "").skill_frac) < 0.01);
}

TEST_CASE("backtest: half the spread, twice the spread and a bias are told") {
  const DeltaLognormal truth{0, std::log(1e6), 0.8};
  const Backtest narrow = drawn(truth, {0, std::log(1e6), 0.4}, 500).test();
  CHECK(group(narrow, "all", "").coverage.inside.high_frac < kNominalCoverage);
  CHECK(narrow.uniformity->p_value < 1e-6);
  CHECK(narrow.histogram[0] > narrow.histogram[5]);
  CHECK(narrow.histogram[9] > narrow.histogram[5]);
  const Backtest wide = drawn(truth, {0, std::log(1e6), 1.6}, 500).test();
  CHECK(group(wide, "all", "").coverage.inside.low_frac > kNominalCoverage);
  CHECK(wide.histogram[0] < wide.histogram[5]);
  const Backtest high = drawn(truth, {0, std::log(2e6), 0.8}, 500).test();
  CHECK(*group(high, "all", "").mean_error_ln < -0.5);
  CHECK(high.histogram[0] > high.histogram[9]);
  CHECK(group(high, "all", "").coverage.below > group(high, "all", "").coverage.above);
  const Backtest right = drawn(truth, truth, 500).test();
  using Findings = std::vector<BacktestFinding>;
  CHECK(findings_of(right).empty());
  CHECK(findings_of(narrow) == Findings{BacktestFinding::too_narrow, BacktestFinding::not_uniform});
  CHECK(findings_of(wide) == Findings{BacktestFinding::too_wide, BacktestFinding::not_uniform});
  CHECK(findings_of(high).back() == BacktestFinding::not_uniform);
  CHECK(findings_of(Backtest{}) == Findings{BacktestFinding::nothing_matched});
  for (const Backtest* wrong : {&narrow, &wide, &high}) {
    CHECK(*group(*wrong, "all", "").mean_crps_ln > *group(right, "all", "").mean_crps_ln);
  }
}

TEST_CASE("backtest: on the atom the transform is drawn by the outcome's identity and the seed") {
  const DeltaLognormal worth{0.5, 0, 1};
  Ledger ledger;
  for (int i = 0; i < 2000; ++i) ledger.add(worth, 0);
  const Backtest test = ledger.test();
  double sum = 0;
  for (const ScoredPair& one : test.scored) {
    CHECK(one.transform > 0);
    CHECK(one.transform < 0.5);
    sum += one.transform;
    CHECK_FALSE(one.crps_ln.has_value());
  }
  // Uniform on (0, ½): mean ¼, SD 0.144338.
  CHECK(std::abs(sum / 2000 - 0.25) < 4 * 0.144338 / std::sqrt(2000));
  const auto of_first = [](const Backtest& of) { return of.scored.front().transform; };
  Ledger more = ledger;
  more.add(worth, 5);
  std::reverse(more.outcomes.begin(), more.outcomes.end());
  CHECK(of_first(more.test()) == of_first(test));
  CHECK(of_first(ledger.test(2)) != of_first(test));
  Ledger other = ledger;
  other.outcomes[0].date.days += 1;
  CHECK(of_first(other.test()) != of_first(test));
  other = ledger;
  other.outcomes[0].valuer_id = "V";
  CHECK(of_first(other.test()) != of_first(test));
}

TEST_CASE("backtest: nothing matched scores nothing; a false distribution is refused") {
  const Backtest none = backtest({}, {}, 1).value();
  CHECK(none.groups.empty());
  CHECK(none.scored.empty());
  Ledger ledger;
  ledger.add({0, std::nan(""), 1}, 100);
  CHECK(backtest(ledger.forecasts, ledger.outcomes, 1).errors()[0].code == "B-151");
}

TEST_CASE("backtest: the valuers' scorecards stand beside the scores") {
  Ledger ledger;
  const std::vector<double> appraised = {400, 1600};
  for (std::size_t i = 0; i < appraised.size(); ++i) {
    ledger.add({0, std::log(appraised[i]), 1}, appraised[i], Realisation::reappraisal);
    ledger.outcomes.push_back({ledger.outcomes.back().asset_id, *parse_date("2024-09-01"),
                               Realisation::sale, Money::of_yuan(100), "", 0});
  }
  const Backtest test = ledger.test();
  REQUIRE(test.cards.has_value());
  CHECK(test.cards->valuers[0].valuer_id == "V");
  CHECK(test.cards->valuers[0].bias_ln == doctest::Approx(3 * std::log(2)));  // ln 4, ln 16
  CHECK(test.matches.unmatched.size() == 2);  // no forecast of a sale
}
