// The index's worked examples give the figures of the acceptance table.
#include "models/option/formulas.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/formula_checks.hpp"

using namespace pledgelab;
using test::examples_of;

namespace {

const Formula& formula_of(const std::string& number) {
  for (const Formula& formula : option_formulas()) {
    if (formula.number == number) return formula;
  }
  FAIL("no formula " << number);
  return option_formulas()[0];
}

double output_of(const std::string& number, const std::string& name,
                 const std::map<std::string, std::string>& changed = {}) {
  const Formula& formula = formula_of(number);
  std::map<std::string, std::string> typed = examples_of(formula);
  for (const auto& each : changed) typed[each.first] = each.second;
  const auto output = formula.run(FormulaArguments(typed));
  REQUIRE_MESSAGE(output.ok(), number, ": ", output.errors()[0].message);
  for (const auto& each : output.value()) {
    if (each.first == name) return each.second;
  }
  FAIL(number << " has no output " << name);
  return 0;
}

struct Worked {
  const char* number;
  double first_output;
  double tolerance;
};

}  // namespace

TEST_CASE("option formulas: worked examples") {
  const std::vector<Worked> expected = {
      {"F110", 906.865, 0.05},  {"F111", 1603.66, 1},     {"F112", 1650.35, 0.01},
      {"F113", 4.478, 0.002},   {"F114", 9.5106, 0.003},  {"F115", 5.2704, 5e-5},
      {"F116", 13.90, 0.02},    {"F117", 0.7546, 0.003},  {"F118", 4.478, 0.03},
      {"F119", 0.11443, 1e-4},  {"F120", 14.62, 0.10},    {"F121", 5.9615, 0.02},
      {"F122", -7.2009, 1e-3},  {"F123", 37.796, 1e-3},   {"F124", 37.796, 3},
      {"F125", 12.38811, 1e-4}, {"F126", 0.873586, 1e-4}, {"F127", 57.073, 0.057},
      {"F128", 5.538, 0.05},    {"F129", 41.6600, 1e-3},  {"F195", 4.49, 0.005}};
  REQUIRE(option_formulas().size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const Formula& formula = option_formulas()[i];
    CHECK(formula.number == expected[i].number);
    const auto output = formula.run(FormulaArguments(examples_of(formula)));
    REQUIRE_MESSAGE(output.ok(), formula.number);
    CHECK_MESSAGE(std::fabs(output.value().front().second - expected[i].first_output) <=
                      expected[i].tolerance,
                  formula.number);
  }
}

TEST_CASE("option formulas: the other figures of the table, by the names of the outputs") {
  CHECK(std::fabs(output_of("F119", "european_yuan") - 0.05638) < 1e-4);
  CHECK(std::fabs(output_of("F119", "waiting_2_linear") - 2.983) < 1e-3);
  CHECK(std::fabs(output_of("F119", "waiting_1_square") - 1.356) < 1e-3);
  CHECK(std::fabs(output_of("F118", "use_probability_frac") - 0.7555) < 0.03);
  CHECK(output_of("F118", "standard_error_yuan") < 0.01);
  CHECK(std::fabs(output_of("F117", "value_yuan", {{"dates", "50"}}) - 4.478) < 0.002);
  CHECK(std::fabs(output_of("F121", "running_yuan",
                            {{"cost_volatility_frac", "0"}, {"cash_flow_volatility_frac", "0"}}) -
                  -5.2631) < 0.001);
  CHECK(std::fabs(output_of("F121", "not_begun_yuan") - 3.4615) < 0.02);
  CHECK(std::fabs(output_of("F120", "committed_yuan") - 5.9615) < 0.02);
  CHECK(output_of("F123", "mean_yuan") == 100);
  CHECK(std::fabs(output_of("F124", "mean_yuan") - 100) <
        4 * output_of("F124", "mean_standard_error_yuan"));
  CHECK(output_of("F125", "paid_years") == 6);
  CHECK(std::fabs(output_of("F126", "renewed_10_frac") - 0.2043) < 1e-4);
  CHECK(std::fabs(output_of("F127", "quantile_yuan") - 12.388) < 0.0124);
  CHECK(std::fabs(output_of("F127", "quantile_yuan", {{"level_frac", "0.99"}}) - 691.01) < 0.69);
  CHECK(std::fabs(output_of("F128", "value_2_yuan") - 17.273) < 0.05);
  CHECK(std::fabs(output_of("F128", "threshold_20_yuan") - 8) < 0.01);
  CHECK(std::fabs(output_of("F129", "uncompensated_yuan") - 31.4361) < 1e-3);
  CHECK(std::fabs(output_of("F195", "value_yuan", {{"steps", "500"}}) - 4.283) < 0.0005);
  CHECK(output_of("F195", "value_yuan", {{"american", "0"}}) < 4.49 - 0.1);
  CHECK(output_of("F195", "value_yuan", {{"log_drift", "1"}}) != output_of("F195", "value_yuan"));
  CHECK(std::fabs(output_of("F110", "value_yuan", {{"call", "0"}}) -
                  (906.865 - 3422 / std::exp(1) + 2875 * std::exp(-0.067 * 17))) < 0.05);
}

TEST_CASE("option formulas: a missing or unreadable input is refused") {
  for (const Formula& formula : option_formulas()) {
    for (const FormulaInput& input : formula.inputs) {
      std::map<std::string, std::string> typed = examples_of(formula);
      typed.erase(input.name);
      CHECK_MESSAGE(!formula.run(FormulaArguments(typed)).ok(), formula.number, " ", input.name);
      for (const char* bad : {"nan", "", "x", "-1e300"}) {
        typed[input.name] = bad;
        CHECK_MESSAGE(!formula.run(FormulaArguments(typed)).ok(), formula.number, " ", input.name,
                      " = ", bad);
      }
    }
  }
}

TEST_CASE("option formulas: what must be whole is whole and in its range") {
  std::map<std::string, std::string> typed = examples_of(formula_of("F118"));
  for (const char* bad : {"50.5", "0", "1001"}) {
    typed["dates"] = bad;
    const auto output = formula_of("F118").run(FormulaArguments(typed));
    REQUIRE_FALSE(output.ok());
    CHECK(output.errors()[0].message == "'dates' must be a whole number in 1..1000");
  }
  typed["call"] = "2";
  CHECK(formula_of("F118").run(FormulaArguments(typed)).errors().size() == 2);
}
