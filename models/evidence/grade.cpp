#include "models/evidence/grade.hpp"

#include <array>
#include <cmath>
#include <cstddef>

namespace pledgelab {

Result<EvidenceGrade> evidence_grade(std::span<const GradedWeight> estimates) {
  std::array<double, 5> weights{};
  double total = 0;
  bool sound = true;
  for (const GradedWeight& one : estimates) {
    sound = sound && std::isfinite(one.weight_frac) && one.weight_frac >= 0;
    weights[static_cast<std::size_t>(one.grade)] += one.weight_frac;
    total += one.weight_frac;
  }
  if (!sound || !(total > 0)) {
    return Error{"EV-114",
                 {},
                 "a grade needs estimates with weights from 0 that sum to more than 0",
                 "",
                 ErrorKind::input};
  }
  double reached = 0;
  for (std::size_t grade = 0; grade < weights.size(); ++grade) {
    reached += weights[grade];
    // Two halves that a sum of weights misses by its rounding are halves.
    if (reached >= total * (0.5 - 1e-12)) return static_cast<EvidenceGrade>(grade);
  }
  return EvidenceGrade::e5;
}

}  // namespace pledgelab
