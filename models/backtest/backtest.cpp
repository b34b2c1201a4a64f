#include "models/backtest/backtest.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <utility>

#include "models/base/random.hpp"
#include "models/base/statistics.hpp"
#include "models/book/words.hpp"

namespace pledgelab {
namespace {

constexpr std::size_t kPurposes = 3;
constexpr double kRejectedBelow = 0.01;

// FNV-1a (Fowler, Noll, Vo; 64 bits) of what tells one outcome from another.
std::uint64_t digest_of(const RealisedValue& outcome) {
  std::uint64_t digest = 0xcbf29ce484222325U;
  const auto take = [&](const std::string& text) {
    for (const char c : text) {
      digest = (digest ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    }
    digest = (digest ^ 0xffU) * 0x100000001b3U;  // no UTF-8 text holds this byte
  };
  take(outcome.asset_id);
  take(to_iso(outcome.date));
  take(word_of(outcome.what, kRealisationWords));
  take(outcome.valuer_id);
  return digest;
}

Result<ScoredPair> score(const ForecastPair& pair, const ValueForecast& forecast,
                         const RealisedValue& outcome, std::uint64_t seed) {
  ScoredPair scored;
  scored.pair = pair;
  const double yuan = outcome.amount.yuan();
  const auto crps = crps_lognormal(forecast.worth, yuan);
  if (!crps) return crps.errors();
  scored.crps_yuan = crps.value();
  const double draw = uniform(seed, 0, Stream::pit_atom, digest_of(outcome));
  const auto transform = pit(forecast.worth, yuan, draw);
  if (!transform) return transform.errors();
  scored.transform = transform.value();
  if (yuan <= 0 || forecast.worth.zero_frac == 1) return scored;
  const auto in_ln = crps_normal(forecast.worth.ln_mean, forecast.worth.ln_sd, std::log(yuan));
  if (!in_ln) return in_ln.errors();
  scored.crps_ln = in_ln.value();
  scored.error_ln = std::log(yuan) - forecast.worth.ln_mean;
  return scored;
}

using Reference = std::optional<double> ScoredPair::*;

// Sets the climatology of the chosen pairs, where they are three or more.
void set_reference(std::vector<ScoredPair>& scored, const std::vector<std::size_t>& chosen,
                   const std::vector<double>& outcomes, Reference reference) {
  const auto scores = climatology_scores(outcomes);
  if (!scores) return;  // too few for a reference: skill is then not told
  for (std::size_t i = 0; i < chosen.size(); ++i) scored[chosen[i]].*reference = scores.value()[i];
}

void set_references(std::vector<ScoredPair>& scored, std::span<const RealisedValue> outcomes) {
  for (std::size_t purpose = 0; purpose < kPurposes; ++purpose) {
    std::vector<std::size_t> all;
    std::vector<std::size_t> positive;
    std::vector<double> yuan;
    std::vector<double> ln;
    for (std::size_t i = 0; i < scored.size(); ++i) {
      const RealisedValue& outcome = outcomes[scored[i].pair.outcome];
      if (outcome.what != static_cast<Realisation>(purpose)) continue;
      all.push_back(i);
      yuan.push_back(outcome.amount.yuan());
      if (!scored[i].crps_ln) continue;
      positive.push_back(i);
      ln.push_back(std::log(outcome.amount.yuan()));
    }
    set_reference(scored, all, yuan, &ScoredPair::reference_yuan);
    set_reference(scored, positive, ln, &ScoredPair::reference_ln);
  }
}

// Skill over the pairs that have both a score and a reference.
std::optional<double> skill_of(const std::vector<double>& scores,
                               const std::vector<double>& references) {
  if (scores.empty()) return std::nullopt;
  const auto skill = crps_skill(mean(scores), mean(references));
  if (!skill) return std::nullopt;  // outcomes all alike
  return skill.value();
}

GroupScore score_of(const std::vector<ScoredPair>& scored, const std::vector<std::size_t>& chosen) {
  std::vector<double> days, crps, crps_ln, error_ln, transforms;
  std::vector<double> with_reference, reference, with_reference_ln, reference_ln;
  for (const std::size_t i : chosen) {
    const ScoredPair& one = scored[i];
    days.push_back(one.pair.days);
    crps.push_back(one.crps_yuan);
    transforms.push_back(one.transform);
    if (one.reference_yuan) {
      with_reference.push_back(one.crps_yuan);
      reference.push_back(*one.reference_yuan);
    }
    if (!one.crps_ln) continue;
    crps_ln.push_back(*one.crps_ln);
    error_ln.push_back(*one.error_ln);
    if (!one.reference_ln) continue;
    with_reference_ln.push_back(*one.crps_ln);
    reference_ln.push_back(*one.reference_ln);
  }
  GroupScore group;
  group.count = static_cast<std::int64_t>(chosen.size());
  group.mean_days = mean(days);
  group.mean_crps_yuan = mean(crps);
  group.skill_frac = skill_of(with_reference, reference);
  group.count_ln = static_cast<std::int64_t>(crps_ln.size());
  if (!crps_ln.empty()) {
    group.mean_crps_ln = mean(crps_ln);
    group.mean_error_ln = mean(error_ln);
  }
  group.skill_ln_frac = skill_of(with_reference_ln, reference_ln);
  group.coverage = coverage_of(transforms).value();
  return group;
}

using KeyOf = std::function<std::string(const ForecastPair&)>;

// One group a key, in the order of `keys`; a key without pairs gives none.
void add_groups(std::vector<GroupScore>& groups, const std::vector<ScoredPair>& scored,
                const std::string& by, const std::vector<std::string>& keys, const KeyOf& key_of) {
  for (const std::string& key : keys) {
    std::vector<std::size_t> chosen;
    for (std::size_t i = 0; i < scored.size(); ++i) {
      if (key_of(scored[i].pair) == key) chosen.push_back(i);
    }
    if (chosen.empty()) continue;
    groups.push_back(score_of(scored, chosen));
    groups.back().by = by;
    groups.back().key = key;
  }
}

}  // namespace

Result<Backtest> backtest(std::span<const ValueForecast> forecasts,
                          std::span<const RealisedValue> outcomes, std::uint64_t seed) {
  Backtest result;
  result.matches = match_forecasts(forecasts, outcomes);
  result.appraisals = match_appraisals(outcomes);
  auto cards = scorecards(result.appraisals.tested, outcomes);
  if (cards) result.cards = std::move(cards).value();
  std::vector<double> transforms;
  for (const ForecastPair& pair : result.matches.pairs) {
    const auto scored = score(pair, forecasts[pair.forecast], outcomes[pair.outcome], seed);
    if (!scored) return scored.errors();
    result.scored.push_back(scored.value());
    transforms.push_back(scored.value().transform);
  }
  if (result.scored.empty()) return result;
  set_references(result.scored, outcomes);
  add_groups(result.groups, result.scored, "all", {""},
             [](const ForecastPair&) { return std::string(); });
  add_groups(result.groups, result.scored, "purpose", kRealisationWords,
             [&](const ForecastPair& pair) {
               return word_of(outcomes[pair.outcome].what, kRealisationWords);
             });
  std::vector<std::string> kinds = kAssetKindWords;
  kinds.emplace_back("unknown");
  add_groups(result.groups, result.scored, "kind", kinds, [&](const ForecastPair& pair) {
    const auto kind = forecasts[pair.forecast].kind;
    return kind ? word_of(*kind, kAssetKindWords) : std::string("unknown");
  });
  result.histogram = pit_histogram(transforms).value();
  if (const auto test = pit_uniformity(transforms)) result.uniformity = test.value();
  return result;
}

std::vector<BacktestFinding> findings_of(const Backtest& test) {
  if (test.groups.empty()) return {BacktestFinding::nothing_matched};
  std::vector<BacktestFinding> findings;
  const ShareInterval& inside = test.groups.front().coverage.inside;
  if (inside.high_frac < kNominalCoverage) findings.push_back(BacktestFinding::too_narrow);
  if (inside.low_frac > kNominalCoverage) findings.push_back(BacktestFinding::too_wide);
  if (test.uniformity && test.uniformity->p_value < kRejectedBelow) {
    findings.push_back(BacktestFinding::not_uniform);
  }
  return findings;
}

}  // namespace pledgelab
