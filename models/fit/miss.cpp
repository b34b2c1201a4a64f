#include "models/fit/miss.hpp"

namespace pledgelab {
namespace {

double over(double top, double bottom) { return bottom > 0 ? top / bottom : 0; }

}  // namespace

double LossFigures::lent_per_default() const { return over(defaulted_lent, default_count); }
double LossFigures::severity_frac() const { return over(loss, defaulted_lent); }
double LossFigures::loss_per_default() const { return over(loss, default_count); }

MissParts miss_parts(const LossFigures& realised, const LossFigures& simulated) {
  MissParts parts;
  const double count = realised.default_count;
  const double size = realised.lent_per_default();
  parts.whole = realised.loss - simulated.loss;
  parts.from_count = (count - simulated.default_count) * simulated.loss_per_default();
  parts.from_size = count * (size - simulated.lent_per_default()) * simulated.severity_frac();
  parts.from_severity = count * size * (realised.severity_frac() - simulated.severity_frac());
  return parts;
}

}  // namespace pledgelab
