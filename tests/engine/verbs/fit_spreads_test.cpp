// Methods' spreads laid on a scenario's levels: by hand, methods of one level together, the
// domain's end, levels that a scenario leaves to its row "else".
#include "engine/verbs/fit_spreads.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

#include "engine/formats/yaml.hpp"
#include "engine/verbs/inputs.hpp"
#include "models/scenario/read.hpp"
#include "tests/support/places.hpp"

using namespace pledgelab;

namespace {

// Errors of one size e with stated spread s fit c = (e/s)/√(ln 2): spread_fit_test.
const double kUnit = 1 / std::sqrt(std::log(2.0));

Scenario base() {
  return read_scenario(read_yaml(test::source_root() + "/scenarios/base.yaml").value()).value();
}

struct MadeLedger {
  std::vector<ValueForecast> forecasts = {};
  std::vector<RealisedValue> outcomes = {};

  void add(const std::string& method, int count, double error, double stated) {
    for (int i = 0; i < count; ++i) {
      const std::string asset = method + std::to_string(i);
      const double off = i % 2 == 0 ? error : -error;
      forecasts.push_back({asset,
                           std::nullopt,
                           *parse_date("2024-01-01"),
                           Realisation::reappraisal,
                           {0, std::log(1e9), stated},
                           0,
                           method});
      outcomes.push_back({asset, *parse_date("2025-03-04"), Realisation::reappraisal,
                          Money::of_fen(std::llround(1e11 * std::exp(off))), "V", 0});
    }
  }
  [[nodiscard]] Result<FittedSpreads> on(const Scenario& scenario) const {
    return fit_spreads(forecasts, outcomes, scenario);
  }
};

}  // namespace

TEST_CASE("fit spreads: methods of one level move it together, others stay") {
  MadeLedger ledger;
  ledger.add("relief_from_royalty", 6, .7, .35);
  ledger.add("units_price_royalty", 10, .35, .35);
  ledger.add("comparables", 5, 1, .5);
  ledger.add("survey_prior", 2, 1, 2.1);
  const FittedSpreads found = ledger.on(base()).value();
  CHECK(found.methods.size() == 4);
  CHECK(found.prior_count == 10);
  REQUIRE(found.rows.size() == 1);  // comparables have no level of their own
  CHECK(found.rows[0].row == "mapped_revenue");
  CHECK(found.rows[0].level == .35);
  CHECK(found.rows[0].count == 16);
  const double two = 2 * kUnit;
  const double expected =
      .35 * std::sqrt((10 + 6 * two * two + 10 * kUnit * kUnit) / (10 + 6 + 10));
  CHECK(found.rows[0].fitted == doctest::Approx(expected).epsilon(1e-6));
  CHECK_FALSE(found.rows[0].cut);
  // The scenario reads back: that row alone has moved.
  const Scenario over = read_scenario(parse_yaml(found.yaml, "fitted.yaml").value()).value();
  const Scenario merged = merge_over(base(), over).value();
  CHECK(merged.find("estimate_ln_sd")->mark == Mark::fitted);
  CHECK(to_iso(*merged.find("estimate_ln_sd")->date) == "2025-03-04");
  const Scenario before = base();
  const auto& rows = merged.find("estimate_ln_sd")->rows;
  REQUIRE(rows.size() == before.find("estimate_ln_sd")->rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const ParameterRow& old = before.find("estimate_ln_sd")->rows[i];
    CHECK(rows[i].key == old.key);
    const double level = old.key == "mapped_revenue" ? expected : old.value;
    CHECK(rows[i].value == doctest::Approx(level).epsilon(1e-5));
  }
}

TEST_CASE("fit spreads: beyond the level's domain its end is taken, and told") {
  MadeLedger ledger;
  ledger.add("effort_cost", 40, 8, 1);
  const FittedSpreads found = ledger.on(base()).value();
  REQUIRE(found.rows.size() == 1);
  CHECK(found.rows[0].row == "cost");
  CHECK(found.rows[0].fitted == 5);
  CHECK(found.rows[0].cut);
  // And its lower end, where the level itself counts for almost nothing.
  Scenario scenario = base();
  for (Parameter& parameter : scenario.parameters) {
    if (parameter.name == "spread_prior_count") parameter.rows[0].value = .01;
  }
  MadeLedger near;
  near.add("relief_from_royalty", 60, .0001, .35);
  CHECK(near.on(scenario).value().rows[0].fitted == .01);
  CHECK(near.on(scenario).value().rows[0].cut);
}

TEST_CASE("fit spreads: a level that the scenario leaves to 'else' is written out") {
  Scenario scenario = base();
  for (Parameter& parameter : scenario.parameters) {
    if (parameter.name == "estimate_ln_sd") parameter.rows = {{"else", .8}, {"cost", 1}};
  }
  MadeLedger ledger;
  ledger.add("survey_prior", 5, 1, 1);
  const FittedSpreads found = ledger.on(scenario).value();
  REQUIRE(found.rows.size() == 1);
  CHECK(found.rows[0].row == "survey_prior");
  CHECK(found.rows[0].level == .8);
  CHECK(found.yaml.find("survey_prior: 0.") != std::string::npos);
  CHECK(found.yaml.find("else: 0.800000") != std::string::npos);
}

TEST_CASE("fit spreads: methods without a level give no scenario; levels missing are told") {
  MadeLedger ledger;
  ledger.add("comparables", 5, 1, .5);
  CHECK(ledger.on(base()).value().rows.empty());
  CHECK(ledger.on(base()).value().yaml.empty());
  for (const char* name : {"spread_prior_count", "estimate_ln_sd"}) {
    Scenario scenario = base();
    std::erase_if(scenario.parameters, [&](const Parameter& one) { return one.name == name; });
    CHECK(ledger.on(scenario).errors()[0].code == "C-110");
  }
  CHECK(MadeLedger{}.on(base()).errors()[0].code == "B-168");
}
