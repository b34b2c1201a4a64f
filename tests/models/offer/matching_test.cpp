// Nearness of classes, the score and its gate, the order of firms, and what is suggested.
#include "models/offer/matching.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace pledgelab;

namespace {

const ClassNearness kNear = {1, 0.5, 0.15};

MatchLevels levels() {
  MatchLevels all;
  all.nearness = kNear;
  all.technology_weight = 0.6;
  all.region_weight = 0.15;
  all.dealings_weight = 0.25;
  all.least_score = 0.4;
  all.most_firms = 3;
  all.most_price_yuan[0] = 50;
  all.most_price_yuan[1] = 300;
  all.most_price_yuan[2] = 3000;
  return all;
}

// A package of H01M in Zhejiang; transfer 400, exclusive 320, sole barred, ordinary 100.
OfferPackage battery() {
  OfferPackage package;
  package.technology_classes = {"H01M"};
  package.region = "Zhejiang";
  package.deals[0].price = PriceRange{200, 400, 800};
  package.deals[1].price = PriceRange{160, 320, 640};
  package.deals[2].bar = Bar::standing_licence;
  package.deals[3].price = PriceRange{50, 100, 200};
  return package;
}

OfferFirm firm(const std::string& id, const std::string& technology, const std::string& region) {
  OfferFirm one;
  one.id = id;
  one.technology_classes = {technology};
  one.region = region;
  return one;
}

double nearness(const std::string& one, const std::string& other) {
  const auto found = class_nearness(one, other, kNear);
  REQUIRE(found.ok());
  return found.value();
}

}  // namespace

TEST_CASE("F172: the deepest class that both lie in decides") {
  CHECK(nearness("H01M", "H01M") == 1);
  CHECK(nearness("H01M", "H01L") == 0.5);
  CHECK(nearness("H01M", "H01") == 0.5);
  CHECK(nearness("H01", "H01M") == 0.5);
  CHECK(nearness("H01M", "H02J") == 0.15);
  CHECK(nearness("H01M", "H") == 0.15);
  CHECK(nearness("H01M", "G06F") == 0);
  CHECK(nearness("06-01", "06-01") == 1);
  CHECK(nearness("06-01", "06-03") == 0.5);
  CHECK(nearness("06-01", "14-02") == 0);
  CHECK(nearness("06-01", "H01M") == 0);
  CHECK(nearness("", "H01M") == 0);
}

TEST_CASE("F172: what is no class, or a nearness that grows with the distance, is refused") {
  CHECK(class_nearness("Q01", "H01M", kNear).errors()[0].code == "O-104");
  CHECK_FALSE(class_nearness("H01M 10/05", "H01M", kNear).ok());
  CHECK_FALSE(class_nearness("H01M", "H01M", {0.5, 0.6, 0.1}).ok());
  CHECK_FALSE(class_nearness("H01M", "H01M", {0.9, 0.2, 0.3}).ok());
  CHECK_FALSE(class_nearness("H01M", "H01M", {1.1, 0.5, 0.1}).ok());
  CHECK_FALSE(class_nearness("H01M", "H01M", {1, 0.5, -0.1}).ok());
}

TEST_CASE("F173: the weighted mean of what is known; nothing without technology") {
  using Criteria = std::vector<MatchCriterion>;
  const auto score = [](const Criteria& criteria) { return match_score(criteria).value(); };
  // (.6 × .5 + .15 × 1)/(.6 + .15) = .6: the dealings are unknown.
  CHECK(score({{0.6, 0.5}, {0.15, 1.0}, {0.25, std::nullopt}}) == doctest::Approx(0.6));
  CHECK(score({{0.6, 0.5}, {0.15, 1.0}, {0.25, 0.0}}) == doctest::Approx(0.45));
  CHECK(score({{0.6, 0.0}, {0.15, 1.0}, {0.25, 1.0}}) == 0);
  CHECK(score({{0.6, std::nullopt}, {0.15, 1.0}}) == 0);
  CHECK(match_score({}).errors()[0].code == "O-105");
  CHECK_FALSE(match_score(Criteria{{0, 1.0}, {1, 1.0}}).ok());
  CHECK_FALSE(match_score(Criteria{{1, 1.0}, {-1, 1.0}}).ok());
  CHECK_FALSE(match_score(Criteria{{1, 1.1}}).ok());
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK_FALSE(match_score(Criteria{{1, nan}}).ok());
  CHECK_FALSE(match_score(Criteria{{nan, 1.0}}).ok());
}

