#include "models/base/registers_256.hpp"
#include "models/valuation/royalty_kernel.hpp"

namespace pledgelab::level_avx2 {
namespace {

struct Avx2Build {};
using Registers = Registers256<Avx2Build>;

}  // namespace

void royalty_values(const RoyaltyLanes& lanes) noexcept {
  const std::size_t done = RoyaltyKernel<PairedLanes<Registers>>::run(lanes);
  const RoyaltyLanes rest = without_first(lanes, done);
  (void)RoyaltyKernel<OneLane<Registers>>::run(rest);
}

}  // namespace pledgelab::level_avx2
