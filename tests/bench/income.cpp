// Income of a million rights, as the verbs value it: beside a plain DCF, and beside QuantLib with
// one curve and with a leg a right.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "tests/bench/bench.hpp"
#include "tests/bench/income_book.hpp"
#include "tests/oracle/income_ql.hpp"

namespace pledgelab::bench {
namespace {

constexpr double kApart = 1e-9;  // relative, as the goal asks

// A discounted cash flow as one writes it: a power and three exponentials a year.
double scalar_value(const IncomeColumns& columns, std::size_t i) {
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
      row, options.turns, [&] { worths_of(book.columns(), ours); }, [&] { side.work(other); });
  for (double& seconds : row.naive_s) seconds *= static_cast<double>(side.step);
  row.agreement = apart_text(ours, other, side.step);
  rows.push_back(std::move(row));
}

}  // namespace

void bench_income(const Options& options, std::vector<Measured>& rows) {
  const std::size_t rights = options.quick ? 5'000 : 1'000'000;
  const std::size_t step = options.quick ? 1 : 20;
  // The goal's schedule is of 20 years; a book's lives are shorter.
  const IncomeBook book = make_income_book(rights, options.seed, 19);
  const IncomeColumns columns = book.columns();
  const auto scalar = [](const IncomeColumns& all, std::vector<double>& values) {
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
}

}  // namespace pledgelab::bench
