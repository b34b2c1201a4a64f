// What value prints of kept valuations: where this one lies, and a right's history.
#pragma once

#include <string>

#include "engine/app/answer.hpp"
#include "engine/verbs/value.hpp"
#include "engine/verbs/value_again.hpp"
#include "engine/verbs/value_history.hpp"

namespace pledgelab {

Json to_json(const KeptValuation& kept);
/// "估值已存 kept: valuations/v0123456789ab …", and what was found done or equal.
std::string to_text(const KeptValuation& kept);

/// Amounts in yuan (units of the row's currency); each value with the recipe it was made from.
Json to_json(const ValueHistory& history);
std::string to_text(const ValueHistory& history);

/// That a kept valuation was repeated, by which program, and its rights.
Json to_json(const ValuationAgain& again);
std::string to_text(const ValuationAgain& again);

}  // namespace pledgelab
