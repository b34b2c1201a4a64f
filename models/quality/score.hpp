// The high-value-patent index of a set: each patent's figure, its reasons, its rank and how much of
// the rank is noise.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "models/quality/index.hpp"
#include "models/quality/index_policy.hpp"
#include "models/quality/patent_quality.hpp"
#include "models/quality/patent_set.hpp"

namespace pledgelab {

/// One indicator of one patent inside its index.
struct Contribution {
  std::optional<double> percentile;  // none = not observed
  double weight_frac = 0;            // in this patent's index
  double contribution = 0;           // geometric: to ln(score); arithmetic: to score
  bool stood_in = false;             // the indicator named `instead` was taken
};

/// Of one patent. index = 100 × gate × score (F97); none when nothing is observed. The gate is
/// taken as 1 where the status is not told: `status_known` says so.
struct QualityScore {
  std::optional<double> index;
  std::optional<double> score;  // before the gate, in (0, 1)
  double gate_frac = 1;
  bool status_known = false;
  std::array<std::optional<double>, kDimensions> dimensions;  // in (0, 1)
  double confidence_frac = 0;
  double noise_sd = 0;
  std::vector<Contribution> contributions;  // in the order of the policy's indicators
  RankRange range;
  bool rank_is_noise = false;      // the range spans more than `noise_above` of the set
  double set_percentile_frac = 0;  // share of the set ranked below, ties half
  PatentQuality oecd;
};

/// A set, scored. Order: as in the file.
struct ScoredSet {
  std::vector<QualityScore> patents;
  std::size_t noise_count = 0;  // ranks that are noise
  std::size_t no_status_count = 0;
  std::size_t across_years_count = 0;  // patents compared, in some indicator, with other years'
  bool oecd_fields = false;            // the OECD cohorts are by its 35 fields
};

/// The percentile of each of the policy's indicators for each patent (percentiles[indicator]
/// [patent]); cohort: kind × section × grant year, then kind × grant year, then kind, then all.
/// With `leave_out`, that indicator is taken as not observed.
struct Percentiles {
  std::vector<MaybeValues> values;
  std::vector<std::vector<bool>> stood_in;
  std::vector<bool> across_years;  // one a patent: some indicator found no cohort of its year
};
Percentiles cohort_percentiles(const PatentSet& set, const IndexPolicy& policy,
                               const Indicator* leave_out = nullptr);

ScoredSet score_set(const PatentSet& set, const IndexPolicy& policy,
                    const Percentiles& percentiles);

/// Places of the patents from the best to the worst; equals in the order of the file.
std::vector<std::size_t> ranking_order(const ScoredSet& scored);

}  // namespace pledgelab
