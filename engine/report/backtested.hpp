// What every page with a value says until outcomes have tested the forecasts behind it.
#pragma once

#include "engine/report/table.hpp"

namespace pledgelab {

/// 未经回测 · not back-tested, alone and as a sentence that says what is missing.
Words not_backtested_words();
Words not_backtested_sentence();

}  // namespace pledgelab
