// Our lattice in lanes against QuantLib's, the same chance of an up step.
#include "tests/oracle/binomial_ql.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

using namespace pledgelab;

TEST_CASE("oracle: lattices of 200 steps equal QuantLib's Cox-Ross-Rubinstein within 1e-10") {
  std::mt19937_64 random(200);
  const auto draw = [&](double low, double high) {
    return low + (high - low) * std::uniform_real_distribution<double>()(random);
  };
  std::vector<BinomialOption> options;
  for (int i = 0; i < 40; ++i) {
    options.push_back(
        {{i % 2 == 0 ? OptionRight::call : OptionRight::put, draw(60, 160), 100,
          std::floor(draw(60, 1'800)) / 360, draw(0, 0.12), draw(0, 0.12), draw(0.15, 0.6)},
         i % 4 < 2 ? ExerciseStyle::american : ExerciseStyle::european,
         UpChance::log_drift});
  }
  for (const int steps : {2, 77, 200}) {
    const auto ours = binomial_options(options, steps);
    REQUIRE(ours.ok());
    const auto library = oracle::lattice_prices(options, steps);
    std::size_t held = 0;
    for (std::size_t i = 0; i < options.size(); ++i) {
      // Where T/steps · steps is rounded to above T, the library takes the payoff at T for one
      // after the end, and its American option ends a step early.
      const double years = options[i].terms.years;
      if (options[i].exercise == ExerciseStyle::american && years / steps * steps < years) continue;
      ++held;
      CAPTURE(i);
      CHECK(std::fabs(ours.value()[i] - library[i]) <= 1e-10 * library[i]);
    }
    CHECK(held > 35);
  }
}
