// A loan's trigger: the loan-to-value at its ceiling, how far a driver of worth is from it, and
// what puts a breached loan right again.
#pragma once

#include <functional>
#include <optional>

#include "models/base/error.hpp"
#include "models/base/money.hpp"
#include "models/collateral/coverage.hpp"

namespace pledgelab {

/// How far off a level is: in yearly SDs of its driver, and the chance that the driver is beyond it
/// after a year, Φ(-distance), without drift.
struct Distance {
  double sds = 0;
  double chance_frac = 0;
};

/// F48. Factor on the worth of all pledged rights at which the loan stands at its ceiling: x =
/// balance / Σ ceiling·worth; below 1 there is room, above 1 the ceiling is passed. A driver that
/// the worth is proportional to, of yearly ln-SD s, is |ln x| / s away. Source: domain page 5.3
/// (distance to the trigger in SDs), lognormal. Error K-120: a worth or an SD not above 0, a
/// balance not above 0, not finite.
struct TriggerFactor {
  double factor = 1;
  Distance distance;
};
Result<TriggerFactor> trigger_factor(double balance, double ceiling_worth, double ln_sd);

/// Distance of a level from where its driver stands: |level - now| / SD. SD > 0.
Distance level_distance(double now, double level, double sd);
/// The same on the logarithm, of a factor: |ln factor| / SD. Factor, SD > 0.
Distance factor_distance(double factor, double ln_sd);

/// Where a monotone margin crosses 0 between two levels, by bisection to 10^-12 of the width; none
/// where both ends lie on the same side. Errors: those of the margin; K-121 a margin that is not
/// finite, ends that are not in order.
Result<std::optional<double>> crossing(const std::function<Result<double>(double)>& margin,
                                       double low, double high);

/// F49. Discount rate at which a level income still carries a loan: the k with ceiling × income ×
/// (1 - (1+k)^-n)/k = balance, years' end, between 0 and 10. Errors: K-120 as F48; K-122 no rate
/// does.
struct IncomeTerms {
  double income = 0;  // a year, > 0
  int years = 1;      // 1 to 100
  double ceiling_frac = 0;
  double balance = 0;
};
Result<double> trigger_rate(const IncomeTerms& terms);

/// F180. What puts a breached loan at its ceiling: the least repayment, balance - ⌊ceiling ×
/// approved⌋, or the least further approved value of the same ceiling, ⌈balance / ceiling⌉ -
/// approved, to the fen. Both 0 within the ceiling. None where nothing was appraised; no value can
/// be added under a ceiling of 0.
struct Restoration {
  Money repay;
  std::optional<Money> add_value;
};
std::optional<Restoration> restoration(const Coverage& coverage);

}  // namespace pledgelab
