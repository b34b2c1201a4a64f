// What must not compile, held by the compiler: amounts, shares, rates, dates and ids do not mix.
#include <doctest/doctest.h>

#include <concepts>
#include <type_traits>

#include "models/base/date.hpp"
#include "models/base/ids.hpp"
#include "models/base/money.hpp"

using namespace pledgelab;

namespace {

template <class A, class B>
concept Adds = requires(A a, B b) {
  a + b;
};
template <class A, class B>
concept Multiplies = requires(A a, B b) {
  a* b;
};
template <class A, class B>
concept Compares = requires(A a, B b) {
  a < b;
};

static_assert(Adds<Money, Money>);
static_assert(!Adds<Money, int> && !Adds<Money, double> && !Adds<Money, Share>);
static_assert(!Adds<Share, Share> && !Adds<Date, Date> && !Adds<Date, int>);
static_assert(!Multiplies<Money, Money> && !Multiplies<Money, double> && !Multiplies<Money, int>);
static_assert(!Multiplies<Money, Share> && !Multiplies<Money, Ratio>);  // part(), with a rounding
static_assert(Compares<Money, Money> && Compares<LoanId, LoanId> && Compares<Ratio, Ratio>);
static_assert(!Compares<Money, Share> && !Compares<Money, int> && !Compares<Share, Rate>);
static_assert(!Compares<LoanId, BorrowerId> && !Compares<AssetId, LoanId>);
static_assert(!std::convertible_to<int, Money> && !std::convertible_to<double, Money>);
static_assert(!std::convertible_to<Money, double> && !std::convertible_to<Money, std::int64_t>);
static_assert(!std::convertible_to<Share, Rate> && !std::convertible_to<Share, Ratio>);
static_assert(!std::convertible_to<LoanId, AssetId> && !std::convertible_to<std::uint32_t, LoanId>);
static_assert(!std::constructible_from<Money, std::int64_t>);

}  // namespace

TEST_CASE("amounts, shares, rates, dates and ids do not mix: held where this file compiles") {
  CHECK_FALSE(std::is_constructible_v<Money, double>);
}
