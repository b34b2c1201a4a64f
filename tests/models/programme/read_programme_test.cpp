// The programme's sheets: Chinese and English, each fault with place and hint.
#include "models/programme/read_programme.hpp"

#include <doctest/doctest.h>

#include <string>

#include "engine/formats/csv.hpp"

using namespace pledgelab;

namespace {

auto years(const std::string& text) { return read_programme(parse_csv(text, "gi.csv").value()); }
auto members(const std::string& text) { return read_members(parse_csv(text, "m.csv").value()); }

const std::string kHeader =
    "gi_id,year,name,registration_number,unit,price_yuan,operating_rate,strength,driving,users\n";

Error bad(const std::string& row) {
  const auto read = years(kHeader + "TEA,2023,茶,GI-1,公斤,420,20%,80,,100\n" + row + "\n");
  REQUIRE(read.ok());
  CHECK(read.value().count.kept == 1);
  REQUIRE(read.value().rejects.size() == 1);
  CHECK(read.value().rejects[0].error.origin.line == 3);
  CHECK(read.value().rejects[0].error.origin.file == "gi.csv");
  return read.value().rejects[0].error;
}

}  // namespace

TEST_CASE("programme sheet: Chinese headers, units of money, what is empty") {
  const auto read = years(
      "地标编号,年度,名称,注册号,计量单位,销量,零售价(元),同类产品单价(元),无品牌投入成本(元),"
      "经营费用率,"
      "带动力,资源力,经营力,传播力,发展力,用标主体,带动农户,区域产值(亿元)\n"
      "TEA,2023,示例茶,GI-1,公斤,1200.5,420,300,200,20%,79,81,84,77,102.18,120,5400,3.5\n"
      "TEA,2024,,,,,,,,,,,,,,,,\n");
  REQUIRE(read.ok());
  REQUIRE(read.value().rows.size() == 2);
  const ProgrammeYear& one = read.value().rows[0];
  CHECK(one.gi_id == "TEA");
  CHECK(one.year == 2023);
  CHECK(one.volume_units == 1200.5);
  CHECK(one.price_yuan == 420);
  CHECK(one.generic_price_yuan == 300);
  CHECK(one.unbranded_cost_yuan == 200);
  CHECK(one.operating_rate_frac == 0.2);
  CHECK(one.powers[4] == 102.18);  // published powers may pass 100
  CHECK(one.users_count == 120);
  CHECK(one.households_count == 5400);
  CHECK(one.output == Money::of_yuan(350'000'000));
  const ProgrammeYear& next = read.value().rows[1];
  CHECK(next.name == "示例茶");  // what one year says of the indication holds for all
  CHECK(next.unit == "公斤");
  CHECK_FALSE(next.price_yuan.has_value());
  CHECK_FALSE(next.output.has_value());
}

TEST_CASE("programme sheet: what cannot stand is left out with its place") {
  CHECK(bad("TEA,23,,,,,,,,").code == "G-115");
  CHECK(bad("TEA,2O24,,,,,,,,").code == "G-115");
  CHECK(bad(",2024,,,,,,,,").code == "M-153");
  CHECK(bad("TEA,2023,,,,,,,,").code == "G-111");
  CHECK(bad("TEA,2024,米,,,,,,,").code == "G-112");
  CHECK(bad("TEA,2024,,GI-2,,,,,,").code == "G-112");
  CHECK(bad("TEA,2024,,,斤,,,,,").code == "G-112");
  CHECK(bad("TEA,2024,,,,,,80,70,").code == "G-113");
  CHECK(bad("TEA,2024,,,,0,,,,").code == "G-114");
  CHECK(bad("TEA,2024,,,,-5,,,,").code == "M-155");
  CHECK(bad("TEA,2024,,,,,20,,,").code == "M-155");
  CHECK(bad("TEA,2024,,,,,120%,,,").code == "M-155");
  CHECK(bad("TEA,2024,,,,,,101,,").code == "M-155");
  CHECK(bad("TEA,2024,,,,,,,,10.5").code == "G-114");
  CHECK(bad("TEA,2024,,,,,,,,-1").code == "M-155");
}

TEST_CASE("programme sheet: headers") {
  CHECK(years("gi_id,name\nTEA,x\n").errors()[0].message.find("'year'") != std::string::npos);
  CHECK(years("gi_id,year,price\nTEA,2023,4\n").errors()[0].code == "M-152");
  CHECK(years("gi_id,year,price_usd\nTEA,2023,4\n").errors()[0].code == "M-152");
  CHECK(years("gi_id,year,housholds\nTEA,2023,4\n").errors()[0].hint ==
        "did you mean 'households'?");
  CHECK(years("gi_id,year\n").errors()[0].code == "G-110");
}

TEST_CASE("members: days of membership, and what cannot stand") {
  const std::string head = "地标编号,会员编号,入会日,退会日\n";
  const auto read = members(head + "TEA,B1,2023-01-01,2024-06-30\nTEA,B1,2025-01-01,\nTEA,B2,,\n" +
                            "TEA,B5,2024-01-01,2024-01-01\n" +
                            "TEA,B1,2025-01-01,\nTEA,B3,2024-01-01,2023-12-31\n,B4,,\n");
  REQUIRE(read.ok());
  REQUIRE(read.value().rows.size() == 4);  // B5 was a member for a day
  CHECK(read.value().rows[0].through == parse_date("2024-06-30"));
  CHECK_FALSE(read.value().rows[2].from.has_value());
  REQUIRE(read.value().rejects.size() == 3);
  CHECK(read.value().rejects[0].error.code == "G-116");
  CHECK(read.value().rejects[1].error.code == "G-117");
  CHECK(read.value().rejects[2].error.code == "M-153");
  CHECK(members("gi_id,borrower_id\n").errors()[0].code == "G-110");
  CHECK(members("gi_id\nTEA\n").errors()[0].code == "M-151");
}

TEST_CASE("programme sheet: a fault names the sheet's column, not the field it is written like") {
  const Error negative = bad("TEA,2024,,,,420,20%,80,-5,100");
  CHECK(negative.message == "driving is negative: -5");
  const Error rate = bad("TEA,2024,,,,420,20,80,,100");
  CHECK(rate.hint == "write 20%");
  CHECK(bad("TEA,2024,,,,-420,20%,80,,100").message.find("price is negative") == 0);
}
