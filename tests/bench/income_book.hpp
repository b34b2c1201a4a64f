// Level royalties as columns, made from a seed: what the rows on income stand on.
#pragma once

#include <cstdint>
#include <vector>

#include "models/valuation/royalty_columns.hpp"

namespace pledgelab::bench {

/// One discount rate for all, as a shared curve asks; lives in whole 180ths of a year, so that the
/// middle of each year is a whole day.
struct IncomeBook {
  std::vector<double> flow, growth, late, obsolescence, discount, hazard, life;
  std::vector<std::int32_t> years;

  [[nodiscard]] std::size_t size() const { return flow.size(); }
  [[nodiscard]] RoyaltyColumns columns() const {
    return {flow, growth, late, years, obsolescence, discount, hazard, life};
  }
};

/// Lives from `least_years` to 20.
IncomeBook make_income_book(std::size_t rights, std::uint64_t seed, int least_years);

/// Bytes that a valuation of one right reads and writes.
inline constexpr std::size_t kIncomeBytes = 8 * sizeof(double) + sizeof(std::int32_t);

/// Adds up all bytes of the columns, and of `values`, as fast as plain code can: the machine's
/// limit.
double read_all(const IncomeBook& book, const std::vector<double>& values);

}  // namespace pledgelab::bench
