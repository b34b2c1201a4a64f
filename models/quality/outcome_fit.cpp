#include "models/quality/outcome_fit.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "models/base/check.hpp"
#include "models/base/random.hpp"
#include "models/quality/logistic.hpp"
#include "models/quality/score.hpp"

namespace pledgelab {
namespace {

constexpr std::size_t kFolds = 5;

// The patents with an outcome, as columns of standardised ln percentiles.
struct Sample {
  std::vector<std::size_t> patent;
  std::vector<std::uint8_t> outcome;
  std::vector<FittedWeight> columns;
  std::vector<double> spread;  // standard deviation of each column's ln percentile
  Design x;                    // standardised, missing = 0
  std::vector<double> pull;    // signed weight × spread
};

Error none_varies() {
  return {"Q-113",
          {},
          "no indicator that the index weighs is in the file and varies",
          "see the names in: pledgelab help score",
          ErrorKind::input};
}

// The policy with the file's other indicators at weight 0, so that the data may speak for them.
IndexPolicy with_all_indicators(const PatentSet& set, const IndexPolicy& policy) {
  IndexPolicy wide = policy;
  for (const IndicatorColumn& column : set.indicators) {
    const bool known =
        std::any_of(policy.indicators.begin(), policy.indicators.end(), [&](const auto& one) {
          return one.indicator == column.indicator || one.instead == column.indicator;
        });
    if (!known) wide.indicators.push_back({column.indicator, nullptr, Dimension::technology, {}});
  }
  return wide;
}

Result<std::vector<std::optional<std::uint8_t>>> outcomes_of(const PatentSet& set,
                                                             const OutcomeTest& test) {
  PL_CHECK(set.outcome.has_value());
  std::vector<std::optional<std::uint8_t>> outcomes;
  for (std::size_t i = 0; i < set.size(); ++i) {
    const auto value = set.outcome->values[i];
    if (!value) {
      outcomes.emplace_back(std::nullopt);
      continue;
    }
    if (!test.at_least && *value != 0 && *value != 1) {
      return Error{"Q-110",
                   {set.file, set.line[i], 0},
                   "the column '" + test.column + "' holds more than 0 and 1",
                   "say from where on it counts: --fit '" + test.column + ">=2'",
                   ErrorKind::input};
    }
    outcomes.emplace_back(*value >= test.at_least.value_or(1) ? 1 : 0);
  }
  return outcomes;
}

// Adds one column; one that does not vary says nothing and stays out.
void add_column(const WeighedIndicator& weighed, const MaybeValues& percentiles, double weight,
                double clip, Sample& sample, std::vector<std::vector<double>>& columns) {
  std::vector<double> seen;
  for (const std::size_t i : sample.patent) {
    if (percentiles[i]) seen.push_back(std::log(std::clamp(*percentiles[i], clip, 1 - clip)));
  }
  const double spread = standard_deviation(seen);
  if (!(spread > 1e-9)) return;
  const double centre = mean(seen);
  std::vector<double> column;
  std::size_t next = 0;
  for (const std::size_t i : sample.patent) {
    column.push_back(percentiles[i] ? (seen[next++] - centre) / spread : 0);
  }
  columns.push_back(std::move(column));
  FittedWeight fitted;
  fitted.indicator = weighed.indicator;
  fitted.observed = seen.size();
  fitted.signed_frac = weight;
  sample.columns.push_back(fitted);
  sample.spread.push_back(spread);
}

Result<Sample> sample_of(const PatentSet& set, const IndexPolicy& policy, const OutcomeTest& test,
                         const Indicator* left_out) {
  const auto outcomes = outcomes_of(set, test);
  if (!outcomes) return outcomes.errors();
  Sample sample;
  for (std::size_t i = 0; i < set.size(); ++i) {
    if (!outcomes.value()[i]) continue;
    sample.patent.push_back(i);
    sample.outcome.push_back(*outcomes.value()[i]);
  }
  const IndexPolicy wide = with_all_indicators(set, policy);
  const Percentiles percentiles = cohort_percentiles(set, wide, left_out);
  const auto dimensions = wide.dimension_weights();
  std::vector<std::vector<double>> columns;
  for (std::size_t k = 0; k < wide.indicators.size(); ++k) {
    const WeighedIndicator& one = wide.indicators[k];
    const double weight = dimensions[static_cast<std::size_t>(one.dimension)] * one.weight.value;
    add_column(one, percentiles.values[k], weight, policy.clip.value, sample, columns);
  }
  double all = 0;
  for (const FittedWeight& one : sample.columns) all += one.signed_frac;
  if (all <= 0) return none_varies();
  sample.x.columns = columns.size();
  for (std::size_t row = 0; row < sample.patent.size(); ++row) {
    for (const auto& column : columns) sample.x.values.push_back(column[row]);
  }
  for (std::size_t k = 0; k < columns.size(); ++k) {
    sample.columns[k].signed_frac /= all;
    sample.pull.push_back(sample.columns[k].signed_frac * sample.spread[k]);
  }
  return sample;
}

double pulled(const Sample& sample, std::size_t row) {
  double sum = 0;
  for (std::size_t k = 0; k < sample.pull.size(); ++k) sum += sample.pull[k] * sample.x.at(row, k);
  return sum;
}

// Both fits on some rows.
struct TwoFits {
  LogisticFit signed_index;
  LogisticFit refitted;
};

Result<TwoFits> fit_rows(const Sample& sample, const std::vector<std::size_t>& rows,
                         double shrinkage) {
  Design one{1, {}};
  Design all{sample.x.columns, {}};
  std::vector<std::uint8_t> outcome;
  for (const std::size_t row : rows) {
    one.values.push_back(pulled(sample, row));
    for (std::size_t k = 0; k < all.columns; ++k) all.values.push_back(sample.x.at(row, k));
    outcome.push_back(sample.outcome[row]);
  }
  auto signed_index = fit_logistic(one, outcome, {{0}, {0}});
  if (!signed_index) return signed_index.errors();
  // An index that ranks the wrong way round on this outcome pulls to no weight, not to a negative.
  const double scale = std::max(0.0, signed_index.value().slopes[0]);
  Ridge ridge;
  for (const double pull : sample.pull) {
    ridge.penalty.push_back(shrinkage);
    ridge.target.push_back(scale * pull);
  }
  auto refitted = fit_logistic(all, outcome, ridge);
  if (!refitted) return refitted.errors();
  return TwoFits{std::move(signed_index).value(), std::move(refitted).value()};
}

// A fit's own probabilities can round to 0 or 1; the figures are of the open interval.
double open_probability(double p) { return std::clamp(p, 1e-12, 1 - 1e-12); }

Outcome judge(const Sample& sample, double shrinkage, std::uint64_t seed, OutcomeFit& fit) {
  std::vector<std::size_t> fold;
  for (const std::size_t patent : sample.patent) {
    const double u = uniform(seed, 0, Stream::outcome_fold, patent);
    fold.push_back(static_cast<std::size_t>(u * kFolds));
  }
  std::vector<double> by_index(sample.patent.size());
  std::vector<double> by_fit(sample.patent.size());
  for (std::size_t held = 0; held < kFolds; ++held) {
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < fold.size(); ++row) {
      if (fold[row] != held) rows.push_back(row);
    }
    const auto fits = fit_rows(sample, rows, shrinkage);
    if (!fits) return fits.errors();
    for (std::size_t row = 0; row < fold.size(); ++row) {
      if (fold[row] != held) continue;
      const double one = pulled(sample, row);
      by_index[row] = open_probability(fits.value().signed_index.probability({&one, 1}));
      const std::span<const double> all(&sample.x.values[row * sample.x.columns], sample.x.columns);
      by_fit[row] = open_probability(fits.value().refitted.probability(all));
    }
  }
  const auto signed_index = ranking_quality(by_index, sample.outcome);
  if (!signed_index) return signed_index.errors();
  const auto refitted = ranking_quality(by_fit, sample.outcome);
  if (!refitted) return refitted.errors();
  fit.signed_index = signed_index.value();
  fit.refitted = refitted.value();
  const auto noise = [](const RankingQuality& quality) {
    return quality.area.value <= 0.5 || is_noise(quality.area, quality.with_outcome, quality.cases);
  };
  fit.signed_is_noise = noise(fit.signed_index);
  fit.refitted_is_noise = noise(fit.refitted);
  return Done{};
}

std::vector<FittedWeight> fitted_weights(const Sample& sample, const LogisticFit& fit) {
  std::vector<FittedWeight> weights = sample.columns;
  double all = 0;
  for (std::size_t k = 0; k < weights.size(); ++k) {
    weights[k].slope = fit.slopes[k] / sample.spread[k];
    weights[k].slope_se = fit.slope_se[k] / sample.spread[k];
    all += std::max(0.0, weights[k].slope);
  }
  for (FittedWeight& one : weights) {
    if (all > 0) one.fitted_frac = std::max(0.0, one.slope) / all;
  }
  return weights;
}

}  // namespace

