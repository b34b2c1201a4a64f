// The list of rights and the firms: Chinese and English, each fault with place and hint.
#include "models/offer/read_offer.hpp"

#include <doctest/doctest.h>

#include <string>

#include "engine/formats/csv.hpp"

using namespace pledgelab;

namespace {

auto rights(const std::string& text) {
  return read_offer_list(parse_csv(text, "offer.csv").value());
}
auto firms(const std::string& text) { return read_firms(parse_csv(text, "firms.csv").value()); }

const std::string kRightHeader = "asset_id,holder,licence,co_owners_agree,agreed_reward\n";
const std::string kFirmHeader = "firm_id,technology_classes,goods_classes,size,taken_classes\n";

// The one row left out beside a good one.
template <class Reading>
Error only_reject(const Reading& reading) {
  REQUIRE(reading.ok());
  CHECK(reading.value().count.read == 2);
  CHECK(reading.value().count.kept == 1);
  REQUIRE(reading.value().rejects.size() == 1);
  CHECK(reading.value().rejects[0].error.origin.line == 3);
  return reading.value().rejects[0].error;
}

Error bad_right(const std::string& row) {
  return only_reject(rights(kRightHeader + "A,company,,,\n" + row + "\n"));
}
Error bad_firm(const std::string& row) {
  return only_reject(firms(kFirmHeader + "A,H01M,,,\n" + row + "\n"));
}

}  // namespace

TEST_CASE("offer list: Chinese headers and words") {
  const auto read = rights(
      "权利编号,权利人类型,名称,同族号,近似商标组,已有许可,共有人同意,约定奖酬比例\n"
      "A,公办高校,电极,F1,,普通许可,否,60%\nB,国有企业,某牌,,S1,,,\n");
  REQUIRE(read.ok());
  REQUIRE(read.value().rows.size() == 2);
  const OfferedRight& first = read.value().rows[0];
  CHECK(first.asset_id == "A");
  CHECK(first.holder == OfferHolder::state_university);
  CHECK(first.title == "电极");
  CHECK(first.family_id == "F1");
  CHECK(first.licence == StandingLicence::ordinary);
  CHECK(first.co_owners_agree == false);
  CHECK(first.agreed_reward == Share{600'000});
  CHECK(first.line == 2);
  const OfferedRight& second = read.value().rows[1];
  CHECK(second.holder == OfferHolder::state_enterprise);
  CHECK(second.mark_set == "S1");
  CHECK(second.licence == StandingLicence::none);
  CHECK(second.co_owners_agree == std::nullopt);
  CHECK(second.agreed_reward == std::nullopt);
}

TEST_CASE("offer list: what cannot stand is left out with its place") {
  CHECK(bad_right(",company,,,").code == "M-153");
  CHECK(bad_right("B,,,,").code == "M-153");
  CHECK(bad_right("B,compny,,,").hint == "did you mean 'company'?");
  CHECK(bad_right("B,company,exclusiv,,").hint == "did you mean 'exclusive'?");
  CHECK(bad_right("B,company,,perhaps,").code == "M-154");
  CHECK(bad_right("B,company,,,150%").code == "M-155");
  CHECK(bad_right("B,company,,,-5%").code == "M-155");
  const Error twice = bad_right("A,company,,,");
  CHECK(twice.code == "O-111");
  CHECK(twice.hint.find("line 2") != std::string::npos);
}

TEST_CASE("offer list: a missing, unknown or repeated column, and an empty file") {
  CHECK(rights("asset_id,title\nA,x\n").errors()[0].message.find("'holder'") != std::string::npos);
  CHECK(rights("asset_id,holder,famly_id\nA,company,\n").errors()[0].hint ==
        "did you mean 'family_id'?");
  CHECK(rights("asset_id,asset_id,holder\nA,A,company\n").errors()[0].code == "M-151");
  CHECK(rights("asset_id,holder\n").errors()[0].code == "O-110");
  CHECK(rights("asset_id,holder\nA,x\n").errors().size() == 2);
}

TEST_CASE("firms: lists of classes, sizes, what was taken") {
  const auto read = firms(kFirmHeader +
                          "A,H01M 10/05; h01l；06-01;H01M,030;9,小型,none\nB,,25,large,\n"
                          "C,G06F,,,G06F;G06T\n");
  REQUIRE(read.ok());
  REQUIRE(read.value().rows.size() == 3);
  const OfferFirm& first = read.value().rows[0];
  CHECK(first.technology_classes == std::vector<std::string>{"H01M", "H01L", "06-01"});
  CHECK(first.goods_classes == std::vector<std::string>{"30", "9"});
  CHECK(first.size == BorrowerSize::small);
  REQUIRE(first.taken_classes.has_value());
  CHECK(first.taken_classes->empty());
  CHECK_FALSE(read.value().rows[1].taken_classes.has_value());
  CHECK(read.value().rows[2].taken_classes->size() == 2);
}

TEST_CASE("firms: what cannot stand is left out with its place") {
  CHECK(bad_firm("B,Q99,,,").code == "O-114");
  CHECK(bad_firm("B,,46,,").code == "O-114");
  CHECK(bad_firm("B,,0,,").code == "O-114");
  CHECK(bad_firm("B,,x,,").code == "O-114");
  CHECK(bad_firm("B,,,,").code == "O-113");
  CHECK(bad_firm("B,H01M,,huge,").code == "M-154");
  CHECK(bad_firm("B,H01M,,,nothing").code == "O-114");
  CHECK(bad_firm("A,H01M,,,").code == "O-112");
  CHECK(bad_firm(",H01M,,,").code == "M-153");
}

TEST_CASE("dealings: transfers and licences to the firm's id or name up to the day") {
  auto read = firms("firm_id,name,technology_classes\nA,甲（杭州）公司,H01M\nB,乙,H01M\n");
  REQUIRE(read.ok());
  std::vector<OfferFirm> all = read.value().rows;
  const auto record = [](OperationKind kind, const std::string& to, const std::string& day,
                         const std::string& technology) {
    Operation one;
    one.kind = kind;
    one.to_party = to;
    one.date = *parse_date(day);
    one.technology_class = technology;
    return one;
  };
  const std::vector<Operation> records = {
      // As the reader of records makes the name plain.
      record(OperationKind::transfer, "甲(杭州)公司", "2020-01-01", "H01M"),
      record(OperationKind::licence, "A", "2026-09-30", "G06F"),  // on the day itself
      record(OperationKind::licence, "A", "2026-10-01", "C07"),   // after it
      record(OperationKind::pledge, "A", "2020-01-01", "B01J"),   // takes nothing
      record(OperationKind::transfer, "丙", "2020-01-01", "H01M"),
      record(OperationKind::transfer, "", "2020-01-01", "H01M")};
  CHECK(add_dealings(all, records, *parse_date("2026-09-30")) == 2);
  CHECK(*all[0].taken_classes == std::vector<std::string>{"H01M", "G06F"});
  REQUIRE(all[1].taken_classes.has_value());
  CHECK(all[1].taken_classes->empty());
}
