#include "tests/oracle/income_ql.hpp"

#include <algorithm>
#include <cmath>
#include <ql/cashflows/cashflows.hpp>
#include <ql/cashflows/simplecashflow.hpp>
#include <ql/math/interpolations/linearinterpolation.hpp>
#include <ql/termstructures/yield/flatforward.hpp>
#include <ql/termstructures/yield/zerocurve.hpp>
#include <ql/time/daycounters/actual360.hpp>
#include <vector>

namespace pledgelab::oracle {
namespace {

namespace ql = QuantLib;

constexpr int kDaysOfYear = 360;

ql::Date first_day() { return {1, ql::January, 2000}; }

// One year's expected flow and its time.
struct ExpectedFlow {
  double years = 0;
  double yuan = 0;
};

// Calls take(flow) for each year of right i: growth, decay and survival by the standard library.
template <class Take>
void each_flow(const RoyaltyColumns& columns, std::size_t i, const Take& take) {
  const double ln_kept = std::log1p(-columns.obsolescence_frac[i]);
  const double ln_alive = std::log1p(-columns.hazard_annual_frac[i]);
  const int turn = std::max(columns.growth_years[i], 1);
  for (int year = 0; year < 20 && year < columns.life_years[i]; ++year) {
    const double length = std::min(columns.life_years[i] - year, 1.0);
    const double middle = year + length / 2;
    double sales = std::pow(1 + columns.growth_frac[i], std::min(year, turn - 1));
    if (year >= turn) sales *= std::pow(1 + columns.late_growth_frac[i], year - turn + 1);
    take(ExpectedFlow{middle, columns.first_flow_yuan[i] * length * sales *
                                  std::exp(ln_kept * year) * std::exp(ln_alive * middle)});
  }
}

}  // namespace

void values_by_shared_curve(const RoyaltyColumns& columns, std::span<double> values) {
  if (values.empty()) return;
  const double rate = std::log1p(columns.discount_frac[0]);
  std::vector<ql::Date> days;
  for (int year = 0; year <= 20; ++year) days.push_back(first_day() + year * kDaysOfYear);
  const std::vector<ql::Rate> rates(days.size(), rate);
  const ql::ZeroCurve curve(days, rates, ql::Actual360());
  for (std::size_t i = 0; i < values.size(); ++i) {
    double worth = 0;
    each_flow(columns, i,
              [&](const ExpectedFlow& flow) { worth += flow.yuan * curve.discount(flow.years); });
    values[i] = worth;
  }
}

void values_by_npv(const RoyaltyColumns& columns, std::size_t step, std::span<double> values) {
  const ql::Date today = first_day();
  for (std::size_t i = 0; i < values.size(); i += step) {
    ql::Leg leg;
    each_flow(columns, i, [&](const ExpectedFlow& flow) {
      const auto days = static_cast<int>(std::lround(flow.years * kDaysOfYear));
      leg.push_back(ql::ext::make_shared<ql::SimpleCashFlow>(flow.yuan, today + days));
    });
    const ql::FlatForward curve(today, std::log1p(columns.discount_frac[i]), ql::Actual360());
    values[i] = ql::CashFlows::npv(leg, curve, false, today, today);
  }
}

}  // namespace pledgelab::oracle
