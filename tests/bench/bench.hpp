// Ratios of two ways to do one thing, both timed in one run, turn by turn.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace pledgelab {
struct LossTape;
}

namespace pledgelab::bench {

/// What the user asked for.
struct Options {
  bool quick = false;  // small books, two turns: does it run and agree?
  int turns = 5;
  std::uint64_t seed = 20190830;
  std::string root;  // the checkout: scenarios/, policies/, tests/data/
  std::string
      only;  // "sharing": the rows on made tapes alone · "income": those on income · "options"
};

/// One row of the table. Seconds are those of each turn.
struct Measured {
  std::string name;
  std::string unit;  // what one item is: "loan-paths", "losses"
  double items = 0;  // in one turn
  std::vector<double> ours_s;
  std::vector<double> naive_s;
  std::string agreement;  // how far the two results are apart, in words
};

inline double seconds_of(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Runs each once unmeasured, then turn by turn, who goes first changing each turn.
inline void alternate(Measured& row, int turns, const std::function<void()>& ours,
                      const std::function<void()>& naive) {
  ours();
  naive();
  for (int turn = 0; turn < turns; ++turn) {
    if (turn % 2 == 0) row.ours_s.push_back(seconds_of(ours));
    row.naive_s.push_back(seconds_of(naive));
    if (turn % 2 == 1) row.ours_s.push_back(seconds_of(ours));
  }
}

inline double median(std::vector<double> values) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  const std::size_t n = values.size();
  return n % 2 == 1 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

/// Keeps a result alive, so that the compiler cannot drop the work.
void keep(double value);

struct World;
struct WholeRun;

/// Each adds one row for one book.
void bench_draw(const Options& options, const World& world, std::uint32_t paths,
                std::vector<Measured>& rows);
void bench_severity(const Options& options, const World& world, std::uint32_t paths,
                    std::vector<Measured>& rows);
/// The policy that the bench shares by; every loan of the sample has its parties.
inline constexpr const char* kSharing = "anhui-4321";
/// Adds the stages of sharing to the world as well.
void bench_share(const Options& options, World& world, const LossTape& tape,
                 std::vector<Measured>& rows);
/// A scheme whose days all count: accounts that live, a fuse on bad loans, claims held. For a small
/// book: the twin walks every loan of every day.
void bench_share_by_day(const Options& options, const World& world, const LossTape& tape,
                        std::vector<Measured>& rows);
/// 600 losses a path: the kernel beside the twin, beside objects and beside a loop written by hand.
void bench_waterfall(const Options& options, std::vector<Measured>& rows);
/// Sparse paths with three levels of terms and two layers: beside the interpreter.
void bench_sparse(const Options& options, std::vector<Measured>& rows);
/// 10,000 points of a policy's assumptions over one tape, together and each alone.
void bench_points(const Options& options, std::vector<Measured>& rows);
/// run_book on 1 and on 2 threads.
void bench_run(const Options& options, World& world, std::uint32_t paths);
void print_run(const WholeRun& run, const std::string& name, std::uint32_t paths);
/// Level royalties of a million rights: beside a scalar DCF, beside QuantLib with one curve and
/// with a leg a right, and beside the reading of their bytes.
void bench_income(const Options& options, std::vector<Measured>& rows);
/// American and European options on lattices of 200 steps, beside QuantLib's.
void bench_lattices(const Options& options, std::vector<Measured>& rows);
/// An American put by least squares on simulated paths, beside QuantLib's.
void bench_least_squares(const Options& options, std::vector<Measured>& rows);
/// For both books.
void bench_revalue(const Options& options, std::vector<Measured>& rows);

}  // namespace pledgelab::bench
