// A file of evidence read for a book that is read already: its rows, and what they tell of valuers.
#pragma once

#include <string>
#include <vector>

#include "engine/verbs/inputs.hpp"
#include "models/evidence/evidence.hpp"
#include "models/market/operations.hpp"
#include "models/market/patent_register.hpp"

namespace pledgelab {

/// Files that a valuation may take beside the book; empty: none.
struct EvidenceFiles {
  std::string evidence = {};   // a table of evidence
  std::string transfers = {};  // operations of patents with prices, as `market` reads them
  std::string patents = {};    // the register of those patents; with `transfers` only
};

struct EvidenceInput {
  std::vector<EvidenceRow> rows;
  std::vector<ValuerRecord> valuers;  // on the basis of a use value, from these rows
  std::vector<Operation> operations;
  std::vector<RegisteredPatent> patents;
};

/// The files' hashes join `inputs.hashes`; rows of the market's files that are left out are told in
/// `inputs.warnings`. Errors: those of the files, of CSV, of read_evidence, read_operations and
/// read_register; U-106 one of the market's two files without the other, or prices for a book in
/// another currency than yuan.
Result<EvidenceInput> read_evidence_files(const EvidenceFiles& files, const std::string& project,
                                          Inputs& inputs);

}  // namespace pledgelab
