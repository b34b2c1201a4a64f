// The register of patents, classes as a tree, days in force.
#include "models/market/patent_register.hpp"

#include <doctest/doctest.h>

#include <string>

#include "engine/formats/csv.hpp"
#include "models/market/technology_class.hpp"
#include "tests/models/market/made_market.hpp"

using namespace pledgelab;

namespace {

std::string code_of(const std::string& rows) {
  const auto reading = read_register(
      parse_csv(
          "专利号,类型,IPC,申请日,授权日,终止日\nP0,发明,H01M,2010-01-01,2012-01-01,\n" + rows,
          "patents.csv")
          .value());
  REQUIRE(reading.ok());
  CHECK(reading.value().count.read == reading.value().count.kept + reading.value().rejects.size());
  return reading.value().rejects.empty() ? "" : reading.value().rejects[0].error.code;
}

}  // namespace

TEST_CASE("technology classes: what a text begins with, and the way up") {
  CHECK(parse_technology_class("H01M 10/0525; H01M 4/36") == "H01M");
  CHECK(parse_technology_class("h01m10/0525") == "H01M");
  CHECK(parse_technology_class("H 01 M") == "H01M");
  CHECK(parse_technology_class("H01") == "H01");
  CHECK(parse_technology_class("Y02E") == "Y02E");
  CHECK(parse_technology_class("06-01") == "06-01");
  CHECK(parse_technology_class("32") == "32");
  CHECK(parse_technology_class("") == "");
  for (const char* bad :
       {"I01M", "H1", "H01MM", "H01?", "00", "33", "06-1", "0601", "HO1M", "电池"}) {
    CHECK_MESSAGE(!parse_technology_class(bad).has_value(), bad);
  }
  CHECK(parent_class("H01M") == "H01");
  CHECK(parent_class("H01") == "H");
  CHECK(parent_class("H").empty());
  CHECK(parent_class("06-01") == "06");
  CHECK(parent_class("06").empty());
  CHECK(class_depth("") == 0);
  CHECK(class_depth("H") == 1);
  CHECK(class_depth("06-01") == 2);
  CHECK(class_depth("H01M") == 3);
}

TEST_CASE("register: the made one: 20 patents with their dates") {
  const RegisterReading reading = testing::made_register();
  REQUIRE(reading.patents.size() == 20);
  CHECK(reading.count.kept == 20);
  CHECK(reading.patents[0].technology_class == "H01M");
  CHECK(to_iso(*reading.patents[0].grant) == "2012-01-01");
  CHECK_FALSE(reading.patents[0].end.has_value());
  CHECK(reading.patents[7].kind == AssetKind::design);
  CHECK(to_iso(*reading.patents[15].end) == "2017-01-01");  // N03
}

TEST_CASE("register: rows that cannot stand") {
  CHECK(code_of("P1,发明,H01M,2010-01-01,2012-01-01,2013-01-01\n").empty());
  CHECK(code_of("P1,发明,,,,\n").empty());
  CHECK(code_of("P1,发明,H01M,2012-01-01,2012-01-01,2012-01-01\n").empty());
  CHECK(code_of("P0,发明,H01M,2010-01-01,2012-01-01,\n") == "M-159");
  CHECK(code_of("P1,发明,H01M,2012-01-02,2012-01-01,\n") == "M-160");
  CHECK(code_of("P1,发明,H01M,2010-01-01,2012-01-01,2011-12-31\n") == "M-160");
  CHECK(code_of("P1,发明,H01M,2010-01-01,,2009-12-31\n") == "M-160");
  CHECK(code_of("P1,商标,H01M,2010-01-01,,\n") == "M-154");
  CHECK(code_of("P1,发明,H01M,2010-13-01,,\n") == "M-155");
  CHECK(code_of(",发明,H01M,2010-01-01,,\n") == "M-153");
  const auto empty = read_register(parse_csv("patent_id,kind\nP1,\n", "p.csv").value());
  REQUIRE_FALSE(empty.ok());
  CHECK(empty.errors()[0].code == "M-156");
  const auto headers = read_register(parse_csv("patent_id\nP1\n", "p.csv").value());
  REQUIRE_FALSE(headers.ok());
  CHECK(headers.errors()[0].code == "M-151");
}

TEST_CASE("register: days in force within a window, its last day left out") {
  RegisteredPatent patent;
  const Date from = testing::day("2016-01-01");
  const Date to = testing::day("2019-01-01");
  CHECK(days_in_force(patent, from, to) == 0);  // never granted
  patent.grant = testing::day("2012-01-01");
  CHECK(days_in_force(patent, from, to) == 1096);  // 366 + 365 + 365
  patent.grant = testing::day("2018-12-31");
  CHECK(days_in_force(patent, from, to) == 1);
  patent.grant = testing::day("2019-01-01");
  CHECK(days_in_force(patent, from, to) == 0);
  patent.grant = testing::day("2015-01-01");
  patent.end = testing::day("2016-01-02");
  CHECK(days_in_force(patent, from, to) == 1);
  patent.end = testing::day("2015-06-01");
  CHECK(days_in_force(patent, from, to) == 0);
}
