// pledgelab_bench: each kernel beside its naive twin, as ratios, both sides in one run.
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

#include "tests/bench/bench.hpp"
#include "tests/bench/books.hpp"
#include "tests/bench/world.hpp"

namespace pledgelab::bench {
namespace {

volatile double g_kept = 0;

const char* const kUsage =
    "pledgelab_bench [--quick] [--turns N] [--seed N] [--root DIR] [--only "
    "sharing|income|options]\n"
    "  Ratios of naive over ours, median of N turns (5) that change places. Run in the checkout,\n"
    "  or name it with --root.\n";

bool read_options(int argc, char** argv, Options& options) {
  for (int k = 1; k < argc; ++k) {
    const std::string name = argv[k];
    if (name == "--quick") {
      options.quick = true;
      options.turns = 2;
    } else if (k + 1 < argc && name == "--turns") {
      options.turns = std::max(1, std::atoi(argv[++k]));
    } else if (k + 1 < argc && name == "--seed") {
      options.seed = std::strtoull(argv[++k], nullptr, 10);
    } else if (k + 1 < argc && name == "--root") {
      options.root = argv[++k];
    } else if (k + 1 < argc && name == "--only") {
      options.only = argv[++k];
      if (options.only != "sharing" && options.only != "income" && options.only != "options")
        return false;
    } else {
      return false;
    }
  }
  return true;
}

std::string processor() {
  std::ifstream in("/proc/cpuinfo");
  for (std::string line; std::getline(in, line);) {
    if (line.rfind("model name", 0) == 0) return line.substr(line.find(':') + 2);
  }
  return "unknown processor";
}

void print(const Measured& row) {
  std::vector<double> ratios;
  for (std::size_t k = 0; k < row.ours_s.size(); ++k) {
    ratios.push_back(row.naive_s[k] / std::max(row.ours_s[k], 1e-9));
  }
  const double ours = median(row.ours_s);
  const double naive = median(row.naive_s);
  std::sort(ratios.begin(), ratios.end());
  std::printf("%-34s %11.0f %-12s %9.3f %9.3f %9.1f %9.1f %9.1f   %s\n", row.name.c_str(),
              row.items, row.unit.c_str(), ours * 1e3, naive * 1e3, ratios.front(), median(ratios),
              ratios.back(), row.agreement.c_str());
}

void print(const World& world, std::uint32_t paths) {
  double whole = 0;
  for (const auto& [stage, seconds] : world.stages) whole += seconds;
  std::printf("\nstages, %s, %u paths of %d months, one thread: %.1f ms\n", world.name.c_str(),
              paths, kMonths, whole * 1e3);
  for (const auto& [stage, seconds] : world.stages) {
    std::printf("  %-16s %10.1f ms %5.1f %%\n", stage.c_str(), seconds * 1e3,
                100 * seconds / whole);
  }
  for (const WholeRun& run : world.runs) print_run(run, world.name, paths);
}

/// Every kernel on one book, then the whole run's stages.
void one_world(const Options& options, Book book, const std::string& name, std::uint32_t paths,
               std::vector<Measured>& rows, World& world) {
  world.name = name;
  make_world(options, std::move(book), world);
  bench_draw(options, world, paths, rows);
  bench_severity(options, world, std::max(paths / 10, 1U), rows);
  LossTape tape;
  world.stages.emplace_back(
      "simulate", seconds_of([&] { tape = simulate_paths(world.model, options.seed, 0, paths); }));
  bench_share(options, world, tape, rows);
  if (world.book.loans.size() < 1'000) bench_share_by_day(options, world, tape, rows);
  bench_run(options, world, paths);
}

}  // namespace

void keep(double value) { g_kept = g_kept + value; }

}  // namespace pledgelab::bench

int main(int argc, char** argv) {
  using namespace pledgelab::bench;
  Options options;
  options.root = ".";
  if (!read_options(argc, argv, options)) {
    std::fputs(kUsage, stderr);
    return 2;
  }
#ifndef __OPTIMIZE__
  std::puts("built without optimisation: the ratios below mean nothing");
#endif
  std::printf("command:");
  for (int k = 0; k < argc; ++k) std::printf(" %s", k == 0 ? "pledgelab_bench" : argv[k]);
  std::printf("\nmachine: %s, %ld threads, %s\n", processor().c_str(),
              sysconf(_SC_NPROCESSORS_ONLN), __VERSION__);
  std::printf("%-34s %11s %-12s %9s %9s %9s %9s %9s   %s\n", "kernel, book", "items", "of",
              "ours ms", "naive ms", "ratio min", "median", "max", "agreement");
  std::vector<Measured> rows;
  const std::uint32_t small_paths = options.quick ? 200 : 10'000;
  const std::uint32_t large_paths = options.quick ? 20 : 200;
  World small;
  World large;
  const bool whole = options.only.empty();
  if (whole) {
    one_world(options, small_book(options), "240 pledges", small_paths, rows, small);
    one_world(options, large_book(options), "large book", large_paths, rows, large);
    bench_revalue(options, rows);
  }
  if (whole || options.only == "income") bench_income(options, rows);
  if (whole || options.only == "options") {
    bench_lattices(options, rows);
    bench_least_squares(options, rows);
  }
  if (whole || options.only == "sharing") {
    bench_waterfall(options, rows);
    bench_sparse(options, rows);
    bench_points(options, rows);
  }
  for (const Measured& row : rows) print(row);
  if (!whole) return 0;
  print(small, small_paths);
  print(large, large_paths);
  return 0;
}
