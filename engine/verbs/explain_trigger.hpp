// A loan's distance to its loan-to-value trigger, told driver by driver, and what restores a
// breach.
#pragma once

#include <optional>
#include <vector>

#include "engine/verbs/explain_levels.hpp"
#include "engine/verbs/value.hpp"
#include "models/collateral/trigger_distance.hpp"

namespace pledgelab {

struct TriggerExplanation {
  bool known = false;                       // the scenario has the drivers' spreads
  std::optional<TriggerDistance> distance;  // none: nothing owed, or no worth under a ceiling
  std::optional<Restoration> restoration;   // on the signed value; none without one
  std::vector<UsedLevel> spreads;
};

/// `loan`: with its maturity filled. Errors: those of trigger_distance.
Result<TriggerExplanation> explain_trigger(const ValueOutcome& valued, LoanId id, const Loan& loan);

}  // namespace pledgelab
