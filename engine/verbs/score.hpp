// Verb score: the high-value-patent index of a set of patents; weights held against outcomes and
// awards.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/base/error.hpp"
#include "models/quality/award_check.hpp"
#include "models/quality/index_policy.hpp"
#include "models/quality/outcome_fit.hpp"
#include "models/quality/patent_set.hpp"
#include "models/quality/score.hpp"

namespace pledgelab {

struct ScoreRequest {
  std::string patents_path;          // CSV, one row a patent: models/quality/patent_set.hpp
  std::string weights = "hvp-base";  // a path, or a name in the project or among the shipped
  std::string fit;                   // an outcome: "renewed", "fees>=2"; empty: none
  std::string awards_path;           // CSV with patent_id; empty: none
  std::uint64_t seed = 1;            // of the folds
  std::string project = ".";
};

struct ScoreOutcome {
  IndexPolicy policy;
  PatentSet set;
  ScoredSet scored;                // by the signed weights; a checked award is no indicator of it
  std::vector<std::size_t> order;  // from the best to the worst
  std::optional<OutcomeTest> test;
  std::optional<OutcomeFit> fit;
  std::optional<AwardCheck> awards;
  std::vector<std::string> warnings;

  /// More single ranks are noise than the policy's `noise_above` of the set: too little is
  /// observed.
  [[nodiscard]] bool ranks_are_noise() const;
  /// The order as a whole is no better than luck on the outcome or the awards; false without them.
  [[nodiscard]] bool order_is_noise() const;
};

/// Errors: those of the readers and of the fit (Q-1xx), each with its place; J-102 no such index.
Result<ScoreOutcome> score(const ScoreRequest& request);

}  // namespace pledgelab
