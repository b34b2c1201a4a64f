// Precision at k on a list of awarded patents, by hand.
#include "models/quality/award_check.hpp"

#include <doctest/doctest.h>

#include "engine/formats/csv.hpp"

using namespace pledgelab;

namespace {

// Twenty patents P1 … P20, index 20 … 1.
struct Twenty {
  PatentSet set;
  ScoredSet scored;
  Twenty() {
    std::string text = "patent_id\n";
    for (int i = 1; i <= 20; ++i) text += "P" + std::to_string(i) + "\n";
    set = read_patents(parse_csv(text, "patents.csv").value()).value();
    scored.patents.resize(20);
    for (int i = 0; i < 20; ++i) scored.patents[static_cast<std::size_t>(i)].index = 20 - i;
  }
};

AwardList awards(const std::string& ids) {
  return read_awards(parse_csv("patent_id\n" + ids, "awards.csv").value()).value();
}

}  // namespace

TEST_CASE("awards: precision, recall and base rate; doubles count once, absent ones are told") {
  const Twenty twenty;
  const auto check = check_awards(twenty.set, twenty.scored, awards("P1\nP2\nP3\nP15\nP1\nQ7\n"));
  REQUIRE(check.ok());
  const AwardCheck& one = check.value();
  CHECK(one.listed == 5);
  CHECK(one.found == 4);
  CHECK(one.absent == std::vector<std::string>{"Q7"});
  CHECK(one.base_frac == doctest::Approx(0.2));
  REQUIRE(one.precision.size() == 3);  // 4, 10, 20
  CHECK(one.precision[0].k == 4);
  CHECK(one.precision[0].precision_frac == doctest::Approx(0.75));
  CHECK(one.precision[1].k == 10);
  CHECK(one.precision[1].precision_frac == doctest::Approx(0.3));
  CHECK(one.precision[1].recall_frac == doctest::Approx(0.75));
  CHECK(one.precision[2].recall_frac == doctest::Approx(1));
  // P1, P2, P3 beat all 16; P15 beats P16 … P20: (48 + 5)/64.
  CHECK(one.area.value == doctest::Approx(53.0 / 64));
  // DeLong: placements of the awarded 1, 1, 1, 5/16, variance 0.1181641; of the others ¾ (eleven)
  // and 1 (five), variance 0.0143229: se² = 0.1181641/4 + 0.0143229/16, se = 0.174459; × 1.96 >
  // 0.328.
  CHECK(one.area.standard_error == doctest::Approx(0.174459).epsilon(1e-5));
  CHECK(one.is_noise);
}

TEST_CASE("awards: a ranking that puts the awarded last is noise, not a find") {
  const Twenty twenty;
  const auto check = check_awards(twenty.set, twenty.scored, awards("P18\nP19\nP20\n"));
  CHECK(check.value().is_noise);
  Twenty unscored;
  unscored.scored.patents[19].index = std::nullopt;
  const auto behind = check_awards(unscored.set, unscored.scored, awards("P20\n"));
  CHECK(behind.value().area.value == doctest::Approx(0));
  const auto first = check_awards(twenty.set, twenty.scored, awards("P1\nP2\nP3\n"));
  CHECK_FALSE(first.value().is_noise);
}

TEST_CASE("awards: a list without any patent of the set, or with all, is refused") {
  const Twenty twenty;
  const auto none = check_awards(twenty.set, twenty.scored, awards("P21x\n"));
  REQUIRE_FALSE(none.ok());
  CHECK(none.errors().front().code == "Q-114");
  CHECK(none.errors().front().origin.line == 2);
  std::string all;
  for (const std::string& id : twenty.set.id) all += id + "\n";
  CHECK(check_awards(twenty.set, twenty.scored, awards(all)).errors().front().code == "Q-114");
}
