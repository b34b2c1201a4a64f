// F84: the parts of a miss, by hand and as an identity.
#include "models/fit/miss.hpp"

#include <doctest/doctest.h>

using namespace pledgelab;

TEST_CASE("miss: number, size and severity by hand") {
  // realised 20 defaults of 150 each, half lost; simulated 10 of 100, 60 % lost.
  const MissParts parts = miss_parts({20, 3000, 1500}, {10, 1000, 600});
  CHECK(parts.whole == 900);
  CHECK(parts.from_count == doctest::Approx(600));      // 10 more × 60
  CHECK(parts.from_size == doctest::Approx(600));       // 20 × 50 × 60 %
  CHECK(parts.from_severity == doctest::Approx(-300));  // 20 × 150 × −10 %
}

TEST_CASE("miss: the parts sum to the whole, also where nothing defaulted") {
  const LossFigures cases[] = {{0, 0, 0}, {7, 350, 0}, {3.25, 1234.5, 99.75}, {1262, 6e7, 4.2e7}};
  for (const LossFigures& realised : cases) {
    for (const LossFigures& simulated : cases) {
      const MissParts parts = miss_parts(realised, simulated);
      CHECK(parts.from_count + parts.from_size + parts.from_severity ==
            doctest::Approx(realised.loss - simulated.loss));
    }
  }
}
