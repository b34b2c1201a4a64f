#include "models/sharing/arithmetic.hpp"

#include <doctest/doctest.h>

#include <array>
#include <vector>

#include "models/sharing/formulas.hpp"

using namespace pledgelab;

TEST_CASE("sharing formulas: each worked example gives its hand-derived figure") {
  // 0.54 × 0.75 = 0.405, half up 0.41; min(130, 100) − 80; V8; round(2/3) − 0.33 = 0.34; V14 as
  // borne with a cap: 4,000,000 × 3/10; 3,000,000 less costs of 100,000 off 8,000,000; V6; V14 as
  // quota; half of 0.75 = 0.375, half up 0.38; 1,000,000 × 6 % × 90 ÷ 360.
  const std::vector<double> expected = {0.41,      20,      5'000'000, 0.34, 1'200'000,
                                        5'100'000, 260'000, 240,       0.38, 15'000};
  const auto formulas = sharing_formulas();
  REQUIRE(formulas.size() == expected.size());
  for (std::size_t i = 0; i < formulas.size(); ++i) {
    std::map<std::string, std::string> typed;
    for (const FormulaInput& input : formulas[i].inputs) typed[input.name] = input.example;
    CAPTURE(formulas[i].name);
    CHECK(formulas[i].number == "F" + std::to_string(70 + i));
    const auto output = formulas[i].run(FormulaArguments(typed));
    REQUIRE(output.ok());
    CHECK(output.value()[0].second == doctest::Approx(expected[i]).epsilon(1e-12));
    CHECK_FALSE(formulas[i].run(FormulaArguments({})).ok());
    typed[formulas[i].inputs[0].name] = "-1";
    CHECK_FALSE(formulas[i].run(FormulaArguments(typed)).ok());
  }
}

TEST_CASE("dividing by weights: what cannot be taken goes on, nobody above its weight") {
  const auto divide = [](std::int64_t amount, std::vector<std::int64_t> weights, std::size_t last,
                         Rounding rounding) {
    std::vector<std::int64_t> parts(weights.size());
    divide_by_weights(amount, weights, last, rounding, parts);
    return parts;
  };
  using Parts = std::vector<std::int64_t>;
  CHECK(divide(1, {1, 1, 0}, 2, Rounding::half_up) == Parts{1, 0, 0});
  // Half even rounds both halves to 0; the residual party bears nothing, so the first takes it.
  CHECK(divide(1, {1, 1, 0}, 2, Rounding::half_even) == Parts{1, 0, 0});
  CHECK(divide(400, {300, 700}, 1, Rounding::half_up) == Parts{120, 280});
  CHECK(divide(400, {300, 700}, 0, Rounding::half_up) == Parts{120, 280});
  CHECK(divide(1000, {300, 700}, 1, Rounding::half_up) == Parts{300, 700});
  CHECK(divide(0, {0, 0}, 1, Rounding::half_up) == Parts{0, 0});
}

TEST_CASE("netting: costs, then principal, then interest; or in proportion") {
  std::array<std::int64_t, 3> parts = {800, 40, 10};
  take_recovery(parts, 815, RecoveryCosts::first, Rounding::half_up);
  CHECK(parts == std::array<std::int64_t, 3>{0, 35, 0});
  parts = {800, 40, 10};
  take_recovery(parts, 85, RecoveryCosts::shared, Rounding::half_up);
  CHECK(parts == std::array<std::int64_t, 3>{720, 36, 9});
}
