// Weights re-estimated from what became of patents, and what either weighting proved to be worth on
// patents it had not seen.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/base/error.hpp"
#include "models/quality/index_policy.hpp"
#include "models/quality/patent_set.hpp"
#include "models/quality/ranking_quality.hpp"

namespace pledgelab {

/// What counts as the outcome: the column's value at least `at_least`; without one, the column
/// holds 0 and 1.
struct OutcomeTest {
  std::string column;
  std::optional<double> at_least;
};

/// "renewed" or "maintenance_fees_paid>=2". Error Q-110: no column, no number after >=.
Result<OutcomeTest> parse_outcome(const std::string& text);

/// One indicator in the fit.
struct FittedWeight {
  const Indicator* indicator = nullptr;
  std::size_t observed = 0;  // patents
  double signed_frac =
      0;  // weight in the index over those of the file; 0: the policy weighs it not
  double fitted_frac = 0;  // max(0, slope)/Σ; 0 for all when no slope is above 0
  double slope = 0;        // of ln odds on ln p
  double slope_se = 0;
};

/// Figures are out of sample: each patent judged by a fit on the other folds.
struct OutcomeFit {
  std::size_t without_outcome = 0;  // patents whose cell is empty: in no figure
  RankingQuality signed_index;      // ln odds = a + b Σ v x, a and b fitted
  RankingQuality refitted;          // ln odds = a + Σ b_i x_i, shrunk to the signed weights
  bool signed_is_noise = false;
  bool refitted_is_noise = false;
  std::vector<FittedWeight> weights;    // on all patents with an outcome
  const Indicator* left_out = nullptr;  // the outcome itself, when it is an indicator
};

/// x = ln percentile (clipped), centred; what is missing is the mean. First v, the signed weights
/// of the indicators in the file, makes one column with slope b ≥ 0; then every indicator has its
/// own, pulled to b v by the policy's `shrinkage` on standardised columns (F98). Five folds drawn
/// from the seed. Percentiles are by cohort over all patents: they use no outcome. Errors: Q-110 an
/// outcome that is neither 0 nor 1; Q-111 too few patents or one outcome only; Q-112 no unique fit;
/// Q-113 no indicator of the policy in the file varies.
Result<OutcomeFit> fit_outcome(const PatentSet& set, const IndexPolicy& policy,
                               const OutcomeTest& test, std::uint64_t seed);

}  // namespace pledgelab
