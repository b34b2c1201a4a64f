// Figures of a programme that can hardly be: which are left out, and what is told.
#include "models/programme/screen.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <string>
#include <vector>

using namespace pledgelab;

namespace {

std::vector<ProgrammeYear> tea(int count = 4) {
  std::vector<ProgrammeYear> years;
  for (int i = 0; i < count; ++i) {
    ProgrammeYear one;
    one.gi_id = "TEA";
    one.year = 2021 + i;
    one.volume_units = 1000 + 10 * i;
    one.price_yuan = 420 + 30 * i;
    one.generic_price_yuan = 300;
    one.unbranded_cost_yuan = 200;
    one.users_count = 100;
    one.households_count = 5000;
    one.output = Money::of_yuan(1'000'000);
    years.push_back(one);
  }
  return years;
}

}  // namespace

TEST_CASE("screen: how far a figure is off the middle of the others, by hand (F198)") {
  CHECK(times_off(4500, std::vector<double>{400, 450, 500}).value() == 10);
  CHECK(times_off(45, std::vector<double>{400, 450, 500}).value() == 10);
  CHECK(times_off(450, std::vector<double>{400, 500}).value() == 1);
  CHECK(times_off(7, {}).value() == 1);
  CHECK(times_off(0, std::vector<double>{5}).value() == 1);
  CHECK(times_off(5, std::vector<double>{0}).value() == 1);
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(times_off(nan, {}).errors()[0].code == "G-104");
  CHECK_FALSE(times_off(-1, {}).ok());
  CHECK_FALSE(times_off(1, std::vector<double>{nan}).ok());
}

TEST_CASE("screen: a slip of unit in one year is left out of that year alone, and told") {
  using Figure = std::optional<double> ProgrammeYear::*;
  for (const Figure figure :
       {&ProgrammeYear::volume_units, &ProgrammeYear::price_yuan,
        &ProgrammeYear::generic_price_yuan, &ProgrammeYear::unbranded_cost_yuan,
        &ProgrammeYear::users_count, &ProgrammeYear::households_count}) {
    auto years = tea();
    const auto sound = screen_programme(years, 10);
    for (const auto& doubts : sound.doubts) CHECK(doubts.empty());
    *(years[2].*figure) *= 10'000;
    const auto found = screen_programme(years, 10);
    CHECK_FALSE((found.years[2].*figure).has_value());
    REQUIRE(found.doubts[2].size() == 1);
    CHECK(found.doubts[2][0].wants.find("slip of unit") != std::string::npos);
    for (const std::size_t other : {0, 1, 3}) {
      CHECK((found.years[other].*figure).has_value());
      CHECK(found.doubts[other].empty());
    }
  }
  auto years = tea();
  years[3].output = Money::of_yuan(100'000'000);
  const auto found = screen_programme(years, 10);
  CHECK_FALSE(found.years[3].output.has_value());
  CHECK(found.doubts[3][0].figure == "output");
}

TEST_CASE("screen: at the gate a figure stays; of two years that differ both are in doubt") {
  auto years = tea(2);
  years[1].users_count = 1000;
  CHECK(screen_programme(years, 10).years[1].users_count.has_value());
  years[1].users_count = 1001;
  const auto found = screen_programme(years, 10);
  CHECK_FALSE(found.years[0].users_count.has_value());
  CHECK_FALSE(found.years[1].users_count.has_value());
  years[1].gi_id = "RICE";  // another indication says nothing of it
  CHECK(screen_programme(years, 10).years[1].users_count.has_value());
}

TEST_CASE("screen: a price beside its own year's generic one, even where all years are alike") {
  auto years = tea(3);
  for (ProgrammeYear& one : years) one.price_yuan = 5'000'000;
  const auto found = screen_programme(years, 10);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK_FALSE(found.years[i].price_yuan.has_value());
    REQUIRE(found.doubts[i].size() == 1);
    CHECK(found.doubts[i][0].figure == "price");
    CHECK(found.doubts[i][0].wants.find("the generic price") != std::string::npos);
  }
}

TEST_CASE("screen: a strength above 100, stated or from the powers, is told and kept") {
  auto years = tea(1);
  years[0].strength = 100;
  CHECK(screen_programme(years, 10).doubts[0].empty());
  years[0].strength = 102.18;
  const auto stated = screen_programme(years, 10);
  REQUIRE(stated.doubts[0].size() == 1);
  CHECK(stated.doubts[0][0].figure == "strength");
  CHECK(stated.years[0].strength == 102.18);
  years[0].strength.reset();
  years[0].powers = {180, 90, 80, 80, 80};  // 102
  CHECK(screen_programme(years, 10).doubts[0].size() == 1);
  years[0].powers = {170, 90, 80, 80, 80};  // 100
  CHECK(screen_programme(years, 10).doubts[0].empty());
  years[0].powers[4].reset();
  years[0].powers[0] = 900;
  CHECK(screen_programme(years, 10).doubts[0].empty());
}
