// One path at many points: the rows are collected once, the steps that no point changes run once,
// and each point goes on from there.
#include "models/sharing/path_points.hpp"

#include <algorithm>

#include "models/sharing/path_pass.hpp"

namespace pledgelab {
namespace {

using path_pass::Pass;

// Puts the point's figures into the program, or the base's back: each call exchanges the two.
void exchange(PathPoint& point, PathProgram& program) {
  for (auto& [term, figure] : point.terms) std::swap(program.program.terms[term].value, figure);
  for (PointStep& own : point.steps) {
    PathStep& step = program.steps[own.step];
    std::swap(step.condition, own.changed.condition);
    std::swap(step.require, own.changed.require);
    std::swap(step.above, own.changed.above);
    std::swap(step.limit, own.changed.limit);
    std::swap(step.shares, own.changed.shares);
    std::swap(step.fixed, own.changed.fixed);
    std::swap(step.shares_known, own.changed.shares_known);
    std::swap(step.shares_stride, own.changed.shares_stride);
  }
}

void keep_start(const Pass& pass, std::uint32_t slots, PointBuffers& worker) {
  const SharingBuffers& buffers = pass.buffers;
  const auto slot_end = [slots](const auto& column) { return column.begin() + slots; };
  const auto bill_count = static_cast<std::ptrdiff_t>(slots * pass.parties);
  worker.open.assign(buffers.open.begin(), slot_end(buffers.open));
  worker.base.assign(buffers.base.begin(), slot_end(buffers.base));
  worker.outside.assign(buffers.outside.begin(), slot_end(buffers.outside));
  worker.bills.assign(buffers.bills.begin(), buffers.bills.begin() + bill_count);
  if (!pass.prepared.keeps_handed) return;
  worker.handed.assign(buffers.handed.begin(), buffers.handed.begin() + bill_count);
}

// The losses as they stood before the first step that differs; no totals, nothing paid.
void start_again(Pass& pass, std::uint32_t slots, const PointBuffers& worker) {
  SharingBuffers& buffers = pass.buffers;
  path_pass::forget(pass, slots);
  std::copy(worker.open.begin(), worker.open.end(), buffers.open.begin());
  std::copy(worker.base.begin(), worker.base.end(), buffers.base.begin());
  std::copy(worker.outside.begin(), worker.outside.end(), buffers.outside.begin());
  std::copy(worker.bills.begin(), worker.bills.end(), buffers.bills.begin());
  if (pass.prepared.keeps_handed) {
    std::copy(worker.handed.begin(), worker.handed.end(), buffers.handed.begin());
  }
  std::fill_n(buffers.back.begin(), slots, CameBack{});
  std::fill_n(buffers.excluded.begin(), slots, std::uint8_t{0});
}

// False when a loss is undecided: then the path is shared loss by loss.
bool go_on(Pass& pass, std::uint32_t slots, std::uint32_t first, PathShare& share) {
  if (!path_pass::run_columns(pass, slots, first, pass.program.balance_begin)) return false;
  if (!path_pass::end_columns(pass, slots)) return false;
  path_pass::clear(pass, share);
  const bool by_days = !pass.prepared.accounts.empty() || pass.caps > 0;
  if (by_days) path_pass::run_days(pass, slots, true, share);
  path_pass::close_all(pass, slots);
  if (pass.is_void) return false;
  for (std::uint32_t slot = 0; slot < slots; ++slot) path_pass::finish(pass, slot);
  if (!pass.prepared.receipts_by_day) path_pass::divide_at_end(pass, slots);
  path_pass::add_up(pass, slots, share);
  return true;
}

}  // namespace

void share_points(const PathPoints& points, const LossTape& tape, std::size_t begin,
                  std::size_t end, PointBuffers& worker, std::span<PathShare> shares) {
  PL_CHECK(shares.size() == points.points.size());
  PathProgram& program = worker.program;
  Pass pass = path_pass::pass_of(program, worker.buffers);
  std::uint32_t slots = 0;
  const std::uint32_t first = std::min(points.first, program.program.balance_begin);
  bool together = program.by_columns && program.program.recovery_by != RecoveryBy::recompute;
  if (together) {
    path_pass::grow_program(pass);
    slots = path_pass::collect(pass, tape, begin, end);
    path_pass::grow_units(pass);
    path_pass::open_slots(pass, slots, false);
    together = path_pass::set_aside(pass, slots) && path_pass::run_columns(pass, slots, 0, first);
    if (together) keep_start(pass, slots, worker);
  }
  for (std::size_t k = 0; k < shares.size(); ++k) {
    PathPoint& point = worker.points[k];
    exchange(point, program);
    if (together) start_again(pass, slots, worker);
    if (!together || !go_on(pass, slots, first, shares[k])) {
      share_path(program, tape, begin, end, worker.apart, shares[k]);
    }
    exchange(point, program);
  }
}

}  // namespace pledgelab
