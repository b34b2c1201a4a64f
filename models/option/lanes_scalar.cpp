// This room's kernels at the level "scalar".
#include "models/option/binomial_kernel.hpp"
#include "models/option/paths_kernel.hpp"

namespace pledgelab::level_scalar {

struct Alone;

void binomial_values(const BinomialLanes& lanes) noexcept {
  (void)BinomialKernel<OneLane<Alone>>::run(lanes);
}

PathKernels path_kernels() noexcept { return PathsKernel<OneLane<Alone>, OneLane<Alone>>::all(); }

}  // namespace pledgelab::level_scalar
