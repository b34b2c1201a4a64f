// The index of formulas: numbers and names are unique, each worked example runs.
#include "engine/verbs/formula.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <set>

using namespace pledgelab;

TEST_CASE("formula: each has a number, a source and a worked example that runs") {
  std::set<std::string> seen;
  for (const Formula* formula : all_formulas()) {
    CHECK_MESSAGE(seen.insert(formula->number).second, formula->number);
    CHECK_MESSAGE(seen.insert(formula->name).second, formula->name);
    CHECK_FALSE(formula->source.empty());
    CHECK_FALSE(formula->statement.empty());
    std::map<std::string, std::string> typed;
    for (const FormulaInput& input : formula->inputs) typed[input.name] = input.example;
    const auto answer = run_formula(formula->name, typed);
    CHECK_MESSAGE(answer.ok(), formula->name);
    if (answer.ok()) CHECK_FALSE(answer.value().output.empty());
  }
  CHECK(seen.size() > 4);
}

TEST_CASE("formula: wrong names and values are told") {
  CHECK(run_formula("beta_by_momets", {}).errors()[0].hint == "did you mean 'beta_by_moments'?");
  const auto unknown = run_formula("F80", {{"mean_frac", "0.5"}, {"sd_fra", "0.1"}});
  CHECK(unknown.errors()[0].hint == "did you mean 'sd_frac'?");
  CHECK_FALSE(run_formula("F80", {{"mean_frac", "0.5"}}).ok());
  CHECK_FALSE(run_formula("F80", {{"mean_frac", "nan"}, {"sd_frac", "0.1"}}).ok());
  CHECK_FALSE(run_formula("F80", {{"mean_frac", "0.5"}, {"sd_frac", "0.1x"}}).ok());
}

TEST_CASE("formula: F80, a Beta of mean 1/2 and variance 1/20 has a = b = 2") {
  const auto answer =
      run_formula("F80", {{"mean_frac", "0.5"}, {"sd_frac", "0.22360679774997896"}});
  REQUIRE(answer.ok());
  CHECK(answer.value().output[0].second == doctest::Approx(2));
  CHECK(answer.value().output[1].second == doctest::Approx(2));
}
