// What `backtest` answers, as JSON and as text; and what `value` says of its own forecasts.
#pragma once

#include <string>
#include <vector>

#include "engine/app/answer.hpp"
#include "engine/verbs/backtest.hpp"

namespace pledgelab {

Json to_json(const BacktestOutcome& outcome);
std::string to_text(const BacktestOutcome& outcome);

/// {"tested": false, "note": …}, or the counts and scores of all pairs; null outcome: none loaded.
Json backtest_note_json(const BacktestOutcome* outcome);
/// One line, in both languages.
std::string backtest_note_text(const BacktestOutcome* outcome);

/// The rows put aside, as warnings.
std::vector<std::string> backtest_warnings(const BacktestOutcome& outcome);

}  // namespace pledgelab
