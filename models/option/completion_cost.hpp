// What a project whose cost to complete is uncertain will have cost in all: Pindyck 1993,
// "Investments of uncertain cost", Journal of Financial Economics 34, 53-76.
//   dK = -I dt + s √(I K) dz, spent at I a year until K = 0.
#pragma once

#include <cstdint>

#include "models/base/error.hpp"
#include "models/base/statistics.hpp"

namespace pledgelab {

struct CompletionCost {
  double mean = 0;                // K itself: the expected cost is expected rightly
  double standard_deviation = 0;  // K s / √(2 - s²)
};

/// F123. Technical uncertainty alone, never let go; I drops out. 0 < K ≤ 1e15, s in [0, 1.2] by
/// √year (the variance is finite below √2). V-212.
Result<CompletionCost> completion_cost(double cost_to_complete, double cost_volatility);

struct CompletionDraws {
  double investment_annual = 0;  // I > 0
  double step_years = 0;         // dt > 0, K / (I dt) in [10, 20,000]
  int paths = 0;  // even: each with its mirror image; 1,000..200,000, paths × K/(I dt) ≤ 5e7
  std::uint64_t seed = 0;
};

struct SimulatedCompletion {
  Estimate mean;
  Estimate standard_deviation;  // its standard error by the fourth moment, over single paths
};

/// F124. The same by steps of dt, of the last step the part in which K falls to 0 on a straight
/// line. Stream::outlay_path: path = pair, index = step. A path still unfinished after 1e6 steps
/// counts what it has spent. V-212.
Result<SimulatedCompletion> simulated_completion(double cost_to_complete, double cost_volatility,
                                                 const CompletionDraws& draws);

}  // namespace pledgelab
