#include "engine/run/value_rights.hpp"

#include <algorithm>

namespace pledgelab {
namespace {

Outcome value_chunk(const RightsValuer& valuer, const RightsWork& work, const RightsChunk& chunk) {
  if (work.recall) {
    const auto known = work.recall(chunk);
    if (!known) return known.errors();
    if (known.value()) return Done{};
  }
  std::uint32_t right = chunk.first;
  for (Valuation& valuation : chunk.valuations) valuation = valuer.value(AssetId{right++});
  if (work.valued) return work.valued(chunk);
  return Done{};
}

}  // namespace

std::uint64_t chunks_of_rights(std::size_t rights, std::uint32_t chunk_rights) {
  PL_CHECK(chunk_rights >= 1);
  return (rights + chunk_rights - 1) / chunk_rights;
}

Result<std::vector<Valuation>> value_rights(const Book& book, const ValuationInputs& inputs,
                                            const RightsWork& work, RunControl& control) {
  std::vector<Valuation> valuations(book.assets.size());
  if (valuations.empty()) return valuations;
  const auto valuer = RightsValuer::prepare(book, inputs, work.explain);
  if (!valuer) return valuer.errors();
  const std::span<Valuation> all(valuations);
  const std::uint64_t chunks = chunks_of_rights(all.size(), work.chunk_rights);
  if (control.progress) control.progress(0, chunks);
  const Outcome done =
      run_chunks(chunks, work.threads, control, [&](std::uint64_t number, unsigned) -> Outcome {
        const std::size_t first = number * work.chunk_rights;
        const std::size_t size = std::min<std::size_t>(work.chunk_rights, all.size() - first);
        return value_chunk(valuer.value(), work,
                           {number, static_cast<std::uint32_t>(first), all.subspan(first, size)});
      });
  if (!done) return done.errors();
  return valuations;
}

}  // namespace pledgelab
