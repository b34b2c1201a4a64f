#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <new>
#include <numeric>
#include <stdexcept>
#include <thread>

#include "engine/run/chunks.hpp"
#include "engine/run/simulate.hpp"
#include "tests/models/loss/fixture.hpp"

using namespace pledgelab;
using namespace pledgelab::test;

namespace {

// Every byte that a tape's columns hold, in the order in which the sink got them.
std::string bytes_of(const LossTape& tape) {
  std::string bytes;
  const auto add = [&](const auto& column) {
    bytes.append(reinterpret_cast<const char*>(column.data()), column.size() * sizeof(column[0]));
  };
  for (std::size_t i = 0; i < tape.size(); ++i) {
    const TapeRow row = tape.row(i);
    add(std::vector<std::int64_t>{row.path, row.loan.index, row.month, static_cast<int>(row.kind),
                                  static_cast<int>(row.source), row.principal.fen(),
                                  row.interest.fen()});
  }
  return bytes;
}

LossModel correlated_model() {
  const Book book = plain_book(50);
  Scenario scenario = quiet_scenario();
  set_level(scenario, "default_share_macro", 0.2);
  set_level(scenario, "other_recovery_mean", 0.4);
  set_level(scenario, "other_recovery_sd", 0.3);
  set_level(scenario, "other_recovery_delay_months", 6);
  return model_of(book, flat_curves(book, 0.1), scenario);
}

std::string tape_of(const LossModel& model, unsigned threads, std::uint32_t chunk_paths) {
  PathPlan plan;
  plan.paths = 200;
  plan.seed = 9;
  plan.threads = threads;
  plan.chunk_paths = chunk_paths;
  RunControl control;
  std::string bytes;
  std::uint32_t next = 0;
  const Outcome done = simulate(model, plan, control, {}, [&](const LossTape& chunk) -> Outcome {
    CHECK(chunk.first_path == next);
    next += chunk.path_count;
    bytes += bytes_of(chunk);
    return Done{};
  });
  CHECK(done.ok());
  CHECK(next == 200);
  return bytes;
}

}  // namespace

TEST_CASE("run: the tape is the same to the byte for any threads and any chunk size") {
  const LossModel model = correlated_model();
  const std::string one = tape_of(model, 1, 200);
  CHECK(one == bytes_of(simulate_paths(model, 9, 0, 200)));
  CHECK(one.size() > 10'000);
  for (const unsigned threads : {1U, 2U, 3U}) {
    for (const std::uint32_t chunk_paths : {7U, 64U}) {
      CHECK(tape_of(model, threads, chunk_paths) == one);
    }
  }
}

TEST_CASE("run: each chunk once; the lowest failure is told; a stop is an error of its own kind") {
  for (const unsigned threads : {1U, 2U}) {
    RunControl control;
    std::vector<int> calls(100, 0);
    std::uint64_t last = 0;
    control.progress = [&](std::uint64_t done, std::uint64_t of) {
      CHECK(done == last + 1);
      CHECK(of == 100);
      last = done;
    };
    CHECK(run_chunks(100, threads, control, [&](std::uint64_t chunk, unsigned) -> Outcome {
            ++calls[chunk];
            return Done{};
          }).ok());
    CHECK(last == 100);
    CHECK(std::accumulate(calls.begin(), calls.end(), 0) == 100);
    CHECK(calls == std::vector<int>(100, 1));

    RunControl failing;
    const Outcome failed =
        run_chunks(100, threads, failing, [&](std::uint64_t chunk, unsigned) -> Outcome {
          if (chunk < 40) return Done{};
          return Error{"T-1", {}, std::to_string(chunk), "", ErrorKind::input};
        });
    REQUIRE(!failed.ok());
    CHECK(failed.errors().front().message == "40");

    RunControl stopped;
    const Outcome stop =
        run_chunks(100, threads, stopped, [&](std::uint64_t chunk, unsigned) -> Outcome {
          if (chunk == 3) stopped.stop = true;
          return Done{};
        });
    REQUIRE(!stop.ok());
    CHECK(stop.errors().front().kind == ErrorKind::stopped);
    CHECK(stop.errors().front().code == "R-101");
  }
}

TEST_CASE("run: of two failures at once the lower chunk's is told, though the other comes later") {
  RunControl control;
  std::atomic<bool> begun{false};
  std::atomic<bool> first_failed{false};
  const Outcome failed = run_chunks(50, 2, control, [&](std::uint64_t chunk, unsigned) -> Outcome {
    if (chunk == 40) {
      while (!begun) std::this_thread::yield();
      first_failed = true;
    }
    if (chunk == 41) {
      begun = true;
      while (!first_failed) std::this_thread::yield();
      std::this_thread::sleep_for(std::chrono::milliseconds(30));
    }
    if (chunk < 40) return Done{};
    return Error{"T-1", {}, std::to_string(chunk), "", ErrorKind::input};
  });
  REQUIRE(!failed.ok());
  CHECK(failed.errors().front().message == "40");
}

TEST_CASE("run: what is thrown on one of several threads reaches the caller's") {
  for (const unsigned threads : {1U, 2U, 3U}) {
    CAPTURE(threads);
    RunControl control;
    std::atomic<unsigned> under_way{0};
    // Every thread holds a chunk before the highest numbered worker's throws.
    const auto work = [&](std::uint64_t, unsigned worker) -> Outcome {
      ++under_way;
      while (under_way < threads) std::this_thread::yield();
      if (worker + 1 == threads) throw std::bad_alloc();
      return Done{};
    };
    CHECK_THROWS_AS(static_cast<void>(run_chunks(50, threads, control, work)), std::bad_alloc);
  }
  RunControl control;
  control.progress = [](std::uint64_t, std::uint64_t) { throw std::runtime_error("no terminal"); };
  const auto work = [](std::uint64_t, unsigned) -> Outcome { return Done{}; };
  CHECK_THROWS_AS(static_cast<void>(run_chunks(50, 3, control, work)), std::runtime_error);
}

TEST_CASE("run: rows of each path") {
  const LossModel model = correlated_model();
  const LossTape chunk = simulate_paths(model, 9, 30, 40);
  const auto ends = path_ends(chunk);
  REQUIRE(ends.size() == 40);
  CHECK(ends.back() == chunk.size());
  for (std::uint32_t i = 0; i < 40; ++i) {
    const std::size_t begin = i == 0 ? 0 : ends[i - 1];
    CHECK(ends[i] - begin == simulate_paths(model, 9, 30 + i, 1).size());
  }
}
