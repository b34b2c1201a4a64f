// What the patent files of the reference data say, reckoned here alone: lapse timing (D01), lapse
// of mature cohorts (D02), and how little bibliography knows of renewal (D03); held against the
// figures, bins and tolerances of the acceptance table's own cells.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "models/base/statistics.hpp"
#include "tests/support/acceptance_table.hpp"
#include "tests/support/csv_rows.hpp"
#include "tests/support/places.hpp"

using namespace pledgelab;
using test::csv_rows;
using test::CsvRow;
using test::figure_in;
using test::number_in;

namespace {

using Numbers = std::vector<double>;

std::string carried(const char* name) {
  return test::source_root() + "/tests/data/valuation/" + name;
}

// The file's bins are tenths of a year; half open, so that 4.6 does not belong to [4.0, 4.6).
double lapsed_between(const std::vector<CsvRow>& bins, double from, double to) {
  double sum = 0;
  for (const CsvRow& bin : bins) {
    const long tenths = std::lround(10 * number_in(bin, "years_after_grant"));
    if (tenths >= std::lround(10 * from) && tenths < std::lround(10 * to)) {
      sum += number_in(bin, "n_lapsed");
    }
  }
  return sum;
}

// One patent: six counts as ln(1 + x), its CPC section, and whether the first fee was paid.
struct RenewalRow {
  std::array<double, 6> ln_counts{};
  std::string section;
  bool paid = false;
};

std::vector<RenewalRow> renewal_rows(const std::string& path) {
  const char* const counts[] = {
      "num_claims",     "backward_citations_patent", "backward_citations_npl",
      "cpc_leaf_count", "num_similar_doc",           "inventors"};
  std::vector<RenewalRow> rows;
  for (const CsvRow& cells : csv_rows(path)) {
    RenewalRow row;
    for (std::size_t j = 0; j < 6; ++j) row.ln_counts[j] = std::log1p(number_in(cells, counts[j]));
    row.section = cells.at("cpc_section");
    row.paid = number_in(cells, "maintenance_fees_paid") >= 1;
    rows.push_back(row);
  }
  return rows;
}

// Design of all rows, counts standardised by the rows outside the fold.
std::vector<Numbers> design_of(const std::vector<RenewalRow>& rows, std::size_t fold) {
  std::map<std::string, std::size_t> sections;
  for (const RenewalRow& row : rows) sections.emplace(row.section, 0);
  std::size_t next = 6;
  for (auto& each : sections) each.second = next++;
  std::vector<Numbers> design(rows.size(), Numbers(next, 0.0));
  for (std::size_t j = 0; j < 6; ++j) {
    Numbers training;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (i % 5 != fold) training.push_back(rows[i].ln_counts[j]);
    }
    const double centre = mean(training);
    const double sd = standard_deviation(training);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      design[i][j] = (rows[i].ln_counts[j] - centre) / sd;
    }
  }
  for (std::size_t i = 0; i < rows.size(); ++i) design[i][sections.at(rows[i].section)] = 1;
  return design;
}

double product(const Numbers& a, const Numbers& b) {
  double sum = 0;
  for (std::size_t j = 0; j < a.size(); ++j) sum += a[j] * b[j];
  return sum;
}

// Solves A x = b, A symmetric and positive definite: elimination without exchanges.
Numbers solved(std::vector<Numbers> a, Numbers b) {
  const std::size_t n = b.size();
  for (std::size_t k = 0; k < n; ++k) {
    for (std::size_t i = k + 1; i < n; ++i) {
      const double factor = a[i][k] / a[k][k];
      for (std::size_t j = k; j < n; ++j) a[i][j] -= factor * a[k][j];
      b[i] -= factor * b[k];
    }
  }
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t j = i + 1; j < n; ++j) b[i] -= a[i][j] * b[j];
    b[i] /= a[i][i];
  }
  return b;
}

// Newton steps of the ridge logistic likelihood with penalty ½ |b|², by the rows outside the fold.
Numbers ridge_logistic(const std::vector<Numbers>& design, const std::vector<RenewalRow>& rows,
                       std::size_t fold) {
  const std::size_t width = design.front().size();
  Numbers b(width, 0.0);
  for (int step = 0; step < 8; ++step) {
    std::vector<Numbers> hessian(width, Numbers(width, 0.0));
    Numbers gradient(width);
    for (std::size_t j = 0; j < width; ++j) {
      hessian[j][j] = 1;
      gradient[j] = -b[j];
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (i % 5 == fold) continue;
      const Numbers& x = design[i];
      const double p = 1 / (1 + std::exp(-product(x, b)));
      for (std::size_t j = 0; j < width; ++j) {
        if (x[j] == 0) continue;
        gradient[j] += x[j] * ((rows[i].paid ? 1 : 0) - p);
        for (std::size_t k = 0; k < width; ++k) hessian[j][k] += p * (1 - p) * x[j] * x[k];
      }
    }
    const Numbers move = solved(hessian, gradient);
    for (std::size_t j = 0; j < width; ++j) b[j] += move[j];
  }
  return b;
}

