// What a kept valuation was made from: enough for an auditor to repeat each figure. Threads, the
// clock and the project's place are no part of it.
#pragma once

#include <string>
#include <vector>

#include "engine/verbs/evidence_input.hpp"
#include "engine/verbs/inputs.hpp"
#include "models/base/error.hpp"

namespace pledgelab {

struct ValuationRecipe {
  InputsRequest inputs;         // book, as-of date, scenario, lending policy, as typed
  EvidenceFiles evidence = {};  // from outside the book, as typed
  std::string program_version;
  std::string commit;
  std::vector<HashedInput> hashes;  // of every text that went in
};

/// The recipe of a valuation made now, by this program.
ValuationRecipe valuation_recipe(const InputsRequest& request, const EvidenceFiles& evidence,
                                 const std::vector<HashedInput>& hashes);

/// The recipe as canonical JSON: fixed order of keys, no white space.
std::string recipe_json(const ValuationRecipe& recipe);
/// "v" and the first 12 hex digits of the SHA-256 of that JSON.
std::string valuation_id(const ValuationRecipe& recipe);
/// The command that makes this valuation again.
std::string command_line(const ValuationRecipe& recipe);
/// Reads recipe_json back. Error RUN-112: not such a recipe.
Result<ValuationRecipe> read_valuation_recipe(const std::string& json, const std::string& file);

}  // namespace pledgelab