TEST_CASE("matching: best first, ties by id, none below the least score, at most so many") {
  // All dealings unknown: 1 → (.6 + .15 r)/.75.
  const std::vector<OfferFirm> firms = {
      firm("C", "H01M", "Zhejiang"),  // 1
      firm("A", "H01M", "Jiangsu"),   // .6/.75 = .8
      firm("B", "H01M", ""),          // region unknown: 1
      firm("D", "H01L", "Zhejiang"),  // (.3 + .15)/.75 = .6
      firm("E", "H02J", "Zhejiang"),  // (.09 + .15)/.75 = .32: below
      firm("F", "G06F", "Zhejiang"),  // another trade
  };
  MatchLevels all = levels();
  const auto found = match_firms(battery(), firms, all);
  REQUIRE(found.ok());
  REQUIRE(found.value().size() == 3);
  CHECK(firms[found.value()[0].firm].id == "B");
  CHECK(firms[found.value()[1].firm].id == "C");
  CHECK(firms[found.value()[2].firm].id == "A");
  CHECK(found.value()[2].score_frac == doctest::Approx(0.8));
  CHECK(found.value()[0].region.value_frac == std::nullopt);
  all.most_firms = 10;
  CHECK(match_firms(battery(), firms, all).value().size() == 4);
  all.least_score = 0.32;
  CHECK(match_firms(battery(), firms, all).value().size() == 5);
  all.least_score = 0;
  CHECK(match_firms(battery(), firms, all).value().size() == 5);  // never another trade
}

TEST_CASE("matching: past dealings count when known, and nothing taken is known to be nothing") {
  std::vector<OfferFirm> firms = {firm("A", "H01M", "Zhejiang"), firm("B", "H01M", "Zhejiang"),
                                  firm("C", "H01M", "Zhejiang")};
  firms[0].taken_classes = std::vector<std::string>{};
  firms[1].taken_classes = std::vector<std::string>{"G06F", "H01L"};
  const auto found = match_firms(battery(), firms, levels());
  REQUIRE(found.ok());
  REQUIRE(found.value().size() == 3);
  CHECK(firms[found.value()[0].firm].id == "C");  // unknown: 1
  CHECK(firms[found.value()[1].firm].id == "B");  // .6 + .15 + .25 × .5 = .875
  CHECK(found.value()[1].score_frac == doctest::Approx(0.875));
  CHECK(found.value()[1].taken_class == "H01L");
  CHECK(found.value()[2].score_frac == doctest::Approx(0.75));  // .6 + .15
}

TEST_CASE("matching: the strongest way within a firm's size is suggested") {
  std::vector<OfferFirm> firms = {firm("A", "H01M", ""), firm("B", "H01M", ""),
                                  firm("C", "H01M", ""), firm("D", "H01M", ""),
                                  firm("E", "H01M", "")};
  firms[0].size = BorrowerSize::micro;   // 50: not even the ordinary one at 100
  firms[1].size = BorrowerSize::small;   // 300: ordinary (exclusive is 320, sole is barred)
  firms[2].size = BorrowerSize::medium;  // 3000: transfer
  firms[3].size = BorrowerSize::large;   // no limit
  MatchLevels all = levels();
  all.most_firms = 9;
  const auto found = match_firms(battery(), firms, all);
  REQUIRE(found.value().size() == 5);
  CHECK(found.value()[0].suggested == std::nullopt);
  CHECK(found.value()[1].suggested == Deal::ordinary);
  CHECK(found.value()[2].suggested == Deal::transfer);
  CHECK(found.value()[3].suggested == Deal::transfer);
  CHECK(found.value()[4].suggested == Deal::transfer);
  all.most_price_yuan[1] = 320;  // the bound itself is within
  CHECK(match_firms(battery(), firms, all).value()[1].suggested == Deal::exclusive);
}

TEST_CASE("matching: marks meet by their class of goods; dealings say nothing of them") {
  OfferPackage marks;
  marks.goods_classes = {"30", "31"};
  OfferFirm food = firm("A", "A23L", "");
  food.goods_classes = {"31"};
  food.taken_classes = std::vector<std::string>{"A23L"};
  const std::vector<OfferFirm> firms = {food, firm("B", "A23L", "")};
  const auto found = match_firms(marks, firms, levels());
  REQUIRE(found.ok());
  REQUIRE(found.value().size() == 1);
  CHECK(found.value()[0].score_frac == 1);
  CHECK(found.value()[0].package_class == "31");
  CHECK(found.value()[0].dealings.value_frac == std::nullopt);
}
