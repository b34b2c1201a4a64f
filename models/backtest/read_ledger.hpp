// Reads the two files of the ledger: forecasts and outcomes. Strict; a wrong row is put aside with
// its reason, a wrong column refuses the file.
#pragma once

#include <string>
#include <vector>

#include "models/backtest/forecast.hpp"
#include "models/backtest/outcome.hpp"
#include "models/base/cells.hpp"
#include "models/base/error.hpp"

namespace pledgelab {

struct ForecastLedger {
  std::string currency;  // of the amounts, ISO code
  std::vector<ValueForecast> forecasts;
};

/// Columns: asset_id, date (made on), purpose (sale, licence, reappraisal), and the distribution of
/// what is above zero, row by row as median and ln_sd or as p10 and p90, amounts with their unit
/// (`median_yuan`, `中位数(万元)`), all in one currency. May be left out: kind (of right),
/// probability_zero_frac (then 0), method (the one that made it; empty: several together). Chinese
/// spellings of columns and words are known. Errors, all of the file at once: B-161 a column is
/// missing, unknown or given twice; B-162 an amount without a unit or in another currency. Rejects:
/// B-163 an unreadable cell, B-164 the same right, date, purpose and method again, B-165 cells that
/// contradict each other (two forms of distribution, or none).
Result<Loaded<ForecastLedger>> read_forecasts(const Cells& cells);

/// Columns: asset_id, date, what (sale, licence, reappraisal), amount with its unit in `currency`
/// (a ledger's: amounts of one test are in one currency), and valuer_id, needed of a re-appraisal
/// and empty otherwise. Errors and rejects as above; B-162 also another currency.
Result<Loaded<std::vector<RealisedValue>>> read_realised_values(const Cells& cells,
                                                                const std::string& currency);

}  // namespace pledgelab
