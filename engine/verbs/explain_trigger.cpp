#include "engine/verbs/explain_trigger.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "models/exposure/balance.hpp"

namespace pledgelab {

Result<TriggerExplanation> explain_trigger(const ValueOutcome& valued, LoanId id,
                                           const Loan& loan) {
  const Inputs& inputs = valued.inputs;
  const FactorState state(inputs.scenario, 0);
  TriggerExplanation told;
  told.restoration = restoration(valued.coverage[id.index]);
  told.known = inputs.scenario.find("driver_sd") != nullptr;
  if (!told.known) return told;
  const ValuationInputs valuation{state, inputs.law, inputs.as_of};
  const int months = std::clamp(months_between(inputs.as_of, loan.maturity) + 1, 0, 1200);
  const std::vector<std::int64_t> owed = scheduled_balance_fen(loan, inputs.as_of, months);
  auto distance = trigger_distance({inputs.book(), inputs.lending, valuation, id, owed});
  if (!distance) return distance.errors();
  told.distance = std::move(distance).value();
  if (!told.distance) return told;
  for (const char* driver : {"revenue", "royalty", "discount_rate"}) {
    if (auto level = find_level(state, "driver_sd", driver)) {
      told.spreads.push_back(std::move(*level));
    }
  }
  return told;
}

}  // namespace pledgelab
