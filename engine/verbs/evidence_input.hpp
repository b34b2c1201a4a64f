// A file of evidence read for a book that is read already: its rows, and what they tell of valuers.
#pragma once

#include <string>
#include <vector>

#include "engine/verbs/inputs.hpp"
#include "models/evidence/evidence.hpp"

namespace pledgelab {

struct EvidenceInput {
  std::vector<EvidenceRow> rows;
  std::vector<ValuerRecord> valuers;  // on the basis of a use value, from these rows
};

/// Nothing for an empty path. The file's hash joins `inputs.hashes`. Errors: those of the file, of
/// CSV, of read_evidence.
Result<EvidenceInput> read_evidence_file(const std::string& path, const std::string& project,
                                         Inputs& inputs);

}  // namespace pledgelab
