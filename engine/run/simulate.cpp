#include "engine/run/simulate.hpp"

#include <algorithm>
#include <map>
#include <mutex>
#include <utility>
#include <vector>

namespace pledgelab {
namespace {

// Holds chunks that are ready too early until those before them have gone.
class InOrder {
 public:
  explicit InOrder(const Sink& sink) : x_sink(sink) {}

  Outcome take(std::uint64_t number, LossTape chunk) {
    const std::scoped_lock lock(x_lock);
    x_waiting.emplace(number, std::move(chunk));
    while (!x_waiting.empty() && x_waiting.begin()->first == x_next) {
      Outcome outcome = x_sink(x_waiting.begin()->second);
      if (!outcome.ok()) return outcome;
      x_waiting.erase(x_waiting.begin());
      ++x_next;
    }
    return Done{};
  }

 private:
  const Sink& x_sink;
  std::mutex x_lock;
  std::map<std::uint64_t, LossTape> x_waiting;
  std::uint64_t x_next = 0;
};

void begin_tape(const LossModel& model, std::uint32_t first_path, std::uint32_t path_count,
                LossTape& tape) {
  tape.clear();
  tape.as_of = model.as_of;
  tape.month_count = model.months;
  tape.first_path = first_path;
  tape.path_count = path_count;
}

}  // namespace

std::vector<std::size_t> path_ends(const LossTape& chunk) {
  std::vector<std::size_t> ends(chunk.path_count, 0);
  std::size_t row = 0;
  for (std::uint32_t path = 0; path < chunk.path_count; ++path) {
    while (row < chunk.size() && chunk.path[row] == chunk.first_path + path) ++row;
    ends[path] = row;
  }
  PL_CHECK(row == chunk.size());
  return ends;
}

Outcome simulate_again(const LossModel& model, const PathPlan& plan,
                       std::span<const std::uint32_t> paths, const RunControl& control,
                       const ChunkWork& work) {
  std::vector<PathBuffers> buffers;
  std::vector<LossTape> tapes(plan.threads);
  for (unsigned i = 0; i < plan.threads; ++i) buffers.push_back(path_buffers(model));
  RunControl quiet;  // stopped as the caller's is; its progress is that of the first look
  return run_chunks(paths.size(), plan.threads, quiet,
                    [&](std::uint64_t at, unsigned worker) -> Outcome {
                      if (Outcome go = go_on(control); !go) return go;
                      LossTape& tape = tapes[worker];
                      begin_tape(model, paths[at], 1, tape);
                      simulate_path(model, plan.seed, paths[at], buffers[worker], tape);
                      return work(tape, worker);
                    });
}

Outcome simulate(const LossModel& model, const PathPlan& plan, RunControl& control,
                 const ChunkWork& work, const Sink& sink) {
  PL_CHECK(plan.paths >= 1 && plan.chunk_paths >= 1 && plan.threads >= 1);
  std::vector<PathBuffers> buffers;
  std::vector<LossTape> tapes(plan.threads);
  for (unsigned i = 0; i < plan.threads; ++i) buffers.push_back(path_buffers(model));
  InOrder in_order(sink);
  return run_chunks(
      plan.chunks(), plan.threads, control, [&](std::uint64_t number, unsigned worker) -> Outcome {
        LossTape& tape = tapes[worker];
        const auto first = static_cast<std::uint32_t>(number) * plan.chunk_paths;
        begin_tape(model, first, std::min(plan.chunk_paths, plan.paths - first), tape);
        for (std::uint32_t i = 0; i < tape.path_count; ++i) {
          if (Outcome go = go_on(control); !go) return go;
          simulate_path(model, plan.seed, tape.first_path + i, buffers[worker], tape);
        }
        if (work) {
          Outcome outcome = work(tape, worker);
          if (!outcome.ok()) return outcome;
        }
        return sink ? in_order.take(number, tape) : Outcome(Done{});
      });
}

}  // namespace pledgelab
