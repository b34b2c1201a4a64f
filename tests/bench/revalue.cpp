// Revalue: the worth of each right at each month of three years, from its remaining schedule.
#include <cmath>
#include <cstdio>
#include <vector>

#include "models/valuation/income_stream.hpp"
#include "tests/bench/bench.hpp"
#include "tests/bench/books.hpp"
#include "tests/twins/revalue_twin.hpp"

namespace pledgelab::bench {
namespace {

constexpr std::size_t kRevalueMonths = 36;

/// Streams with the book's revenues and lives; the other levels are the bench's own, not defaults.
std::vector<IncomeStream> streams_of(const Book& book) {
  std::vector<IncomeStream> streams;
  for (const Asset& asset : book.assets) {
    IncomeStream stream;
    RoyaltyTerms terms;
    terms.revenue_yuan = asset.product_revenue ? asset.product_revenue->yuan() : 1e7;
    terms.royalty_frac = 0.03;
    terms.tax_frac = 0.25;
    terms.obsolescence_frac = 0.1;
    set_royalty_flows(stream, terms);
    stream.hazard_annual_frac.fill(0.05);
    stream.discount_frac = 0.15;
    const double left =
        asset.expiry_date ? (asset.expiry_date->days - book.as_of->days) / 365.25 : 10;
    stream.life_years = std::min(std::max(left, 0.0), static_cast<double>(kStreamYears));
    streams.push_back(stream);
  }
  return streams;
}

void one_book(const std::string& name, const Book& book, const Options& options,
              std::vector<Measured>& rows) {
  const std::vector<IncomeStream> streams = streams_of(book);
  const std::size_t width = kRevalueMonths + 1;
  // One curve's room is reused, as a simulation reuses it; the sum keeps the work alive.
  std::vector<double> values(width);
  std::vector<double> alive(width);
  double ours_sum = 0;
  double naive_sum = 0;
  const auto ours = [&] {
    ours_sum = 0;
    for (const IncomeStream& stream : streams) {
      stream_curve(stream, values, alive);
      for (std::size_t m = 0; m < width; ++m) ours_sum += values[m] * alive[m];
    }
  };
  const auto naive = [&] {
    naive_sum = 0;
    for (const IncomeStream& stream : streams) {
      for (std::size_t m = 0; m < width; ++m) {
        const double at_years = static_cast<double>(m) / 12;
        naive_sum += twins::naive_stream_value(stream, at_years) *
                     twins::naive_stream_alive(stream, at_years);
      }
    }
  };
  Measured row{"revalue 36 months, " + name,
               "right-months",
               static_cast<double>(streams.size() * width),
               {},
               {},
               {}};
  alternate(row, options.turns, ours, naive);
  keep(ours_sum);
  char text[64];
  const double apart = std::abs(ours_sum - naive_sum) / naive_sum;
  std::snprintf(text, sizeof text, "%s: sums apart by %.1e", apart < 1e-9 ? "equal" : "DISAGREE",
                apart);
  row.agreement = text;
  rows.push_back(std::move(row));
}

}  // namespace

void bench_revalue(const Options& options, std::vector<Measured>& rows) {
  one_book("240 pledges", small_book(options), options, rows);
  one_book("large book", large_book(options), options, rows);
}

}  // namespace pledgelab::bench
