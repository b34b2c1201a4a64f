// This room's kernels at the level "avx2".
#include "models/base/registers_256.hpp"
#include "models/option/binomial_kernel.hpp"
#include "models/option/paths_kernel.hpp"

namespace pledgelab::level_avx2 {

void binomial_values(const BinomialLanes& lanes) noexcept {
  const std::size_t done = BinomialKernel<RegisterLanes<Registers256>>::run(lanes);
  (void)BinomialKernel<OneLane<Registers256>>::run(without_first(lanes, done));
}

PathKernels path_kernels() noexcept {
  return PathsKernel<RegisterLanes<Registers256>, PairedLanes<Registers256>>::all();
}

}  // namespace pledgelab::level_avx2
