// The index's worked examples give published figures or those of a hand derivation.
#include "models/backtest/formulas.hpp"

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/formula_checks.hpp"

using namespace pledgelab;
using test::examples_of;

namespace {

const Formula& named(const std::string& name) {
  for (const Formula& formula : backtest_formulas()) {
    if (formula.name == name) return formula;
  }
  FAIL("no formula ", name);
  return backtest_formulas().front();
}

bool refused(const std::string& name, const std::string& input, const std::string& value) {
  auto typed = examples_of(named(name));
  REQUIRE(typed.count(input) == 1);
  typed[input] = value;
  return !named(name).run(FormulaArguments(typed)).ok();
}

}  // namespace

TEST_CASE("backtest formulas: worked examples") {
  // Derivations: scores_test, calibration_test, scorecard_test, evidence_test,
  // spread_fit_test.
  const std::vector<std::pair<std::string, double>> expected = {
      {"F150", 28.7434}, {"F151", 0.233695}, {"F152", 0.6},      {"F153", 0.52709},
      {"F154", 0.2553},  {"F155", 1.5},      {"F156", 0.25},     {"F157", 7},
      {"F158", 5},       {"F159", 496585.3}, {"F187", 1.201122}, {"F188", 1.4142136}};
  REQUIRE(backtest_formulas().size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const Formula& formula = backtest_formulas()[i];
    CHECK(formula.number == expected[i].first);
    const auto output = formula.run(FormulaArguments(examples_of(formula)));
    REQUIRE_MESSAGE(output.ok(), formula.number);
    CHECK_MESSAGE(
        output.value().front().second == doctest::Approx(expected[i].second).epsilon(1e-4),
        formula.number);
  }
}

TEST_CASE("backtest formulas: a missing or unreadable input, or one out of domain, is refused") {
  for (const Formula& formula : backtest_formulas()) {
    for (const FormulaInput& input : formula.inputs) {
      auto typed = examples_of(formula);
      typed.erase(input.name);
      CHECK_MESSAGE(!formula.run(FormulaArguments(typed)).ok(), formula.number, " ", input.name);
      typed[input.name] = "nan";
      CHECK_MESSAGE(!formula.run(FormulaArguments(typed)).ok(), formula.number, " ", input.name);
    }
  }
  CHECK(refused("crps_lognormal", "median_yuan", "0"));
  CHECK(refused("crps_lognormal", "zero_frac", "1.5"));
  CHECK(refused("pit", "draw", "1"));
  CHECK(refused("coverage_interval", "hits", "81.5"));
  CHECK(refused("coverage_interval", "trials", "80"));
  CHECK(refused("coverage_interval", "trials", "1e10"));
  CHECK(refused("valuer_credibility", "counts", "3"));
  CHECK(refused("valuer_dispersion", "degrees", "0,4"));
  CHECK(refused("climatology_score", "outcomes", "1,2"));
  CHECK(refused("spread_scale", "errors_ln", "1,-1,1,-1"));
  CHECK(refused("spread_scale", "ln_sds", "1,1,0,1,1"));
  CHECK(refused("shrunk_scale", "counts", "5,5"));
  CHECK(refused("shrunk_scale", "scales", "0"));
  CHECK(refused("shrunk_scale", "prior_count", "-1"));
}
