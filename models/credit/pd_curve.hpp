// One borrower alone: the default curve of a loan, and by which route it was found.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/base/date.hpp"
#include "models/base/error.hpp"
#include "models/base/ids.hpp"
#include "models/book/book.hpp"
#include "models/scenario/scenario.hpp"

namespace pledgelab {

/// Where a loan's default probability comes from, best first; a column of the report.
enum class PdRoute : std::uint8_t { own_rating, grade_table, relatives, prior };

/// [month 1..M] probability of default by that month, unconditional of the factors; element 0 is 0.
/// Non-decreasing, in [0, 1).
struct PdCurve {
  LoanId loan;
  PdRoute route = PdRoute::prior;
  Mark mark = Mark::assumed;  // of the weakest parameter used
  double annual_frac = 0;     // the first year's
  std::vector<double> cumulative_frac;
};

/// F50. Monthly default hazard of a yearly default probability: −ln(1 − p) / 12, p in [0, 1).
double monthly_hazard(double annual_frac);

/// F51. Cumulative default rate of a cohort at an age: linear between the rows (ages in months,
/// ascending), from 0 at age 0; flat past the last. age_months < 0 gives 0.
struct DefaultByAge {
  std::vector<int> age_months;
  std::vector<double> cumulative_frac;  // non-decreasing, < 1

  [[nodiscard]] double at(int age) const;
};

/// One curve a loan, in the book's order, for months 1..months after `as_of`.
/// F52. C(m) = 1 − exp(−Σ_{k ≤ m} h_k), h_k = base hazard × relatives × age shape × multiple, where
/// the base is the borrower's own rating, else its grade's, else the prior (or, where the scenario
/// has pd_cohort_curve, the step of −ln(1 − K) over that month of age). Relatives of sector, size,
/// region and amount apply on the last two routes only: a rating knows them already. Every level is
/// that of its month (shocks). A month before origination has no hazard. Parameters that a scenario
/// leaves out have no effect, but for the base: it must have a level (C-110).
/// Errors: a level the route needs is missing; a cohort curve that falls (C-130).
Result<std::vector<PdCurve>> pd_curves(const Book& book, const Scenario& scenario, Date as_of,
                                       int months);

/// "own_rating" … as reports write the route.
const std::string& word_of(PdRoute route);

}  // namespace pledgelab
