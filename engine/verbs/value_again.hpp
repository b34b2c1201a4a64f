// Verb value --again: a kept valuation made once more from its recipe, for who must repeat it.
#pragma once

#include <string>

#include "engine/verbs/valuation_folder.hpp"
#include "engine/verbs/value.hpp"

namespace pledgelab {

struct AgainRequest {
  std::string place;  // the folder of kept valuations
  std::string id;
  std::string project = ".";
  unsigned threads = 1;
};

struct ValuationAgain {
  StoredValuation stored;
  std::string commit;    // of the program that repeated it
  ValueOutcome outcome;  // its rows are those kept, byte by byte
};

/// Values the book that the recipe names (of a project the very import, whatever was imported
/// since) and compares; nothing is written. Errors: RUN-111 (not_found) no such kept valuation,
/// with the nearest id; RUN-105 an input has changed, each named; RUN-113 other figures; those of
/// value and read_valuation.
Result<ValuationAgain> value_again(const AgainRequest& request, RunControl& control);

}  // namespace pledgelab
