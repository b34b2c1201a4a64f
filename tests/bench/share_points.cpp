// 10,000 points of two caps over one tape, together and each alone. Of the points alone one in a
// hundred is run, and its time taken a hundredfold.
#include <map>

#include "engine/formats/yaml.hpp"
#include "models/sharing/path_points.hpp"
#include "tests/bench/bench.hpp"
#include "tests/bench/taken.hpp"
#include "tests/bench/waterfall.hpp"

namespace pledgelab::bench {
namespace {

constexpr std::size_t kSampled = 97;  // one point in so many is run alone; no divisor of the grid

using Sums = std::vector<std::int64_t>;  // point × party: borne − recovered

AssumptionPoints grid(std::size_t side) {
  AssumptionPoints points{{"borrower_cap", "year_cap"}, {}};
  for (std::size_t a = 0; a < side; ++a) {
    for (std::size_t b = 0; b < side; ++b) {
      points.texts.push_back(std::to_string(50 + 2 * a) + "wan");
      points.texts.push_back(std::to_string(200 + 10 * b) + "wan");
    }
  }
  return points;
}

struct Points {
  WaterfallCase made;
  Document document;
  AssumptionPoints asked;

  [[nodiscard]] PathPoints prepared() const {
    const LossTape& tape = made.tape;
    return taken(prepare_points(
        {document, made.facts, EffectiveTest::tested, tape.as_of, tape.month_count}, asked));
  }
  [[nodiscard]] PathProgram alone(std::size_t point) const {
    Document own = document;
    for (Entry& part : own.root.entries) {
      if (part.key != "assume") continue;
      for (Entry& entry : part.value.entries) {
        for (std::size_t k = 0; k < asked.names.size(); ++k) {
          if (entry.key != asked.names[k]) continue;
          entry.value.text = asked.texts[point * asked.names.size() + k];
        }
      }
    }
    return prepare(program_of(taken(read_sharing_policy(own)), made.facts), made.tape.as_of,
                   made.tape.month_count);
  }
  void together(const PathPoints& points, Sums& sums) const {
    const std::size_t parties = points.base.program.parties.size();
    sums.assign(asked.size() * parties, 0);
    PointBuffers worker(points);
    std::vector<PathShare> shares(asked.size());
    for (std::size_t p = 0; p + 1 < made.begins.size(); ++p) {
      share_points(points, made.tape, made.begins[p], made.begins[p + 1], worker, shares);
      for (std::size_t k = 0; k < shares.size(); ++k) {
        for (std::size_t party = 0; party < parties; ++party) {
          sums[k * parties + party] += shares[k].net_fen(party);
        }
      }
    }
  }
  void one(const PathProgram& program, std::size_t point, Sums& sums) const {
    SharingBuffers buffers;
    PathShare share;
    const std::size_t parties = program.program.parties.size();
    for (std::size_t p = 0; p + 1 < made.begins.size(); ++p) {
      share_path(program, made.tape, made.begins[p], made.begins[p + 1], buffers, share);
      for (std::size_t party = 0; party < parties; ++party) {
        sums[point * parties + party] += share.net_fen(party);
      }
    }
  }
};

void finish(Measured row, const Sums& ours, const Sums& alone, std::size_t parties,
            std::vector<Measured>& rows) {
  bool same = true;
  for (std::size_t k = 0; k < ours.size(); ++k) {
    same = same && ((k / parties) % kSampled != 0 || ours[k] == alone[k]);
  }
  const std::size_t count = ours.size() / parties;
  const std::size_t sampled = (count + kSampled - 1) / kSampled;
  for (double& seconds : row.naive_s) {
    seconds *= static_cast<double>(count) / static_cast<double>(sampled);
  }
  row.agreement = same ? "equal to the fen" : "DISAGREE";
  rows.push_back(std::move(row));
}

}  // namespace

void bench_points(const Options& options, std::vector<Measured>& rows) {
  WaterfallSize size;
  size.paths = 8;
  if (options.quick) size = {400, 250, 5, 60, 2, 60};
  const Points points{waterfall_case(size, options.seed),
                      taken(parse_yaml(waterfall_policy("bank"), "bench")),
                      grid(options.quick ? 10 : 100)};
  const auto count = static_cast<double>(points.asked.size());
  const PathPoints prepared = points.prepared();
  const std::size_t parties = prepared.base.program.parties.size();
  std::map<std::size_t, PathProgram> programs;
  for (std::size_t k = 0; k < points.asked.size(); k += kSampled) {
    programs.emplace(k, points.alone(k));
  }
  Sums ours(points.asked.size() * parties);
  Sums alone(ours.size());
  Measured kernel{"points, kernel alone", "points", count, {}, {}, {}};
  alternate(
      kernel, options.turns, [&] { points.together(prepared, ours); },
      [&] {
        alone.assign(alone.size(), 0);
        for (const auto& [k, program] : programs) points.one(program, k, alone);
      });
  finish(std::move(kernel), ours, alone, parties, rows);
  Measured whole{"points, policy read at each", "points", count, {}, {}, {}};
  alternate(
      whole, options.turns, [&] { points.together(points.prepared(), ours); },
      [&] {
        alone.assign(alone.size(), 0);
        for (const auto& [k, program] : programs) points.one(points.alone(k), k, alone);
      });
  finish(std::move(whole), ours, alone, parties, rows);
}

}  // namespace pledgelab::bench
