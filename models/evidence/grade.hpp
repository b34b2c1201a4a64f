// How good the evidence is that a worth stands on: one grade from E1 to E5.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "models/base/error.hpp"

namespace pledgelab {

/// E1: the right's own arm's-length price while it is fresh, or cash that a contract owes. E2:
/// revenue mapped to the right, at the right's own royalty, premium or price. E3: comparables; an
/// outside appraisal by a valuer with a track record; an own price no longer fresh. E4: an
/// estimate: revenue at a default royalty, strength or price, cost, an appraisal by a valuer
/// without a record. E5: a prior alone (a survey, a class), nothing of this right.
enum class EvidenceGrade : std::uint8_t { e1, e2, e3, e4, e5 };
inline const std::vector<std::string> kEvidenceGradeWords = {"E1", "E2", "E3", "E4", "E5"};

/// What one estimate is graded, and its weight in the pool.
struct GradedWeight {
  EvidenceGrade grade = EvidenceGrade::e5;
  double weight_frac = 0;  // ≥ 0
};

/// F162. Grade of a pool: the best grade g such that the estimates of grade g or better carry at
/// least half of the weight. A single good piece that hardly weighs lifts nothing. Source: ours
/// (valuation.md 4 and 5.2 item 5 name grades E1 to E5 and leave their meaning open): the weighted
/// median of an ordered scale (Edgeworth 1888). Error EV-114: weights negative, not finite, or
/// summing to 0.
Result<EvidenceGrade> evidence_grade(std::span<const GradedWeight> estimates);

}  // namespace pledgelab
