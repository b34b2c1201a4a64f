// Relief from royalty against the acceptance table (V22, V23, V33, V47, V49) and its properties.
#include "models/valuation/income_stream.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace pledgelab;

namespace {

// V22: R1 100, g 5 %, royalty 4 %, tax 25 %, d 15 %, 10 years.
IncomeStream v22(double obsolescence, FlowTiming timing) {
  IncomeStream stream;
  set_royalty_flows(stream, {.revenue_yuan = 100,
                             .growth_frac = .05,
                             .late_growth_frac = .05,
                             .royalty_frac = .04,
                             .tax_frac = .25,
                             .obsolescence_frac = obsolescence});
  stream.discount_frac = .15;
  stream.life_years = 10;
  stream.timing = timing;
  return stream;
}

IncomeStream v23_year_end() { return v22(.10, FlowTiming::year_end); }

}  // namespace

TEST_CASE("relief from royalty, no decay: V22") {
  CHECK(stream_value(v22(0, FlowTiming::year_end)) == doctest::Approx(17.9209).epsilon(1e-5));
  CHECK(stream_value(v22(0, FlowTiming::mid_year)) == doctest::Approx(19.2180).epsilon(1e-5));
}

TEST_CASE("relief from royalty with obsolescence: V23") {
  CHECK(stream_value(v23_year_end()) == doctest::Approx(12.5796).epsilon(1e-5));
  CHECK(stream_value(v22(.10, FlowTiming::mid_year)) == doctest::Approx(13.4902).epsilon(1e-5));
}

TEST_CASE("use value repriced from the remaining schedule: V47") {
  const double expected[][2] = {{0, 12.5796}, {3, 9.2252}, {5, 6.8964}, {8, 3.0225}};
  for (const auto& row : expected) {
    CHECK(stream_value_at(v23_year_end(), row[0]) == doctest::Approx(row[1]).epsilon(2e-5));
  }
}

TEST_CASE("a bundle's two essential patents hold half of the stream each: V49") {
  IncomeStream half = v23_year_end();
  for (double& flow : half.flow_yuan) flow /= 2;
  CHECK(stream_value(half) == doctest::Approx(6.2898).epsilon(1e-5));
}

TEST_CASE("layout design, units by price by royalty: V33") {
  IncomeStream stream;
  const double units[] = {2, 3, 2.5, 1.2};
  for (int year = 0; year < 4; ++year) {
    stream.flow_yuan[static_cast<std::size_t>(year)] =
        units[year] * 1.5 * std::pow(.85, year) * .02 * .85;
  }
  stream.discount_frac = .18;
  stream.life_years = 4;
  CHECK(stream_value(stream) == doctest::Approx(.13866).epsilon(1e-4));
}

TEST_CASE("survival counts to the time of the flow, by hand") {
  IncomeStream stream;
  stream.flow_yuan.fill(100);
  stream.hazard_annual_frac.fill(.19);
  stream.discount_frac = 0;
  stream.life_years = 2;
  // mid-year: 100·(.81^.5 + .81^1.5) = 100·(.9 + .729)
  CHECK(stream_value(stream) == doctest::Approx(162.9).epsilon(1e-12));
  stream.timing = FlowTiming::year_end;
  CHECK(stream_value(stream) == doctest::Approx(100 * (.81 + .6561)).epsilon(1e-12));
  CHECK(stream_alive(stream, 1.5) == doctest::Approx(.729).epsilon(1e-12));
  CHECK(stream_alive(stream, 2) == 0);
}

TEST_CASE("a partial last year and a stub, by hand") {
  IncomeStream stream;
  stream.flow_yuan.fill(100);
  stream.discount_frac = .21;
  stream.life_years = 1.5;
  // 100/1.21^.5 + 50/1.21^1.25; at half a year: stub 50/1.21^.25, then 50/1.21^.75
  CHECK(stream_value(stream) ==
        doctest::Approx(100 / 1.1 + 50 / std::pow(1.21, 1.25)).epsilon(1e-12));
  CHECK(stream_value_at(stream, .5) ==
        doctest::Approx(50 / std::pow(1.21, .25) + 50 / std::pow(1.21, .75)).epsilon(1e-12));
  CHECK(stream_value_at(stream, 1.25) == doctest::Approx(25 / std::pow(1.21, .125)).epsilon(1e-12));
  CHECK(stream_value_at(stream, 1.5) == 0);
  CHECK(stream_value_at(stream, 3) == 0);
}

