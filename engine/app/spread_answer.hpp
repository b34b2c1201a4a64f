// What `backtest --fit-spreads` answers beside the scores: each method's spread, the levels that
// follow, and the scenario that holds them.
#pragma once

#include <string>

#include "engine/app/answer.hpp"
#include "engine/verbs/fit_spreads.hpp"

namespace pledgelab {

Json spreads_json(const FittedSpreads& spreads);
std::string spreads_text(const FittedSpreads& spreads);

}  // namespace pledgelab
