#include "models/base/formulas.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace pledgelab;

TEST_CASE("base formulas: each worked example gives its published or hand-derived figure") {
  // Normal tables; Haug 1998; 1 + 0.8 × 9; the 8th of 10; (10 + 9) / 2; and V16's second loss:
  // 599,999,995 / 7 = 85,714,285 exactly, less the 42,857,142 booked for the first.
  const std::vector<double> expected = {1.959963984540054, 0.546244, 8.2, 8, 9.5, 42'857'143};
  const std::vector<double> close = {1e-12, 1e-6, 1e-12, 0, 1e-12, 0};
  const auto formulas = base_formulas();
  REQUIRE(formulas.size() == expected.size());
  for (std::size_t i = 0; i < formulas.size(); ++i) {
    std::map<std::string, std::string> typed;
    for (const FormulaInput& input : formulas[i].inputs) typed[input.name] = input.example;
    CAPTURE(formulas[i].name);
    CHECK(formulas[i].number == "F" + std::to_string(1 + i));
    const auto output = formulas[i].run(FormulaArguments(typed));
    REQUIRE(output.ok());
    CHECK(std::fabs(output.value()[0].second - expected[i]) <= close[i]);
    for (const FormulaInput& input : formulas[i].inputs) {
      for (const char* wrong : {"nan", "x", "", "1e999"}) {
        auto broken = typed;
        broken[input.name] = wrong;
        CHECK_FALSE(formulas[i].run(FormulaArguments(broken)).ok());
      }
      auto missing = typed;
      missing.erase(input.name);
      CHECK_FALSE(formulas[i].run(FormulaArguments(missing)).ok());
    }
  }
}

TEST_CASE("base formulas: values outside the domain are errors, not numbers") {
  const auto fails = [](std::size_t formula, std::map<std::string, std::string> typed) {
    return !base_formulas()[formula].run(FormulaArguments(std::move(typed))).ok();
  };
  CHECK(fails(0, {{"p_frac", "0"}}));
  CHECK(fails(0, {{"p_frac", "1"}}));
  CHECK(fails(1, {{"a", "0"}, {"b", "0"}, {"rho", "1.01"}}));
  CHECK(fails(2, {{"values", "1,2"}, {"level_frac", "1"}}));
  CHECK(fails(3, {{"values", "1,,2"}, {"level_frac", "0.5"}}));
  CHECK(fails(4, {{"values", "1,2,"}, {"level_frac", "0.5"}}));
}
