// This room's kernels at the level "base".
#include "models/base/registers_128.hpp"
#include "models/option/binomial_kernel.hpp"
#include "models/option/paths_kernel.hpp"

namespace pledgelab::level_base {

struct BaseBuild;
using Registers = Registers128<BaseBuild>;

void binomial_values(const BinomialLanes& lanes) noexcept {
  const std::size_t done = BinomialKernel<RegisterLanes<Registers>>::run(lanes);
  (void)BinomialKernel<OneLane<Registers>>::run(without_first(lanes, done));
}

PathKernels path_kernels() noexcept {
  return PathsKernel<RegisterLanes<Registers>, PairedLanes<Registers>>::all();
}

}  // namespace pledgelab::level_base
