#include "models/base/id_order.hpp"

#include <algorithm>
#include <numeric>

namespace pledgelab {

std::vector<std::uint32_t> id_order(std::span<const std::string> ids) {
  std::vector<std::uint32_t> sorted(ids.size());
  std::iota(sorted.begin(), sorted.end(), 0U);
  std::stable_sort(sorted.begin(), sorted.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return ids[a] < ids[b]; });
  std::vector<std::uint32_t> places(ids.size());
  for (std::uint32_t place = 0; place < sorted.size(); ++place) places[sorted[place]] = place;
  return places;
}

}  // namespace pledgelab
