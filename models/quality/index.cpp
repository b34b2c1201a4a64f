#include "models/quality/index.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "models/base/check.hpp"

namespace pledgelab {
namespace {

constexpr double kUniformVariance = 1.0 / 12;

std::size_t at(Dimension dimension) { return static_cast<std::size_t>(dimension); }

// The observed indicator weights of each dimension, and the index's weight that is observed.
struct Observed {
  std::array<double, kDimensions> indicators{};
  double dimensions = 0;
};

Observed observed_of(const std::array<double, kDimensions>& dimension_weights,
                     std::span<const IndexPart> parts) {
  Observed observed;
  for (const IndexPart& part : parts) {
    if (part.percentile) observed.indicators[at(part.dimension)] += part.weight_frac;
  }
  for (std::size_t d = 0; d < kDimensions; ++d) {
    if (observed.indicators[d] > 0) observed.dimensions += dimension_weights[d];
  }
  return observed;
}

void set_confidence(const std::array<double, kDimensions>& dimension_weights,
                    std::span<const IndexPart> parts, IndexMean mean, IndexFigure& figure) {
  double seen = 0;
  double all = 0;
  double unseen_squares = 0;
  for (const IndexPart& part : parts) {
    const double share = dimension_weights[at(part.dimension)] * part.weight_frac;
    all += share;
    if (part.percentile) {
      seen += share;
    } else {
      unseen_squares += share * share;
    }
  }
  if (seen <= 0) return;
  figure.confidence_frac = seen / all;
  const double variance = mean == IndexMean::geometric ? 1 : kUniformVariance;
  figure.noise_sd = std::sqrt(unseen_squares * variance) / seen;
}

// Scores sorted, by noise: how many lie beyond a distance, without comparing all pairs.
using Groups = std::map<double, std::vector<double>>;

std::size_t surely_above(const Groups& groups, double score, double noise, double z) {
  std::size_t count = 0;
  for (const auto& [sd, sorted] : groups) {
    const double bound = score + z * std::sqrt(noise * noise + sd * sd);
    count += static_cast<std::size_t>(sorted.end() -
                                      std::upper_bound(sorted.begin(), sorted.end(), bound));
  }
  return count;
}

std::size_t surely_below(const Groups& groups, double score, double noise, double z) {
  std::size_t count = 0;
  for (const auto& [sd, sorted] : groups) {
    const double bound = score - z * std::sqrt(noise * noise + sd * sd);
    count += static_cast<std::size_t>(std::lower_bound(sorted.begin(), sorted.end(), bound) -
                                      sorted.begin());
  }
  return count;
}

}  // namespace

IndexFigure index_figure(const std::array<double, kDimensions>& dimension_weights,
                         std::span<const IndexPart> parts, IndexMean mean, double clip) {
  PL_CHECK(clip > 0 && clip < 0.5);
  const Observed observed = observed_of(dimension_weights, parts);
  IndexFigure figure;
  figure.weights.assign(parts.size(), 0);
  figure.contributions.assign(parts.size(), 0);
  if (observed.dimensions <= 0) return figure;
  const bool geometric = mean == IndexMean::geometric;
  std::array<double, kDimensions> sums{};
  double sum = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::size_t d = at(parts[i].dimension);
    if (!parts[i].percentile || observed.indicators[d] <= 0) continue;
    const double percentile = std::clamp(*parts[i].percentile, clip, 1 - clip);
    const double level = geometric ? std::log(percentile) : percentile;
    const double within = parts[i].weight_frac / observed.indicators[d];
    sums[d] += within * level;
    figure.weights[i] = dimension_weights[d] / observed.dimensions * within;
    figure.contributions[i] = figure.weights[i] * level;
    sum += figure.contributions[i];
  }
  for (std::size_t d = 0; d < kDimensions; ++d) {
    if (observed.indicators[d] > 0) figure.dimensions[d] = geometric ? std::exp(sums[d]) : sums[d];
  }
  figure.score = geometric ? std::exp(sum) : sum;
  set_confidence(dimension_weights, parts, mean, figure);
  return figure;
}

std::vector<RankRange> rank_ranges(std::span<const std::optional<double>> scores,
                                   std::span<const double> noise_sd, double z) {
  PL_CHECK(scores.size() == noise_sd.size());
  Groups groups;
  std::vector<double> all;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    if (!scores[i]) continue;
    groups[noise_sd[i]].push_back(*scores[i]);
    all.push_back(*scores[i]);
  }
  for (auto& each : groups) std::sort(each.second.begin(), each.second.end());
  std::sort(all.begin(), all.end());
  const auto scored = static_cast<std::uint32_t>(all.size());
  std::vector<RankRange> ranges;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    if (!scores[i]) {
      ranges.push_back({scored + 1, scored + 1, static_cast<std::uint32_t>(scores.size())});
      continue;
    }
    const auto better = all.end() - std::upper_bound(all.begin(), all.end(), *scores[i]);
    ranges.push_back(
        {static_cast<std::uint32_t>(better) + 1,
         static_cast<std::uint32_t>(surely_above(groups, *scores[i], noise_sd[i], z)) + 1,
         scored - static_cast<std::uint32_t>(surely_below(groups, *scores[i], noise_sd[i], z))});
  }
  return ranges;
}

}  // namespace pledgelab
