#include "models/credit/pd_curve.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "models/credit/pd_route.hpp"

namespace pledgelab {
namespace {

// Relative hazard by month 1..M and year of age 1..years.
struct AgeShape {
  int years = 0;
  std::vector<double> relative;  // [month − 1][year − 1]

  [[nodiscard]] double at(int month, int age_months) const {
    if (years == 0) return 1;
    const int year = std::min((age_months - 1) / 12 + 1, years);
    return relative[static_cast<std::size_t>((month - 1) * years + year - 1)];
  }
};

Result<AgeShape> age_shape(const Scenario& scenario, int months, int oldest_months) {
  AgeShape shape;
  const Parameter* parameter = scenario.find("pd_age_shape");
  if (parameter == nullptr) return shape;
  shape.years = (oldest_months + months) / 12 + 1;
  for (int month = 1; month <= months; ++month) {
    const FactorState state(scenario, month);
    for (int year = 1; year <= shape.years; ++year) {
      const auto level = state.level("pd_age_shape", std::to_string(year));
      if (!level) return level.errors();
      shape.relative.push_back(level.value());
    }
  }
  return shape;
}

Result<DefaultByAge> cohort_curve(const Scenario& scenario) {
  DefaultByAge curve;
  const Parameter* parameter = scenario.find("pd_cohort_curve");
  if (parameter == nullptr) return curve;
  double before = 0;
  for (const ParameterRow& row : parameter->rows) {
    if (row.key == "else" || row.value < before) {
      return Error{"C-130", parameter->origin,
                   "pd_cohort_curve must not fall, and has no row 'else': see '" + row.key + "'",
                   "write cumulative rates by age in months", ErrorKind::input};
    }
    curve.age_months.push_back(std::stoi(row.key));
    curve.cumulative_frac.push_back(row.value);
    before = row.value;
  }
  return curve;
}

struct Levels {
  DefaultByAge cohort;
  AgeShape shape;
  std::map<PdKey, PdColumn> columns;
};

PdCurve curve_of(const Book& book, LoanId id, const PdKey& key, const Levels& levels, Date as_of) {
  const Loan& loan = book.loans[id.index];
  const PdColumn& column = levels.columns.at(key);
  const bool rated = key.route == PdRoute::own_rating || key.route == PdRoute::grade_table;
  const bool cohort = !rated && !levels.cohort.age_months.empty();
  const double own = key.route == PdRoute::own_rating
                         ? monthly_hazard(*book.borrowers[loan.borrower.index].pd_annual_frac)
                         : 1;
  const int age_now = months_between(loan.origination, as_of);
  const std::size_t months = column.level.size();
  PdCurve curve{id, key.route, column.mark, 0, {}};
  curve.cumulative_frac.assign(months + 1, 0);
  double total = 0;
  for (std::size_t m = 1; m <= months; ++m) {
    const int age = age_now + static_cast<int>(m);
    if (age > 0) {
      const double base =
          cohort ? std::log1p(-levels.cohort.at(age - 1)) - std::log1p(-levels.cohort.at(age))
                 : own * levels.shape.at(static_cast<int>(m), age);
      total += base * column.level[m - 1];
    }
    curve.cumulative_frac[m] = std::min(-std::expm1(-total), 1 - 0x1p-53);
  }
  curve.annual_frac = curve.cumulative_frac[std::min<std::size_t>(12, months)];
  return curve;
}

}  // namespace

double monthly_hazard(double annual_frac) { return -std::log1p(-annual_frac) / 12; }

double DefaultByAge::at(int age) const {
  if (age <= 0 || age_months.empty()) return 0;
  const auto after = std::lower_bound(age_months.begin(), age_months.end(), age);
  if (after == age_months.end()) return cumulative_frac.back();
  const auto i = static_cast<std::size_t>(after - age_months.begin());
  const double low_age = i == 0 ? 0 : age_months[i - 1];
  const double low = i == 0 ? 0 : cumulative_frac[i - 1];
  const double width = age_months[i] - low_age;
  return width <= 0 ? cumulative_frac[i]
                    : low + (cumulative_frac[i] - low) * (age - low_age) / width;
}

Result<std::vector<PdCurve>> pd_curves(const Book& book, const Scenario& scenario, Date as_of,
                                       int months) {
  PL_CHECK(months >= 1);
  Levels levels;
  int oldest = 0;
  for (const Loan& loan : book.loans) {
    oldest = std::max(oldest, months_between(loan.origination, as_of));
  }
  auto cohort = cohort_curve(scenario);
  if (!cohort) return cohort.errors();
  levels.cohort = cohort.value();
  auto shape = age_shape(scenario, months, oldest);
  if (!shape) return shape.errors();
  levels.shape = shape.value();
  std::vector<PdCurve> curves;
  curves.reserve(book.loans.size());
  for (std::uint32_t i = 0; i < book.loans.size(); ++i) {
    const PdKey key = pd_key(book, book.loans[i], scenario);
    if (levels.columns.count(key) == 0) {
      auto column = pd_column(key, scenario, months);
      if (!column) return column.errors();
      levels.columns.emplace(key, std::move(column).value());
    }
    curves.push_back(curve_of(book, LoanId{i}, key, levels, as_of));
  }
  return curves;
}

const std::string& word_of(PdRoute route) {
  static const std::vector<std::string> words = {"own_rating", "grade_table", "relatives", "prior"};
  return words.at(static_cast<std::size_t>(route));
}

}  // namespace pledgelab