TEST_CASE("growth stops after growth_years: flows by hand") {
  IncomeStream stream;
  set_royalty_flows(stream, {.revenue_yuan = 1000,
                             .growth_frac = .10,
                             .late_growth_frac = 0,
                             .growth_years = 3,
                             .royalty_frac = .05,
                             .maintenance_frac = .2,
                             .tax_frac = .25});
  CHECK(stream.flow_yuan[0] == doctest::Approx(30));
  CHECK(stream.flow_yuan[2] == doctest::Approx(36.3));
  CHECK(stream.flow_yuan[3] == doctest::Approx(36.3));
}

TEST_CASE("worth falls in discount, obsolescence, hazard and tax; scales with the currency") {
  const double base = stream_value(v23_year_end());
  IncomeStream other = v23_year_end();
  other.discount_frac = .16;
  CHECK(stream_value(other) < base);
  CHECK(stream_value(v22(.11, FlowTiming::year_end)) < base);
  other = v23_year_end();
  other.hazard_annual_frac.fill(.01);
  CHECK(stream_value(other) < base);
  other = v23_year_end();
  for (double& flow : other.flow_yuan) flow *= 1.1;
  CHECK(stream_value(other) == doctest::Approx(1.1 * base).epsilon(1e-14));
}

TEST_CASE("the monthly curve is the repriced schedule, and alive never rises") {
  IncomeStream stream = v22(.10, FlowTiming::mid_year);
  stream.hazard_annual_frac.fill(.06);
  stream.life_years = 4.3;
  std::vector<double> values(61);
  std::vector<double> alive(61);
  stream_curve(stream, values, alive);
  for (std::size_t month = 0; month < 61; ++month) {
    const double at = static_cast<double>(month) / 12;
    CHECK(values[month] == doctest::Approx(stream_value_at(stream, at)).epsilon(1e-12));
    CHECK(alive[month] == doctest::Approx(stream_alive(stream, at)).epsilon(1e-12));
    if (month > 0) CHECK(alive[month] <= alive[month - 1]);
  }
  CHECK(values[0] == stream_value(stream));
  CHECK(alive[0] == 1);
  CHECK(values[52] == 0);  // 52/12 = 4.333 > 4.3
  CHECK(values[51] > 0);
}

TEST_CASE("a right is let go where what is left no longer pays (F199), by hand") {
  IncomeStream stream;
  stream.life_years = 4;
  stream.discount_frac = .1;
  stream.timing = FlowTiming::year_end;
  stream.flow_yuan = {100, 20, -50, 10};
  // 10/1.1 = 9.09 does not pay the 50 before it; 20 and 100 stand: 100/1.1 + 20/1.21.
  CHECK(let_lapse(stream) == 2);
  CHECK(stream_value(stream) == doctest::Approx(100 / 1.1 + 20 / 1.21).epsilon(1e-12));
  CHECK(stream.flow_yuan[3] == 0);
  // A poor year on the way to a rich one is borne.
  stream.flow_yuan = {-5, 20, -5, 30};
  CHECK(let_lapse(stream) == 4);
  CHECK(stream.flow_yuan[0] == -5);
  stream.flow_yuan = {-50, 20, -5, 30};
  CHECK(let_lapse(stream) == 0);
  CHECK(stream_value(stream) == 0);
  stream.flow_yuan = {10, 0, 0, 0};  // nothing left is nothing to keep
  CHECK(let_lapse(stream) == 1);
  // The hazard on the way counts too.
  stream.flow_yuan = {10, 10, -17, 45};
  CHECK(let_lapse(stream) == 4);
  stream.hazard_annual_frac.fill(.6);
  stream.flow_yuan = {10, 10, -15, 45};
  CHECK(let_lapse(stream) == 4);  // 45 × .4/1.1 = 16.4 pays 15
  stream.flow_yuan = {10, 10, -17, 45};
  CHECK(let_lapse(stream) == 2);  // and not 17
  // At mid-year a flow is half a year away, what follows a whole one: 17/1.1 = 15.45, over 1.21
  // 12.77, does not pay 15.2/1.1 = 13.82.
  stream.hazard_annual_frac.fill(0);
  stream.timing = FlowTiming::mid_year;
  stream.discount_frac = .21;
  stream.flow_yuan = {10, 10, -15.2, 17};
  CHECK(let_lapse(stream) == 2);
  stream.timing = FlowTiming::year_end;
  stream.discount_frac = .1;
  // Half a last year earns half.
  stream.hazard_annual_frac.fill(0);
  stream.life_years = 3.5;
  stream.flow_yuan = {10, 10, -20, 40};  // 20/√1.1 = 19.07 against 20
  CHECK(let_lapse(stream) == 2);
}
