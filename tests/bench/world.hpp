// One book made ready for simulation, as a run makes it, with the seconds of each stage.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/run/results.hpp"
#include "models/collateral/cover.hpp"
#include "models/loss/loss_model.hpp"
#include "models/policy/law.hpp"
#include "models/policy/sharing_policy.hpp"
#include "models/scenario/scenario.hpp"
#include "tests/bench/bench.hpp"

namespace pledgelab::bench {

constexpr int kMonths = 36;

/// Stage and its seconds, in the order of the run.
using Stages = std::vector<std::pair<std::string, double>>;

/// One whole run_book.
struct WholeRun {
  unsigned threads = 1;
  StageSeconds seconds;
};

struct World {
  std::string name;
  Book book;
  Scenario scenario;
  Law law;
  SharingPolicy policy;
  std::vector<ValueCurve> curves;
  std::vector<SaleTerms> sales;
  std::vector<PledgePart> parts;
  PledgedRights rights;  // spans over the three above
  LossModel model;
  Stages stages;
  std::vector<WholeRun> runs;

  World() = default;
  World(const World&) = delete;
  World& operator=(const World&) = delete;
};

/// Fills `world` from scenarios/base.yaml, policies/law and the policy kSharing; ends the program
/// on any error. `seed` book is written as CSV and read again, so that reading is a stage too.
void make_world(const Options& options, Book book, World& world);

}  // namespace pledgelab::bench
