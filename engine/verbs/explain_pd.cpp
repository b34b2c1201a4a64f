#include "engine/verbs/explain_pd.hpp"

#include <algorithm>
#include <cmath>

#include "models/credit/pd_curve.hpp"
#include "models/credit/pd_route.hpp"
#include "models/loss/defaults.hpp"
#include "models/loss/factor_model.hpp"

namespace pledgelab {
namespace {

constexpr int kLongestMonths = 360;

// Months until the loan is due, a year at least.
int months_told(const Loan& loan, Date as_of) {
  return std::clamp(months_between(as_of, loan.maturity) + 1, 12, kLongestMonths);
}

DefaultByAge ages_of(const Parameter& curve) {
  DefaultByAge ages;
  for (const ParameterRow& row : curve.rows) {
    ages.age_months.push_back(std::stoi(row.key));
    ages.cumulative_frac.push_back(row.value);
  }
  return ages;
}

// The base of a loan without a rating: the scenario's prior, or its cohort curve by age.
Outcome add_unrated_base(const FactorState& state, int age, PdExplanation& told) {
  const Parameter* cohort = state.scenario().find("pd_cohort_curve");
  if (cohort == nullptr) {
    auto prior = use_level(state, "pd_prior");
    if (!prior) return prior.errors();
    told.base = std::move(prior).value();
    told.base_hazard = monthly_hazard(told.base.value);
    return Done{};
  }
  const DefaultByAge ages = ages_of(*cohort);
  const double by_then = ages.at(age);
  told.base = {cohort->name, std::to_string(age), by_then,
               cohort->unit, cohort->source,      mark_word(cohort->mark)};
  told.base_hazard = std::log1p(-ages.at(age - 1)) - std::log1p(-by_then);
  return Done{};
}

Outcome add_base(const Borrower& borrower, const PdKey& key, const FactorState& state, int age,
                 PdExplanation& told) {
  if (key.route == PdRoute::own_rating) {
    told.base = {"pd_annual_frac",
                 borrower.id,
                 *borrower.pd_annual_frac,
                 "frac_annual",
                 "book: borrowers.pd_annual_frac",
                 mark_word(Mark::found)};
    told.base_hazard = monthly_hazard(told.base.value);
    return Done{};
  }
  if (key.route != PdRoute::grade_table) return add_unrated_base(state, age, told);
  auto grade = use_level(state, "pd_grade_table", key.grade);
  if (!grade) return grade.errors();
  told.base = std::move(grade).value();
  told.base_hazard = monthly_hazard(told.base.value);
  return Done{};
}

void add_factor(std::optional<UsedLevel> level, PdExplanation& told) {
  if (level) told.factors.push_back(std::move(*level));
}

// A cohort curve holds the shape by age itself; a rating knows the relatives already.
void add_factors(const PdKey& key, const FactorState& state, int age, PdExplanation& told) {
  const bool rated = key.route == PdRoute::own_rating || key.route == PdRoute::grade_table;
  const bool cohort = !rated && state.scenario().find("pd_cohort_curve") != nullptr;
  if (!rated) {
    add_factor(find_level(state, "pd_relatives_sector", key.sector), told);
    add_factor(find_level(state, "pd_relatives_size", key.size), told);
    add_factor(find_level(state, "pd_relatives_region", key.region), told);
    add_factor(find_level(state, "pd_relatives_amount", key.amount_band), told);
  }
  if (!cohort) {
    add_factor(find_level(state, "pd_age_shape", std::to_string((age - 1) / 12 + 1)), told);
  }
  add_factor(find_level(state, "pd_hazard_multiple"), told);
}

}  // namespace

Result<PdExplanation> explain_pd(const Book& book, const Scenario& scenario, Date as_of,
                                 LoanId loan_id) {
  const Loan& loan = book.loans[loan_id.index];
  const PdKey key = pd_key(book, loan, scenario);
  const FactorState state(scenario, 1);
  const int age = std::max(1, months_between(loan.origination, as_of) + 1);
  PdExplanation told;
  told.route = word_of(key.route);
  const Outcome based = add_base(book.borrowers[loan.borrower.index], key, state, age, told);
  if (!based) return based.errors();
  add_factors(key, state, age, told);
  if (months_between(loan.origination, as_of) + 1 <= 0) told.base_hazard = 0;
  told.hazard_month_1 = told.base_hazard;
  for (const UsedLevel& factor : told.factors) told.hazard_month_1 *= factor.value;
  const int months = months_told(loan, as_of);
  const auto curves = pd_curves(book, scenario, as_of, months);
  if (!curves) return curves.errors();
  const PdCurve& curve = curves.value()[loan_id.index];
  told.mark = mark_word(curve.mark);
  told.annual_frac = curve.annual_frac;
  for (int month = 1; month <= months; ++month) {
    if (month > 1 && month % 12 != 0 && month != months) continue;
    told.cumulative.emplace_back(month, curve.cumulative_frac[static_cast<std::size_t>(month)]);
  }
  const auto factors = factor_model(book, scenario);
  if (!factors) return factors.errors();
  const DefaultColumns columns =
      default_columns(book, curves.value(), factors.value(), scenario, as_of);
  told.in_default = columns.in_default[loan_id.index] != 0;
  return told;
}

}  // namespace pledgelab
