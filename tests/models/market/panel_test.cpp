// Yearly values as changes: by hand, and the published ranking of brands (D04).
#include "models/market/panel.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "models/market/smoothing.hpp"
#include "tests/support/acceptance_table.hpp"
#include "tests/support/csv_rows.hpp"
#include "tests/support/places.hpp"

using namespace pledgelab;
using test::figure_in;

namespace {

using Panel = std::vector<PanelValue>;

// Values whose ln are given, year by year from `first`.
void add(Panel& panel, const char* name, const char* group, int first,
         const std::vector<double>& ln_values) {
  for (const double ln_value : ln_values) {
    panel.push_back({name, group, first++, std::exp(ln_value)});
  }
}

template <class T>
void refused(const Result<T>& result, const char* words) {
  REQUIRE_FALSE(result.ok());
  CHECK(result.errors()[0].code == "V-305");
  CHECK(result.errors()[0].message.find(words) != std::string::npos);
}

}  // namespace

TEST_CASE("panel moments by hand: changes 1, 2, 1 of one name and 3 of another with a gap") {
  Panel panel;
  add(panel, "a", "x", 2000, {0, 1, 3, 4});
  add(panel, "b", "x", 2000, {0, 3});
  add(panel, "b", "x", 2003, {9});  // no change from 2001 to 2003
  const PanelMoments moments = panel_moments(panel).value();
  CHECK(moments.count == 4);
  CHECK(moments.mean == doctest::Approx(1.75).epsilon(1e-13));
  // Distances -.75, .25, -.75, 1.25: squares sum to 2.75, fourth powers to 3.078125.
  CHECK(moments.sd == doctest::Approx(std::sqrt(2.75 / 3)).epsilon(1e-13));
  CHECK(moments.excess_kurtosis ==
        doctest::Approx(3.078125 / 4 / (.6875 * .6875) - 3).epsilon(1e-12));
  CHECK(moments.lag_count == 2);  // (1, 2) and (2, 1)
  CHECK(moments.lag_correlation == doctest::Approx(-1).epsilon(1e-12));
}

TEST_CASE("common movement by hand: two names of one sector together, one of another against") {
  Panel panel;
  add(panel, "a", "x", 2000, {0, 1, 3, 4});
  add(panel, "c", "x", 2000, {0, 2, 6, 8});
  add(panel, "d", "y", 2000, {0, 2, 3, 5});
  add(panel, "short", "y", 2000, {0, 2, 3});
  const CommonMovement found = common_movement(panel, 3).value();
  CHECK(found.names == 3);
  CHECK(found.pairs == 3);
  CHECK(found.same_group == doctest::Approx(1).epsilon(1e-12));
  CHECK(found.other_group == doctest::Approx(-1).epsilon(1e-12));
  CHECK(found.all == doctest::Approx(-1.0 / 3).epsilon(1e-12));
  // Two changes in common say nothing of a correlation.
  CHECK(common_movement(panel, 2).value().names == 4);
  CHECK(common_movement(panel, 2).value().pairs == 3);
  refused(common_movement(panel, 4), "no two names");
  // A name that always changes alike moves with nobody, on either side of a pair.
  add(panel, "b", "x", 2000, {0, .1, .2, .3});
  const CommonMovement with_level = common_movement(panel, 3).value();
  CHECK(with_level.pairs == 6);
  CHECK(with_level.all == doctest::Approx(-1.0 / 6).epsilon(1e-12));
}

TEST_CASE("panel: a value of 0, a name twice in a year, or too few changes refused") {
  Panel panel;
  refused(panel_moments(panel), "changes that differ");
  refused(common_movement(panel, 1), "no two names");
  add(panel, "a", "x", 2000, {0, 1, 3});
  refused(panel_moments(panel), "changes that differ");  // one pair only
  add(panel, "a", "x", 2003, {4});
  CHECK(panel_moments(panel).ok());
  panel.push_back({"a", "x", 2001, 5});
  refused(panel_moments(panel), "'a' in 2001 stands twice");
  refused(common_movement(panel, 1), "'a' in 2001 stands twice");
  for (const double bad : {0.0, -1.0, std::numeric_limits<double>::quiet_NaN()}) {
    panel.back() = {"a", "x", 2005, bad};
    refused(panel_moments(panel), "'a' in 2005 needs a value above 0");
  }
  Panel level;
  add(level, "a", "x", 2000, {0, 0, 0, 0});
  refused(panel_moments(level), "changes that differ");
}

TEST_CASE("panel: the ranking of brands 2000-2019 (D04) and its unsmoothed spread (V46)") {
  const auto path = test::reference_file("valuation/brand_top100_2000_2019.csv");
  if (!path) return;
  Panel panel;
  for (const test::CsvRow& row : test::csv_rows(*path)) {
    panel.push_back({row.at("name"), row.at("sector"),
                     static_cast<int>(test::number_in(row, "year")),
                     test::number_in(row, "value_usd_m")});
  }
  // "n=1777; mean .0317; SD .1147; ex.kurt (population) 13.568; AR1 .505 (pooled lag-1 …, 1,598
  // pairs …); pair corr .124 over 63 brands with >=15 changes (same sector .260, other .113)"
  const auto row = test::acceptance_row("D04");
  const auto agreed = [&](std::size_t place) { return figure_in(row, "expected", place).value; };
  const double kurtosis_off = figure_in(row, "tolerance", 1).value;
  const double off = figure_in(row, "tolerance", 2).value;
  const PanelMoments moments = panel_moments(panel).value();
  CHECK(static_cast<double>(moments.count) == agreed(1));
  CHECK(std::abs(moments.mean - agreed(2)) < off);
  CHECK(std::abs(moments.sd - agreed(3)) < off);
  CHECK(std::abs(moments.excess_kurtosis - agreed(4)) < kurtosis_off);
  CHECK(std::abs(moments.lag_correlation - agreed(5)) < off);
  CHECK(static_cast<double>(moments.lag_count) == 1000 * agreed(7) + agreed(8));
  const auto fewest = static_cast<std::size_t>(agreed(11));
  const CommonMovement common = common_movement(panel, fewest).value();
  CHECK(std::abs(common.all - agreed(9)) < off);
  CHECK(static_cast<double>(common.names) == agreed(10));
  CHECK(std::abs(common.same_group - agreed(12)) < off + 1e-9);
  CHECK(std::abs(common.other_group - agreed(13)) < off);
  const auto unsmoothed = test::acceptance_row("V46");
  CHECK(std::abs(unsmoothed_sd(moments.sd, moments.lag_correlation).value() -
                 figure_in(unsmoothed, "expected", 1).value) <
        figure_in(unsmoothed, "tolerance", 1).value);
}
