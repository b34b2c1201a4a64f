// The loss model driven over paths and threads; finished chunks go to a sink in the order of paths.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "engine/run/chunks.hpp"
#include "models/loss/loss_model.hpp"

namespace pledgelab {

/// Paths 0..paths − 1 cut in fixed chunks. Results do not depend on threads or chunk_paths.
struct PathPlan {
  std::uint32_t paths = 10'000;
  std::uint64_t seed = 1;
  unsigned threads = 1;
  std::uint32_t chunk_paths = 256;

  [[nodiscard]] std::uint64_t chunks() const {
    return (std::uint64_t{paths} + chunk_paths - 1) / chunk_paths;
  }
};

/// Takes finished chunks of the tape, ascending by path, one call at a time. Made by engine/store.
using Sink = std::function<Outcome(const LossTape& chunk)>;

/// Works on one finished chunk while it is in hand, from any thread, in any order.
using ChunkWork = std::function<Outcome(const LossTape& chunk, unsigned worker)>;

/// Draws every path; each chunk goes to `work`, then in order to `sink` (either may be empty).
/// Errors: those of work and sink; R-101 stopped.
Outcome simulate(const LossModel& model, const PathPlan& plan, RunControl& control,
                 const ChunkWork& work, const Sink& sink);

/// Draws some paths once more, each as a tape of one path, in any order: the same rows, since a
/// path is a function of (model, seed, path). No progress is told. Errors: those of work; R-101.
Outcome simulate_again(const LossModel& model, const PathPlan& plan,
                       std::span<const std::uint32_t> paths, const RunControl& control,
                       const ChunkWork& work);

/// For each path of a chunk, the first row of the next: rows of path p are
/// [ends[p − 1 or 0], ends[p]), p counted from the chunk's first.
std::vector<std::size_t> path_ends(const LossTape& chunk);

}  // namespace pledgelab
