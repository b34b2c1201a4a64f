#include "models/book/plausibility.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "engine/formats/yaml.hpp"
#include "models/book/map.hpp"
#include "models/book/repair.hpp"
#include "tests/support/places.hpp"

using namespace pledgelab;

namespace {

Plausibility shipped() {
  const auto document = read_yaml(test::source_root() + "/policies/lending/plausibility.yaml");
  REQUIRE(document.ok());
  const auto levels = read_plausibility(document.value());
  REQUIRE(levels.ok());
  return levels.value();
}

// Loans of 1 to 10 million yuan, each with one right worth about three times the balance.
Book book_of(std::size_t loans, double size_scale = 1, double value_scale = 1) {
  Book book;
  book.borrowers.resize(1);
  book.lenders.resize(1);
  for (std::size_t i = 0; i < loans; ++i) {
    const double yuan = 1e6 * std::pow(10.0, static_cast<double>(i) / static_cast<double>(loans));
    Loan loan;
    loan.principal = Money::of_fen(static_cast<std::int64_t>(yuan * size_scale * 100));
    loan.balance = loan.principal;
    book.loans.push_back(loan);
    book.assets.emplace_back();
    const auto row = static_cast<std::uint32_t>(i);
    book.pledges.push_back({std::to_string(i), LoanId{row}, AssetId{row}, 1, {}, {}, {}, {}});
    book.appraisals.push_back(
        {AssetId{row},
         *make_date(2024, 1, 1),
         Money::of_fen(static_cast<std::int64_t>(yuan * 3 * value_scale * 100)),
         {},
         {}});
  }
  return book;
}

bool stopped(const Book& book, const std::string& code) {
  for (const Error& error : implausible(book, shipped())) {
    if (error.code == code) return true;
  }
  return false;
}

Result<ColumnMap> map_of(const std::string& yaml) {
  return read_map(parse_yaml(yaml, "map.yaml").value());
}

std::string repaired(const char* field, const char* text) {
  return repair_cell(*find_field(field), text).text;
}

}  // namespace

TEST_CASE("a believable book passes; every swapped unit is stopped (reliability F23)") {
  for (const std::size_t loans : {1U, 3U, 30U, 240U}) {
    CAPTURE(loans);
    CHECK(implausible(book_of(loans), shipped()).empty());
    CHECK(stopped(book_of(loans, 1e-4, 1e-4), "B-401"));  // 万元 read as yuan, whole file
    CHECK(stopped(book_of(loans, 1e4, 1e4), "B-401"));    // yuan read as 万元
    for (const double factor : {1e-4, 1e-2, 1e2, 1e4}) {
      CHECK(stopped(book_of(loans, factor, 1), "B-402"));  // one column alone
      CHECK(stopped(book_of(loans, 1, factor), "B-402"));
    }
  }
}

