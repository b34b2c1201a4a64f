#include "models/quality/patent_quality.hpp"

#include <algorithm>
#include <array>

#include "models/base/check.hpp"
#include "models/quality/cohort.hpp"

namespace pledgelab {
namespace {

CohortLadder oecd_ladder(const PatentSet& set, std::size_t least) {
  CohortLadder ladder;
  ladder.least = least;
  ladder.keys.assign(2, std::vector<std::string>(set.size()));
  for (std::size_t i = 0; i < set.size(); ++i) {
    if (!set.filing_year[i]) continue;
    const std::string year = std::to_string(*set.filing_year[i]);
    const std::string& field = set.field[i].empty() ? set.section[i] : set.field[i];
    if (!field.empty()) ladder.keys[0][i] = year + "/" + field;
    ladder.keys[1][i] = year;
  }
  return ladder;
}

std::vector<std::optional<CohortStanding>> standings_of(const PatentSet& set, const char* name,
                                                        const CohortLadder& ladder) {
  const Indicator* indicator = find_indicator(name);
  PL_CHECK(indicator != nullptr);
  const IndicatorColumn* column = set.find(indicator);
  if (column == nullptr) return std::vector<std::optional<CohortStanding>>(set.size());
  return standings(column->values, ladder, true);
}

}  // namespace

std::optional<double> mean_of_shares(std::span<const std::optional<double>> shares) {
  double sum = 0;
  for (const auto& share : shares) {
    if (!share) return std::nullopt;
    sum += *share;
  }
  if (shares.empty()) return std::nullopt;
  return sum / static_cast<double>(shares.size());
}

std::vector<PatentQuality> patent_quality(const PatentSet& set, std::size_t least) {
  const CohortLadder ladder = oecd_ladder(set, least);
  const std::array names = {
      "forward_citations_5y_count", "family_offices_count", "claims_count", "generality_frac",
      "backward_citations_count",   "grant_lag_days"};
  std::vector<std::vector<std::optional<CohortStanding>>> columns;
  columns.reserve(names.size());
  for (const char* name : names) columns.push_back(standings_of(set, name, ladder));
  std::vector<PatentQuality> all(set.size());
  for (std::size_t i = 0; i < set.size(); ++i) {
    std::array<std::optional<double>, 6> shares;
    for (std::size_t k = 0; k < shares.size(); ++k) {
      if (columns[k][i]) shares[k] = columns[k][i]->capped_share;
    }
    if (shares[5]) shares[5] = 1 - *shares[5];  // a short way to the grant is the better
    const std::span<const std::optional<double>> parts(shares);
    all[i].quality_4 = mean_of_shares(parts.first(4));
    all[i].quality_6 = mean_of_shares(parts);
    if (columns[0][i]) all[i].breakthrough = columns[0][i]->top_percent;
  }
  return all;
}

bool fields_told(const PatentSet& set) {
  return std::none_of(set.field.begin(), set.field.end(),
                      [](const std::string& field) { return field.empty(); });
}

}  // namespace pledgelab
