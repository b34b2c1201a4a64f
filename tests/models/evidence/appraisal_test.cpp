// An appraisal as evidence, by hand, and pooled with a model's estimate.
#include "models/evidence/appraisal.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "models/valuation/distribution.hpp"

using namespace pledgelab;

TEST_CASE("evidence: bias taken off, spread from dispersion, the bias's own error and age") {
  // 1,000,000 e^-0.7 = 496,585.3; 0.34² + 0.12² + 0.4² × 2 = 0.1156 + 0.0144 + 0.32 = 0.45.
  const auto estimate = appraisal_evidence({1e6, 2, 0.4}, {0.7, 0.12, 0.34}).value();
  CHECK(std::exp(estimate.ln_centre) == doctest::Approx(496'585.3).epsilon(1e-7));
  CHECK(estimate.ln_sd == doctest::Approx(std::sqrt(0.45)));
  // A valuer who appraises too low is corrected upwards; a fresh appraisal has no age's spread.
  const auto low = appraisal_evidence({1e6, 0, 0.4}, {-0.7, 0, 0.3}).value();
  CHECK(std::exp(low.ln_centre) == doctest::Approx(2'013'752.7).epsilon(1e-7));
  CHECK(low.ln_sd == doctest::Approx(0.3));
}

TEST_CASE("evidence: in the pool the valuer of less dispersion weighs more") {
  // Independent: weights by 1/s². Model s 0.7, valuer s 0.35: 0.8 of the weight is the valuer's.
  const auto valuer = appraisal_evidence({2e6, 0, 0}, {0, 0, 0.35}).value();
  const std::vector<LnEstimate> estimates = {{std::log(1e6), 0.7}, valuer};
  const auto pooled = pool_estimates(estimates, 0).value();
  CHECK(pooled.weights[1] == doctest::Approx(0.8));
  CHECK(std::exp(pooled.ln_centre) == doctest::Approx(1e6 * std::pow(2.0, 0.8)));
}

TEST_CASE("evidence: outside the domain it is refused") {
  const TrackRecord good{0.1, 0.1, 0.3};
  CHECK(appraisal_evidence({1, 0, 0}, good).ok());
  for (const DatedAppraisal& bad :
       {DatedAppraisal{0, 1, 0.4}, DatedAppraisal{-1, 1, 0.4}, DatedAppraisal{1, -1, 0.4},
        DatedAppraisal{1, 1, -0.4}, DatedAppraisal{std::nan(""), 1, 0.4},
        DatedAppraisal{1, std::nan(""), 0.4}, DatedAppraisal{1, 1, std::nan("")}}) {
    CHECK(appraisal_evidence(bad, good).errors()[0].code == "B-157");
  }
  for (const TrackRecord& bad : {TrackRecord{0, 0, 0}, TrackRecord{0, -1, 1}, TrackRecord{0, 0, -1},
                                 TrackRecord{std::nan(""), 0, 1}}) {
    CHECK_FALSE(appraisal_evidence({1, 1, 0.4}, bad).ok());
  }
}

TEST_CASE("appraisal volatility: the raw spread of three appraisals, unsmoothed, by hand") {
  // Changes +ln 1.1, -ln 1.1 a year apart, no drift: s² = 2 (ln 1.1)², s = .134789.
  // a = .3: √(1.3/.7) = 1.362770, so .183686; the raw SD would be less, and an old appraisal worse
  // off for it: √(.3² + .183686² × 3) = .4372 against √(.3² + .134789² × 3) = .3801.
  const std::vector<AppraisedValue> series = {{0, 100}, {1, 110}, {2, 100}};
  const double sd = appraisal_volatility(series, {.4, 0}, .3).value();
  CHECK(sd == doctest::Approx(.183686).epsilon(1e-5));
  const double raw = std::sqrt(2.0) * std::log(1.1);
  CHECK(appraisal_volatility(series, {.4, 0}, 0).value() == doctest::Approx(raw));
  CHECK(sd > raw);
  const TrackRecord known{0, 0, .3};
  CHECK(appraisal_evidence({1e6, 3, sd}, known).value().ln_sd ==
        doctest::Approx(.4372).epsilon(1e-4));
  CHECK(appraisal_evidence({1e6, 3, raw}, known).value().ln_sd ==
        doctest::Approx(.3801).epsilon(1e-4));
}

TEST_CASE("appraisal volatility: drift, gaps of unequal length, and the kind's prior, by hand") {
  // A steady rise has no spread: only the prior's part is left, √(4 × .16/(4 + 1)) = .357771.
  const std::vector<AppraisedValue> steady = {{0, 100}, {1, 120}, {2, 144}};
  CHECK(appraisal_volatility(steady, {.4, 4}, .3).value() ==
        doctest::Approx(.357771).epsilon(1e-5));
  // e^0, e^.4 after four years, e^1 after one more: μ = .2, Δ - μΔt = -.4 and .4,
  // s² = .16/4 + .16/1 = .2 with one degree; a = 0: √((4 × .16 + .2)/5) = .409878.
  const std::vector<AppraisedValue> gaps = {{0, 1}, {4, std::exp(.4)}, {5, std::exp(1.0)}};
  CHECK(appraisal_volatility(gaps, {.4, 4}, 0).value() == doctest::Approx(.409878).epsilon(1e-5));
  // Two appraisals are one change: no spread can be read from it.
  CHECK(appraisal_volatility(std::vector<AppraisedValue>{{0, 1}, {1, 9}}, {.4, 4}, .3).value() ==
        .4);
  CHECK(appraisal_volatility({}, {.4, 4}, .3).value() == .4);
}

TEST_CASE("appraisal volatility: outside the domain it is refused") {
  const std::vector<AppraisedValue> good = {{0, 100}, {1, 110}, {2, 100}};
  const double nan = std::nan("");
  for (const VolatilityPrior& bad :
       {VolatilityPrior{0, 4}, VolatilityPrior{-.4, 4}, VolatilityPrior{.4, -1},
        VolatilityPrior{nan, 4}, VolatilityPrior{.4, nan}}) {
    CHECK(appraisal_volatility(good, bad, .3).errors()[0].code == "EV-111");
  }
  for (const double lag : {-.1, 1.0, nan})
    CHECK_FALSE(appraisal_volatility(good, {.4, 4}, lag).ok());
  using Series = std::vector<AppraisedValue>;
  for (const Series& bad : {Series{{0, 1}, {1, 0}, {2, 1}}, Series{{0, 1}, {0, 2}, {1, 1}},
                            Series{{1, 1}, {0, 2}, {2, 1}}, Series{{0, nan}, {1, 2}, {2, 1}},
                            Series{{nan, 1}, {1, 2}, {2, 1}}, Series{{0, -1}}}) {
    CHECK_FALSE(appraisal_volatility(bad, {.4, 4}, .3).ok());
  }
}
