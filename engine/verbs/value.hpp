// Verb value: every right of the book at one date, as a distribution with its reasons, and what
// that covers, contract by contract; and the folder that keeps it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/run/chunks.hpp"
#include "engine/verbs/evidence_input.hpp"
#include "engine/verbs/inputs.hpp"
#include "models/collateral/coverage.hpp"
#include "models/valuation/valuation.hpp"

namespace pledgelab {

struct ValueRequest {
  InputsRequest inputs;
  EvidenceFiles evidence = {};  // from outside the book
  unsigned threads = 1;
  bool reasons = true;  // with drivers; without, what a stopped batch had done is not done again
  std::string keep;     // the folder of kept valuations; empty: nothing is kept
};

/// Where a valuation is kept.
struct KeptValuation {
  std::string id;
  std::string folder;
  bool already_there = false;       // kept before, and found equal: nothing was written
  std::uint64_t chunks = 0;         // of the whole batch
  std::uint64_t chunks_before = 0;  // of them, done by a batch that was stopped
};

struct ValueOutcome {
  Inputs inputs;
  EvidenceInput evidence;             // none without a file of it
  std::vector<Valuation> valuations;  // one an asset, in the book's order
  std::vector<Coverage> coverage;     // one a loan
  std::optional<KeptValuation> kept;
};

/// Errors: those of read_inputs, read_evidence_files, of the valuation's levels and of
/// ValuationFolder; R-101 stopped: chunks that were done are kept, and the same request goes on
/// from there.
Result<ValueOutcome> value(const ValueRequest& request, RunControl& control);

/// On one thread, with reasons, nothing kept. `files`: evidence from outside the book.
Result<ValueOutcome> value(const InputsRequest& request, const EvidenceFiles& files = {});

}  // namespace pledgelab
