#include "models/valuation/royalty_kernel.hpp"

namespace pledgelab::level_base {

struct Registers128 {
  typedef double Real __attribute__((vector_size(16)));
  typedef std::int64_t Word __attribute__((vector_size(16)));
  typedef std::uint64_t Plain __attribute__((vector_size(16)));
  static Real root(Real x) { return Real{__builtin_sqrt(x[0]), __builtin_sqrt(x[1])}; }
  static Real whole(const std::int32_t* from) {
    return Real{static_cast<double>(from[0]), static_cast<double>(from[1])};
  }
};

void royalty_values(const RoyaltyLanes& lanes) noexcept {
  const std::size_t done = RoyaltyKernel<PairedLanes<Registers128>>::run(lanes);
  const RoyaltyLanes rest = without_first(lanes, done);
  (void)RoyaltyKernel<OneLane<Registers128>>::run(rest);
}

}  // namespace pledgelab::level_base
