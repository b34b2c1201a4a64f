#include "engine/verbs/value.hpp"

#include <algorithm>
#include <atomic>
#include <utility>

#include "engine/run/value_rights.hpp"
#include "engine/verbs/valuation_folder.hpp"
#include "models/collateral/cover.hpp"

namespace pledgelab {
namespace {

// A chunk's valuations from the rows that a stopped batch had kept; false where they are not of
// these rights.
bool recall(const Book& book, const ValuationFolder& folder, const RightsChunk& chunk,
            std::string& rows) {
  auto kept = folder.part(chunk.number);
  if (!kept) return false;
  auto read = read_valuation_rows(valuation_header() + *kept, folder.id());
  if (!read || read.value().size() != chunk.valuations.size()) return false;
  for (std::size_t i = 0; i < chunk.valuations.size(); ++i) {
    const AssetId asset{chunk.first + static_cast<std::uint32_t>(i)};
    if (read.value()[i].asset_id != book.assets[asset.index].id) return false;
    chunk.valuations[i] = std::move(read.value()[i].valuation);
    chunk.valuations[i].asset = asset;
  }
  rows = std::move(*kept);
  return true;
}

Errors told_kept(Errors errors, const KeptValuation& kept, std::uint64_t parts) {
  for (Error& error : errors) {
    if (error.kind != ErrorKind::stopped || kept.already_there) continue;
    error.message += "; " + std::to_string(parts) + " are kept for valuation " + kept.id;
    error.hint = "the same command goes on from there, to the same bytes";
  }
  return errors;
}

// Values the rights chunk by chunk, each kept as it is done.
Result<std::vector<Valuation>> value_and_keep(const ValueRequest& request, const Inputs& in,
                                              const ValuationInputs& inputs, RunControl& control,
                                              KeptValuation& kept) {
  auto begun = ValuationFolder::begin(
      request.keep, valuation_recipe(request.inputs, request.evidence, in.hashes));
  if (!begun) return begun.errors();
  ValuationFolder folder = std::move(begun).value();
  const Book& book = in.book();
  kept.id = folder.id();
  kept.already_there = folder.is_kept();
  kept.chunks = chunks_of_rights(book.assets.size(), kChunkRights);
  std::vector<std::string> rows(kept.chunks);
  std::atomic<std::uint64_t> before{0};
  std::atomic<std::uint64_t> now{0};
  RightsWork work{request.threads, kChunkRights, request.reasons, {}, {}};
  if (!request.reasons) {
    work.recall = [&](const RightsChunk& chunk) -> Result<bool> {
      const bool found = recall(book, folder, chunk, rows[chunk.number]);
      if (found) ++before;
      return found;
    };
  }
  work.valued = [&](const RightsChunk& chunk) -> Outcome {
    std::string& own = rows[chunk.number];
    own = valuation_rows(book, chunk.valuations, folder.id());
    Outcome done = folder.keep_part(chunk.number, own);
    if (done) ++now;
    return done;
  };
  auto valuations = value_rights(book, inputs, work, control);
  if (!valuations) return told_kept(valuations.errors(), kept, before + now);
  kept.chunks_before = before;
  auto path = folder.finish(rows);
  if (!path) return path.errors();
  kept.folder = std::move(path).value();
  return valuations;
}

}  // namespace

Result<ValueOutcome> value(const ValueRequest& request, RunControl& control) {
  auto inputs = read_inputs(request.inputs);
  if (!inputs) return inputs.errors();
  ValueOutcome outcome;
  outcome.inputs = std::move(inputs).value();
  auto evidence = read_evidence_files(request.evidence, request.inputs.project, outcome.inputs);
  if (!evidence) return evidence.errors();
  outcome.evidence = std::move(evidence).value();
  const Inputs& in = outcome.inputs;
  const FactorState state(in.scenario, 0);
  ValuationInputs how{state, in.law, in.as_of};
  how.evidence = outcome.evidence.rows;
  how.valuers = outcome.evidence.valuers;
  how.market = {outcome.evidence.operations, outcome.evidence.patents};
  const bool keep = !request.keep.empty();
  KeptValuation kept;
  auto valuations = keep ? value_and_keep(request, in, how, control, kept)
                         : value_rights(in.book(), how,
                                        {request.threads, kChunkRights, request.reasons}, control);
  if (!valuations) return valuations.errors();
  if (keep) outcome.kept = std::move(kept);
  outcome.valuations = std::move(valuations).value();
  auto coverage = cover_book(in.book(), in.lending, outcome.valuations, in.as_of);
  if (!coverage) return coverage.errors();
  outcome.coverage = std::move(coverage).value();
  return outcome;
}

Result<ValueOutcome> value(const InputsRequest& request, const EvidenceFiles& files) {
  RunControl control;
  ValueRequest whole;
  whole.inputs = request;
  whole.evidence = files;
  return value(whole, control);
}

}  // namespace pledgelab
