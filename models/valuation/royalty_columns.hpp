// Level royalties in columns: F20 and F21 in one pass, for batches of a million rights whose hazard
// does not change with age and that pay no yearly fee.
#pragma once

#include <cstdint>
#include <span>

#include "models/valuation/income_stream.hpp"

namespace pledgelab {

/// Element i of each is right i; all of one size. Domains, all finite: flow ≥ 0 · growth ≥ -1 ·
/// 0 ≤ growth_years ≤ 20 · 0 ≤ obsolescence ≤ 1 · discount > -1 · 0 ≤ hazard ≤ 0.999 · life: below
/// 0 is 0, above 20 is 20.
struct RoyaltyColumns {
  std::span<const double> first_flow_yuan;     // F20's flow of year 1, after maintenance and tax
  std::span<const double> growth_frac;         // of sales, in years 1..growth_years
  std::span<const double> late_growth_frac;    // after those years
  std::span<const std::int32_t> growth_years;  // as RoyaltyTerms
  std::span<const double> obsolescence_frac;   // a year
  std::span<const double> discount_frac;       // a year; holds no hazard
  std::span<const double> hazard_annual_frac;  // the same each year
  std::span<const double> life_years;          // the last year may be partial
  FlowTiming timing = FlowTiming::mid_year;
};

/// What set_royalty_flows and stream_value give for each right, within 2e-14: Σ flow_1 (1+g)^…
/// (1-δ)^(t-1) ((1-h)/(1+k))^τ_t by sums of geometric rows, one logarithm and one exponential a
/// right. The bits depend neither on the processor nor on the place of a right in the columns.
/// Sizes must be equal (PL_CHECK). Source: as F20, F21.
void royalty_values(const RoyaltyColumns& columns, std::span<double> values);

}  // namespace pledgelab
