#include "models/quality/score.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "models/base/check.hpp"
#include "models/base/normal.hpp"
#include "models/quality/cohort.hpp"

namespace pledgelab {
namespace {

constexpr std::uint8_t kLastLevelOfYear = 1;  // 0, 1: by grant year; 2, 3: years mixed

CohortLadder index_ladder(const PatentSet& set, std::size_t least) {
  CohortLadder ladder;
  ladder.least = least;
  ladder.keys.assign(3, std::vector<std::string>(set.size()));
  for (std::size_t i = 0; i < set.size(); ++i) {
    const std::string kind = set.kind[i].empty() ? "?" : set.kind[i];
    ladder.keys[2][i] = kind;
    if (!set.grant_year[i]) continue;
    ladder.keys[1][i] = kind + "/" + std::to_string(*set.grant_year[i]);
    if (!set.section[i].empty()) ladder.keys[0][i] = ladder.keys[1][i] + "/" + set.section[i];
  }
  return ladder;
}

std::vector<std::optional<CohortStanding>> standings_of(const PatentSet& set,
                                                        const Indicator* indicator,
                                                        const Indicator* leave_out,
                                                        const CohortLadder& ladder) {
  const IndicatorColumn* column =
      indicator == nullptr || indicator == leave_out ? nullptr : set.find(indicator);
  if (column == nullptr) return std::vector<std::optional<CohortStanding>>(set.size());
  return standings(column->values, ladder, indicator->higher_is_better);
}

double gate_of(const std::array<bool, kGates>& closed, const IndexPolicy& policy) {
  double gate = 1;
  for (std::size_t g = 0; g < kGates; ++g) gate *= closed[g] ? policy.gates[g].value : 1;
  return gate;
}

QualityScore score_one(const PatentSet& set, const IndexPolicy& policy,
                       const Percentiles& percentiles, std::size_t patent) {
  std::vector<IndexPart> parts;
  for (std::size_t k = 0; k < policy.indicators.size(); ++k) {
    const WeighedIndicator& weighed = policy.indicators[k];
    parts.push_back({weighed.dimension, weighed.weight.value, percentiles.values[k][patent]});
  }
  const IndexFigure figure =
      index_figure(policy.dimension_weights(), parts, policy.mean, policy.clip.value);
  QualityScore one;
  one.score = figure.score;
  one.dimensions = figure.dimensions;
  one.confidence_frac = figure.confidence_frac;
  one.noise_sd = figure.noise_sd;
  one.gate_frac = gate_of(set.gates[patent], policy);
  one.status_known = set.status_known[patent];
  if (figure.score) one.index = 100 * one.gate_frac * *figure.score;
  for (std::size_t k = 0; k < parts.size(); ++k) {
    one.contributions.push_back({parts[k].percentile, figure.weights[k], figure.contributions[k],
                                 percentiles.stood_in[k][patent]});
  }
  return one;
}

void set_ranks(const IndexPolicy& policy, ScoredSet& scored) {
  std::vector<std::optional<double>> scores;
  std::vector<double> noise;
  const bool geometric = policy.mean == IndexMean::geometric;
  for (const QualityScore& one : scored.patents) {
    const bool ranked = one.index && *one.index > 0;
    const double level = ranked ? *one.index / 100 : 1;
    scores.push_back(ranked ? std::optional(geometric ? std::log(level) : level) : std::nullopt);
    noise.push_back(geometric ? one.noise_sd : one.noise_sd * one.gate_frac);
  }
  const double z = normal_quantile(0.5 + policy.range_level.value / 2);
  const std::vector<RankRange> ranges = rank_ranges(scores, noise, z);
  const auto count = static_cast<double>(ranges.size());
  std::vector<std::uint32_t> ascending;
  ascending.reserve(ranges.size());
  for (const RankRange& range : ranges) ascending.push_back(range.rank);
  std::sort(ascending.begin(), ascending.end());
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    QualityScore& one = scored.patents[i];
    one.range = ranges[i];
    const auto equal = std::equal_range(ascending.begin(), ascending.end(), ranges[i].rank);
    const auto below = static_cast<double>(ascending.end() - equal.second);
    const auto same = static_cast<double>(equal.second - equal.first);
    one.set_percentile_frac = (below + same / 2) / count;
    const double span = ranges[i].high - ranges[i].low;
    // Rank 1 of 1, and the place behind all others, are what they are whatever is not known.
    one.rank_is_noise = scores[i] && span > policy.noise_above.value * (count - 1);
    scored.noise_count += one.rank_is_noise ? 1U : 0U;
  }
}

}  // namespace

Percentiles cohort_percentiles(const PatentSet& set, const IndexPolicy& policy,
                               const Indicator* leave_out) {
  const auto least = static_cast<std::size_t>(policy.least_cohort.value);
  const CohortLadder ladder = index_ladder(set, least);
  Percentiles percentiles;
  percentiles.across_years.resize(set.size());
  for (const WeighedIndicator& weighed : policy.indicators) {
    const auto own = standings_of(set, weighed.indicator, leave_out, ladder);
    const auto other = standings_of(set, weighed.instead, leave_out, ladder);
    MaybeValues values(set.size());
    std::vector<bool> stood_in(set.size());
    for (std::size_t i = 0; i < set.size(); ++i) {
      const auto& taken = own[i] ? own[i] : other[i];
      if (!taken) continue;
      values[i] = taken->percentile;
      stood_in[i] = !own[i];
      if (taken->level > kLastLevelOfYear) percentiles.across_years[i] = true;
    }
    percentiles.values.push_back(std::move(values));
    percentiles.stood_in.push_back(std::move(stood_in));
  }
  return percentiles;
}

ScoredSet score_set(const PatentSet& set, const IndexPolicy& policy,
                    const Percentiles& percentiles) {
  ScoredSet scored;
  const auto oecd = patent_quality(set, static_cast<std::size_t>(policy.least_cohort.value));
  for (std::size_t i = 0; i < set.size(); ++i) {
    scored.patents.push_back(score_one(set, policy, percentiles, i));
    scored.patents.back().oecd = oecd[i];
    scored.no_status_count += set.status_known[i] ? 0U : 1U;
    scored.across_years_count += percentiles.across_years[i] ? 1U : 0U;
  }
  scored.oecd_fields = fields_told(set);
  set_ranks(policy, scored);
  return scored;
}

std::vector<std::size_t> ranking_order(const ScoredSet& scored) {
  std::vector<std::size_t> order(scored.patents.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return scored.patents[a].range.rank < scored.patents[b].range.rank;
  });
  return order;
}

}  // namespace pledgelab
