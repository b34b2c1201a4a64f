// The index held against a list of awarded patents: how many of its first k are on the list.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "models/base/error.hpp"
#include "models/quality/patent_set.hpp"
#include "models/quality/ranking_quality.hpp"
#include "models/quality/score.hpp"

namespace pledgelab {

/// Of the first k by the index, those that tie at the border by their share.
struct PrecisionAt {
  std::size_t k = 0;
  double hits = 0;
  double precision_frac = 0;  // hits/k
  double recall_frac = 0;     // hits over the awarded in the set
};

struct AwardCheck {
  std::string file;
  std::size_t listed = 0;           // different patents on the list
  std::size_t found = 0;            // of them in the set
  std::vector<std::string> absent;  // the others, in the list's order
  double base_frac = 0;             // found over the set: the precision of a ranking by chance
  Estimate area;                    // F99
  bool is_noise = false;
  std::vector<PrecisionAt> precision;  // k = 10, 20, 50, 100 and `found`, where the set is as large
};

/// `scored` must not have used the award itself as an indicator: see cohort_percentiles' leave_out.
/// Errors: Q-114 no patent of the list is in the set, or all of the set are on it.
Result<AwardCheck> check_awards(const PatentSet& set, const ScoredSet& scored,
                                const AwardList& awards);

}  // namespace pledgelab
