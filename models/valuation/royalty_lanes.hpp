// The kernel of royalty_columns.hpp in vector lanes, one function a level of the instruction set;
// each gives the same bits, since every step is one IEEE operation. Not for use outside that file.
#pragma once

#include <cstddef>
#include <cstdint>

namespace pledgelab {

/// Columns as plain arrays of `count` elements (royalty_columns.hpp tells units and domains).
struct RoyaltyLanes {
  const double* first_flow_yuan;
  const double* growth_frac;
  const double* late_growth_frac;
  const std::int32_t* growth_years;
  const double* obsolescence_frac;
  const double* discount_frac;
  const double* hazard_annual_frac;
  const double* life_years;
  double* value_yuan;
  std::size_t count;
  bool mid_year;
};

/// Those from element `done` on.
inline RoyaltyLanes without_first(const RoyaltyLanes& lanes, std::size_t done) {
  return {lanes.first_flow_yuan + done,
          lanes.growth_frac + done,
          lanes.late_growth_frac + done,
          lanes.growth_years + done,
          lanes.obsolescence_frac + done,
          lanes.discount_frac + done,
          lanes.hazard_annual_frac + done,
          lanes.life_years + done,
          lanes.value_yuan + done,
          lanes.count - done,
          lanes.mid_year};
}

/// One asset at a time: what the lanes must equal to the bit.
namespace level_scalar {
void royalty_values(const RoyaltyLanes& lanes) noexcept;
}  // namespace level_scalar

/// Twice two lanes: every x86-64.
namespace level_base {
void royalty_values(const RoyaltyLanes& lanes) noexcept;
}  // namespace level_base

/// Twice four lanes: AVX2.
namespace level_avx2 {
void royalty_values(const RoyaltyLanes& lanes) noexcept;
}  // namespace level_avx2

}  // namespace pledgelab
