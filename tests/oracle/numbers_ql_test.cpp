#include <doctest/doctest.h>

#include <cmath>
#include <initializer_list>
#include <ql/math/distributions/bivariatenormaldistribution.hpp>
#include <ql/math/distributions/normaldistribution.hpp>
#include <ql/time/date.hpp>
#include <ql/time/daycounters/actual360.hpp>
#include <ql/time/daycounters/actual365fixed.hpp>
#include <ql/time/daycounters/actualactual.hpp>
#include <ql/time/daycounters/thirty360.hpp>

#include "models/base/date.hpp"
#include "models/base/normal.hpp"
#include "models/base/random.hpp"

using namespace pledgelab;

namespace {

QuantLib::Date to_ql(Date date) {
  const CivilDate c = civil(date);
  return {c.day, static_cast<QuantLib::Month>(c.month), c.year};
}

Date random_day(std::uint32_t i, std::size_t word) {
  return {-5'000 +
          static_cast<std::int32_t>(draw_block(2, i, Stream::sample_book, 0)[word] % 50'000)};
}

}  // namespace

TEST_CASE("oracle: day counts, weekdays and month steps of random days equal QuantLib's") {
  using namespace QuantLib;
  const Actual365Fixed a365;
  const Actual360 a360;
  const Thirty360 e30(Thirty360::EurobondBasis);
  const ActualActual isda(ActualActual::ISDA);
  for (std::uint32_t i = 0; i < 4'000; ++i) {
    const pledgelab::Date a = random_day(i, 0);
    const pledgelab::Date b = random_day(i, 1);
    const auto from = to_ql(std::min(a, b));
    const auto to = to_ql(std::max(a, b));
    const auto ours = [&](DayCount convention) {
      return year_frac(std::min(a, b), std::max(a, b), convention);
    };
    REQUIRE(std::fabs(ours(DayCount::actual_365) - a365.yearFraction(from, to)) < 1e-10);
    REQUIRE(std::fabs(ours(DayCount::actual_360) - a360.yearFraction(from, to)) < 1e-10);
    REQUIRE(std::fabs(ours(DayCount::thirty_e_360) - e30.yearFraction(from, to)) < 1e-10);
    REQUIRE(std::fabs(ours(DayCount::actual_actual) - isda.yearFraction(from, to)) < 1e-10);
    REQUIRE((weekday(a) + 1) % 7 + 1 == static_cast<int>(to_ql(a).weekday()));
    const int months = static_cast<int>(i % 481) - 240;
    REQUIRE(to_ql(add_months(a, months)) == to_ql(a) + months * QuantLib::Months);
    REQUIRE(to_ql(month_end(a)) == QuantLib::Date::endOfMonth(to_ql(a)));
  }
}

TEST_CASE("oracle: the normal quantile and the two-dimensional normal equal QuantLib's") {
  // MaddockInverseCumulativeNormal is exact to doubles; West's 2004 form to 1e-15.
  const QuantLib::MaddockInverseCumulativeNormal inverse;
  for (double p = 1e-9; p < 1; p += 1e-3) {
    REQUIRE(std::fabs(normal_quantile(p) - inverse(p)) < 1e-9);
  }
  for (const double rho : {-0.99, -0.5, 0.0, 0.3, 0.8, 0.97}) {
    const QuantLib::BivariateCumulativeNormalDistributionWe04DP west(rho);
    for (double a = -3; a <= 3; a += 0.75) {
      for (double b = -3; b <= 3; b += 0.75) {
        CAPTURE(a);
        CAPTURE(b);
        CAPTURE(rho);
        CHECK(std::fabs(bivariate_normal_cdf(a, b, rho) - west(a, b)) < 1e-10);
      }
    }
  }
}
