// Who pays, path by path over one tape: the kernel beside the interpreter that keeps every clause.
#include <cstdio>

#include "models/policy/facts.hpp"
#include "models/sharing/claims.hpp"
#include "models/sharing/ledger.hpp"
#include "models/sharing/path_share.hpp"
#include "tests/bench/bench.hpp"
#include "tests/bench/taken.hpp"
#include "tests/bench/world.hpp"

namespace pledgelab::bench {
namespace {

/// First row of each path's rows, and one more.
std::vector<std::size_t> path_begins(const LossTape& tape) {
  std::vector<std::size_t> begins = {0};
  for (std::size_t i = 1; i < tape.size(); ++i) {
    if (tape.path[i] != tape.path[i - 1]) begins.push_back(i);
  }
  begins.push_back(tape.size());
  return begins;
}

struct Totals {
  std::vector<std::int64_t> borne_fen;
  std::int64_t undecided = 0;
  friend bool operator==(const Totals&, const Totals&) = default;
};

}  // namespace

void bench_share(const Options& options, World& world, const LossTape& tape,
                 std::vector<Measured>& rows) {
  PathProgram program;
  world.stages.emplace_back("share program", seconds_of([&] {
                              const auto compiled =
                                  taken(compile(world.policy, facts_of(world.book)));
                              program = prepare(compiled, tape.as_of, tape.month_count);
                            }));
  const std::vector<std::size_t> begins = path_begins(tape);
  const std::size_t parties = program.program.parties.size();
  SharingBuffers buffers;
  PathShare share;
  Totals kernel;
  Totals interpreter;
  const auto ours = [&] {
    kernel = {std::vector<std::int64_t>(parties, 0), 0};
    for (std::size_t p = 0; p + 1 < begins.size(); ++p) {
      share_path(program, tape, begins[p], begins[p + 1], buffers, share);
      for (std::size_t i = 0; i < parties; ++i) kernel.borne_fen[i] += share.borne_fen[i];
      kernel.undecided += share.undecided_count;
    }
  };
  const auto naive = [&] {
    interpreter = {std::vector<std::int64_t>(parties, 0), 0};
    for (std::size_t p = 0; p + 1 < begins.size(); ++p) {
      const Claims claims = claims_of_path(tape, begins[p], begins[p + 1], "CNY");
      const SharingResult result = share_losses(program.program, claims);
      for (std::size_t i = 0; i < parties; ++i) {
        interpreter.borne_fen[i] += result.totals[i].borne_fen;
      }
      interpreter.undecided += static_cast<std::int64_t>(result.undecided_count);
    }
  };
  std::size_t losses = 0;
  for (const TapeKind kind : tape.kind) losses += kind == TapeKind::loan_default ? 1 : 0;
  Measured row{"share, " + world.name, "losses", static_cast<double>(losses), {}, {}, {}};
  alternate(row, options.turns, ours, naive);
  world.stages.emplace_back("share", median(row.ours_s));
  char text[96];
  std::snprintf(text, sizeof text, "%s to the fen, %lld undecided",
                kernel == interpreter ? "equal" : "DISAGREE",
                static_cast<long long>(kernel.undecided));
  row.agreement = text;
  rows.push_back(std::move(row));
}

}  // namespace pledgelab::bench
