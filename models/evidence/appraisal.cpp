#include "models/evidence/appraisal.hpp"

#include <cmath>
#include <cstddef>

#include "models/market/smoothing.hpp"

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

namespace {

bool ascends(std::span<const AppraisedValue> series) {
  for (std::size_t i = 0; i < series.size(); ++i) {
    const AppraisedValue& one = series[i];
    if (!(one.value_yuan > 0) || !std::isfinite(one.value_yuan) || !std::isfinite(one.years)) {
      return false;
    }
    if (i > 0 && !(one.years > series[i - 1].years)) return false;
  }
  return true;
}

// Yearly SD of ln changes about their drift; at least three values.
double raw_sd(std::span<const AppraisedValue> series) {
  const AppraisedValue& first = series.front();
  const AppraisedValue& last = series.back();
  const double drift = std::log(last.value_yuan / first.value_yuan) / (last.years - first.years);
  double squares = 0;
  for (std::size_t i = 1; i < series.size(); ++i) {
    const double years = series[i].years - series[i - 1].years;
    const double off = std::log(series[i].value_yuan / series[i - 1].value_yuan) - drift * years;
    squares += off * off / years;
  }
  return std::sqrt(squares / static_cast<double>(series.size() - 2));
}

}  // namespace

Result<double> appraisal_volatility(std::span<const AppraisedValue> series,
                                    const VolatilityPrior& prior, double lag_correlation) {
  const bool sound = ascends(series) && std::isfinite(prior.ln_sd_annual) &&
                     prior.ln_sd_annual > 0 && std::isfinite(prior.count) && prior.count >= 0 &&
                     lag_correlation >= 0 && lag_correlation < 1;
  if (!sound) {
    return Error{"EV-111",
                 {},
                 "a volatility from appraisals needs values above 0 in the order of their dates, a "
                 "prior SD above 0 with a count from 0, and a lag correlation from 0 to below 1",
                 "",
                 ErrorKind::input};
  }
  if (series.size() < 3) return prior.ln_sd_annual;
  const auto sd = unsmoothed_sd(raw_sd(series), lag_correlation);
  if (!sd) return sd.errors();
  const double freedom = static_cast<double>(series.size() - 2);
  const double before = prior.count * prior.ln_sd_annual * prior.ln_sd_annual;
  return std::sqrt((before + freedom * sd.value() * sd.value()) / (prior.count + freedom));
}

}  // namespace pledgelab
