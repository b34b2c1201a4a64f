// This room's kernels at the level "base".
#include "models/base/registers_128.hpp"
#include "models/option/binomial_kernel.hpp"

namespace pledgelab::level_base {

void binomial_values(const BinomialLanes& lanes) noexcept {
  const std::size_t done = BinomialKernel<RegisterLanes<Registers128>>::run(lanes);
  (void)BinomialKernel<OneLane<Registers128>>::run(without_first(lanes, done));
}

}  // namespace pledgelab::level_base
