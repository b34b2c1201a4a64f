#include "models/quality/award_check.hpp"

#include <algorithm>
#include <cstdint>
#include <set>
#include <unordered_map>

#include "models/base/nearest.hpp"

namespace pledgelab {
namespace {

std::vector<std::size_t> depths(std::size_t found, std::size_t patents) {
  std::set<std::size_t> all = {10, 20, 50, 100, found};
  std::vector<std::size_t> kept;
  for (const std::size_t k : all) {
    if (k >= 1 && k <= patents) kept.push_back(k);
  }
  return kept;
}

Error nothing_to_check(const PatentSet& set, const AwardList& awards, std::size_t found) {
  if (found > 0) {
    return {"Q-114",
            {awards.file, 0, 0},
            "every patent of " + set.file + " is on the list",
            "score awarded patents together with others",
            ErrorKind::input};
  }
  return {"Q-114",
          {awards.file, awards.line.front(), 1},
          "no patent of the list is in " + set.file + ": '" + awards.id.front() + "' is not",
          suggestion(awards.id.front(), set.id),
          ErrorKind::input};
}

}  // namespace

Result<AwardCheck> check_awards(const PatentSet& set, const ScoredSet& scored,
                                const AwardList& awards) {
  std::unordered_map<std::string, std::size_t> place;
  for (std::size_t i = 0; i < set.size(); ++i) place.emplace(set.id[i], i);
  AwardCheck check;
  check.file = awards.file;
  std::vector<std::uint8_t> awarded(set.size(), 0);
  std::set<std::string> seen;
  for (const std::string& id : awards.id) {
    if (!seen.insert(id).second) continue;
    ++check.listed;
    const auto found = place.find(id);
    if (found == place.end()) {
      check.absent.push_back(id);
      continue;
    }
    awarded[found->second] = 1;
    ++check.found;
  }
  if (check.found == 0 || check.found == set.size()) {
    return nothing_to_check(set, awards, check.found);
  }
  std::vector<double> scores;
  for (const QualityScore& one : scored.patents) scores.push_back(one.index.value_or(-1));
  const auto area = area_under_curve(scores, awarded);
  if (!area) return area.errors();
  check.area = area.value();
  check.is_noise = check.area.value <= 0.5 || is_noise(check.area, check.found, set.size());
  check.base_frac = static_cast<double>(check.found) / static_cast<double>(set.size());
  for (const std::size_t k : depths(check.found, set.size())) {
    const double hits = hits_at(scores, awarded, static_cast<double>(k));
    check.precision.push_back(
        {k, hits, hits / static_cast<double>(k), hits / static_cast<double>(check.found)});
  }
  return check;
}

}  // namespace pledgelab
