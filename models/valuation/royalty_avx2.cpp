#include "models/base/registers_256.hpp"
#include "models/valuation/royalty_kernel.hpp"

namespace pledgelab::level_avx2 {

void royalty_values(const RoyaltyLanes& lanes) noexcept {
  const std::size_t done = RoyaltyKernel<PairedLanes<Registers256>>::run(lanes);
  const RoyaltyLanes rest = without_first(lanes, done);
  (void)RoyaltyKernel<OneLane<Registers256>>::run(rest);
}

}  // namespace pledgelab::level_avx2
