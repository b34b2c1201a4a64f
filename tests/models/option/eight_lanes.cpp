#include "tests/models/option/eight_lanes.hpp"

#include "models/base/registers_512.hpp"
#include "models/option/binomial_kernel.hpp"
#include "models/option/paths_kernel.hpp"

namespace pledgelab::test {

struct BaselineBuild;
using Eight = Registers512<BaselineBuild>;

void binomial_values_of_eight(const BinomialLanes& lanes) noexcept {
  const std::size_t done = BinomialKernel<RegisterLanes<Eight>>::run(lanes);
  (void)BinomialKernel<OneLane<Eight>>::run(without_first(lanes, done));
}

PathKernels path_kernels_of_eight() noexcept {
  return PathsKernel<RegisterLanes<Eight>, PairedLanes<Eight>>::all();
}

}  // namespace pledgelab::test
