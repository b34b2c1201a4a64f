// Which base a loan's default curve stands on, and the hazards of that base by month.
#pragma once

#include <compare>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "models/book/book.hpp"
#include "models/credit/pd_curve.hpp"
#include "models/scenario/scenario.hpp"

namespace pledgelab {

/// All that the level of a loan's hazard depends on; loans with equal keys share one column.
struct PdKey {
  PdRoute route = PdRoute::prior;
  std::string grade;
  std::string sector;
  std::string size;
  std::string region;
  std::string amount_band;
  friend auto operator<=>(const PdKey&, const PdKey&) = default;
};

/// The key of one loan: the best route there is for it in this scenario.
PdKey pd_key(const Book& book, const Loan& loan, const Scenario& scenario);

/// Level of the hazard by month 1..M (element m − 1): for own_rating, and where a cohort curve is
/// the base, a multiple of it; else the monthly hazard itself.
struct PdColumn {
  std::vector<double> level;
  Mark mark = Mark::found;
};
Result<PdColumn> pd_column(const PdKey& key, const Scenario& scenario, int months);

}  // namespace pledgelab
