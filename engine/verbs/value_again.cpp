#include "engine/verbs/value_again.hpp"

#include <algorithm>
#include <utility>

#include "engine/formats/digest.hpp"
#include "engine/verbs/run.hpp"
#include "models/base/nearest.hpp"

namespace pledgelab {
namespace {

Result<StoredValuation> find_kept(const AgainRequest& request) {
  const std::vector<std::string> ids = kept_valuations(request.place);
  if (std::find(ids.begin(), ids.end(), request.id) != ids.end()) {
    return read_valuation(request.place, request.id);
  }
  return Error{"RUN-111",
               {request.place, 0, 0},
               "no valuation '" + request.id + "' is kept there",
               ids.empty() ? "keep one: pledgelab value --keep --as-of YYYY-MM-DD"
                           : suggestion(request.id, ids),
               ErrorKind::not_found};
}

ValueRequest request_of(const ValuationRecipe& recipe, const AgainRequest& again) {
  ValueRequest request;
  request.inputs = recipe.inputs;
  request.inputs.project = again.project;
  request.evidence = recipe.evidence;
  request.threads = again.threads;
  request.reasons = false;
  for (const HashedInput& one : recipe.hashes) {
    if (request.inputs.book.empty() && one.what == "book") request.inputs.stored = one;
  }
  return request;
}

}  // namespace

Result<ValuationAgain> value_again(const AgainRequest& request, RunControl& control) {
  auto stored = find_kept(request);
  if (!stored) return stored.errors();
  const ValuationRecipe& recipe = stored.value().recipe;
  const ValueRequest whole = request_of(recipe, request);
  auto outcome = value(whole, control);
  if (!outcome) return outcome.errors();
  const Inputs& in = outcome.value().inputs;
  Recipe before;
  before.hashes = recipe.hashes;
  if (Errors changed = changed_inputs(before, in.hashes, true); !changed.empty()) return changed;
  const std::string commit = valuation_recipe(whole.inputs, whole.evidence, in.hashes).commit;
  const std::string rows =
      valuation_header() + valuation_rows(in.book(), outcome.value().valuations, request.id);
  if (sha256_hex(rows) != stored.value().rows_sha256) {
    return Error{"RUN-113",
                 {stored.value().folder, 0, 0},
                 "the same inputs give other figures with this program (commit " + commit + ")",
                 "it was kept by commit " + recipe.commit + ": repeat it with that one",
                 ErrorKind::world};
  }
  return ValuationAgain{std::move(stored).value(), commit, std::move(outcome).value()};
}

}  // namespace pledgelab
