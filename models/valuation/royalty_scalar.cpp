#include "models/valuation/royalty_kernel.hpp"

namespace pledgelab::level_scalar {

struct Alone;

void royalty_values(const RoyaltyLanes& lanes) noexcept {
  (void)RoyaltyKernel<OneLane<Alone>>::run(lanes);
}

}  // namespace pledgelab::level_scalar
