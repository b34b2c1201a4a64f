#include "models/market/smoothing.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace pledgelab {
namespace {

Error outside(const char* needs) { return {"V-304", {}, needs, "", ErrorKind::input}; }

}  // namespace

Result<double> unsmoothed_sd(double observed_sd, double lag_correlation) {
  if (!(observed_sd >= 0) || !std::isfinite(observed_sd) ||
      !(lag_correlation >= 0 && lag_correlation < 1)) {
    return outside(
        "an unsmoothed SD needs an observed SD from 0 and a lag correlation from 0 to "
        "below 1");
  }
  return observed_sd * std::sqrt((1 + lag_correlation) / (1 - lag_correlation));
}

Result<std::vector<double>> unsmoothed_ln_values(std::span<const double> appraisals_yuan,
                                                 double news_weight) {
  const bool positive = std::all_of(appraisals_yuan.begin(), appraisals_yuan.end(),
                                    [](double a) { return std::isfinite(a) && a > 0; });
  if (appraisals_yuan.size() < 2 || !positive || !(news_weight > 0 && news_weight <= 1)) {
    return outside(
        "unsmoothing needs two appraisals or more, all above 0, and a weight of news "
        "above 0, at most 1");
  }
  std::vector<double> values;
  for (std::size_t i = 1; i < appraisals_yuan.size(); ++i) {
    const double now = std::log(appraisals_yuan[i]);
    const double before = std::log(appraisals_yuan[i - 1]);
    // now + (now - before)(1-w)/w: the same, without the difference of two large numbers.
    values.push_back(now + (now - before) * (1 - news_weight) / news_weight);
  }
  return values;
}

}  // namespace pledgelab
