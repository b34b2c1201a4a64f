// Scope, generality, originality, radicalness: V40, V41 of the acceptance table and hand counts.
#include "models/quality/classes.hpp"

#include <doctest/doctest.h>

using namespace pledgelab;

TEST_CASE("classes: V40, generality with fractional classes") {
  const auto generality = generality_frac({{"A01B"}, {"A01B", "B02C"}, {"C03C"}, {"A01B"}});
  CHECK(generality.value() == doctest::Approx(0.53125).epsilon(1e-12));
}

TEST_CASE("classes: V41, Hall's small-sample correction; one observation says nothing") {
  CHECK(herfindahl_corrected_frac(0.62, 10).value() == doctest::Approx(0.688889).epsilon(1e-6));
  CHECK(herfindahl_corrected_frac(0.5, 2).value() == doctest::Approx(1.0));
  CHECK_FALSE(herfindahl_corrected_frac(0.62, 1).has_value());
}

TEST_CASE("classes: T_ji counts the codes of a subclass, each once, over all codes of the patent") {
  // Two of three codes in H01M: shares 2/3 and 1/3, so 1 − 4/9 − 1/9 = 4/9; the doubled code is
  // one.
  const auto one = generality_frac({{"H01M 4/38", "H01M 10/05", "C01G 1/00", "H01M 4/38"}});
  CHECK(one.value() == doctest::Approx(4.0 / 9));
  // A citing patent without a code is not in N: the figure is that of the other.
  CHECK(generality_frac({{"H01M 4/38", "C01G 1/00"}, {}}).value() == doctest::Approx(0.5));
  CHECK_FALSE(generality_frac({{}, {}}).has_value());
  CHECK_FALSE(generality_frac({}).has_value());
}

TEST_CASE("classes: originality and radicalness count each cited patent's subclasses once") {
  // Listed: H01M (first), H01M, C01G (second): 1 − (2/3)² − (1/3)² = 4/9; a third are outside H01M.
  const std::vector<ClassCodes> cited = {{"H01M 4/38", "H01M 10/05"}, {"H01M 4/38", "C01G 1/00"}};
  CHECK(originality_frac(cited).value() == doctest::Approx(4.0 / 9));
  CHECK(radicalness_frac({"H01M 4/62"}, cited).value() == doctest::Approx(1.0 / 3));
  CHECK(radicalness_frac({"A61K 9/00"}, cited).value() == doctest::Approx(1.0));
  CHECK_FALSE(originality_frac({{}}).has_value());
  CHECK_FALSE(radicalness_frac({}, cited).has_value());
  CHECK_FALSE(radicalness_frac({"H01M 4/62"}, {}).has_value());
  CHECK(listed_count(cited) == 3);
  CHECK(classified_count({{"H01M 4/38"}, {}}) == 1);
}

TEST_CASE("classes: scope is the number of distinct subclasses") {
  CHECK(scope_count({"H01M 4/38", "H01M 10/05", "C01G 1/00"}) == 2);
  CHECK(scope_count({}) == 0);
}
