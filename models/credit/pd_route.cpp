#include "models/credit/pd_route.hpp"

#include <algorithm>
#include <limits>

#include "models/book/words.hpp"

namespace pledgelab {
namespace {

bool has_row(const Scenario& scenario, const std::string& parameter, const std::string& key) {
  const Parameter* found = scenario.find(parameter);
  if (found == nullptr || key.empty() || key == "else") return false;
  return std::any_of(found->rows.begin(), found->rows.end(),
                     [&](const ParameterRow& row) { return row.key == key; });
}

// The narrowest band that holds the amount, or "else".
std::string band_of(const Scenario& scenario, double amount) {
  const Parameter* bands = scenario.find("pd_relatives_amount");
  if (bands == nullptr) return {};
  std::string best = "else";
  double narrowest = std::numeric_limits<double>::infinity();
  for (const ParameterRow& row : bands->rows) {
    if (row.key.rfind("le_", 0) != 0) continue;
    double bound = 0;
    for (const char digit : row.key.substr(3)) bound = bound * 10 + (digit - '0');
    if (amount > bound || bound >= narrowest) continue;
    best = row.key;
    narrowest = bound;
  }
  return best;
}

void weaken(Mark& mark, const Scenario& scenario, const std::string& parameter) {
  const Parameter* found = scenario.find(parameter);
  if (found != nullptr) mark = std::max(mark, found->mark);
}

// Product of the four relatives at a month; a parameter the scenario leaves out has no effect.
double relatives(const PdKey& key, const FactorState& state) {
  return state.find("pd_relatives_sector", key.sector).value_or(1) *
         state.find("pd_relatives_size", key.size).value_or(1) *
         state.find("pd_relatives_region", key.region).value_or(1) *
         state.find("pd_relatives_amount", key.amount_band).value_or(1);
}

Result<double> base_level(const PdKey& key, const FactorState& state) {
  if (key.route == PdRoute::own_rating) return 1.0;
  const bool graded = key.route == PdRoute::grade_table;
  if (!graded && state.scenario().find("pd_cohort_curve") != nullptr) return relatives(key, state);
  const auto annual = graded ? state.level("pd_grade_table", key.grade) : state.level("pd_prior");
  if (!annual) return annual.errors();
  const double hazard = monthly_hazard(annual.value());
  return graded ? hazard : hazard * relatives(key, state);
}

Mark mark_of(const PdKey& key, const Scenario& scenario) {
  Mark mark = Mark::found;
  weaken(mark, scenario, "pd_hazard_multiple");
  if (key.route == PdRoute::own_rating) return mark;
  if (key.route == PdRoute::grade_table) {
    weaken(mark, scenario, "pd_grade_table");
    return mark;
  }
  const bool cohort = scenario.find("pd_cohort_curve") != nullptr;
  weaken(mark, scenario, cohort ? "pd_cohort_curve" : "pd_prior");
  for (const char* name :
       {"pd_relatives_sector", "pd_relatives_size", "pd_relatives_region", "pd_relatives_amount"}) {
    weaken(mark, scenario, name);
  }
  return mark;
}

}  // namespace

PdKey pd_key(const Book& book, const Loan& loan, const Scenario& scenario) {
  const Borrower& borrower = book.borrowers[loan.borrower.index];
  PdKey key;
  if (borrower.pd_annual_frac) {
    key.route = PdRoute::own_rating;
    return key;
  }
  if (!borrower.grade.empty() && FactorState(scenario, 0).find("pd_grade_table", borrower.grade)) {
    key.route = PdRoute::grade_table;
    key.grade = borrower.grade;
    return key;
  }
  key.sector = borrower.sector;
  key.size = borrower.size ? word_of(*borrower.size, kBorrowerSizeWords) : "";
  key.region = borrower.region;
  key.amount_band = band_of(scenario, loan.approved.value_or(loan.principal).yuan());
  const bool relative = has_row(scenario, "pd_relatives_sector", key.sector) ||
                        has_row(scenario, "pd_relatives_size", key.size) ||
                        has_row(scenario, "pd_relatives_region", key.region) ||
                        has_row(scenario, "pd_relatives_amount", key.amount_band);
  key.route = relative ? PdRoute::relatives : PdRoute::prior;
  return key;
}

Result<PdColumn> pd_column(const PdKey& key, const Scenario& scenario, int months) {
  PdColumn column;
  column.mark = mark_of(key, scenario);
  column.level.reserve(static_cast<std::size_t>(months));
  for (int month = 1; month <= months; ++month) {
    const FactorState state(scenario, month);
    const auto base = base_level(key, state);
    if (!base) return base.errors();
    column.level.push_back(base.value() * state.find("pd_hazard_multiple").value_or(1));
  }
  return column;
}

}  // namespace pledgelab
