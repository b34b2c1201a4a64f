// The ledger that `value` keeps: each valuation's forecasts, appended with their date, never
// changed.
#pragma once

#include <string>
#include <vector>

#include "models/backtest/forecast.hpp"
#include "models/base/error.hpp"
#include "models/book/book.hpp"
#include "models/valuation/valuation.hpp"

namespace pledgelab {

/// How many forecasts were written, and how many valuations are none for want of evidence.
struct LedgerEntry {
  std::size_t written_count = 0;
  std::size_t refused_count = 0;
};

/// Appends one line a valuation to the CSV at `path`, which is made where there is none: columns
/// asset_id, kind, date, purpose, probability_zero_frac, median (to the fen), ln_sd, method (where
/// the worth stands on one alone; a ledger that has no such column goes on without). A worth whose
/// median is less than half a fen is written as sure nothing. The file is there whole or unchanged.
/// Errors: those of reading it; B-167 it has other columns, another currency, rows that cannot be
/// read, or holds a forecast of one of these rights for this date already.
Result<LedgerEntry> append_forecasts(const std::string& path, const Book& book,
                                     const std::vector<Valuation>& valuations);

}  // namespace pledgelab
