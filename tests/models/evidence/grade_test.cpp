// The grade of a pool: where the better half of its weight begins.
#include "models/evidence/grade.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace pledgelab;

namespace {

using E = EvidenceGrade;

E grade_of(const std::vector<GradedWeight>& estimates) { return evidence_grade(estimates).value(); }

}  // namespace

TEST_CASE(
    "evidence grade: of one estimate its own, of several where half of the weight is reached") {
  for (const E grade : {E::e1, E::e2, E::e3, E::e4, E::e5}) CHECK(grade_of({{grade, 1}}) == grade);
  // An own price with a tenth of the weight does not make an E1; with half it does.
  CHECK(grade_of({{E::e4, .9}, {E::e1, .1}}) == E::e4);
  CHECK(grade_of({{E::e4, .5}, {E::e1, .5}}) == E::e1);
  CHECK(grade_of({{E::e1, .2}, {E::e3, .31}, {E::e5, .49}}) == E::e3);
  CHECK(grade_of({{E::e5, .49}, {E::e3, .31}, {E::e1, .2}}) == E::e3);
  // Seven sevenths by rounding: 3.5 of them are half.
  const double seventh = 1.0 / 7;
  CHECK(grade_of({{E::e2, 3.5 * seventh}, {E::e5, 3.5 * seventh}}) == E::e2);
  // What has no weight has no say.
  CHECK(grade_of({{E::e1, 0}, {E::e5, 1}}) == E::e5);
}

TEST_CASE("evidence grade: better evidence of the same weight never worsens it") {
  for (int worse = 0; worse < 5; ++worse) {
    for (int better = 0; better <= worse; ++better) {
      for (const double weight : {.1, .3, .5, .7}) {
        const std::vector<GradedWeight> before = {{static_cast<E>(worse), weight},
                                                  {E::e3, 1 - weight}};
        const std::vector<GradedWeight> after = {{static_cast<E>(better), weight},
                                                 {E::e3, 1 - weight}};
        CHECK(grade_of(after) <= grade_of(before));
      }
    }
  }
}

TEST_CASE("evidence grade: of nothing, or of weights that are none, it is refused") {
  CHECK(evidence_grade({}).errors()[0].code == "EV-114");
  CHECK_FALSE(evidence_grade(std::vector<GradedWeight>{{E::e1, 0}}).ok());
  CHECK_FALSE(evidence_grade(std::vector<GradedWeight>{{E::e1, -1}, {E::e2, 2}}).ok());
  CHECK_FALSE(evidence_grade(std::vector<GradedWeight>{{E::e1, std::nan("")}, {E::e2, 1}}).ok());
}
