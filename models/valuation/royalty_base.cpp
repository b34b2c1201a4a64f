#include "models/base/registers_128.hpp"
#include "models/valuation/royalty_kernel.hpp"

namespace pledgelab::level_base {
namespace {

struct BaseBuild {};
using Registers = Registers128<BaseBuild>;

}  // namespace

void royalty_values(const RoyaltyLanes& lanes) noexcept {
  const std::size_t done = RoyaltyKernel<PairedLanes<Registers>>::run(lanes);
  const RoyaltyLanes rest = without_first(lanes, done);
  (void)RoyaltyKernel<OneLane<Registers>>::run(rest);
}

}  // namespace pledgelab::level_base
