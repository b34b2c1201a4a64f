#include "models/quality/ranking_quality.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "models/base/check.hpp"
#include "models/base/normal.hpp"
#include "models/quality/logistic.hpp"
#include "models/quality/mid_ranks.hpp"

namespace pledgelab {
namespace {

constexpr double kTwoSided95 = 1.959963984540054;

std::size_t count_of(Outcomes outcome) {
  return static_cast<std::size_t>(std::count(outcome.begin(), outcome.end(), 1));
}

Error one_side(std::size_t cases, std::size_t with) {
  return {"Q-111",
          {},
          std::to_string(with) + " of " + std::to_string(cases) +
              " cases have the outcome: nothing to tell apart",
          "needs cases with it and cases without",
          ErrorKind::input};
}

// DeLong's placements: for each case of a side, the share of the other side that it beats.
std::vector<double> placements(std::span<const double> scores, Outcomes outcome, bool with) {
  const std::vector<double> all = mid_ranks(scores);
  std::vector<double> own;
  std::vector<double> own_all_ranks;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    if ((outcome[i] != 0) != with) continue;
    own.push_back(scores[i]);
    own_all_ranks.push_back(all[i]);
  }
  const std::vector<double> among_own = mid_ranks(own);
  const auto others = static_cast<double>(scores.size() - own.size());
  std::vector<double> placed;
  for (std::size_t i = 0; i < own.size(); ++i) {
    placed.push_back((own_all_ranks[i] - among_own[i]) / others);
  }
  return placed;
}

std::optional<Estimate> calibration_slope(std::span<const double> probability, Outcomes outcome) {
  Design design{1, {}};
  for (const double p : probability) design.values.push_back(std::log(p / (1 - p)));
  const auto fit = fit_logistic(design, outcome, {{0}, {0}});
  if (!fit) return std::nullopt;
  return Estimate{fit.value().slopes[0], fit.value().slope_se[0]};
}

}  // namespace

Result<Estimate> area_under_curve(std::span<const double> scores, Outcomes outcome) {
  PL_CHECK(scores.size() == outcome.size());
  const std::size_t with = count_of(outcome);
  if (with == 0 || with == outcome.size()) return one_side(outcome.size(), with);
  const std::vector<double> hits = placements(scores, outcome, true);
  const std::vector<double> misses = placements(scores, outcome, false);
  const double spread = variance(hits) / static_cast<double>(hits.size()) +
                        variance(misses) / static_cast<double>(misses.size());
  return Estimate{mean(hits), std::sqrt(spread)};
}

bool is_noise(const Estimate& area, std::size_t with, std::size_t cases) {
  PL_CHECK(with > 0 && with < cases);
  const auto n1 = static_cast<double>(with);
  const auto n0 = static_cast<double>(cases - with);
  const double by_chance = std::sqrt((n1 + n0 + 1) / (12 * n1 * n0));
  return std::fabs(area.value - 0.5) <= kTwoSided95 * std::max(area.standard_error, by_chance);
}

double hits_at(std::span<const double> scores, Outcomes outcome, double k) {
  PL_CHECK(scores.size() == outcome.size() && k > 0 && k <= static_cast<double>(scores.size()));
  std::vector<std::size_t> order(scores.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return scores[a] > scores[b]; });
  double hits = 0;
  double room = k;
  for (std::size_t first = 0; first < order.size() && room > 0;) {
    std::size_t last = first;
    double yes = 0;
    while (last < order.size() && scores[order[last]] == scores[order[first]]) {
      yes += outcome[order[last]] != 0 ? 1 : 0;
      ++last;
    }
    const auto tied = static_cast<double>(last - first);
    hits += yes * std::min(1.0, room / tied);
    room -= tied;
    first = last;
  }
  return hits;
}

Result<RankingQuality> ranking_quality(std::span<const double> probability, Outcomes outcome) {
  const auto area = area_under_curve(probability, outcome);
  if (!area) return area.errors();
  RankingQuality quality;
  quality.cases = outcome.size();
  quality.with_outcome = count_of(outcome);
  quality.area = area.value();
  const auto cases = static_cast<double>(quality.cases);
  const double base = static_cast<double>(quality.with_outcome) / cases;
  const double tenth = cases / 10;
  quality.decile_lift = hits_at(probability, outcome, tenth) / tenth / base;
  double deviance = 0;
  double deviance_base = 0;
  for (std::size_t i = 0; i < outcome.size(); ++i) {
    const double p = probability[i];
    PL_CHECK(p > 0 && p < 1);
    const bool yes = outcome[i] != 0;
    const double miss = p - (yes ? 1 : 0);
    const double miss_base = base - (yes ? 1 : 0);
    quality.brier += miss * miss / cases;
    quality.brier_base += miss_base * miss_base / cases;
    deviance += std::log(yes ? p : 1 - p);
    deviance_base += std::log(yes ? base : 1 - base);
  }
  quality.explained_frac = 1 - deviance / deviance_base;
  quality.calibration_slope = calibration_slope(probability, outcome);
  return quality;
}

double value_interval_factor(double ln_sd, double explained_frac, double level) {
  return std::exp(normal_quantile((1 + level) / 2) * ln_sd * std::sqrt(1 - explained_frac));
}

}  // namespace pledgelab
