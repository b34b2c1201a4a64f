#include "models/valuation/royalty_columns.hpp"

#include "models/base/check.hpp"
#include "models/base/lane_level.hpp"
#include "models/valuation/royalty_lanes.hpp"

namespace pledgelab {
void royalty_values(const RoyaltyColumns& columns, std::span<double> values) {
  const std::size_t count = values.size();
  PL_CHECK(columns.first_flow_yuan.size() == count && columns.growth_frac.size() == count &&
           columns.late_growth_frac.size() == count && columns.growth_years.size() == count);
  PL_CHECK(columns.obsolescence_frac.size() == count && columns.discount_frac.size() == count &&
           columns.hazard_annual_frac.size() == count && columns.life_years.size() == count);
  const RoyaltyLanes lanes{columns.first_flow_yuan.data(),
                           columns.growth_frac.data(),
                           columns.late_growth_frac.data(),
                           columns.growth_years.data(),
                           columns.obsolescence_frac.data(),
                           columns.discount_frac.data(),
                           columns.hazard_annual_frac.data(),
                           columns.life_years.data(),
                           values.data(),
                           count,
                           columns.timing == FlowTiming::mid_year};
  lane_level() != LaneLevel::base ? level_avx2::royalty_values(lanes)
                                  : level_base::royalty_values(lanes);
}

}  // namespace pledgelab
