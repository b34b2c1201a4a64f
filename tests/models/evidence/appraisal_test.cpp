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
