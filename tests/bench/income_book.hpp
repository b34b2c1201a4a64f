// Level royalties as columns, made from a seed: what the rows on income stand on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace pledgelab::bench {

/// Element i of each is right i: its first year's flow in yuan, rates a year as fractions, the
/// years that grow early, and its life in years. Flows fall in the middle of their year.
struct IncomeColumns {
  std::span<const double> first_flow_yuan;
  std::span<const double> growth_frac;
  std::span<const double> late_growth_frac;
  std::span<const std::int32_t> growth_years;
  std::span<const double> obsolescence_frac;
  std::span<const double> discount_frac;
  std::span<const double> hazard_annual_frac;
  std::span<const double> life_years;
};

/// One discount rate for all, as a shared curve asks; lives in whole 180ths of a year, so that the
/// middle of each year is a whole day.
struct IncomeBook {
  std::vector<double> flow, growth, late, obsolescence, discount, hazard, life;
  std::vector<std::int32_t> years;

  [[nodiscard]] std::size_t size() const { return flow.size(); }
  [[nodiscard]] IncomeColumns columns() const {
    return {flow, growth, late, years, obsolescence, discount, hazard, life};
  }
};

/// Lives from `least_years` to 20.
IncomeBook make_income_book(std::size_t rights, std::uint64_t seed, int least_years);

/// Each right as the verbs value it: its flows set (F20), then F21.
void worths_of(const IncomeColumns& columns, std::span<double> values);

}  // namespace pledgelab::bench
