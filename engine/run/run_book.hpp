// A whole run: a book, a scenario, the law and a sharing policy, to who bears what.
#pragma once

#include <optional>

#include "engine/run/chunks.hpp"
#include "engine/run/results.hpp"
#include "engine/run/simulate.hpp"
#include "models/book/book.hpp"
#include "models/policy/law.hpp"
#include "models/policy/sharing_policy.hpp"
#include "models/scenario/scenario.hpp"
#include "models/sharing/path_share.hpp"

namespace pledgelab {

/// References live as long as the call. 1 ≤ months ≤ 1200; plan.paths ≥ 2.
struct RunInputs {
  const Book& book;
  const Scenario& scenario;  // merged over its baseline
  const Law& law;
  const SharingPolicy* policy = nullptr;  // null: losses only
  Date as_of;
  int months = 36;
  PathPlan plan;
  EffectiveTest effective = EffectiveTest::tested;
};

/// All that is the same for every path.
struct PreparedRun {
  Book book;  // terms filled
  std::vector<ValueCurve> value_curves;
  std::vector<PdCurve> pd_curves;
  LossModel model;
  Balances balances;
  std::optional<PathProgram> program;
  StageSeconds seconds;
};

/// Values the rights, finds the default curves, compiles the policy. Errors: an empty book or
/// impossible plan, and those of each stage.
Result<PreparedRun> prepare_run(const RunInputs& inputs);

/// Prepares, draws every path, shares each, draws the tail's paths once more for the loans' parts
/// in it, reduces. The tape goes to `sink` when there is one. Equal inputs (threads and chunk_paths
/// aside) give equal results, but for `seconds`. Errors: those of prepare_run and of the sink;
/// R-101 when control.stop was set: nothing is kept.
Result<RunResults> run_book(const RunInputs& inputs, RunControl& control, const Sink& sink = {});

}  // namespace pledgelab
