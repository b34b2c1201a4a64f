// The steps of F118 over arrays of pairs of paths, in vector lanes, one set of functions a level of
// the instruction set; each gives the same bits. Not for use outside simulated_option and its
// tests. Spots and gains are in units of the strike; pairs are padded to whole groups of 16.
#pragma once

#include <cstddef>
#include <cstdint>

namespace pledgelab {

inline constexpr std::size_t kPairGroup = 16;
/// Running sums of a fit, each in eight lanes: 7 of powers, 4 of targets, and the paths in money.
inline constexpr std::size_t kMomentLanes = 8;
inline constexpr std::size_t kMomentSums = 12;

/// Sums of standard normals, [date × padded + pair], date 0 first. The normals of dates 2k and
/// 2k + 1 are Box and Muller's of block (seed, pair, stream, k).
struct WalkLanes {
  double* walk;
  std::size_t dates;
  std::size_t padded;
  std::uint64_t seed;
  std::uint32_t stream;
};

/// One option on one date.
struct DateLanes {
  const double* walk;  // of that date
  double* spot[2];     // of the paths and of their mirror images
  double* earned[2];   // discounted to today
  double* stopped[2];  // the date on which a path ends, counted from 1
  std::size_t pairs;   // those after are padding: at the strike, never in the money
  std::size_t padded;
  double start;      // ln spot of a path that did not move
  double deviation;  // of a step
  double mirror;     // spot × mirrored spot, e^(2 start)
  double discount;   // to today
  double date;       // from 1
  bool call;
};

/// The European option where each path stops; at the last date it is what the path earned.
struct StopLanes {
  const double* earned;
  const double* stopped;
  double* worth;
  std::size_t padded;
  const double* discount;     // e^(-r t) by date t; [0] is today
  const double* spot_factor;  // e^(-q × time left)
  double step_years;
  double dates;
  double volatility;
  double drift;    // r - q, a year
  double to_last;  // e^(-r T)
  bool call;
};

struct PathKernels {
  void (*walk)(const WalkLanes& lanes) noexcept;
  /// Sets the spots; all that is in the money is used.
  void (*last_date)(const DateLanes& lanes) noexcept;
  /// Sets the spots and sums over them. `sums`: [sum × kMomentLanes + lane], set. Powers are of r²
  /// x^k, r = 1 (put) or x^-2 (call), k = 0..6; targets of earned r x^k, k = 0..3.
  void (*moments)(const DateLanes& lanes, double* sums) noexcept;
  /// Stops where the gain exceeds r (fit[0] + fit[1] x + fit[2] x² + fit[3] x³).
  void (*use)(const DateLanes& lanes, const double* fit) noexcept;
  void (*european)(const StopLanes& lanes) noexcept;
};

namespace level_scalar {
PathKernels path_kernels() noexcept;
}  // namespace level_scalar

namespace level_base {
PathKernels path_kernels() noexcept;
}  // namespace level_base

namespace level_avx2 {
PathKernels path_kernels() noexcept;
}  // namespace level_avx2

namespace level_avx512 {
PathKernels path_kernels() noexcept;
}  // namespace level_avx512

}  // namespace pledgelab
