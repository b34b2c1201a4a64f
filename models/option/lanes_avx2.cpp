// This room's kernels at the level "avx2".
#include "models/base/registers_256.hpp"
#include "models/option/binomial_kernel.hpp"
#include "models/option/paths_kernel.hpp"

namespace pledgelab::level_avx2 {

struct Avx2Build;
using Registers = Registers256<Avx2Build>;

void binomial_values(const BinomialLanes& lanes) noexcept {
  const std::size_t done = BinomialKernel<RegisterLanes<Registers>>::run(lanes);
  (void)BinomialKernel<OneLane<Registers>>::run(without_first(lanes, done));
}

PathKernels path_kernels() noexcept {
  return PathsKernel<RegisterLanes<Registers>, PairedLanes<Registers>>::all();
}

}  // namespace pledgelab::level_avx2
