// The spreads of methods fitted from a ledger and laid on a scenario's levels.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "models/backtest/spread_fit.hpp"
#include "models/base/error.hpp"
#include "models/scenario/scenario.hpp"

namespace pledgelab {

/// A row of estimate_ln_sd that outcomes move.
struct FittedRow {
  std::string row;
  double level = 0;        // of the scenario
  double fitted = 0;       // level × F188 over the methods whose spread it is
  std::int64_t count = 0;  // outcomes of those methods
  bool cut = false;        // the domain's end was taken: the outcomes say more than a spread can
};

struct FittedSpreads {
  std::string scenario;    // id of the one whose levels they are laid on
  double prior_count = 0;  // spread_prior_count
  std::vector<MethodSpread> methods;
  std::vector<FittedRow> rows;
  std::string yaml;  // a scenario over that one: estimate_ln_sd whole, with those rows
};

/// Errors: those of method_spreads (B-158, B-159, B-168, B-169); C-110 the scenario lacks
/// spread_prior_count or estimate_ln_sd.
Result<FittedSpreads> fit_spreads(std::span<const ValueForecast> forecasts,
                                  std::span<const RealisedValue> outcomes,
                                  const Scenario& scenario);

}  // namespace pledgelab
