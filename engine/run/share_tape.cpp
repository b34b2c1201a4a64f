#include "engine/run/share_tape.hpp"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/run/accumulate.hpp"
#include "engine/run/simulate.hpp"
#include "engine/run/stopwatch.hpp"
#include "models/policy/facts.hpp"
#include "models/sharing/path_refuse.hpp"

namespace pledgelab {
namespace {

constexpr std::uint32_t kChunkPaths = 256;

Error refuse(const std::string& fault) {
  return {"R-103", {}, fault, "give the tape and the book of one run", ErrorKind::input};
}

std::string row_text(std::size_t row) { return "row " + std::to_string(row + 1) + " of the tape "; }

// Whether each row belongs to the book, in the tape's order.
Outcome check_rows(const LossTape& tape, std::size_t loan_count) {
  std::vector<std::uint32_t> failed_on(loan_count, 0);  // the last path + 1
  for (std::size_t i = 0; i < tape.size(); ++i) {
    if (tape.loan[i] >= loan_count) {
      return refuse(row_text(i) + "names loan number " + std::to_string(tape.loan[i]) +
                    " of a book of " + std::to_string(loan_count));
    }
    const bool late = tape.month[i] > tape.month_count;
    if (tape.kind[i] == TapeKind::loan_default && (late || tape.month[i] == 0)) {
      return refuse(row_text(i) + "is a default outside the horizon");
    }
    if (tape.kind[i] == TapeKind::loan_default) {
      std::uint32_t& failed = failed_on[tape.loan[i]];
      if (failed == tape.path[i] + 1) {
        return refuse(row_text(i) + "is a second default of loan number " +
                      std::to_string(tape.loan[i]) + " on its path");
      }
      failed = tape.path[i] + 1;
    }
    if (i == 0) continue;
    const auto before = std::tie(tape.path[i - 1], tape.month[i - 1], tape.loan[i - 1]);
    if (std::tie(tape.path[i], tape.month[i], tape.loan[i]) < before) {
      return refuse(row_text(i) + "is out of order");
    }
  }
  return Done{};
}

Outcome check_tape(const ShareTapeInputs& inputs) {
  const LossTape& tape = inputs.tape;
  if (inputs.book.loans.empty() || tape.path_count < 2) {
    const char* fault = tape.path_count < 2 ? "at least 2 paths are needed" : "the book is empty";
    return Error{"R-102", {}, fault, "", ErrorKind::input};
  }
  if (tape.first_path != 0) return refuse("the tape begins in the middle of a run");
  if (tape.month_count < 1) return refuse("the tape has no months");
  return check_rows(tape, inputs.book.loans.size());
}

}  // namespace

Result<RunResults> share_tape(const ShareTapeInputs& inputs, RunControl& control) {
  PL_CHECK(inputs.threads >= 1);
  const LossTape& tape = inputs.tape;
  Stopwatch watch;
  if (const Outcome checked = check_tape(inputs); !checked) return checked.errors();
  const auto compiled = compile_for_paths(inputs.policy, facts_of(inputs.book), inputs.effective);
  if (!compiled) return compiled.errors();
  if (Errors refused = refused_on_paths(inputs.policy); !refused.empty()) return refused;
  PathSchedule schedule;
  if (compiled.value().watches()) {
    schedule = path_schedule(inputs.book, tape.as_of, tape.month_count);
  }
  const PathProgram program = prepare(compiled.value(), tape.as_of, tape.month_count,
                                      std::move(schedule), loan_order(inputs.book));
  const std::vector<std::size_t> ends = path_ends(tape);
  RunResults results;
  watch.add_to(results.seconds.prepare);
  Accumulator sums({&program, tape.path_count, inputs.threads, inputs.book.loans.size()});
  const std::uint64_t chunks = (std::uint64_t{tape.path_count} + kChunkPaths - 1) / kChunkPaths;
  const auto begin_of = [&](std::size_t path) { return path == 0 ? 0 : ends[path - 1]; };
  const Outcome shared = run_chunks(
      chunks, inputs.threads, control, [&](std::uint64_t chunk, unsigned worker) -> Outcome {
        const auto first = static_cast<std::uint32_t>(chunk) * kChunkPaths;
        const std::uint32_t count = std::min(kChunkPaths, tape.path_count - first);
        sums.take({tape, first, begin_of(first), {ends.data() + first, count}}, worker);
        return Done{};
      });
  if (!shared) return shared.errors();
  watch.add_to(results.seconds.simulate_and_share);
  results.seconds.share = sums.share_seconds();
  for (const std::uint32_t path : sums.find_tail()) {
    if (const Outcome go = go_on(control); !go) return go.errors();
    sums.take_tail(tape, begin_of(path), ends[path], 0);
  }
  watch.add_to(results.seconds.tail);
  results.as_of = tape.as_of;
  results.paths = tape.path_count;
  results.months = tape.month_count;
  results.currency = inputs.book.currency;
  sums.finish(results);
  watch.add_to(results.seconds.reduce);
  results.seconds.whole = watch.whole();
  return results;
}

}  // namespace pledgelab
