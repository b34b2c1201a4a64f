// The ledger of forecasts held against its outcomes: every score, by purpose and kind of right, and
// the valuers' scorecards.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "models/backtest/calibration.hpp"
#include "models/backtest/matching.hpp"
#include "models/backtest/scorecard.hpp"

namespace pledgelab {

/// One pair with its scores. In ln only where worth was forecast and realised above zero. The
/// references are the climatology (F155) of the outcomes of the same purpose; none under three.
struct ScoredPair {
  ForecastPair pair;
  double crps_yuan = 0;
  std::optional<double> reference_yuan;
  std::optional<double> crps_ln;
  std::optional<double> reference_ln;
  std::optional<double> error_ln;  // ln(outcome / forecast's median): below 0, forecast too high
  double transform = 0;            // F152
};

/// Scores of a group of pairs: means, skill against the reference, coverage.
struct GroupScore {
  std::string by;   // "all", "purpose", "kind"
  std::string key;  // "sale", "invention"; empty for all
  std::int64_t count = 0;
  double mean_days = 0;
  double mean_crps_yuan = 0;
  std::optional<double> skill_frac;  // F156, of the pairs with a reference
  std::int64_t count_ln = 0;         // pairs with a score in ln
  std::optional<double> mean_crps_ln;
  std::optional<double> skill_ln_frac;
  std::optional<double> mean_error_ln;
  Coverage80 coverage;
};

/// Groups: all first, then purposes and kinds by their words; a kind that the ledger does not say
/// is "unknown". `groups` and `scored` are empty where no outcome met a forecast.
struct Backtest {
  ForecastMatches matches;
  std::vector<ScoredPair> scored;  // in the order of matches.pairs
  std::vector<GroupScore> groups;
  PitHistogram histogram{};
  std::optional<Uniformity> uniformity;  // from 10 pairs
  AppraisalTests appraisals;
  std::optional<Scorecards> cards;  // none: no valuer has two tested appraisals
};

/// Scores `forecasts` against `outcomes`, one currency. `seed` moves only the randomised
/// transforms of outcomes at 0, each drawn by the outcome's own identity: another row added changes
/// no draw. Errors: those of the scores (B-15x).
Result<Backtest> backtest(std::span<const ValueForecast> forecasts,
                          std::span<const RealisedValue> outcomes, std::uint64_t seed);

/// What a test says against the forecasts, of all pairs.
enum class BacktestFinding : std::uint8_t {
  nothing_matched,  // no outcome met a forecast: they are still not back-tested
  too_narrow,       // the 95 % interval of the P10 to P90 coverage lies below 80 %
  too_wide,         // … above 80 %
  not_uniform       // F153 rejects at 1 %: a bias, or a wrong shape
};
std::vector<BacktestFinding> findings_of(const Backtest& test);

}  // namespace pledgelab
