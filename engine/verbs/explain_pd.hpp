// A loan's default curve, told: the route, each level on it, and what they make.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/verbs/explain_levels.hpp"
#include "models/base/date.hpp"
#include "models/base/ids.hpp"
#include "models/book/book.hpp"

namespace pledgelab {

/// hazard_month_1 = base × every factor (F50, F52); curve at month 1 = 1 − exp(−it).
struct PdExplanation {
  std::string route;  // own_rating, grade_table, relatives, prior
  std::string mark;   // of the weakest level
  UsedLevel base;     // yearly probability; a cohort's cumulative rate at its next month of age
  double base_hazard = 0;          // monthly; 0 before origination
  std::vector<UsedLevel> factors;  // relatives, age shape, multiple: of month 1
  double hazard_month_1 = 0;
  double annual_frac = 0;                          // by month 12
  std::vector<std::pair<int, double>> cumulative;  // month, probability of default by then
  bool in_default = false;                         // already: it defaults in month 1 on every path
};

/// `loan` of a book whose terms are filled. Errors: those of pd_curves and factor_model.
Result<PdExplanation> explain_pd(const Book& book, const Scenario& scenario, Date as_of,
                                 LoanId loan);

}  // namespace pledgelab
