// A branch's losses sheet, made plain: what is read as what, what is told, what is refused.
#include "models/sharing/loss_sheet.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "engine/formats/csv.hpp"
#include "models/sharing/claims.hpp"

using namespace pledgelab;

namespace {

const std::string kHeader =
    "损失编号,借据号,借款人名称,统一社会信用代码,贷款银行,违约日期,本金损失(万元),利息损失（元）,"
    "费用(元),已收回(元),申请补偿日期,企业规模,备注\n";
const std::string kRow =
    "S-1,L-1,甲公司,91X,某分行,2023年11月28日,２６５,\"105,646.67\",-,\"100,000.00\",2024/7/3,小型,"
    "已立案\n";

std::string with(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

Result<LossFile> read(const std::string& text, const std::string& currency = "CNY") {
  const auto cells = parse_csv(text, "losses.csv");
  REQUIRE(cells.ok());
  return read_losses(cells.value(), currency);
}

bool noted(const LossFile& file, const std::string& part) {
  return std::any_of(file.claims.notes.begin(), file.claims.notes.end(),
                     [&](const std::string& note) { return note.find(part) != std::string::npos; });
}

std::string code_of(const std::string& text) {
  const auto got = read(text);
  return got.ok() ? "" : got.errors().front().code;
}

}  // namespace

TEST_CASE("losses in Chinese, 万元 beside 元: claims, facts and what is told") {
  const auto got = read(kHeader + kRow);
  REQUIRE_MESSAGE(got.ok(), (got.ok() ? "" : to_text(got.errors().front())));
  const Claims& claims = got.value().claims;
  CHECK(claims.loss_id[0] == "S-1");
  CHECK(claims.loan_id[0] == "L-1");
  CHECK(to_iso(claims.default_date[0]) == "2023-11-28");
  CHECK(to_iso(claims.filed_on[0]) == "2024-07-03");
  CHECK(claims.principal_fen[0] == 265'000'000);
  CHECK(claims.interest_fen[0] == 10'564'667);
  CHECK(claims.costs_fen[0] == 0);
  const FactTable& facts = got.value().facts;
  CHECK(facts.find("loan.borrower_id") != nullptr);
  CHECK(facts.find("borrower.name") != nullptr);
  REQUIRE(facts.find("loan.lender_id") != nullptr);  // the bank's name, without a code
  REQUIRE(facts.find("borrower.size") != nullptr);
  CHECK(facts.words[static_cast<std::size_t>(facts.find("borrower.size")->value[0])] == "small");
  CHECK(facts.find("loan.备注") != nullptr);
  CHECK(noted(got.value(), "'备注' is read as the fact loan.备注: no field has that name"));
  CHECK(noted(got.value(), "'本金损失(万元)' is read as principal_loss_yuan"));
  CHECK(noted(got.value(), "'本金损失(万元)': full-width characters (1 cell)"));
}

TEST_CASE("what came back before is not taken off again, and told; with its day it is a recovery") {
  const auto before = read(kHeader + kRow);
  REQUIRE(before.ok());
  CHECK(before.value().claims.receipts.empty());
  CHECK(noted(before.value(), "100000.00 CNY came back and no column says when"));
  const auto none = read(kHeader + with(kRow, "\"100,000.00\"", "无"));
  CHECK_FALSE(noted(none.value(), "came back"));
  const auto dated = read(with(kHeader, "备注", "收回日期") + with(kRow, "已立案", "2024年1月5日"));
  REQUIRE(dated.ok());
  REQUIRE(dated.value().claims.receipts.size() == 1);
  CHECK(dated.value().claims.receipts[0].fen == 10'000'000);
  CHECK(to_iso(dated.value().claims.receipts[0].date) == "2024-01-05");
  // A recovery that does not say 已 must have its day.
  CHECK(code_of(with(kHeader, "已收回", "收回金额") + kRow) == "P-155");
}

TEST_CASE(
    "amounts without unit, of another currency, unknown, unreadable or negative are refused") {
  CHECK(code_of(with(kHeader, "本金损失(万元)", "本金损失") + kRow) == "P-158");
  CHECK(code_of(with(kHeader, "本金损失(万元)", "本金损失(斤)") + kRow) == "P-152");
  CHECK(code_of(with(kHeader, "本金损失(万元)", "本金损失(美元)") + kRow) == "P-152");
  CHECK(code_of(with(kHeader, "备注", "罚息(元)") + with(kRow, "已立案", "7")) == "P-159");
  CHECK(code_of(kHeader + with(kRow, "２６５", "2O5")) == "P-155");
  CHECK(code_of(kHeader + with(kRow, "２６５", "-5")) == "P-155");
  CHECK(code_of(kHeader + with(kRow, "11月28日", "2月30日")) == "P-155");
  CHECK(code_of(kHeader + with(kRow, "小型", "特小")) == "P-155");
  CHECK(code_of(with(kHeader, "费用(元)", "利息损失(元)") + kRow) == "P-153");
  const auto place = read(kHeader + with(kRow, "２６５", "2O5"));
  CHECK(place.errors()[0].origin.line == 2);
  CHECK(place.errors()[0].origin.column > 20);
}

TEST_CASE("a canonical file passes untouched, its unknown columns facts as before") {
  const std::string text =
      "loss_id,loan_id,default_date,principal_loss_yuan,pool\nX,L,2024-05-01,12.50,无\n";
  const auto got = read(text);
  REQUIRE(got.ok());
  CHECK(got.value().claims.principal_fen[0] == 1'250);
  REQUIRE(got.value().facts.find("loan.pool") != nullptr);
  CHECK(got.value().facts.find("loan.pool")->has(0));
  CHECK_FALSE(noted(got.value(), "is read as"));
}

TEST_CASE("shares without a unit beside percentages are told as one fault, with both forms") {
  const auto got = read(
      "损失编号,借据号,违约日期,本金损失(元),知识产权占比\nS-1,L-1,2024-01-31,100,0.6\n"
      "S-2,L-2,2024-01-31,100,49.99%\nS-3,L-3,2024-01-31,100,0.7\n");
  REQUIRE_FALSE(got.ok());
  REQUIRE(got.errors().size() == 1);
  CHECK(to_text(got.errors()[0]) ==
        "losses.csv:3:24: the column '知识产权占比' mixes plain numbers ('0.6', lines 2, 4) and "
        "rates ('49.99%', line 3) [P-155]\n    write every cell as a rate: 60% for 0.6");
}

TEST_CASE("Chinese words of the field table stand for the list's words under any header") {
  const auto words = [](const std::string& header, const std::string& fact) {
    const auto got =
        read("loss_id,loan_id,default_date,principal_loss_yuan," + header +
             "\nA,1,2024-05-01,1,正常\nB,2,2024-05-01,1,关注\nC,3,2024-05-01,1,次级类\n"
             "D,4,2024-05-01,1,可疑\nE,5,2024-05-01,1,损失\nF,6,2024-05-01,1,loss\n"
             "G,7,2024-05-01,1,\nH,8,2024-05-01,1,很差\n");
    REQUIRE_MESSAGE(got.ok(), (got.ok() ? "" : to_text(got.errors().front())));
    const FactTable& facts = got.value().facts;
    const FactColumn* column = facts.find(fact);
    REQUIRE(column != nullptr);
    std::string all;
    for (std::size_t row = 0; row < facts.rows; ++row) {
      const auto word = static_cast<std::size_t>(column->value[row]);
      all += (column->has(row) ? facts.words[word] : "-") + " ";
    }
    const bool told = noted(got.value(), "'" + header + "': '次级类' read as substandard (1 cell)");
    return all + (told ? "told" : "");
  };
  const std::string read_as = "normal special_mention substandard doubtful loss loss - 很差 told";
  CHECK(words("five_tier", "loan.five_tier") == read_as);
  CHECK(words("loan.five_tier", "loan.five_tier") == read_as);
  // No list of the field table: texts as they stand.
  CHECK(words("grade", "loan.grade") == "正常 关注 次级类 可疑 损失 loss - 很差 ");
}

TEST_CASE("the lender's headers are read by the field table, code before name") {
  const auto lender = [](const std::string& header) {
    const auto got =
        read("损失编号,借据号,违约日期,本金损失(元)," + header + "\nS-1,L-1,2024-01-31,100,某行\n");
    REQUIRE_MESSAGE(got.ok(), (got.ok() ? "" : to_text(got.errors().front())));
    return got.value().facts.find("loan.lender_id") != nullptr;
  };
  for (const char* header : {"贷款银行", "银行名称", "经办银行", "放款机构", "银行代码", "机构编号",
                             "合作银行", "承贷银行", "放款银行", "承办银行"}) {
    CHECK_MESSAGE(lender(header), header);
  }
  CHECK(!lender("备注"));
}