// Chance that a paid patent is scored above an unpaid one; ties count a half.
double area_under_curve(const std::vector<std::pair<double, bool>>& scored) {
  auto sorted = scored;
  std::sort(sorted.begin(), sorted.end());
  double wins = 0;
  double below = 0;
  double paid = 0;
  for (std::size_t i = 0; i < sorted.size();) {
    std::size_t end = i;
    double ties_paid = 0;
    while (end < sorted.size() && sorted[end].first == sorted[i].first) {
      ties_paid += sorted[end++].second ? 1 : 0;
    }
    const double ties_unpaid = static_cast<double>(end - i) - ties_paid;
    wins += ties_paid * (below + ties_unpaid / 2);
    below += ties_unpaid;
    paid += ties_paid;
    i = end;
  }
  return wins / (paid * below);
}

}  // namespace

TEST_CASE("US lapses fall on the fee dates: D01") {
  const auto bins = csv_rows(carried("uspto_lapse_time_histogram.csv"));
  // "[4.0,4.6) 38.82%; [8.0,8.6) 37.27%; [11.8,12.6) 23.53%; total 1173044"
  const auto agreed = test::numerals_in(test::acceptance_row("D01").at("expected"));
  REQUIRE(agreed.size() == 10);
  const double total = lapsed_between(bins, -100, 100);
  CHECK(total == agreed[9].value);
  for (std::size_t i = 0; i < 9; i += 3) {
    const double share = lapsed_between(bins, agreed[i].value, agreed[i + 1].value) / total;
    CHECK(std::abs(share - agreed[i + 2].value) <= agreed[i + 2].half_digit);
  }
}

TEST_CASE("US lapse share of the mature filing cohorts 2000 to 2004: D02") {
  double ratios = 0;
  double lapsed = 0;
  double all = 0;
  int cohorts = 0;
  for (const CsvRow& row : csv_rows(carried("uspto_lapse_by_filing_year.csv"))) {
    const double year = number_in(row, "filing_year");
    if (year < 2000 || year > 2004) continue;
    const double gone = number_in(row, "patents_lapsed");
    const double whole = gone + number_in(row, "patents_not_lapsed");
    ratios += gone / whole;
    lapsed += gone;
    all += whole;
    ++cohorts;
  }
  REQUIRE(cohorts == 5);
  const CsvRow agreed = test::acceptance_row("D02");
  const double tolerance = figure_in(agreed, "tolerance", 1).value;
  CHECK(std::abs(ratios / cohorts - figure_in(agreed, "expected", 1).value) < tolerance);
  CHECK(std::abs(lapsed / all - figure_in(agreed, "expected", 2).value) < tolerance);
}

TEST_CASE("university patents, first fee paid and how badly bibliography foresees it: D03") {
  const auto path = test::reference_file("patent/us_university_patents_renewal_calib.csv");
  if (!path) return;
  // "fees>=1: 6489/7312 = .887445; AUC .6034"
  const CsvRow agreed = test::acceptance_row("D03");
  const auto rows = renewal_rows(*path);
  REQUIRE(static_cast<double>(rows.size()) == figure_in(agreed, "expected", 3).value);
  const auto paid =
      std::count_if(rows.begin(), rows.end(), [](const auto& row) { return row.paid; });
  CHECK(static_cast<double>(paid) == figure_in(agreed, "expected", 2).value);
  const test::Numeral share = figure_in(agreed, "expected", 4);
  CHECK(std::abs(static_cast<double>(paid) / static_cast<double>(rows.size()) - share.value) <=
        share.half_digit);
  std::vector<std::pair<double, bool>> scored;
  for (std::size_t fold = 0; fold < 5; ++fold) {
    const auto design = design_of(rows, fold);
    const Numbers b = ridge_logistic(design, rows, fold);
    for (std::size_t i = fold; i < rows.size(); i += 5) {
      scored.emplace_back(product(design[i], b), rows[i].paid);
    }
  }
  CHECK(std::abs(area_under_curve(scored) - figure_in(agreed, "expected", 5).value) <
        figure_in(agreed, "tolerance", 1).value);
}
