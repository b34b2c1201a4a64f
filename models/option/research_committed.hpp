// A research project that is never let go, at every step and cost to complete: C f(n, K) - g(n, K).
#pragma once

#include <cstddef>
#include <vector>

#include "models/option/research_option.hpp"

namespace pledgelab {

/// What one more unit of cash flow is worth, and what is still paid out for it.
struct CommittedParts {
  double per_cash_flow = 0;  // f
  double outlay = 0;         // g
  [[nodiscard]] double worth(double cash_flow_annual) const {
    return cash_flow_annual * per_cash_flow - outlay;
  }
};

/// f and g on a grid of √K (on which the noise of a step is the same everywhere), for a checked
/// project with s_K > 0. Memory 16 bytes × steps × about 600 points.
class CommittedTable {
 public:
  explicit CommittedTable(const ResearchProject& project);

  /// At t_n and a cost K > 0 (unfinished), 1 ≤ n ≤ N - 1; cubic between points, flat beyond the
  /// last.
  [[nodiscard]] CommittedParts at(int step, double cost_to_complete) const;
  /// e^(-(r+λ)dt) E of step 1 from the project's own K: what is reported, per cash flow and outlay.
  [[nodiscard]] CommittedParts running() const;

 private:
  std::size_t x_points = 0;
  double x_spacing = 0;  // of √K
  CommittedParts x_running;
  std::vector<CommittedParts> x_parts;  // [step × points + point]
};

}  // namespace pledgelab
