// One book made ready for simulation, as a run makes it, with the seconds of each stage.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "models/collateral/cover.hpp"
#include "models/loss/loss_model.hpp"
#include "models/scenario/scenario.hpp"
#include "tests/bench/bench.hpp"

namespace pledgelab::bench {

constexpr int kMonths = 36;

/// Stage and its seconds, in the order of the run.
using Stages = std::vector<std::pair<std::string, double>>;

struct World {
  std::string name;
  Book book;
  Scenario scenario;
  std::vector<ValueCurve> curves;
  std::vector<SaleTerms> sales;
  std::vector<PledgePart> parts;
  PledgedRights rights;  // spans over the three above
  LossModel model;
  Stages stages;

  World() = default;
  World(const World&) = delete;
  World& operator=(const World&) = delete;
};

/// Fills `world` from scenarios/base.yaml and policies/law; ends the program on any error. `seed`
/// book is written as CSV and read again, so that reading is a stage too.
void make_world(const Options& options, Book book, World& world);

}  // namespace pledgelab::bench
