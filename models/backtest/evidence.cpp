#include "models/backtest/evidence.hpp"

#include <cmath>

namespace pledgelab {

Result<LnEstimate> appraisal_evidence(const DatedAppraisal& appraisal, const TrackRecord& record) {
  const double sum = appraisal.value_yuan + appraisal.age_years + appraisal.volatility_ln_annual +
                     record.bias_ln + record.bias_sd_ln + record.dispersion_ln;
  const bool right = std::isfinite(sum) && appraisal.value_yuan > 0 && appraisal.age_years >= 0 &&
                     appraisal.volatility_ln_annual >= 0 && record.bias_sd_ln >= 0 &&
                     record.dispersion_ln > 0;
  if (!right) {
    return Error{"B-157",
                 {},
                 "an appraisal as evidence needs a value and a dispersion above 0, and age, "
                 "volatility and the bias's SD of 0 or more",
                 "a valuer without a record has the collective's",
                 ErrorKind::input};
  }
  const double moved =
      appraisal.volatility_ln_annual * appraisal.volatility_ln_annual * appraisal.age_years;
  const double variance =
      record.dispersion_ln * record.dispersion_ln + record.bias_sd_ln * record.bias_sd_ln + moved;
  return LnEstimate{std::log(appraisal.value_yuan) - record.bias_ln, std::sqrt(variance)};
}

}  // namespace pledgelab
