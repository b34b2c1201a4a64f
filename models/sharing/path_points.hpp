// Many points of one policy's assumptions over one tape: what no assumption touches is worked out
// once. Each point gives what share_path gives for the policy read with its values.
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "models/base/document.hpp"
#include "models/sharing/path_share.hpp"

namespace pledgelab {

/// Values of assumptions, as a policy's text writes them ("600wan", "45%"). `texts` has one for
/// each point and name: point × names + name.
struct AssumptionPoints {
  std::vector<std::string> names;  // without $
  std::vector<std::string> texts;

  [[nodiscard]] std::size_t size() const { return names.empty() ? 0 : texts.size() / names.size(); }
};

/// What of a step differs at a point; a figure that depends on the loan is asked on the path.
struct PointStep {
  std::uint32_t step = 0;
  PathStep changed;  // its keys of units are those of the base, and empty here
};

struct PathPoint {
  std::vector<std::pair<std::uint32_t, Ratio>> terms;  // term, its figure
  std::vector<PointStep> steps;
};

/// A program at each point. Immutable; threads share it.
struct PathPoints {
  PathProgram base;  // at the text's own values
  std::vector<PathPoint> points;
  std::uint32_t first = 0;  // no step before it differs at any point
};

/// Where the points are tried: as compile_for_paths and prepare ask it.
struct PointsInputs {
  const Document& document;  // of a policy
  const FactTable& facts;
  EffectiveTest effective = EffectiveTest::tested;
  Date as_of;
  std::uint32_t month_count = 0;
  PathSchedule schedule = {};
};

/// Errors: those of reading and compiling the policy at each point, with the point's values told;
/// P-103 a name that the policy does not assume (with the nearest); P-102 an assumption that stands
/// outside the steps, or in a step where it is no figure (days of interest, bounds of a band).
Result<PathPoints> prepare_points(const PointsInputs& inputs, const AssumptionPoints& points);

/// Memory of one worker. `program` is the base; a point's figures are exchanged with it while the
/// point is run.
struct PointBuffers {
  explicit PointBuffers(const PathPoints& of) : program(of.base), points(of.points) {}

  PathProgram program;
  std::vector<PathPoint> points;
  SharingBuffers buffers;
  SharingBuffers apart;                                 // of a point that is shared loss by loss
  std::vector<std::int64_t> open, base, bills, handed;  // after the steps before `first`
  std::vector<std::uint8_t> outside;
};

/// Shares the losses of one path, rows [begin, end) of the tape, at every point: shares[k] is what
/// share_path gives at point k. `shares` has one element a point; each is overwritten.
void share_points(const PathPoints& points, const LossTape& tape, std::size_t begin,
                  std::size_t end, PointBuffers& worker, std::span<PathShare> shares);

}  // namespace pledgelab
