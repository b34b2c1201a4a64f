// Who pays where every day counts: a fund that earns and runs short, a fuse on bad loans. The
// kernel beside the interpreter, which reads the path's own periods.
#include <cstdio>

#include "engine/formats/yaml.hpp"
#include "models/policy/facts.hpp"
#include "models/sharing/claims.hpp"
#include "models/sharing/ledger.hpp"
#include "models/sharing/path_share.hpp"
#include "tests/bench/bench.hpp"
#include "tests/bench/taken.hpp"
#include "tests/bench/world.hpp"

namespace pledgelab::bench {
namespace {

const char* const kPolicy =
    "schema: policy/1\nid: by-day\nversion: '1'\nsource: [{title: the bench, mark: assumed}]\n"
    "effective: {from: 2000-01-01, by: default}\nmoney: {currency: CNY, round: half_up}\n"
    "year: calendar\nparties:\n"
    "  fund: {kind: fund, account: {sources: [{from: city, amount: 2000wan, date: 2019-01-01}], "
    "income: {rate: 2%, credited: quarter}, costs: [{id: manager, amount: 5wan, every: year}]}}\n"
    "  bank: {kind: bank, firm: loan.lender_id}\nresidual: bank\n"
    "ratios: {npl: {top: npl_balance, bottom: loan_balance, loans: scheme, per: lender, at: "
    "month_end}}\n"
    "claim: {trigger: {loan.days_past_due: {gt: 90}}, pay: claim}\nsteps:\n"
    "  - {step: half, quota: {fund: 50%, bank: rest}}\n"
    "  - {step: year, cap: {party: fund, at: 500wan, per: [lender, year], when: claim, room: paid, "
    "over: bank}}\n"
    "  - {step: money, cap: {party: fund, at: balance, per: [scheme, life], when: claim, room: "
    "paid_less_recovered, short: fifo, over: queue}}\n"
    "breakers:\n  - {id: fuse, watch: npl, trip: {gt: 8%}, resume: {le: 8%}, does: stop_claims, "
    "held: until_resume, off_at_least: 0d}\n"
    "recovery: {costs: first, by: as_borne}\n";

struct Totals {
  std::int64_t borne_fen = 0;  // by the fund
  std::int64_t held_fen = 0;
  std::int64_t queued_fen = 0;
  friend bool operator==(const Totals&, const Totals&) = default;
};

}  // namespace

void bench_share_by_day(const Options& options, const World& world, const LossTape& tape,
                        std::vector<Measured>& rows) {
  const SharingPolicy policy = taken(read_sharing_policy(taken(parse_yaml(kPolicy, "by-day"))));
  const PathProgram program =
      prepare(taken(compile_for_paths(policy, facts_of(world.book))), tape.as_of, tape.month_count,
              path_schedule(world.book, tape.as_of, tape.month_count));
  std::vector<std::size_t> begins = {0};
  for (std::size_t i = 1; i < tape.size(); ++i) {
    if (tape.path[i] != tape.path[i - 1]) begins.push_back(i);
  }
  begins.push_back(tape.size());
  SharingBuffers buffers;
  PathShare share;
  Totals kernel;
  Totals interpreter;
  const auto ours = [&] {
    kernel = {};
    for (std::size_t p = 0; p + 1 < begins.size(); ++p) {
      share_path(program, tape, begins[p], begins[p + 1], buffers, share);
      kernel.borne_fen += share.borne_fen[0];
      kernel.held_fen += share.held_fen;
      kernel.queued_fen += share.queued_fen;
    }
  };
  const auto naive = [&] {
    interpreter = {};
    for (std::size_t p = 0; p + 1 < begins.size(); ++p) {
      Claims claims = claims_of_path(tape, begins[p], begins[p + 1], "CNY");
      claims.known_until = program.known_until;
      const SharingResult result =
          share_losses(with_path_series(program, tape, begins[p], begins[p + 1]), claims);
      interpreter.borne_fen += result.totals[0].borne_fen;
      interpreter.held_fen += result.held_fen;
      interpreter.queued_fen += result.queued_fen;
    }
  };
  std::size_t losses = 0;
  for (const TapeKind kind : tape.kind) losses += kind == TapeKind::loan_default ? 1 : 0;
  Measured row{"share by day, " + world.name, "losses", static_cast<double>(losses), {}, {}, {}};
  alternate(row, options.turns, ours, naive);
  char text[96];
  std::snprintf(
      text, sizeof text, "%s to the fen, %lld yuan a path held",
      kernel == interpreter ? "equal" : "DISAGREE",
      static_cast<long long>(kernel.held_fen / 100 / static_cast<std::int64_t>(begins.size() - 1)));
  row.agreement = text;
  rows.push_back(std::move(row));
}

}  // namespace pledgelab::bench