Result<OutcomeTest> parse_outcome(const std::string& text) {
  OutcomeTest test;
  const auto at = text.find(">=");
  test.column = text.substr(0, at);
  bool good = !test.column.empty();
  if (at != std::string::npos) {
    double value = 0;
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data() + at + 2, end, value);
    good = good && read.ec == std::errc() && read.ptr == end && std::isfinite(value);
    test.at_least = value;
  }
  if (good) return test;
  return Error{"Q-110",
               {},
               "'" + text + "' names no outcome",
               "a column of 0 and 1, or COLUMN>=NUMBER: renewed, maintenance_fees_paid>=2",
               ErrorKind::input};
}

Result<OutcomeFit> fit_outcome(const PatentSet& set, const IndexPolicy& policy,
                               const OutcomeTest& test, std::uint64_t seed) {
  OutcomeFit fit;
  fit.left_out = set.outcome ? set.outcome->indicator : nullptr;
  const auto sample = sample_of(set, policy, test, fit.left_out);
  if (!sample) return sample.errors();
  fit.without_outcome = set.size() - sample.value().patent.size();
  const double shrinkage = policy.shrinkage.value;
  const Outcome judged = judge(sample.value(), shrinkage, seed, fit);
  if (!judged) return judged.errors();
  std::vector<std::size_t> every(sample.value().patent.size());
  for (std::size_t row = 0; row < every.size(); ++row) every[row] = row;
  const auto fits = fit_rows(sample.value(), every, shrinkage);
  if (!fits) return fits.errors();
  fit.weights = fitted_weights(sample.value(), fits.value().refitted);
  return fit;
}

}  // namespace pledgelab
