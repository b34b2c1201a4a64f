// Verb value: every right of the book at one date, as a distribution with its reasons, and what
// that covers, contract by contract.
#pragma once

#include <vector>

#include "engine/verbs/evidence_input.hpp"
#include "engine/verbs/inputs.hpp"
#include "models/collateral/coverage.hpp"
#include "models/valuation/valuation.hpp"

namespace pledgelab {

struct ValueOutcome {
  Inputs inputs;
  EvidenceInput evidence;             // none without a file of it
  std::vector<Valuation> valuations;  // one an asset, in the book's order
  std::vector<Coverage> coverage;     // one a loan
};

/// `files`: evidence from outside the book. Errors: those of
/// read_inputs, read_evidence_files and of the valuation's levels.
Result<ValueOutcome> value(const InputsRequest& request, const EvidenceFiles& files = {});

}  // namespace pledgelab
