// Level royalties in columns: by hand, against one right at a time and against the naive twin; one
// set of bits for any lanes.
#include "models/valuation/royalty_columns.hpp"

#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <random>
#include <vector>

#include "models/valuation/royalty_lanes.hpp"
#include "tests/twins/revalue_twin.hpp"

using namespace pledgelab;

namespace {

struct RoyaltyRow {
  double first_flow_yuan = 0;
  double growth_frac = 0;
  double late_growth_frac = 0;
  std::int32_t growth_years = 0;
  double obsolescence_frac = 0;
  double discount_frac = 0;
  double hazard_annual_frac = 0;
  double life_years = 0;
};

struct RoyaltyBook {
  std::vector<double> flow, growth, late, obsolescence, discount, hazard, life;
  std::vector<std::int32_t> years;
  explicit RoyaltyBook(const std::vector<RoyaltyRow>& rows) {
    for (const RoyaltyRow& row : rows) {
      flow.push_back(row.first_flow_yuan);
      growth.push_back(row.growth_frac);
      late.push_back(row.late_growth_frac);
      years.push_back(row.growth_years);
      obsolescence.push_back(row.obsolescence_frac);
      discount.push_back(row.discount_frac);
      hazard.push_back(row.hazard_annual_frac);
      life.push_back(row.life_years);
    }
  }
  [[nodiscard]] std::vector<double> values(FlowTiming timing) const {
    std::vector<double> out(flow.size());
    royalty_values({flow, growth, late, years, obsolescence, discount, hazard, life, timing}, out);
    return out;
  }
  using Level = void (*)(const RoyaltyLanes&) noexcept;
  [[nodiscard]] std::vector<double> by(Level level, FlowTiming timing, std::size_t first) const {
    std::vector<double> out(flow.size() - first);
    level({flow.data() + first, growth.data() + first, late.data() + first, years.data() + first,
           obsolescence.data() + first, discount.data() + first, hazard.data() + first,
           life.data() + first, out.data(), out.size(), timing == FlowTiming::mid_year});
    return out;
  }
};

IncomeStream stream_of(const RoyaltyRow& row, FlowTiming timing) {
  IncomeStream stream;
  set_royalty_flows(stream, {.revenue_yuan = row.first_flow_yuan,
                             .growth_frac = row.growth_frac,
                             .late_growth_frac = row.late_growth_frac,
                             .growth_years = row.growth_years,
                             .royalty_frac = 1,
                             .obsolescence_frac = row.obsolescence_frac});
  stream.hazard_annual_frac.fill(row.hazard_annual_frac);
  stream.discount_frac = row.discount_frac;
  stream.life_years = row.life_years;
  stream.timing = timing;
  return stream;
}

// Terms over the whole domain, its ends among them.
std::vector<RoyaltyRow> random_rows(std::size_t count) {
  std::mt19937_64 random(22);
  const auto draw = [&](double low, double high) {
    return low + (high - low) * std::uniform_real_distribution<double>()(random);
  };
  const auto either = [&](double end, double other) { return random() % 8 == 0 ? end : other; };
  std::vector<RoyaltyRow> rows;
  for (std::size_t i = 0; i < count; ++i) {
    RoyaltyRow row;
    row.first_flow_yuan = either(0, draw(1, 1e9));
    row.growth_frac = either(-1, draw(-0.3, 0.6));
    row.late_growth_frac = either(0, draw(-0.3, 0.2));
    row.growth_years = static_cast<std::int32_t>(random() % 21);
    row.obsolescence_frac = either(random() % 2 == 0 ? 0 : 1, draw(0, 0.5));
    row.discount_frac = either(0, draw(-0.5, 1.5));
    row.hazard_annual_frac = either(random() % 2 == 0 ? 0 : 0.999, draw(0, 0.6));
    const double ends[] = {-1, 0, 20, 25, 1, 0.5, 19.999999999999996};
    row.life_years = either(ends[random() % 7], draw(0, 20));
    if (random() % 4 == 0) row.life_years = std::floor(row.life_years);
    rows.push_back(row);
  }
  return rows;
}

}  // namespace

