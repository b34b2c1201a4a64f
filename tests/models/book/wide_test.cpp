#include "models/book/wide.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "tests/models/book/cells_of.hpp"

using namespace pledgelab;
using pledgelab::testing::cells_of;

namespace {

// The sheet of the design's own sketch (ecosystem 3.3), as a branch would send it.
const std::string kHeader =
    "质押编号,借款人代码,借款人,权利类型,权利号,IPC,地区,申请日,届满日,法律状态,登记号,登记日,"
    "评估值(万元),评估日,贷款编号,贷款余额(万元),起期,止期,利率,PD,五级分类\n";
const std::string kFirst =
    "ZY-1,C1,示例电池有限公司,发明,ZL201510000042.X,H01M,442000,2015-03-02,2035-03-02,有效,Y-42,"
    "2019-06-12,860.00,2019-05-31,L-0042,430.00,2019-06-15,2020-06-14,5.22%,2.10%,正常\n";
const std::string kSecond =
    "ZY-2,C1,示例电池有限公司,商标,TM-7,,442000,,2029-01-01,有效,Y-43,"
    "2019-06-12,400.00,2019-05-31,L-0042,430.00,2019-06-15,2020-06-14,5.22%,2.10%,正常\n";

Result<BookReading> read(const std::string& text, const ColumnMap* map = nullptr,
                         const ReadOptions& options = {}) {
  return read_wide(cells_of("ledger.csv", text), map, options);
}

std::string with(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

bool told(const BookReading& reading, const std::string& code, const std::string& part = {}) {
  return std::any_of(reading.warnings.begin(), reading.warnings.end(), [&](const Error& warning) {
    return warning.code == code && warning.message.find(part) != std::string::npos;
  });
}

const Control& control(const BookReading& reading, const std::string& table,
                       const std::string& field) {
  for (const Control& own : reading.controls) {
    CHECK(own.in == own.kept + own.quarantined + own.excluded);
    CHECK(own.rows_in == own.rows_kept + own.rows_quarantined + own.rows_excluded);
  }
  for (const Control& own : reading.controls) {
    if (own.table == table && own.field == field) return own;
  }
  FAIL(table << " " << field);
  return reading.controls.front();
}

}  // namespace

TEST_CASE("a bank's wide sheet is read by its headers alone") {
  const auto got = read(kHeader + kFirst + kSecond);
  REQUIRE(got.ok());
  const Book& book = got.value().book.value;
  CHECK(got.value().book.rejects.empty());
  REQUIRE(book.loans.size() == 1);
  CHECK(book.loans[0].balance == Money::of_yuan(4'300'000));
  CHECK(book.loans[0].principal == Money::of_yuan(4'300'000));  // told: W-101
  CHECK(told(got.value(), "W-101"));
  CHECK(book.loans[0].rate == Rate{52'200});
  CHECK(book.loans[0].five_tier == FiveTier::normal);
  REQUIRE(book.borrowers.size() == 1);
  CHECK(book.borrowers[0].name == "示例电池有限公司");
  CHECK(book.borrowers[0].pd_annual_frac == doctest::Approx(0.021));
  CHECK(book.borrowers[0].region == "442000");
  REQUIRE(book.assets.size() == 2);
  CHECK(book.assets[0].kind == AssetKind::invention);
  CHECK(std::get<Patent>(book.assets[0].facts).technology_class == "H01M");
  CHECK(book.assets[1].kind == AssetKind::trademark);
  REQUIRE(book.pledges.size() == 2);
  CHECK(book.pledges[1].registration_number == "Y-43");
  REQUIRE(book.appraisals.size() == 2);
  CHECK(book.appraisals[1].value == Money::of_yuan(4'000'000));
  CHECK(got.value().guesses.size() == 21);
  CHECK(std::all_of(got.value().guesses.begin(), got.value().guesses.end(),
                    [](const Guess& guess) { return !guess.field.empty(); }));
  CHECK(control(got.value(), "ledger.csv", "loan.balance").in == Money::of_yuan(8'600'000));
  CHECK(control(got.value(), "loans", "balance").in == Money::of_yuan(4'300'000));
}

TEST_CASE("what people write in sheets is repaired, and each repair told") {
  std::string row = with(kFirst, "430.00", "４３０．００");
  row = with(row, "2019-06-15", "2019/6/15");
  row = with(row, "2020-06-14", "2020年6月");
  row = with(row, "2019-05-31", "2019年5月31日");
  row = with(row, "860.00", "860万元");
  row = with(row, "ZL2015", "\xE3\x80\x80ZL2015");
  const auto got = read(kHeader + row);
  REQUIRE(got.ok());
  REQUIRE(got.value().book.rejects.empty());
  const Book& book = got.value().book.value;
  CHECK(book.loans[0].balance == Money::of_yuan(4'300'000));
  CHECK(to_iso(book.loans[0].origination) == "2019-06-15");
  CHECK(to_iso(book.loans[0].maturity) == "2020-06-30");
  CHECK(to_iso(book.appraisals[0].date) == "2019-05-31");
  CHECK(book.appraisals[0].value == Money::of_yuan(8'600'000));
  CHECK(book.assets[0].id == "ZL201510000042.X");
  CHECK(told(got.value(), "W-120", "'贷款余额(万元)': full-width characters"));
  CHECK(told(got.value(), "W-120", "'起期': date not written YYYY-MM-DD"));
  CHECK(told(got.value(), "W-121", "'止期': month without a day"));
  CHECK(told(got.value(), "W-120", "unit written in the cell"));
}

TEST_CASE("rows of one loan must agree; the later one goes, with the disagreement named") {
  const auto got = read(kHeader + kFirst + with(kSecond, "430.00", "431.00"));
  REQUIRE(got.ok());
  REQUIRE(got.value().book.rejects.size() == 1);
  const Reject& reject = got.value().book.rejects[0];
  CHECK(reject.error.code == "B-320");
  CHECK(reject.error.origin.line == 3);
  CHECK(reject.error.origin.column == 16);
  CHECK(reject.error.message ==
        "loan 'L-0042' has balance '4310000.00' here and '4300000.00' on line 2");
  CHECK(reject.at_stake_fen == 431'000'000);
  CHECK(got.value().book.value.pledges.size() == 1);
  const Control& balance = control(got.value(), "ledger.csv", "loan.balance");
  CHECK(balance.in == Money::of_yuan(8'610'000));
  CHECK(balance.quarantined == Money::of_yuan(4'310'000));
}

TEST_CASE("totals rows are excluded, told, and held against the rows") {
  const std::string total = "合 计,,,,,,,,,,,,1260.00,,,860.00,,,,,\n";
  const auto got = read(kHeader + kFirst + kSecond + total);
  REQUIRE(got.ok());
  CHECK(got.value().book.rejects.empty());
  CHECK(told(got.value(), "W-130", "2 amounts agree"));
  // A total that counts the loan once agrees too; one that is off by a fen is named.
  CHECK(told(read(kHeader + kFirst + kSecond + with(total, "860.00", "430.00")).value(), "W-130"));
  const auto off = read(kHeader + kFirst + kSecond + with(total, "860.00", "860.000001"));
  CHECK(told(off.value(), "W-131", "says 8600000.01, its rows sum to 8600000.00"));
  CHECK(control(off.value(), "ledger.csv", "loan.balance").excluded == Money::of_fen(860'000'001));
}

TEST_CASE("a subtotal counts the rows since the last one") {
  const std::string sub = "小计,,,,,,,,,,,,400.00,,,430.00,,,,,\n";
  const auto got = read(kHeader + kFirst + with(sub, "400.00", "860.00") + kSecond + sub);
  REQUIRE(got.ok());
  CHECK(told(got.value(), "W-130", "2 amounts agree with the rows (2 times)"));
  CHECK_FALSE(told(got.value(), "W-131"));
}

TEST_CASE("one right over two contracts: ranks follow the rows, told; one registration shares") {
  std::string other = with(kFirst, "L-0042", "L-0050");
  other = with(other, "Y-42", "Y-50");
  other = with(other, "ZY-1", "ZY-9");
  const auto got = read(kHeader + kFirst + other);
  REQUIRE(got.ok());
  REQUIRE(got.value().book.rejects.empty());
  const Book& book = got.value().book.value;
  CHECK(book.assets.size() == 1);
  CHECK(book.loans.size() == 2);
  REQUIRE(book.pledges.size() == 2);
  CHECK(book.pledges[1].rank == 2);
  CHECK(book.appraisals.size() == 1);
  CHECK(told(got.value(), "W-129"));
  const auto shared = read(kHeader + kFirst + with(other, "Y-50", "Y-42"));
  REQUIRE(shared.value().book.rejects.empty());
  CHECK(shared.value().book.value.pledges[1].rank == 1);
}

TEST_CASE("bare rates: percent or fraction by the whole column, told; refused when both fit") {
  const auto percent = read(kHeader + with(kFirst, "5.22%", "5.22"));
  REQUIRE(percent.ok());
  CHECK(percent.value().book.value.loans[0].rate == Rate{52'200});
  CHECK(told(percent.value(), "W-125",
             "'利率' states no unit: its bare numbers are read as percent"));
  const auto fraction = read(kHeader + with(kFirst, "5.22%", "0.0522"));
  CHECK(fraction.value().book.value.loans[0].rate == Rate{52'200});
  const auto both =
      read(kHeader + with(kFirst, "5.22%", "5.22") + with(kSecond, "5.22%", "0.0522"));
  REQUIRE_FALSE(both.ok());
  CHECK(both.errors()[0].code == "B-108");
  // A default probability of 2.1 is percent; 0.8 may be 0.8 % or 80 %.
  CHECK(read(kHeader + with(kFirst, "2.10%", "2.10"))
            .value()
            .book.value.borrowers[0]
            .pd_annual_frac == doctest::Approx(0.021));
  CHECK_FALSE(read(kHeader + with(kFirst, "2.10%", "0.8")).ok());
}

TEST_CASE("a money column without unit: --unit, or the cell's own, or refused") {
  const std::string header = with(kHeader, "贷款余额(万元)", "贷款余额");
  ReadOptions wan;
  wan.unit = parse_unit("wan");
  const auto given = read(header + kFirst, nullptr, wan);
  CHECK(given.value().book.value.loans[0].balance == Money::of_yuan(4'300'000));
  const auto cell = read(header + with(kFirst, "430.00", "430万元"));
  CHECK(cell.value().book.value.loans[0].balance == Money::of_yuan(4'300'000));
  const auto none = read(header + kFirst);
  REQUIRE(none.ok());
  REQUIRE(none.value().book.rejects.size() == 1);
  CHECK(none.value().book.rejects[0].error.code == "B-104");
  CHECK_FALSE(read(with(header, "评估值(万元)", "评估值(美元)") + with(kFirst, "430.00", "430万元"))
                  .value()
                  .book.rejects.empty());
}

TEST_CASE("a map reads what it names, filters rows, and never touches what it drops") {
  ColumnMap map;
  map.currency = "USD";
  map.unsecured = true;
  const auto column = [&](const char* field, const char* name, const char* unit = nullptr) {
    map.columns.push_back({find_field(field), name, {}, {}});
    if (unit != nullptr) map.columns.back().unit = parse_unit(unit);
  };
  column("loan.id", "no");
  column("borrower.id", "no");
  column("loan.principal", "amount", "usd");
  column("loan.approved", "amount", "usd");
  column("loan.origination", "start");
  map.constants.push_back({find_field("loan.term_from_scenario"), true});
  map.where.push_back({"fy", RowFilter::Test::eq, {"2004"}});
  map.drop = {"status"};
  const std::string text =
      "no,fy,amount,start,status\n1,2004,1000.50,2004-05-01,CHGOFF\n2,1997,7,1997-01-01,PIF\n"
      "3,2004,-5,2004-01-01,PIF\n";
  const auto got = read(text, &map);
  REQUIRE(got.ok());
  const Book& book = got.value().book.value;
  CHECK(book.currency == "USD");
  REQUIRE(book.loans.size() == 1);
  CHECK(book.loans[0].principal == Money::of_fen(100'050));
  CHECK(book.loans[0].approved == Money::of_fen(100'050));
  CHECK(book.loans[0].term_from_scenario);
  REQUIRE(got.value().book.rejects.size() == 1);
  CHECK(got.value().book.rejects[0].raw == "3,2004,-5,2004-01-01,");  // the outcome stays out
  CHECK(told(got.value(), "W-133", "row excluded"));
  CHECK(control(got.value(), "ledger.csv", "loan.principal").excluded == Money::of_yuan(7));
  map.columns[2].column = "amout";
  const auto wrong = read(text, &map);
  REQUIRE_FALSE(wrong.ok());
  CHECK(wrong.errors()[0].hint == "did you mean 'amount'?");
}

TEST_CASE("a map's filters compare numbers as numbers") {
  using Test = RowFilter::Test;
  const auto kept = [&](Test test, const std::string& than) {
    ColumnMap map;
    map.unsecured = true;
    for (const char* field : {"loan.id", "borrower.id"}) {
      map.columns.push_back({find_field(field), "no", {}, {}});
    }
    map.columns.push_back({find_field("loan.principal"), "amount", parse_unit("yuan"), {}});
    map.columns.push_back({find_field("loan.origination"), "start", {}, {}});
    map.constants.push_back({find_field("loan.term_from_scenario"), true});
    map.where.push_back({"amount", test, {than}});
    const auto got =
        read("no,amount,start\n1,9,2004-05-01\n2,10,2004-05-01\n3,11,2004-05-01\n", &map);
    REQUIRE(got.ok());
    std::string ids;
    for (const Loan& loan : got.value().book.value.loans) ids += loan.id;
    return ids;
  };
  CHECK(kept(Test::lt, "10.0") == "1");
  CHECK(kept(Test::le, "10.0") == "12");
  CHECK(kept(Test::gt, "10.0") == "3");
  CHECK(kept(Test::ge, "10.0") == "23");
  CHECK(kept(Test::eq, "10.0") == "2");
  CHECK(kept(Test::ne, "10.0") == "13");
}

TEST_CASE("shared class column goes to the fact of the row's own kind") {
  std::string header = with(kHeader, "IPC", "分类号");
  const auto got = read(header + kFirst + with(kSecond, "TM-7,,", "TM-7,30,"));
  REQUIRE(got.ok());
  REQUIRE(got.value().book.rejects.empty());
  const Book& book = got.value().book.value;
  CHECK(std::get<Patent>(book.assets[0].facts).technology_class == "H01M");
  CHECK(std::get<Trademark>(book.assets[1].facts).goods_class == "30");
  CHECK(read(kHeader + kFirst + with(kSecond, "TM-7,,", "TM-7,30,")).value().book.rejects.size() ==
        1);
}

TEST_CASE(
    "law: whatever is broken in a wide sheet, rows and fen in = kept + quarantined + excluded") {
  std::mt19937 random(7);
  const auto pick = [&](std::size_t below) { return random() % below; };
  std::string other = with(kFirst, "L-0042", "L-0050");
  other = with(other, "ZL201510000042.X", "ZL9");
  const std::string total = "合计,,,,,,,,,,,,2120.00,,,1290.00,,,,,\n";
  int read_whole = 0;
  for (int round = 0; round < 600; ++round) {
    std::string body = kFirst + kSecond + other + total;
    for (std::size_t cut = 1 + pick(5); cut > 0; --cut) {
      const std::size_t at = pick(body.size());
      if (body[at] == ',' || body[at] == '\n') continue;
      static const std::string kBytes = "0123456789-.%ABLZ /\xE5\xFF";
      body[at] = kBytes[pick(kBytes.size())];
    }
    const auto got = read(kHeader + body);
    if (!got.ok()) continue;  // a rate column that became ambiguous
    ++read_whole;
    const Control& rows = control(got.value(), "ledger.csv", "");
    CHECK(rows.rows_in == 4);
    CHECK(rows.rows_quarantined == got.value().book.rejects.size());
    CHECK(rows.rows_kept == got.value().book.value.pledges.size());
  }
  CHECK(read_whole > 300);
}

TEST_CASE("a header that nothing reads is told with the one that it was perhaps meant to be") {
  const auto got = read(with(kHeader, "法律状态", "法律壮态") + kFirst).value();
  CHECK(told(got, "W-126", "column '法律壮态' is not read: did you mean '法律状态'?"));
  CHECK(told(got, "W-104"));
  const auto other = read(with(kHeader, "IPC", "客户经理") + kFirst).value();
  CHECK(told(other, "W-126", "column '客户经理' is not read"));
  CHECK_FALSE(told(other, "W-126", "did you mean"));
}
