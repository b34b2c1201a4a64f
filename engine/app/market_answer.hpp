// What the verb market found, as JSON and as text tables in both languages.
#pragma once

#include <string>

#include "engine/app/answer.hpp"
#include "engine/verbs/market.hpp"

namespace pledgelab {

Json to_json(const MarketOutcome& outcome);
std::string to_text(const MarketOutcome& outcome);

}  // namespace pledgelab
