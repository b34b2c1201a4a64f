// The index's worked examples give the figures of the acceptance table or of a hand derivation.
#include "models/quality/formulas.hpp"

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/formula_checks.hpp"

using namespace pledgelab;
using test::examples_of;

namespace {

const Formula& formula(const std::string& number) {
  for (const Formula& one : quality_formulas()) {
    if (one.number == number) return one;
  }
  FAIL(number);
  return quality_formulas().front();
}

double output(const std::string& number, const std::string& name) {
  const Formula& one = formula(number);
  const auto result = one.run(FormulaArguments(examples_of(one)));
  REQUIRE(result.ok());
  for (const auto& [key, value] : result.value()) {
    if (key == name) return value;
  }
  FAIL(name);
  return 0;
}

bool refused(const std::string& number, const std::string& input, const std::string& text) {
  const Formula& one = formula(number);
  auto typed = examples_of(one);
  typed[input] = text;
  return !one.run(FormulaArguments(typed)).ok();
}

}  // namespace

TEST_CASE("quality formulas: worked examples") {
  // F90: V40. F91: V41. F92: three 1s, a 2, a 3 of five: 1 − 11/25. F93: 2 and 3 are outside {1,
  // 4}. F94: (0.2 + 0.25 + 1 + 0.5 + 0.25 + 0.6)/6. F95: exp(1.2815516 × 2.146 × √0.887). F96: two
  // 1s of five, none worse: 1/5. F97: index_test. F98: 1 of 5 at x = 0: ln(1/4). F99: 8 of 9 pairs.
  const std::vector<std::pair<std::string, double>> expected = {
      {"F90", 0.53125},   {"F91", 0.688889}, {"F92", 0.56}, {"F93", 0.4},
      {"F94", 0.466667},  {"F95", 13.33200}, {"F96", 0.2},  {"F97", 61.7819},
      {"F98", -1.386294}, {"F99", 0.888889}};
  REQUIRE(quality_formulas().size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const Formula& one = quality_formulas()[i];
    CHECK(one.number == expected[i].first);
    const auto result = one.run(FormulaArguments(examples_of(one)));
    REQUIRE_MESSAGE(result.ok(), one.number);
    CHECK_MESSAGE(
        result.value().front().second == doctest::Approx(expected[i].second).epsilon(1e-5),
        one.number);
  }
}

TEST_CASE("quality formulas: the other outputs of the worked examples") {
  CHECK(output("F94", "share_3") == doctest::Approx(1));    // 30 of a cap of 20
  CHECK(output("F94", "share_6") == doctest::Approx(0.6));  // 1 − 1000/2500
  CHECK(output("F97", "confidence_frac") == doctest::Approx(0.9));
  CHECK(output("F97", "noise_ln_sd") == doctest::Approx(0.1 / 0.9));
  CHECK(output("F97", "ln_strategy") == 0);
  CHECK(output("F98", "slope") == doctest::Approx(1.791759));     // ln 6: odds 3/2 over 1/4
  CHECK(output("F98", "slope_se") == doctest::Approx(1.443376));  // √(1/1 + 1/4 + 1/3 + 1/2)
  CHECK(output("F98", "log_likelihood") == doctest::Approx(-5.86707));
  CHECK(output("F99", "brier") == doctest::Approx(0.15));  // 0.9/6
  CHECK(output("F99", "brier_of_base_rate") == doctest::Approx(0.25));
  CHECK(output("F99", "decile_lift") == doctest::Approx(2));    // 0.6 of a case, a hit; base ½
  CHECK(output("F99", "auc_se") == doctest::Approx(0.157135));  // √(2 × (0.0740741/2)/3)
  CHECK(output("F99", "explained_frac") == doctest::Approx(0.340952).epsilon(1e-5));
}

TEST_CASE("quality formulas: a missing or unreadable input is refused") {
  for (const Formula& one : quality_formulas()) {
    for (const FormulaInput& input : one.inputs) {
      auto typed = examples_of(one);
      typed.erase(input.name);
      CHECK_MESSAGE(!one.run(FormulaArguments(typed)).ok(), one.number, " ", input.name);
      for (const char* bad : {"nan", "", "x"}) {
        typed[input.name] = bad;
        CHECK_MESSAGE(!one.run(FormulaArguments(typed)).ok(), one.number, " ", input.name, bad);
      }
    }
  }
}

TEST_CASE("quality formulas: what lies outside the domain is refused") {
  CHECK(refused("F90", "classes", "1,1,2,3"));
  CHECK(refused("F90", "classes", "1,1,2,3,10000"));
  CHECK(refused("F90", "patents", "0,2,2,3,4"));
  CHECK(refused("F91", "count", "1"));
  CHECK(refused("F91", "diversity_frac", "0.91"));  // of ten at most 0.9
  CHECK(refused("F91", "diversity_frac", "-0.1"));
  CHECK(refused("F93", "own_classes", "-1"));
  CHECK(refused("F94", "cohort_caps", "20,12,20,80,40,0"));
  CHECK(refused("F94", "values", "4,3,30,40,10"));
  CHECK(refused("F95", "explained_frac", "1.1"));
  CHECK(refused("F95", "level", "1"));
  CHECK(refused("F95", "level", "0"));
  CHECK(refused("F95", "ln_sd", "-1"));
  CHECK(refused("F96", "place", "6"));
  CHECK(refused("F96", "place", "0"));
  CHECK(refused("F97", "percentiles", "0,0,0,0,0"));
  CHECK(refused("F97", "percentiles", "1,0.5,0.5,0.5,0.5"));
  CHECK(refused("F97", "weights", "0,0.25,0.2,0.1,0.2"));
  CHECK(refused("F97", "gate_frac", "1.5"));
  CHECK(refused("F97", "clip_frac", "0.5"));
  CHECK(refused("F98", "outcomes", "1,1,1,1,1,1,1,1,1,1"));
  CHECK(refused("F98", "outcomes", "0,0,0,0,0,1,1,1,1,1"));  // x tells the outcome without fault
  CHECK(refused("F98", "penalty", "-1"));
  CHECK(refused("F99", "outcomes", "1,1,1,1,1,1"));
  CHECK(refused("F99", "outcomes", "2,1,1,0,0,0"));
  CHECK(refused("F99", "probabilities", "1,0.8,0.4,0.6,0.3,0.2"));
}
