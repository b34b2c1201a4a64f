// A whole run_book on the world's book, as the program makes it, with the time of each stage.
#include <cstdio>
#include <cstdlib>

#include "engine/run/run_book.hpp"
#include "tests/bench/bench.hpp"
#include "tests/bench/world.hpp"

namespace pledgelab::bench {

void bench_run(const Options& options, World& world, std::uint32_t paths) {
  for (const unsigned threads : {1U, 2U}) {
    RunInputs inputs{world.book,        world.scenario, world.law, &world.policy,
                     *world.book.as_of, kMonths,        {}};
    inputs.plan.paths = paths;
    inputs.plan.seed = options.seed;
    inputs.plan.threads = threads;
    RunControl control;
    const auto results = run_book(inputs, control);
    for (const Error& error : results.errors()) {
      std::fprintf(stderr, "%s\n", to_text(error).c_str());
    }
    if (!results) std::exit(2);
    world.runs.push_back({threads, results.value().seconds});
  }
}

void print_run(const WholeRun& run, const std::string& name, std::uint32_t paths) {
  const StageSeconds& seconds = run.seconds;
  const std::pair<const char*, double> stages[] = {
      {"value", seconds.value},
      {"prepare", seconds.prepare},
      {"draw, sever and share", seconds.simulate_and_share},
      {"  of it share, by worker", seconds.share / run.threads},
      {"tail", seconds.tail},
      {"reduce", seconds.reduce}};
  std::printf("\nrun_book, %s, %u paths of %d months, threads: %u; %.1f ms\n", name.c_str(), paths,
              kMonths, run.threads, seconds.whole * 1e3);
  for (const auto& [stage, took] : stages) {
    std::printf("  %-26s %10.1f ms %5.1f %%\n", stage, took * 1e3, 100 * took / seconds.whole);
  }
}

}  // namespace pledgelab::bench
