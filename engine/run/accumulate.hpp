// From chunks of the tape to totals by path, loan and party. All sums are of whole fen, so the
// order in which chunks come does not matter.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/run/results.hpp"
#include "engine/run/simulate.hpp"
#include "models/sharing/program.hpp"

namespace pledgelab {

/// Collects one run. `take` may be called from several threads for different chunks; each worker
/// has its own sums by loan, each path its own place.
class Accumulator {
 public:
  /// program may be null: no sharing.
  Accumulator(const Program* program, const LossModel& model, const PathPlan& plan,
              std::size_t loan_count, const std::string& currency);

  Outcome take(const LossTape& chunk, unsigned worker);
  /// Fills totals, loans, parties, accounts and their figures.
  void finish(RunResults& results) const;
  [[nodiscard]] double share_seconds() const;

 private:
  struct Worker {
    std::vector<LoanRun> loans;
    std::int64_t undecided_fen = 0;
    std::int64_t queued_fen = 0;
    double share_seconds = 0;
  };
  void add_losses(const LossTape& chunk, Worker& worker);
  void share_path(const LossTape& chunk, std::size_t begin, std::size_t end, std::uint32_t path,
                  Worker& worker);
  void add_accounts(RunResults& results) const;

  const Program* x_program;
  std::string x_currency;
  Date x_as_of;
  std::uint32_t x_paths;
  int x_years;
  PathTotals x_totals;
  std::vector<std::vector<std::int64_t>> x_borne;       // [party][path]
  std::vector<std::vector<std::int64_t>> x_recovery;    // [party][path]
  std::vector<std::vector<std::int64_t>> x_balance;     // [party][year × paths + path]; see years
  std::vector<std::vector<std::int32_t>> x_empty_year;  // [party][path] first year at zero; 0 never
  std::vector<Worker> x_workers;
};

}  // namespace pledgelab
