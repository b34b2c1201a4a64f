#include "models/valuation/royalty_kernel.hpp"

namespace pledgelab::level_avx2 {

struct Registers256 {
  typedef double Real __attribute__((vector_size(32)));
  typedef std::int64_t Word __attribute__((vector_size(32)));
  typedef std::uint64_t Plain __attribute__((vector_size(32)));
  static Real root(Real x) {
    return Real{__builtin_sqrt(x[0]), __builtin_sqrt(x[1]), __builtin_sqrt(x[2]),
                __builtin_sqrt(x[3])};
  }
  static Real whole(const std::int32_t* from) {
    return Real{static_cast<double>(from[0]), static_cast<double>(from[1]),
                static_cast<double>(from[2]), static_cast<double>(from[3])};
  }
};

void royalty_values(const RoyaltyLanes& lanes) noexcept {
  const std::size_t done = RoyaltyKernel<PairedLanes<Registers256>>::run(lanes);
  const RoyaltyLanes rest = without_first(lanes, done);
  (void)RoyaltyKernel<OneLane<Registers256>>::run(rest);
}

}  // namespace pledgelab::level_avx2
