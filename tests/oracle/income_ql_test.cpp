// Level royalties in columns against QuantLib's curves and present values.
#include <doctest/doctest.h>

#include <cmath>

#include "tests/bench/income_book.hpp"
#include "tests/oracle/income_ql.hpp"

using namespace pledgelab;

TEST_CASE("oracle: royalties in columns equal QuantLib's discounting, one curve or a leg a right") {
  const bench::IncomeBook book = bench::make_income_book(2'000, 7, 0);
  std::vector<double> ours(book.size());
  std::vector<double> curve(book.size());
  std::vector<double> legs(book.size());
  royalty_values(book.columns(), ours);
  oracle::values_by_shared_curve(book.columns(), curve);
  oracle::values_by_npv(book.columns(), 1, legs);
  for (std::size_t i = 0; i < book.size(); ++i) {
    CAPTURE(i);
    REQUIRE(std::abs(ours[i] - curve[i]) <= 1e-12 * curve[i]);
    REQUIRE(std::abs(ours[i] - legs[i]) <= 1e-12 * legs[i]);
  }
}
