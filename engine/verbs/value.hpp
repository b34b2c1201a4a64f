// Verb value: every right of the book at one date, as a distribution with its reasons, and what
// that covers, contract by contract.
#pragma once

#include <string>
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

/// `evidence_path`: a CSV of evidence from outside the book; empty: none. Errors: those of
/// read_inputs, read_evidence_file and of the valuation's levels.
Result<ValueOutcome> value(const InputsRequest& request, const std::string& evidence_path = {});

}  // namespace pledgelab
