// Verb backtest: a ledger of forecasts held against what was sold, licensed or appraised later.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/verbs/fit_spreads.hpp"
#include "models/backtest/backtest.hpp"
#include "models/base/error.hpp"
#include "models/book/quarantine.hpp"

namespace pledgelab {

struct BacktestRequest {
  std::string forecasts_path;
  std::string outcomes_path;
  /// Rows put aside that are borne, of each file; none: no row. A row left out moves every score.
  std::optional<QuarantineLimit> max_bad;
  std::uint64_t seed = 1;         // of the transforms on the atom at zero
  bool fit_spreads = false;       // of methods, laid on the levels of `scenario`
  std::string scenario = "base";  // a path or a name
  std::string project = ".";
};

struct BacktestOutcome {
  std::string currency;
  std::vector<ValueForecast> forecasts;
  std::vector<RealisedValue> outcomes;
  std::vector<Reject> rejects;  // of both files
  Backtest test;
  std::optional<FittedSpreads> spreads;  // where asked
};

/// Errors: those of the files and their columns (B-161, B-162); where more rows are put aside than
/// borne, each of them (kind quarantined), up to twenty, under B-166;
/// with fit_spreads those of the scenario and of fit_spreads.hpp.
Result<BacktestOutcome> run_backtest(const BacktestRequest& request);

/// What tests the values of a page: the ledger of earlier forecasts and what came since.
struct TestFiles {
  std::string ledger;
  std::string outcomes;
};

/// None where no file is named: the page says 未经回测. Errors: U-106 one of the two alone; those
/// of run_backtest.
Result<std::optional<BacktestOutcome>> test_forecasts(const TestFiles& files);

}  // namespace pledgelab
