#include "models/quality/cohort.hpp"

#include <algorithm>
#include <unordered_map>

#include "models/base/check.hpp"
#include "models/base/statistics.hpp"
#include "models/quality/mid_ranks.hpp"

namespace pledgelab {
namespace {

constexpr double kWinsorised = 0.98;
constexpr double kBreakthrough = 0.99;

using Members = std::vector<std::size_t>;

// The members with the value observed, by key, in the order of the first of each.
std::vector<Members> groups_of(const MaybeValues& values, const std::vector<std::string>& keys) {
  std::vector<Members> groups;
  std::unordered_map<std::string, std::size_t> place;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!values[i] || keys[i].empty()) continue;
    const auto found = place.emplace(keys[i], groups.size());
    if (found.second) groups.emplace_back();
    groups[found.first->second].push_back(i);
  }
  return groups;
}

// Gives a standing to each member that no narrower cohort has placed.
void place_members(const MaybeValues& values, const Members& members, std::size_t level,
                   bool higher_is_better, std::vector<std::optional<CohortStanding>>& placed) {
  std::vector<double> peers;
  for (const std::size_t i : members) peers.push_back(*values[i]);
  const std::vector<double> percentiles = mid_percentiles(peers, higher_is_better);
  std::vector<double> ascending = peers;
  std::sort(ascending.begin(), ascending.end());
  const double cap = quantile_sorted(ascending, kWinsorised);
  const double high = quantile_sorted(ascending, kBreakthrough);
  for (std::size_t k = 0; k < members.size(); ++k) {
    if (placed[members[k]]) continue;
    placed[members[k]] = CohortStanding{percentiles[k], capped_share(peers[k], cap),
                                        peers[k] > high, static_cast<std::uint32_t>(members.size()),
                                        static_cast<std::uint8_t>(level)};
  }
}

}  // namespace

std::vector<double> mid_percentiles(std::span<const double> values, bool higher_is_better) {
  PL_CHECK(!values.empty());
  std::vector<double> percentiles = mid_ranks(values);
  const auto count = static_cast<double>(values.size());
  for (double& rank : percentiles) {
    const double low_side = (rank - 0.5) / count;
    rank = higher_is_better ? low_side : 1 - low_side;
  }
  return percentiles;
}

double capped_share(double value, double cap) { return cap > 0 ? std::min(value, cap) / cap : 0; }

std::vector<std::optional<CohortStanding>> standings(const MaybeValues& values,
                                                     const CohortLadder& ladder,
                                                     bool higher_is_better) {
  std::vector<std::optional<CohortStanding>> placed(values.size());
  for (std::size_t level = 0; level < ladder.keys.size(); ++level) {
    PL_CHECK(ladder.keys[level].size() == values.size());
    for (const Members& members : groups_of(values, ladder.keys[level])) {
      if (members.size() < ladder.least) continue;
      place_members(values, members, level, higher_is_better, placed);
    }
  }
  const std::vector<std::string> all(values.size(), "all");
  for (const Members& members : groups_of(values, all)) {
    place_members(values, members, ladder.keys.size(), higher_is_better, placed);
  }
  return placed;
}

}  // namespace pledgelab
