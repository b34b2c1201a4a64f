#include "tests/bench/income_book.hpp"

#include <random>

#include "models/valuation/income_stream.hpp"

namespace pledgelab::bench {
IncomeBook make_income_book(std::size_t rights, std::uint64_t seed, int least_years) {
  std::mt19937_64 random(seed);
  const auto draw = [&](double low, double high) {
    return low + (high - low) * static_cast<double>(random() >> 11U) * 0x1p-53;
  };
  const auto days = static_cast<std::uint64_t>(180 * (20 - least_years) + 1);
  IncomeBook book;
  for (auto* column : {&book.flow, &book.growth, &book.late, &book.obsolescence, &book.discount,
                       &book.hazard, &book.life}) {
    column->reserve(rights);
  }
  book.years.reserve(rights);
  for (std::size_t i = 0; i < rights; ++i) {
    book.flow.push_back(draw(1e4, 1e7));
    book.growth.push_back(draw(-0.05, 0.25));
    book.late.push_back(draw(0, 0.05));
    book.years.push_back(static_cast<std::int32_t>(1 + random() % 10));
    book.obsolescence.push_back(draw(0.02, 0.20));
    book.discount.push_back(0.15);
    book.hazard.push_back(draw(0, 0.12));
    book.life.push_back(static_cast<double>(20 * 180 - random() % days) / 180);
  }
  return book;
}

void worths_of(const IncomeColumns& columns, std::span<double> values) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    IncomeStream stream;
    set_royalty_flows(stream, {.revenue_yuan = columns.first_flow_yuan[i],
                               .growth_frac = columns.growth_frac[i],
                               .late_growth_frac = columns.late_growth_frac[i],
                               .growth_years = columns.growth_years[i],
                               .royalty_frac = 1,
                               .obsolescence_frac = columns.obsolescence_frac[i]});
    stream.hazard_annual_frac.fill(columns.hazard_annual_frac[i]);
    stream.discount_frac = columns.discount_frac[i];
    stream.life_years = columns.life_years[i];
    values[i] = stream_value(stream);
  }
}

}  // namespace pledgelab::bench