TEST_CASE("the band over n loans is the hand-made one") {
  // One loan: 1.8² π/2 = 5.08938, + 0.9² = 5.89938, root 2.42887, × 3.09 = 7.50520, e^7.50520 =
  // 1817.5: 3.5m yuan divided and multiplied by it are 1,926 and 6,361m yuan.
  Book book = book_of(1);
  book.loans[0].principal = Money::of_yuan(1'960);
  CHECK_FALSE(stopped(book, "B-401"));
  book.loans[0].principal = Money::of_yuan(1'890);
  CHECK(stopped(book, "B-401"));
  book.loans[0].principal = Money::of_yuan(6'300'000'000);
  CHECK_FALSE(stopped(book, "B-401"));
  book.loans[0].principal = Money::of_yuan(6'420'000'000);
  CHECK(stopped(book, "B-401"));
}

TEST_CASE("a book in another currency than the levels is not judged, and that is told") {
  Book book = book_of(30, 1e-4, 1e-2);
  book.loans[4].balance = Money::of_yuan(1);
  CHECK(stopped(book, "B-401"));
  CHECK(stopped(book, "B-402"));
  CHECK(plausibility_warnings(book, shipped(), 12).front().code == "W-140");
  book.currency = "USD";
  CHECK(implausible(book, shipped()).empty());
  const Errors warnings = plausibility_warnings(book, shipped(), 12);
  REQUIRE(warnings.size() == 1);
  CHECK(warnings[0].code == "W-142");
  CHECK(warnings[0].message.find("USD") != std::string::npos);
  CHECK(warnings[0].message.find("CNY") != std::string::npos);
}

TEST_CASE("an old appraisal and a loan far off the trade are told") {
  Book book = book_of(30);
  book.as_of = make_date(2025, 1, 1);
  CHECK(plausibility_warnings(book, shipped(), 12).empty());
  book.as_of = make_date(2025, 1, 2);
  CHECK(plausibility_warnings(book, shipped(), 12).size() == 1);
  CHECK(plausibility_warnings(book, shipped(), 13).empty());
  book.as_of.reset();
  book.loans[4].balance = Money::of_yuan(1);
  CHECK(plausibility_warnings(book, shipped(), 12).size() == 1);
}

TEST_CASE("a map is read strictly") {
  const auto good = map_of(
      "schema: map/1\ncurrency: CNY\ncolumns:\n  loan.id: 借据号\n"
      "  loan.balance: {column: 余额, unit: wan}\nconstants: {loan.repayment: 等额本息}\n"
      "words:\n  loan.five_tier: {优良: normal}\nwhere:\n  年度: {in: [2023, 2024]}\n"
      "drop: [备注]\npledges: none\n");
  REQUIRE(good.ok());
  CHECK(good.value().columns.size() == 2);
  CHECK(good.value().columns[1].unit->fen_per_unit == 1'000'000);
  CHECK(std::get<std::string>(good.value().constants[0].value) == "equal_instalment");
  CHECK(good.value().words[0].to == "normal");
  CHECK(good.value().where[0].values.size() == 2);
  CHECK(good.value().unsecured);
  const auto code = [](const std::string& yaml) {
    const auto map = map_of("schema: map/1\n" + yaml);
    return map ? std::string() : map.errors().front().code;
  };
  CHECK(code("columns: {loan.balanse: x}\n") == "M-101");
  CHECK(map_of("schema: map/1\ncolumns: {loan.balanse: x}\n").errors()[0].hint ==
        "did you mean 'loan.balance'?");
  CHECK(code("columns: {loan.balance: {column: x, unit: 斤}}\n") == "B-105");
  CHECK(code("columns: {loan.id: x}\nconstants: {loan.repayment: weekly}\n") == "M-104");
  CHECK(code("columns: {loan.id: x}\nwords: {loan.five_tier: {a: fine}}\n") == "M-106");
  CHECK(code("columns: {loan.id: x}\nwhere: {y: {near: 3}}\n") == "M-107");
  CHECK(code("columns: {loan.id: x}\ndrop: [x]\n") == "M-110");
  CHECK(code("columns: {loan.id: x}\nwhere: {y: {eq: 3}}\ndrop: [y]\n") == "M-110");
  CHECK(code("columns: {loan.id: x}\ndropp: [y]\n") == "Y-205");
  CHECK(code("currency: CNY\n") == "Y-202");
}

TEST_CASE("repairs, one by one") {
  CHECK(repaired("loan.balance", "１，２３４．５") == "1234.5");
  CHECK(repaired("loan.balance", "1,234,567.80") == "1234567.80");
  CHECK(repaired("loan.balance", "12,34.5") == "12,34.5");  // no grouping of threes: left, refused
  CHECK(repaired("loan.balance", "1,2345") == "1,2345");
  CHECK(repaired("loan.balance", "1234,567") == "1234,567");
  CHECK(repaired("loan.balance", "￥ 860 万元") == "860");
  CHECK(repair_cell(*find_field("loan.balance"), "860万元").unit->fen_per_unit == 1'000'000);
  CHECK(repaired("loan.balance", "−5") == "-5");
  CHECK(repaired("loan.balance", "—") == "");
  CHECK(repaired("loan.maturity", "2024/3/5") == "2024-03-05");
  CHECK(repaired("loan.maturity", "2024.03.05") == "2024-03-05");
  CHECK(repaired("loan.maturity", "2024年3月5日") == "2024-03-05");
  CHECK(repaired("loan.maturity", "2024-3-5 00:00:00") == "2024-03-05");
  CHECK(repaired("loan.maturity", "2024年2月") == "2024-02-29");
  CHECK(repaired("loan.maturity", "2023/2") == "2023-02-28");
  CHECK(repaired("loan.maturity", "2024年13月5日") == "2024年13月5日");
  CHECK(repaired("loan.maturity", "3/5/2024") == "3/5/2024");  // day or month first: not guessed
  CHECK(repaired("borrower.name", "甲（北京）公司") == "甲（北京）公司");
  CHECK(repaired("asset.number", "ＺＬ２０１５") == "ZL2015");
  CHECK(names_total("合　计"));
  CHECK(names_total("总计："));
  CHECK(names_subtotal("小计"));
  CHECK_FALSE(names_subtotal("合计"));
  CHECK_FALSE(names_total("合计银行股份有限公司"));
}
