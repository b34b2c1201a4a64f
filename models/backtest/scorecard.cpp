#include "models/backtest/scorecard.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "models/base/statistics.hpp"

namespace pledgelab {
namespace {

Error fault(std::string what, std::string hint) {
  return {"B-156", {}, std::move(what), std::move(hint), ErrorKind::input};
}

double sum(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

double weighted_mean(std::span<const double> values, std::span<const double> weights) {
  return std::inner_product(values.begin(), values.end(), weights.begin(), 0.0) / sum(weights);
}

// Variance between risks by moments, cut at 0.
double between_variance(std::span<const double> means, std::span<const double> volumes,
                        double within_variance) {
  if (means.size() < 2) return 0;
  const double all = sum(volumes);
  const double middle = weighted_mean(means, volumes);
  double squares = 0;
  double spread = all;
  for (std::size_t i = 0; i < means.size(); ++i) {
    squares += volumes[i] * (means[i] - middle) * (means[i] - middle);
    spread -= volumes[i] * volumes[i] / all;
  }
  const auto others = static_cast<double>(means.size() - 1);
  return std::max(0.0, (squares - others * within_variance) / spread);
}

// Tested ln-ratios by valuer, and what of them scorecards stand on.
struct Sample {
  std::vector<std::string> ids;
  std::vector<double> means;
  std::vector<double> counts;
  std::vector<double> variances;  // of valuers with two tests or more, in order
  std::vector<double> degrees;
  double mean_days = 0;
};

Sample sample_of(std::span<const TestedAppraisal> tested, std::span<const RealisedValue> outcomes) {
  std::map<std::string, std::vector<double>> by_valuer;
  Sample sample;
  for (const TestedAppraisal& one : tested) {
    by_valuer[outcomes[one.appraisal].valuer_id].push_back(one.ln_ratio);
    sample.mean_days += one.days / static_cast<double>(tested.size());
  }
  for (const auto& [id, ratios] : by_valuer) {
    sample.ids.push_back(id);
    sample.means.push_back(mean(ratios));
    sample.counts.push_back(static_cast<double>(ratios.size()));
    if (ratios.size() < 2) continue;
    sample.variances.push_back(variance(ratios));
    sample.degrees.push_back(static_cast<double>(ratios.size() - 1));
  }
  return sample;
}

// A valuer never tested has Z = 0: the spread between valuers, and what μ itself may err by.
TrackRecord collective_of(const Credibility& bias, const Credibility& spread) {
  const double a = bias.between_variance;
  const double unknown = a > 0 ? a * (1 + 1 / sum(bias.weights)) : bias.error_variance.front();
  return {bias.collective_mean, std::sqrt(unknown), std::sqrt(spread.collective_mean)};
}

std::vector<ValuerScorecard> cards_of(const Sample& sample, const Credibility& bias,
                                      const Credibility& spread) {
  std::vector<ValuerScorecard> cards;
  std::size_t with_spread = 0;  // place in the lists of valuers with two tests or more
  for (std::size_t i = 0; i < sample.ids.size(); ++i) {
    ValuerScorecard card;
    card.valuer_id = sample.ids[i];
    card.count = static_cast<std::int64_t>(sample.counts[i]);
    card.bias_ln = sample.means[i];
    card.weight_frac = bias.weights[i];
    card.record = {bias.shrunk_means[i], std::sqrt(bias.error_variance[i]),
                   std::sqrt(spread.collective_mean)};
    if (card.count >= 2) {
      card.dispersion_ln = std::sqrt(sample.variances[with_spread]);
      card.dispersion_weight_frac = spread.weights[with_spread];
      card.record.dispersion_ln = std::sqrt(spread.shrunk_means[with_spread]);
      ++with_spread;
    }
    cards.push_back(std::move(card));
  }
  return cards;
}

}  // namespace

Result<Credibility> credibility(std::span<const double> means, std::span<const double> volumes,
                                double within_variance) {
  const auto finite = [](double x) { return std::isfinite(x); };
  const bool right =
      !means.empty() && means.size() == volumes.size() &&
      std::all_of(means.begin(), means.end(), finite) &&
      std::all_of(volumes.begin(), volumes.end(), [&](double v) { return finite(v) && v > 0; }) &&
      finite(within_variance) && within_variance >= 0;
  if (!right) {
    return fault("credibility needs as many volumes above 0 as means, and a variance of 0 or more",
                 {});
  }
  Credibility result;
  result.between_variance = between_variance(means, volumes, within_variance);
  const double a = result.between_variance;
  for (const double volume : volumes) {
    result.weights.push_back(a > 0 ? volume * a / (volume * a + within_variance) : 0.0);
  }
  result.collective_mean = weighted_mean(means, a > 0 ? std::span(result.weights) : volumes);
  const double total = sum(result.weights);
  for (std::size_t i = 0; i < means.size(); ++i) {
    const double z = result.weights[i];
    result.shrunk_means.push_back(z * means[i] + (1 - z) * result.collective_mean);
    result.error_variance.push_back(a > 0 ? a * (1 - z) * (1 + (1 - z) / total)
                                          : within_variance / sum(volumes));
  }
  return result;
}

Result<Credibility> variance_credibility(std::span<const double> variances,
                                         std::span<const double> degrees) {
  const bool right =
      !variances.empty() && variances.size() == degrees.size() &&
      std::all_of(variances.begin(), variances.end(), [](double x) { return x >= 0; }) &&
      std::all_of(degrees.begin(), degrees.end(), [](double d) { return d > 0; });
  if (!right) {
    return fault("needs as many degrees of freedom above 0 as variances of 0 or more", {});
  }
  double fourth = 0;  // Σ d σ⁴, each estimated without bias
  for (std::size_t i = 0; i < variances.size(); ++i) {
    const double d = degrees[i];
    fourth += d * variances[i] * variances[i] * d / (d + 2);
  }
  return credibility(variances, degrees, 2 * fourth / sum(degrees));
}

Result<Scorecards> scorecards(std::span<const TestedAppraisal> tested,
                              std::span<const RealisedValue> outcomes) {
  const Sample sample = sample_of(tested, outcomes);
  if (sample.degrees.empty()) {
    return fault("no valuer has two appraisals that a later sale tested",
                 "a scorecard needs appraisals (what = reappraisal) and later sales of the same "
                 "rights");
  }
  const double within = weighted_mean(sample.variances, sample.degrees);
  const auto bias = credibility(sample.means, sample.counts, within);
  if (!bias) return bias.errors();
  const auto spread = variance_credibility(sample.variances, sample.degrees);
  if (!spread) return spread.errors();
  Scorecards cards;
  cards.valuers = cards_of(sample, bias.value(), spread.value());
  cards.collective = collective_of(bias.value(), spread.value());
  cards.between_sd_ln = std::sqrt(bias.value().between_variance);
  cards.within_sd_ln = std::sqrt(within);
  cards.mean_days = sample.mean_days;
  return cards;
}

TrackRecord record_of(const Scorecards& cards, const std::string& valuer_id) {
  for (const ValuerScorecard& card : cards.valuers) {
    if (card.valuer_id == valuer_id) return card.record;
  }
  return cards.collective;
}

}  // namespace pledgelab
