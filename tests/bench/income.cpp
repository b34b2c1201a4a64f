// Income of a million rights: columns beside a scalar DCF, beside QuantLib with one curve and with
// a leg a right, and beside the reading of the same bytes.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "models/base/lane_level.hpp"
#include "tests/bench/bench.hpp"
#include "tests/bench/income_book.hpp"
#include "tests/oracle/income_ql.hpp"

namespace pledgelab::bench {
namespace {

constexpr double kApart = 1e-9;  // relative, as the goal asks

// A discounted cash flow as one writes it: a power and three exponentials a year.
double scalar_value(const RoyaltyColumns& columns, std::size_t i) {
  const double ln_kept = std::log1p(-columns.obsolescence_frac[i]);
  const double ln_alive = std::log1p(-columns.hazard_annual_frac[i]);
  const double ln_discount = std::log1p(columns.discount_frac[i]);
  const int turn = std::max(columns.growth_years[i], 1);
  double worth = 0;
  for (int year = 0; year < 20 && year < columns.life_years[i]; ++year) {
    const double length = std::min(columns.life_years[i] - year, 1.0);
    const double middle = year + length / 2;
    double sales = std::pow(1 + columns.growth_frac[i], std::min(year, turn - 1));
    if (year >= turn) sales *= std::pow(1 + columns.late_growth_frac[i], year - turn + 1);
    worth += columns.first_flow_yuan[i] * length * sales * std::exp(ln_kept * year) *
             std::exp(ln_alive * middle) * std::exp(-ln_discount * middle);
  }
  return worth;
}

std::string apart_text(const std::vector<double>& ours, const std::vector<double>& other,
                       std::size_t step) {
  double worst = 0;
  for (std::size_t i = 0; i < ours.size(); i += step) {
    worst = std::max(worst, std::abs(ours[i] - other[i]) / std::max(other[i], 1e-9));
  }
  char text[64];
  std::snprintf(text, sizeof text, "%s: each apart by %.1e at most",
                worst < kApart ? "equal" : "DISAGREE", worst);
  return text;
}

struct IncomeSide {
  const char* name;
  std::size_t step;  // one right in so many is valued, and the time taken so many times
  std::function<void(std::vector<double>&)> work;
};

void compare(const Options& options, const IncomeBook& book, const IncomeSide& side,
             std::vector<Measured>& rows) {
  std::vector<double> ours(book.size());
  std::vector<double> other(book.size());
  Measured row{side.name, "rights", static_cast<double>(book.size()), {}, {}, {}};
  alternate(
      row, options.turns, [&] { royalty_values(book.columns(), ours); }, [&] { side.work(other); });
  for (double& seconds : row.naive_s) seconds *= static_cast<double>(side.step);
  row.agreement = apart_text(ours, other, side.step) + ", " + to_text(lane_level());
  rows.push_back(std::move(row));
}

void compare_with_reading(const Options& options, std::vector<Measured>& rows) {
  const IncomeBook book = make_income_book(options.quick ? 20'000 : 8'000'000, options.seed, 19);
  std::vector<double> values(book.size());
  double sum = 0;
  Measured row{
      "income, reading the same bytes", "rights", static_cast<double>(book.size()), {}, {}, {}};
  alternate(
      row, options.turns, [&] { royalty_values(book.columns(), values); },
      [&] { sum += read_all(book, values); });
  keep(sum);
  const double bytes = static_cast<double>(kIncomeBytes * book.size());
  char text[96];
  std::snprintf(text, sizeof text, "share of the bandwidth %.2f; read at %.1f GB/s",
                median(row.naive_s) / median(row.ours_s), bytes / median(row.naive_s) / 1e9);
  row.agreement = text;
  rows.push_back(std::move(row));
}

}  // namespace

void bench_income(const Options& options, std::vector<Measured>& rows) {
  const std::size_t rights = options.quick ? 5'000 : 1'000'000;
  const std::size_t step = options.quick ? 1 : 20;
  // The goal's schedule is of 20 years; a book's lives are shorter, and ours takes no notice.
  const IncomeBook book = make_income_book(rights, options.seed, 19);
  const RoyaltyColumns columns = book.columns();
  const auto scalar = [](const RoyaltyColumns& all, std::vector<double>& values) {
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = scalar_value(all, i);
  };
  compare(options, book,
          {"income 20 years, scalar libm DCF", 1,
           [&](std::vector<double>& values) { scalar(columns, values); }},
          rows);
  compare(options, book,
          {"income 20 years, QuantLib curve", 1,
           [&](std::vector<double>& values) { oracle::values_by_shared_curve(columns, values); }},
          rows);
  compare(options, book,
          {"income 20 years, QuantLib npv", step,
           [&](std::vector<double>& values) { oracle::values_by_npv(columns, step, values); }},
          rows);
  const IncomeBook mixed = make_income_book(rights, options.seed, 0);
  compare(options, mixed,
          {"income 0-20 years, scalar libm DCF", 1,
           [&](std::vector<double>& values) { scalar(mixed.columns(), values); }},
          rows);
  compare_with_reading(options, rows);
}

}  // namespace pledgelab::bench
