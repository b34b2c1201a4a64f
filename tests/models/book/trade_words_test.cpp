// The trade's words for places, industries, repayment and numbers, and what is told of the unknown.
#include "models/book/trade_words.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "models/book/repair.hpp"
#include "models/book/wide.hpp"
#include "tests/models/book/cells_of.hpp"

using namespace pledgelab;
using pledgelab::testing::cells_of;

namespace {

const std::string kHeader =
    "借款人名称,所在地区,所属行业,借据号,放款日期,到期日,贷款余额(万元),罚息(元),还款方式,出质人,"
    "出质权利类型,专利号/商标注册号/登记号,评估值(万元),评估日期,权利到期日\n";
const std::string kRow =
    "甲公司,浙江省杭州市滨江区,专用设备制造业,L-1,2024-01-05,2025年1月,100,\"-\","
    "分期还本、按季付息,"
    "甲公司,发明专利,ZL 2019 1 7190554.X,300,2023年12月,2039年1月\n";

std::string with(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

BookReading read(const std::string& rows, const std::string& header = kHeader) {
  ReadOptions options;
  options.as_of = *make_date(2024, 6, 30);
  auto got = read_wide(cells_of("l.csv", header + rows), nullptr, options);
  REQUIRE_MESSAGE(got.ok(), (got.ok() ? "" : to_text(got.errors().front())));
  return std::move(got).value();
}

bool told(const BookReading& reading, const std::string& code, const std::string& part) {
  return std::any_of(reading.warnings.begin(), reading.warnings.end(), [&](const Error& warning) {
    return warning.code == code && warning.message.find(part) != std::string::npos;
  });
}

std::string plain(const char* field, const std::string& text) {
  return repair_cell(*find_field(field), text).text;
}

}  // namespace

TEST_CASE("places are read as provinces, the two that sound alike apart; the unknown stays, told") {
  CHECK(province_of("浙江省杭州市滨江区") == "Zhejiang");
  CHECK(province_of("湖北武汉") == "Hubei");
  CHECK(province_of("重庆市九龙坡区") == "Chongqing");
  CHECK(province_of("陕西省西安市") == "Shaanxi");
  CHECK(province_of("山西省太原市") == "Shanxi");
  CHECK(province_of("内蒙古自治区呼和浩特市") == "Neimenggu");
  CHECK(province_of("杭州市").empty());
  CHECK(plain("borrower.region", "CA") == "CA");
  CHECK(plain("borrower.region", "杭州市") == "杭州市");
  CHECK(repair_cell(*find_field("borrower.region"), "杭州市").doubts.size() == 1);
  CHECK(repair_cell(*find_field("borrower.region"), "CA").doubts.empty());
}

TEST_CASE(
    "industries of the national standard are sectors of the scenario; codes by their letter") {
  CHECK(industry_of("计算机、通信和其他电子设备制造业") == "manufacturing");
  CHECK(industry_of("酒、饮料和精制茶制造业") == "manufacturing");
  CHECK(industry_of("纺织业") == "manufacturing");
  CHECK(industry_of("有色金属冶炼和压延加工业") == "manufacturing");
  CHECK(industry_of("软件和信息技术服务业") == "professional");
  CHECK(industry_of("农业") == "farming");
  CHECK(industry_of("C35") == "manufacturing");
  CHECK(industry_of("M7320") == "professional");
  CHECK(industry_of("33").empty());
  CHECK(industry_of("I65").empty());  // telecommunication and software are one section
  CHECK(industry_of("制造").empty());
  CHECK(plain("borrower.sector", "33") == "33");
  CHECK(plain("asset.sector", "农业") == "农业");  // of the royalty table, other words
  CHECK(repair_cell(*find_field("borrower.sector"), "新能源").doubts.size() == 1);
}

TEST_CASE("ways of repayment by what they say, and how often is paid") {
  CHECK(repayment_of("分期还本、按月付息") == "equal_principal");
  CHECK(repayment_of("按季付息、到期一次还本") == "interest_only");
  CHECK(repayment_of("到期一次还本付息") == "bullet");
  CHECK(repayment_of("等额本息（按月）") == "equal_instalment");
  CHECK(repayment_of("等额本金，按季") == "equal_principal");
  CHECK(repayment_of("按月付息").empty());
  CHECK(repayment_of("协商").empty());
  CHECK(payment_interval_of("按季付息、到期还本") == 3);
  CHECK(payment_interval_of("按半年付息") == 6);
  CHECK(payment_interval_of("按月付息") == 1);
  CHECK(payment_interval_of("按年付息") == 12);
  CHECK(payment_interval_of("等额本金") == 0);
}

TEST_CASE("a register's number has one spelling, so that one right is one right") {
  CHECK(register_number_of("ZL 2019 1 7190554.X") == "ZL201917190554.X");
  CHECK(register_number_of("zl201917190554.x") == "ZL201917190554.X");
  CHECK(register_number_of("201917190554.X") == "ZL201917190554.X");
  CHECK(register_number_of("201917190554X") == "201917190554X");
  CHECK(register_number_of("第96012358号") == "96012358");
  CHECK(register_number_of("96012358") == "96012358");
  CHECK(listed("甲公司、乙大学") == 2);
  CHECK(listed("甲公司") == 1);
}

TEST_CASE("a month without a day is the day that is worse for the lender") {
  CHECK(plain("appraisal.date", "2024年2月") == "2024-02-01");
  CHECK(plain("asset.expiry_date", "2024年2月") == "2024-02-01");
  CHECK(plain("pledge.registration_expiry", "2024.2") == "2024-02-01");
  CHECK(plain("pledge.registration_date", "2024年2月") == "2024-02-29");
  CHECK(plain("loan.maturity", "2024年2月") == "2024-02-29");
  CHECK(plain("loan.maturity", "2024年2月3日") == "2024-02-03");
}

TEST_CASE("words for nothing are empty cells; 无 in a yes-or-no column is not") {
  for (const char* word : {"-", "--", "无", "空", "待补", "待定", "/"}) {
    CAPTURE(word);
    CHECK(plain("appraisal.value", word).empty());
    CHECK(repair_cell(*find_field("appraisal.value"), word).repairs.size() == 1);
  }
  CHECK(plain("borrower.first_loan", "无") == "无");
  CHECK(plain("borrower.first_loan", "空").empty());
  CHECK(plain("appraisal.value", "0") == "0");
}

TEST_CASE("a branch's sheet: slashes in a header, pledgor as owner, interval, unread money told") {
  const auto got = read(kRow);
  REQUIRE(got.book.rejects.empty());
  const Book& book = got.book.value;
  CHECK(book.assets[0].id == "ZL201917190554.X");
  CHECK(book.assets[0].owner_id == book.borrowers[0].id);
  CHECK(book.borrowers[0].region == "Zhejiang");
  CHECK(book.borrowers[0].sector == "manufacturing");
  CHECK(book.loans[0].repayment == Repayment::equal_principal);
  CHECK(book.loans[0].payment_interval_months == 3);
  CHECK(to_iso(book.loans[0].maturity) == "2025-01-31");
  CHECK(to_iso(book.appraisals[0].date) == "2023-12-01");
  CHECK(told(got, "W-120", "place read as its province"));
  CHECK(told(got, "W-120", "industry read as its sector: manufacturing"));
  CHECK(told(got, "W-120", "'分期还本、按季付息' read as equal_principal"));
  CHECK(told(got, "W-135", "months between payments"));
  CHECK(told(got, "W-126", "'罚息(元)' is not read: 0 amounts, 0.00 CNY"));
  CHECK_FALSE(told(got, "W-112", ""));
  const auto fined = read(with(kRow, "\"-\"", "12.50") + with(kRow, "7190554.X", "7190555.8"));
  CHECK(told(fined, "W-126", "'罚息(元)' is not read: 1 amounts, 12.50 CNY"));
}

TEST_CASE(
    "who pledges is another, or several: told; without a borrower's column it is the borrower") {
  const auto other = read(with(kRow, "季付息,甲公司", "季付息,丙协会"));
  CHECK(other.book.value.assets[0].owner_id == "丙协会");
  CHECK(told(other, "W-112", "another than the borrower"));
  const auto both = read(with(kRow, "季付息,甲公司", "季付息,甲公司、乙大学"));
  CHECK(told(both, "W-134", "lists 2 in one cell"));
  const auto alone = read(kRow, with(kHeader, "借款人名称", "客户经理"));
  REQUIRE(alone.book.value.borrowers.size() == 1);
  CHECK(alone.book.value.borrowers[0].name == "甲公司");
}

TEST_CASE("a header of several names needs most of them: one of two is no answer") {
  const std::string tie = with(kHeader, "专利号/商标注册号/登记号", "专利号/登记号");
  const auto got = read_wide(cells_of("l.csv", tie + kRow), nullptr, {});
  REQUIRE_FALSE(got.ok());
  CHECK(got.errors()[0].code == "B-120");
  CHECK(got.errors()[0].message.find("the right's number") != std::string::npos);
}

TEST_CASE("what no list knows is told and kept") {
  const auto got =
      read(with(with(kRow, "浙江省杭州市滨江区", "滨江区"), "专用设备制造业", "新材料"));
  CHECK(told(got, "W-134", "'滨江区' names no province"));
  CHECK(told(got, "W-134", "'新材料' names no industry"));
  CHECK(got.book.value.borrowers[0].region == "滨江区");
}

TEST_CASE("a total counts each right once, and says that an amount could not be read") {
  std::string again = with(kRow, "L-1", "L-2");
  const std::string total = "合计,,,,,,200,,,,,,300,,\n";
  CHECK(told(read(kRow + again + total), "W-130", "2 amounts agree"));
  const std::string bad = with(with(kRow, "7190554.X", "7190555.8"), ",300,", ",1O5,");
  const auto off = read(kRow + again + bad + with(total, ",300,", ",405,"));
  CHECK(told(off, "W-131",
             "'评估值(万元)' says 4050000.00, its rows sum to 6000000.00 "
             "(each thing once: 3000000.00), 1 of its amounts cannot be read; "
             "1 amounts agree"));
}
