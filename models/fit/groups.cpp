#include "models/fit/groups.hpp"

#include <algorithm>

#include "models/base/check.hpp"
#include "models/base/statistics.hpp"

namespace pledgelab {

double between_share(std::span<const std::vector<double>> groups) {
  PL_CHECK(groups.size() >= 2);
  double count = 0;
  double squares = 0;  // of group sizes
  double sum = 0;
  for (const std::vector<double>& group : groups) {
    PL_CHECK(!group.empty());
    const auto size = static_cast<double>(group.size());
    count += size;
    squares += size * size;
    sum += ordered_sum(group);
  }
  const auto group_count = static_cast<double>(groups.size());
  PL_CHECK(count > group_count);
  double between = 0;
  double within = 0;
  for (const std::vector<double>& group : groups) {
    const auto size = static_cast<double>(group.size());
    const double apart = mean(group) - sum / count;
    between += size * apart * apart;
    within += (size - 1) * variance(group);
  }
  between /= group_count - 1;
  within /= count - group_count;
  const double effective = (count - squares / count) / (group_count - 1);
  const double component = std::max(0.0, (between - within) / effective);
  return component > 0 ? component / (component + within) : 0;
}

}  // namespace pledgelab
