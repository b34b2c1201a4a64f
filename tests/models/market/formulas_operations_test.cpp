// The worked examples of F100 to F109, by hand.
#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

#include "models/market/formulas.hpp"
#include "tests/support/formula_checks.hpp"

using namespace pledgelab;
using test::examples_of;

namespace {

const Formula& named(const std::string& number) {
  for (const Formula& formula : operation_formulas()) {
    if (formula.number == number) return formula;
  }
  FAIL("no formula " << number);
  return operation_formulas()[0];
}

bool runs(const std::string& number, const std::string& input, const std::string& typed) {
  auto inputs = examples_of(named(number));
  REQUIRE(inputs.count(input) == 1);
  inputs[input] = typed;
  return named(number).run(FormulaArguments(inputs)).ok();
}

}  // namespace

TEST_CASE("operation formulas: worked examples") {
  const std::map<std::string, std::vector<double>> expected = {
      {"F100", {5845.0 / 10900}},
      {"F101", {10900, 10900}},
      {"F102", {.8508}},
      {"F103", {100.0 / 52}},
      {"F104", {.03}},        // 146,100 days are 400 years
      {"F105", {.5}},         // k = 1.5 × .04/.0002 = 300
      {"F106", {.44 / 150}},  // (.36 + .12 - .04) / (400 - 100,000/400)
      {"F107", {.1}},         // 1 - √.81
      {"F108", {1 - .55 / 1.2}},
      {"F109", {.5, 2, 3}},  // 1 - 3/4 × 2/3
  };
  test::check_worked_examples(operation_formulas(), expected, 1e-12);
}

TEST_CASE("operation formulas: a missing, unreadable or empty input is refused by its name") {
  test::check_inputs_refused(operation_formulas());
}

TEST_CASE("operation formulas: counts are whole, lists of one length, flags 0 or 1") {
  CHECK_FALSE(runs("F100", "before", "10900.5"));
  CHECK_FALSE(runs("F100", "now", "1e17"));
  CHECK_FALSE(runs("F100", "before", "0"));
  CHECK_FALSE(runs("F101", "now", "1.5"));
  CHECK_FALSE(runs("F101", "half_step", "0"));  // no whole count grows so
  CHECK_FALSE(runs("F102", "part", "1470001"));
  CHECK_FALSE(runs("F102", "whole", "1470000.5"));
  CHECK_FALSE(runs("F106", "records", "10"));
  CHECK_FALSE(runs("F109", "traded", "1,0,2,0,0"));
  CHECK_FALSE(runs("F109", "traded", "1,0"));
  CHECK_FALSE(runs("F109", "exit_years", "2,3"));
}