TEST_CASE("royalty columns: the acceptance figures V22 and V23, and survival by hand") {
  const RoyaltyBook book({{3, .05, .05, 20, 0, .15, 0, 10},
                          {3, .05, .05, 20, .10, .15, 0, 10},
                          {100, 0, 0, 0, 0, 0, .19, 2}});
  const auto mid = book.values(FlowTiming::mid_year);
  CHECK(mid[0] == doctest::Approx(19.2180).epsilon(1e-5));
  CHECK(mid[1] == doctest::Approx(13.4902).epsilon(1e-5));
  CHECK(mid[2] == doctest::Approx(100 * (.9 + .729)).epsilon(1e-14));
  const auto end = book.values(FlowTiming::year_end);
  CHECK(end[0] == doctest::Approx(17.9209).epsilon(1e-5));
  CHECK(end[1] == doctest::Approx(12.5796).epsilon(1e-5));
  CHECK(end[2] == doctest::Approx(100 * (.81 + .6561)).epsilon(1e-14));
}

TEST_CASE("royalty columns: growth turns after its years, the last year is a stub, by hand") {
  // 8, then +50 % to 12, then twice -50 %: 6, 3; half of a fifth year 1.5. No discount, no hazard.
  const RoyaltyBook plain({{8, .5, -.5, 2, 0, 0, 0, 4.5}, {8, .5, -.5, 0, 0, 0, 0, 2}});
  CHECK(plain.values(FlowTiming::mid_year)[0] == 8 + 12 + 6 + 3 + 0.75);
  CHECK(plain.values(FlowTiming::mid_year)[1] == 8 + 4);  // no growth years: late from the start
  // 1/(1+3) a year = ½ a half year: 16·½ + 16·⅛, and half of 16 at 2¼ years: 8/4^2.25 = 8/22.627…
  const RoyaltyBook steep({{16, 0, 0, 20, 0, 3, 0, 2.5}});
  CHECK(steep.values(FlowTiming::mid_year)[0] ==
        doctest::Approx(8 + 2 + 8 / (16 * std::sqrt(2.0))).epsilon(1e-14));
  CHECK(steep.values(FlowTiming::year_end)[0] == doctest::Approx(4 + 1 + 8 / 32.0).epsilon(1e-14));
}

TEST_CASE("royalty columns: what one right at a time gives, and the naive twin") {
  const auto rows = random_rows(20'000);
  const RoyaltyBook book(rows);
  for (const FlowTiming timing : {FlowTiming::mid_year, FlowTiming::year_end}) {
    const auto values = book.values(timing);
    double worst = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const IncomeStream stream = stream_of(rows[i], timing);
      const double one = stream_value(stream);
      const double naive = twins::naive_stream_value(stream, 0);
      REQUIRE(std::isfinite(values[i]));
      worst = std::max(worst, std::abs(values[i] - one) / std::max(one, 1e-300));
      worst = std::max(worst, std::abs(values[i] - naive) / std::max(naive, 1e-300));
    }
    CHECK(worst < 2e-14);
  }
}

TEST_CASE("royalty columns: the same bits at one, two and four lanes, wherever a right stands") {
  const RoyaltyBook book(random_rows(1'003));
  for (const FlowTiming timing : {FlowTiming::mid_year, FlowTiming::year_end}) {
    const auto alone = book.by(level_scalar::royalty_values, timing, 0);
    const auto same = [&](RoyaltyBook::Level level, std::size_t first) {
      const auto values = book.by(level, timing, first);
      bool equal = values.size() + first == alone.size();
      for (std::size_t i = 0; i < values.size() && equal; ++i) {
        equal = std::bit_cast<std::uint64_t>(values[i]) ==
                std::bit_cast<std::uint64_t>(alone[i + first]);
      }
      return equal;
    };
    for (const std::size_t first : {0U, 1U, 2U, 3U, 1'000U, 1'002U, 1'003U}) {
      CHECK(same(level_base::royalty_values, first));
      if (__builtin_cpu_supports("avx2")) CHECK(same(level_avx2::royalty_values, first));
    }
    const auto chosen = book.values(timing);
    for (std::size_t i = 0; i < alone.size(); ++i) REQUIRE(chosen[i] == alone[i]);
  }
}
