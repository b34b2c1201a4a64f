#include "models/appraisal/amortisation_benefit.hpp"

#include <cmath>

namespace pledgelab {

Result<double> amortisation_factor(const Amortisation& amortisation) {
  const double tax = amortisation.tax_frac;
  const double years = amortisation.tax_years;
  const double rate = amortisation.discount_frac;
  if (!(tax >= 0 && tax < 1 && years >= 1 && years <= 100 && rate >= 0 && rate <= 10)) {
    return Error{"V-310",
                 {},
                 "a tax amortisation benefit needs 0 <= tax < 1, 1 to 100 years and a discount "
                 "rate from 0 to 10",
                 "rates are written as shares: 0.25, not 25",
                 ErrorKind::input};
  }
  // expm1 and log1p keep the annuity's digits at small rates.
  double annuity = rate == 0 ? years : -std::expm1(-years * std::log1p(rate)) / rate;
  if (amortisation.mid_year) annuity *= std::sqrt(1 + rate);
  return 1 / (1 - tax / years * annuity);
}

}  // namespace pledgelab
