#include "engine/run/results.hpp"

#include <algorithm>

namespace pledgelab {

Distribution distribution_of(std::span<const std::int64_t> amounts_fen) {
  PL_CHECK(!amounts_fen.empty());
  std::vector<double> yuan;
  yuan.reserve(amounts_fen.size());
  for (const std::int64_t fen : amounts_fen) yuan.push_back(static_cast<double>(fen) / 100);
  Distribution result;
  result.mean_yuan = mean_estimate(yuan);
  std::sort(yuan.begin(), yuan.end());
  result.median_yuan = quantile_sorted(yuan, 0.5);
  result.value_at_risk_95_yuan = value_at_risk(yuan, 0.95);
  result.value_at_risk_99_yuan = value_at_risk(yuan, 0.99);
  result.value_at_risk_999_yuan = value_at_risk(yuan, 0.999);
  result.expected_shortfall_95_yuan = expected_shortfall(yuan, 0.95);
  result.expected_shortfall_99_yuan = expected_shortfall(yuan, 0.99);
  result.expected_shortfall_999_yuan = expected_shortfall(yuan, 0.999);
  return result;
}

double RunResults::expected_loss_yuan(std::size_t loan) const {
  const LoanRun& run = loans[loan];
  return static_cast<double>(run.default_fen - run.recovery_fen) / 100 / paths;
}

}  // namespace pledgelab
