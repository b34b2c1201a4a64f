#include "engine/verbs/value.hpp"

#include <utility>

#include "models/collateral/cover.hpp"
#include "models/valuation/value.hpp"

namespace pledgelab {

Result<ValueOutcome> value(const InputsRequest& request, const EvidenceFiles& files) {
  auto inputs = read_inputs(request);
  if (!inputs) return inputs.errors();
  ValueOutcome outcome;
  outcome.inputs = std::move(inputs).value();
  auto evidence = read_evidence_files(files, request.project, outcome.inputs);
  if (!evidence) return evidence.errors();
  outcome.evidence = std::move(evidence).value();
  const Inputs& in = outcome.inputs;
  const FactorState state(in.scenario, 0);
  ValuationInputs valued{state, in.law, in.as_of};
  valued.evidence = outcome.evidence.rows;
  valued.valuers = outcome.evidence.valuers;
  valued.market = {outcome.evidence.operations, outcome.evidence.patents};
  auto valuations = value_book(in.book(), valued);
  if (!valuations) return valuations.errors();
  outcome.valuations = std::move(valuations).value();
  auto coverage = cover_book(in.book(), in.lending, outcome.valuations, in.as_of);
  if (!coverage) return coverage.errors();
  outcome.coverage = std::move(coverage).value();
  return outcome;
}

}  // namespace pledgelab
