// What every page with a value says until outcomes have tested the forecasts behind it.
#pragma once

#include "engine/report/table.hpp"
#include "models/backtest/backtest.hpp"

namespace pledgelab {

/// 未经回测 · not back-tested, alone and as a sentence that says what is missing.
Words not_backtested_words();
Words not_backtested_sentence();

/// What the test found: outcomes, coverage of P10 to P90 with its interval, skill, mean error in
/// ln; the sentence above where there is none, or no outcome met a forecast.
Words backtested_sentence(const Backtest* test);

}  // namespace pledgelab
