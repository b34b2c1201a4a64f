// The kernels over eight lanes, as at the level avx512, but made of the baseline's instructions:
// what their code does is tried on any processor.
#pragma once

#include "models/option/binomial_lanes.hpp"
#include "models/option/paths_lanes.hpp"

namespace pledgelab::test {

void binomial_values_of_eight(const BinomialLanes& lanes) noexcept;
PathKernels path_kernels_of_eight() noexcept;

}  // namespace pledgelab::test
