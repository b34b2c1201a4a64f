// This room's kernels at the level "base".
#include "models/base/registers_128.hpp"
#include "models/option/binomial_kernel.hpp"
#include "models/option/paths_kernel.hpp"

namespace pledgelab::level_base {

void binomial_values(const BinomialLanes& lanes) noexcept {
  const std::size_t done = BinomialKernel<RegisterLanes<Registers128>>::run(lanes);
  (void)BinomialKernel<OneLane<Registers128>>::run(without_first(lanes, done));
}

PathKernels path_kernels() noexcept {
  return PathsKernel<RegisterLanes<Registers128>, PairedLanes<Registers128>>::all();
}

}  // namespace pledgelab::level_base
