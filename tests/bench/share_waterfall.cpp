// Many losses a path, a policy with running totals and a fund: the kernel beside the row-by-row
// twin, beside objects with hash maps, and beside the same policy fused by hand.
#include <cstdio>

#include "models/sharing/claims.hpp"
#include "models/sharing/path_share.hpp"
#include "tests/bench/bench.hpp"
#include "tests/bench/fused_waterfall.hpp"
#include "tests/bench/object_waterfall.hpp"
#include "tests/bench/waterfall.hpp"
#include "tests/twins/sharing_twin.hpp"

namespace pledgelab::bench {
namespace {

constexpr const char* kParties[] = {"fund", "guarantor", "insurer", "bank"};

void add_result(FusedTotals& totals, const twins::NaiveResult& result) {
  for (const twins::NaiveLoss& loss : result.losses) {
    for (std::size_t party = 0; party < loss.bills.size(); ++party) {
      totals.borne[party] += static_cast<std::int64_t>(loss.bills[party]);
      totals.recovered[party] += static_cast<std::int64_t>(loss.recovered[party]);
    }
  }
}

// The twin orders losses by the bytes of their ids, a path by the loans' rows: the same with zeros.
Claims padded(Claims claims) {
  for (std::string& id : claims.loss_id) id.insert(0, 9 - id.size(), '0');
  return claims;
}

bool equal(const FusedTotals& a, const FusedTotals& b) {
  return a.borne == b.borne && a.recovered == b.recovered;
}

struct Sides {
  const WaterfallCase& made;
  SharingPolicy policy;
  PathProgram program;
  ObjectWaterfall objects;
  FusedWaterfall fused;
  SharingBuffers buffers = {};
  PathShare share = {};

  [[nodiscard]] FusedTotals kernel(std::size_t paths) {
    FusedTotals totals;
    for (std::size_t p = 0; p < paths; ++p) {
      share_path(program, made.tape, made.begins[p], made.begins[p + 1], buffers, share);
      for (std::size_t party = 0; party < 4; ++party) {
        totals.borne[party] += share.borne_fen[party];
        totals.recovered[party] += share.recovered_fen[party];
      }
    }
    return totals;
  }
  [[nodiscard]] FusedTotals by_hand(std::size_t paths) {
    FusedTotals totals;
    for (std::size_t p = 0; p < paths; ++p) {
      const FusedTotals path = fused.share(made.tape, made.begins[p], made.begins[p + 1]);
      for (std::size_t party = 0; party < 4; ++party) {
        totals.borne[party] += path.borne[party];
        totals.recovered[party] += path.recovered[party];
      }
    }
    return totals;
  }
  [[nodiscard]] FusedTotals by_objects(std::size_t paths) const {
    FusedTotals totals;
    for (std::size_t p = 0; p < paths; ++p) {
      const ObjectTotals path = objects.share(made.tape, made.begins[p], made.begins[p + 1]);
      for (std::size_t party = 0; party < 4; ++party) {
        const auto recovered = path.recovered.find(kParties[party]);
        totals.borne[party] += path.borne.at(kParties[party]);
        totals.recovered[party] += recovered == path.recovered.end() ? 0 : recovered->second;
      }
    }
    return totals;
  }
  [[nodiscard]] FusedTotals by_twin(std::size_t paths) const {
    FusedTotals totals;
    for (std::size_t p = 0; p < paths; ++p) {
      const Claims claims =
          padded(claims_of_path(made.tape, made.begins[p], made.begins[p + 1], "CNY"));
      add_result(totals, twins::share_naively(policy, made.facts, claims));
    }
    return totals;
  }
};

// Ours and another side over the same paths.
template <class F>
void compare(const Options& options, const std::string& name, Sides& sides, std::size_t paths,
             const F& other, std::vector<Measured>& rows) {
  FusedTotals a;
  FusedTotals b;
  const double losses = static_cast<double>(paths) * sides.made.size.losses;
  Measured row{name, "losses", losses, {}, {}, {}};
  alternate(
      row, options.turns, [&] { a = sides.kernel(paths); }, [&] { b = other(paths); });
  row.agreement = equal(a, b) ? "equal to the fen" : "DISAGREE";
  rows.push_back(std::move(row));
}

}  // namespace

void bench_waterfall(const Options& options, std::vector<Measured>& rows) {
  WaterfallSize size;
  if (options.quick) size = {400, 250, 5, 60, 20, 60};
  const WaterfallCase made = waterfall_case(size, options.seed);
  SharingPolicy policy = policy_of(waterfall_policy("bank"));
  PathProgram program =
      prepare(program_of(policy, made.facts), made.tape.as_of, made.tape.month_count);
  Sides sides{made, std::move(policy), std::move(program), ObjectWaterfall(made.facts),
              FusedWaterfall(made.facts, made.tape.as_of, made.tape.month_count)};
  const std::size_t few = options.quick ? 1 : 2;
  compare(
      options, "waterfall, row-by-row twin", sides, few,
      [&](std::size_t paths) { return sides.by_twin(paths); }, rows);
  compare(
      options, "waterfall, objects and hash maps", sides, size.paths,
      [&](std::size_t paths) { return sides.by_objects(paths); }, rows);
  compare(
      options, "waterfall, fused by hand", sides, size.paths,
      [&](std::size_t paths) { return sides.by_hand(paths); }, rows);
}

}  // namespace pledgelab::bench
