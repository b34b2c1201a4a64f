#include "models/base/registers_128.hpp"
#include "models/valuation/royalty_kernel.hpp"

namespace pledgelab::level_base {

void royalty_values(const RoyaltyLanes& lanes) noexcept {
  const std::size_t done = RoyaltyKernel<PairedLanes<Registers128>>::run(lanes);
  const RoyaltyLanes rest = without_first(lanes, done);
  (void)RoyaltyKernel<OneLane<Registers128>>::run(rest);
}

}  // namespace pledgelab::level_base
