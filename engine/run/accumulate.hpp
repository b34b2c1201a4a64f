// From paths of the tape to totals by path, loan and party. All sums are of whole fen, so the order
// in which paths come does not matter.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/run/results.hpp"
#include "models/base/tail.hpp"
#include "models/loss/tape.hpp"
#include "models/sharing/path_share.hpp"

namespace pledgelab {

/// Consecutive paths of a tape: rows of path first_path + i are [i == 0 ? begin : ends[i − 1],
/// ends[i]).
struct PathRows {
  const LossTape& tape;
  std::uint32_t first_path = 0;
  std::size_t begin = 0;
  std::span<const std::size_t> ends;
};

/// What is known before the first path. program null: no sharing.
struct RunShape {
  const PathProgram* program = nullptr;
  std::uint32_t paths = 0;
  unsigned threads = 1;
  std::size_t loan_count = 0;
};

/// Collects one run. `take` and `take_tail` may be called from several threads for different
/// paths; each worker has its own sums by loan, each path its own place.
class Accumulator {
 public:
  explicit Accumulator(const RunShape& shape);

  void take(const PathRows& rows, unsigned worker);
  /// Once every path was taken: the paths that make the tail of the loss, in ascending order.
  const std::vector<std::uint32_t>& find_tail();
  /// Adds the rows [begin, end) of one of those paths to the loans' parts.
  void take_tail(const LossTape& tape, std::size_t begin, std::size_t end, unsigned worker);
  /// Fills totals, loans, parties, accounts and their figures.
  void finish(RunResults& results) const;
  [[nodiscard]] double share_seconds() const;

 private:
  // What an account did by itself, over paths.
  struct Lived {
    __int128 interest_fen = 0;
    __int128 costs_fen = 0;
    __int128 unpaid_fen = 0;
    __int128 top_up_fen = 0;
    void add(const Lived& other) {
      interest_fen += other.interest_fen;
      costs_fen += other.costs_fen;
      unpaid_fen += other.unpaid_fen;
      top_up_fen += other.top_up_fen;
    }
    [[nodiscard]] bool any() const {
      return interest_fen > 0 || costs_fen > 0 || unpaid_fen > 0 || top_up_fen > 0;
    }
  };
  struct Worker {
    std::vector<LoanRun> loans;
    std::vector<std::int64_t> whole_fen;  // by loan: loss on tail paths that count whole
    std::vector<std::int64_t> tied_fen;   // by loan: on those at the boundary
    SharingBuffers buffers;
    PathShare share;
    __int128 undecided_fen = 0;  // over all its paths, which may leave 64 bits
    __int128 queued_fen = 0;
    __int128 held_fen = 0;
    std::vector<Lived> lived;  // by account
    double share_seconds = 0;
  };
  struct Account {
    std::vector<std::int64_t> balance_fen;  // [account day × paths + path]
    std::vector<std::int64_t> unpaid_fen;   // [path]
    std::vector<std::uint8_t> was_short;    // [path]
    std::vector<std::uint32_t> dry_day;     // [path] first account day by which it was exhausted
  };
  struct Breaker {
    std::vector<std::uint32_t> trip_day;  // [path] first account day by which it tripped
    std::vector<std::uint8_t> on;         // [account day × paths + path]: for some firm
  };
  void add_losses(const LossTape& tape, std::size_t begin, std::size_t end, Worker& worker);
  void keep_share(std::uint32_t path, Worker& worker);
  void keep_lenders(Worker& worker) const;
  void add_loans(RunResults& results) const;
  void add_parties(RunResults& results) const;
  void keep_breakers(std::uint32_t path, const PathShare& share);
  void add_breaker(std::size_t at, RunResults& results) const;
  void add_lives(RunResults& results) const;
  void add_account(std::size_t at, RunResults& results) const;

  RunShape x_shape;
  PathTotals x_totals;
  std::vector<std::size_t> x_lenders;                 // parties of kind bank
  std::vector<std::vector<std::int64_t>> x_borne;     // [party][path]
  std::vector<std::vector<std::int64_t>> x_recovery;  // [party][path]
  std::vector<Account> x_accounts;
  std::vector<Breaker> x_breakers;
  std::vector<Worker> x_workers;
  Tail x_tail;
  std::vector<std::uint32_t> x_tail_paths;
};

}  // namespace pledgelab
