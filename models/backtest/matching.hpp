// Which forecast an outcome is held against, and which appraisal a sale is held against.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "models/backtest/outcome.hpp"

namespace pledgelab {

/// An outcome with the last forecast made before its day for the same right and purpose. A
/// forecast of the outcome's own day may have known it, so it does not count. Of several made on
/// one day, by different methods, the one that names no method is taken, else the first by name.
struct ForecastPair {
  std::size_t forecast = 0;  // index
  std::size_t outcome = 0;   // index
  std::int32_t days = 0;     // from forecast to outcome, at least 1
};

/// Why an outcome met no forecast.
enum class Unforecast : std::uint8_t { no_forecast, other_purpose, not_before };

struct UnmatchedOutcome {
  std::size_t outcome = 0;  // index
  Unforecast why = Unforecast::no_forecast;
};

/// Every outcome is in exactly one of the two lists, each in order of (right, date, what, line), so
/// that the order of a file's rows moves nothing.
struct ForecastMatches {
  std::vector<ForecastPair> pairs;
  std::vector<UnmatchedOutcome> unmatched;
  std::size_t open_count = 0;    // forecasts that no outcome was held against
  std::size_t shared_count = 0;  // pairs whose forecast another pair uses too
};

ForecastMatches match_forecasts(std::span<const ValueForecast> forecasts,
                                std::span<const RealisedValue> outcomes);

/// A valuer's appraisal that a later sale of the same right tested: the last one before the day of
/// the sale.
struct TestedAppraisal {
  std::size_t appraisal = 0;  // index of an outcome that is a re-appraisal
  std::size_t sale = 0;       // index of an outcome that is a sale above zero
  std::int32_t days = 0;      // from appraisal to sale, at least 1
  double ln_ratio = 0;        // ln(appraised / sold for): above 0, appraised too high
};

struct AppraisalTests {
  std::vector<TestedAppraisal> tested;
  std::size_t unsold_count = 0;       // sales at 0: no ratio, in no scorecard
  std::size_t unappraised_count = 0;  // sales above 0 without an appraisal above 0 before them
};

AppraisalTests match_appraisals(std::span<const RealisedValue> outcomes);

}  // namespace pledgelab
