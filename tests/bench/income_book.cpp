#include "tests/bench/income_book.hpp"

#include <cstddef>
#include <random>
#include <span>

namespace pledgelab::bench {
namespace {

// Sixteen running sums: enough that memory, not the adding, is waited for.
template <class Number>
double sum_of(std::span<const Number> numbers) {
  constexpr std::size_t kSums = 16;
  Number sums[kSums] = {};
  std::size_t i = 0;
  for (; i + kSums <= numbers.size(); i += kSums) {
    for (std::size_t k = 0; k < kSums; ++k) sums[k] += numbers[i + k];
  }
  double sum = 0;
  for (const Number one : sums) sum += static_cast<double>(one);
  for (; i < numbers.size(); ++i) sum += static_cast<double>(numbers[i]);
  return sum;
}

}  // namespace

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

double read_all(const IncomeBook& book, const std::vector<double>& values) {
  double sum = sum_of<std::int32_t>(book.years);
  for (const auto* column : {&book.flow, &book.growth, &book.late, &book.obsolescence,
                             &book.discount, &book.hazard, &book.life, &values}) {
    sum += sum_of<double>(*column);
  }
  return sum;
}

}  // namespace pledgelab::bench
