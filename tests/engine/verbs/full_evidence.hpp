// Evidence from outside the full book, in which each level that evidence reads matters to one row.
#pragma once

#include <vector>

#include "models/base/date.hpp"
#include "models/evidence/evidence.hpp"
#include "models/valuation/value.hpp"

namespace pledgelab::test {

// An old own price, a series of appraisals and a licence that ends early, of the first patent that
// is worth something: each level that evidence reads matters to one of them.
struct Outside {
  std::vector<EvidenceRow> rows;
  std::vector<ValuerRecord> valuers = {{"V1", 5, 0.1, 0.05, 0.2}};
  std::vector<Operation> operations;
  std::vector<RegisteredPatent> patents;
};

Outside outside_evidence(Date as_of);

}  // namespace pledgelab::test
