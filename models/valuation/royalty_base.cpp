#include "models/valuation/royalty_kernel.hpp"

namespace pledgelab::level_base {

struct TwoLanes {
  typedef double Reals __attribute__((vector_size(16)));
  typedef std::int64_t Bits __attribute__((vector_size(16)));
  typedef std::uint64_t Plain __attribute__((vector_size(16)));
  static constexpr std::size_t kLanes = 2;
  static Reals root(Reals x) { return Reals{__builtin_sqrt(x[0]), __builtin_sqrt(x[1])}; }
  static Reals whole(const std::int32_t* from) {
    return Reals{static_cast<double>(from[0]), static_cast<double>(from[1])};
  }
};

void royalty_values(const RoyaltyLanes& lanes) noexcept {
  const std::size_t done = RoyaltyKernel<TwoLanes>::run(lanes);
  const RoyaltyLanes rest = without_first(lanes, done);
  (void)RoyaltyKernel<OneLane<TwoLanes>>::run(rest);
}

}  // namespace pledgelab::level_base
