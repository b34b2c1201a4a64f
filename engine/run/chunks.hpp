// Work in numbered chunks over threads: an atomic counter hands them out, results land where the
// chunk's number says, so no scheduler can change them.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>

#include "models/base/error.hpp"

namespace pledgelab {

/// What the caller holds over a run: stop it (from a signal handler or another thread), watch it.
struct RunControl {
  std::atomic<bool> stop{false};
  const std::atomic<bool>* interrupt = nullptr;  // the program's own flag, which stops it too
  /// Called after each finished chunk, one call at a time, from worker threads.
  std::function<void(std::uint64_t done, std::uint64_t of)> progress = {};

  [[nodiscard]] bool stopped() const { return stop || (interrupt != nullptr && interrupt->load()); }
};

/// Between two stages: the error of kind `stopped` once the control says so.
Outcome go_on(const RunControl& control);

/// Calls work(chunk, worker) for chunk 0..count − 1, each once, on `threads` threads (1: on the
/// caller's), worker < threads. Chunks begin in ascending order. Returns the error of the lowest
/// failed chunk; or, when control said stop before all had begun, an error of kind `stopped`
/// once the chunks under way are done. What `work` or the progress throws is thrown on the
/// caller's thread, once every thread has ended.
Outcome run_chunks(std::uint64_t count, unsigned threads, RunControl& control,
                   const std::function<Outcome(std::uint64_t chunk, unsigned worker)>& work);

}  // namespace pledgelab
