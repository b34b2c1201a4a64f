// Sparse paths: 1,000 loans of which 20 fail, terms on the loan, on the borrower and on the scheme,
// there two layers, each divided back over the losses. The interpreter stands beside the kernel;
// fmcalc measured 18,500 such events a second on a core.
#include <cstdio>

#include "models/sharing/claims.hpp"
#include "models/sharing/ledger.hpp"
#include "models/sharing/path_share.hpp"
#include "tests/bench/bench.hpp"
#include "tests/bench/waterfall.hpp"

namespace pledgelab::bench {
namespace {

const char* const kPolicy =
    "schema: policy/1\nid: sparse\nversion: '1'\nsource: [{title: the bench, mark: assumed}]\n"
    "effective: {from: 2000-01-01, by: default}\nmoney: {currency: CNY, round: half_up}\n"
    "year: calendar\nparties: {insurer: {kind: insurer}, reinsurer: {kind: insurer}, "
    "bank: {kind: bank}}\nresidual: bank\nclaim: {pay: claim}\nsteps:\n"
    "  - {step: loan, layer: {above: 5wan, upto: 220wan, per: loss}}\n"
    "  - {step: borrower, layer: {above: 10wan, upto: 300wan, per: [borrower, life], when: "
    "close}}\n"
    "  - {step: first, slice: {upto: 1000wan, per: [scheme, life], when: close, to: {insurer: "
    "rest}}}\n"
    "  - {step: second, slice: {upto: 1500wan, per: [scheme, life], when: close, to: {reinsurer: "
    "rest}}}\n"
    "recovery: {costs: first, by: as_borne}\n";

constexpr double kPeer = 18'500;  // events a second

}  // namespace

void bench_sparse(const Options& options, std::vector<Measured>& rows) {
  WaterfallSize size{1'000, 250, 20, 20, options.quick ? 50U : 20'000U, 12};
  const WaterfallCase made = waterfall_case(size, options.seed);
  const Program program = program_of(policy_of(kPolicy), made.facts);
  const PathProgram prepared = prepare(program, made.tape.as_of, made.tape.month_count);
  SharingBuffers buffers;
  PathShare share;
  std::vector<std::int64_t> kernel;
  std::vector<std::int64_t> interpreter;
  const auto ours = [&] {
    kernel.assign(3, 0);
    for (std::size_t p = 0; p < size.paths; ++p) {
      share_path(prepared, made.tape, made.begins[p], made.begins[p + 1], buffers, share);
      for (std::size_t party = 0; party < 3; ++party) kernel[party] += share.net_fen(party);
    }
  };
  const auto naive = [&] {
    interpreter.assign(3, 0);
    for (std::size_t p = 0; p < size.paths; ++p) {
      const Claims claims = claims_of_path(made.tape, made.begins[p], made.begins[p + 1], "CNY");
      const SharingResult result = share_losses(program, claims);
      for (std::size_t party = 0; party < 3; ++party) {
        interpreter[party] += result.totals[party].borne_fen - result.totals[party].recovery_fen;
      }
    }
  };
  Measured row{
      "sparse, three levels, interpreter", "events", static_cast<double>(size.paths), {}, {}, {}};
  alternate(row, options.turns, ours, naive);
  char text[96];
  const double rate = size.paths / median(row.ours_s);
  std::snprintf(text, sizeof text, "%s to the fen, %.0f events/s = %.1f x fmcalc's",
                kernel == interpreter ? "equal" : "DISAGREE", rate, rate / kPeer);
  row.agreement = text;
  rows.push_back(std::move(row));
}

}  // namespace pledgelab::bench
