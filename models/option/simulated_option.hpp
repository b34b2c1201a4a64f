// An option priced by Longstaff and Schwartz's rule on simulated lognormal paths: one, or many on
// the same normals, several paths to a register.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "models/base/error.hpp"
#include "models/base/statistics.hpp"
#include "models/option/option.hpp"

namespace pledgelab {

struct SimulatedOption {
  OptionTerms terms;  // spot / strike in [1e-12, 1e12] besides
  int dates = 0;      // use at i T/dates, i = 1..dates
  int paths = 0;      // even: each with its mirror image; 1,000..500,000, paths × dates ≤ 2e7
  std::uint64_t seed = 0;
};

struct SimulatedPrice {
  Estimate value;
  double use_probability_frac = 0;  // share of paths that use the right, at or before T
};

/// F118. The rule of least_squares.hpp on simulated paths (Stream::option_path: path = pair, index
/// = pair of dates), functions 1, x, x², x³ of x = S/K for a put, 1/x², 1/x, 1, x for a call.
/// Control variate: the European option (F110) at the moment of use, whose discounted mean is its
/// price today (Rasmussen 2005). Low by the rule's imperfection, high by being priced on the paths
/// it was fitted on; the standard error is that of the mean over pairs and knows neither. V-201,
/// V-203 for dates outside 1..1000, V-205.
Result<SimulatedPrice> simulated_option(const SimulatedOption& option);

/// F118 of many: element i is what simulated_option gives for terms i, to the bit, but the normals
/// are drawn once. As many paths and dates for each. The same codes, V-205 for no terms; a fault
/// names the option, counted from 1.
Result<std::vector<SimulatedPrice>> simulated_options(std::span<const OptionTerms> terms, int dates,
                                                      int paths, std::uint64_t seed);

struct PathKernels;

/// simulated_options by the kernels of one level (paths_lanes.hpp), unchecked: for tests.
std::vector<SimulatedPrice> simulated_by(const PathKernels& kernels,
                                         std::span<const OptionTerms> terms, int dates, int paths,
                                         std::uint64_t seed);

}  // namespace pledgelab
