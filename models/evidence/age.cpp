#include "models/evidence/age.hpp"

#include <algorithm>
#include <cmath>

namespace pledgelab {
namespace {

bool from_zero(double x) { return std::isfinite(x) && x >= 0; }

}  // namespace

Result<double> transaction_ln_sd(const TransactionSpread& spread, double age_years) {
  if (!from_zero(spread.ln_sd) || spread.ln_sd == 0 || !from_zero(spread.yearly_ln_sd) ||
      !from_zero(spread.fresh_years) || !from_zero(age_years)) {
    return Error{"EV-112",
                 {},
                 "a transaction's spread needs a ln-SD above 0, and a yearly addition, fresh years "
                 "and an age from 0",
                 "",
                 ErrorKind::input};
  }
  return spread.ln_sd + spread.yearly_ln_sd * std::max(0.0, age_years - spread.fresh_years);
}

Result<double> carried_value(double value_yuan, double life_years, double age_years,
                             double cap_years) {
  if (!from_zero(value_yuan) || value_yuan == 0 || !from_zero(life_years) || life_years == 0 ||
      !from_zero(age_years) || !from_zero(cap_years)) {
    return Error{"EV-113",
                 {},
                 "a value carried along a life needs a value and a life left above 0, and an age "
                 "and a longest life from 0",
                 "",
                 ErrorKind::input};
  }
  const double then = std::min(life_years + age_years, std::max(cap_years, life_years));
  return value_yuan * (life_years / then);
}

}  // namespace pledgelab
