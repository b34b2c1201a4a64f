// Operations read from sheets: Chinese and English headers, and each fault with its place and hint.
#include "models/market/operations.hpp"

#include <doctest/doctest.h>

#include <string>

#include "engine/formats/csv.hpp"
#include "tests/models/market/made_market.hpp"

using namespace pledgelab;

namespace {

Result<OperationReading> read(const std::string& text) {
  return read_operations(parse_csv(text, "ops.csv").value());
}

// The only fault of a sheet with one good row before it.
Error fault_of(const std::string& header, const std::string& good, const std::string& bad) {
  const auto reading = read(header + "\n" + good + "\n" + bad + "\n");
  REQUIRE(reading.ok());
  CHECK(reading.value().count.read == 2);
  CHECK(reading.value().count.kept == 1);
  CHECK(reading.value().count.rejected == 1);
  REQUIRE(reading.value().rejects.size() == 1);
  CHECK(reading.value().rejects[0].raw == bad);
  CHECK(reading.value().rejects[0].error.origin.line == 3);
  CHECK(reading.value().rejects[0].error.origin.file == "ops.csv");
  return reading.value().rejects[0].error;
}

Error header_fault(const std::string& header) {
  std::string row = "\n";
  for (const char c : header) row += c == ',' ? "," : "";
  const auto reading = read(header + row + "\n");
  REQUIRE_FALSE(reading.ok());
  return reading.errors()[0];
}

const std::string kHeader = "patent_id,kind,operation,date,technology_class,from_party,from_kind";
const std::string kGood = "P1,invention,transfer,2018-01-02,H01M,A,company";

}  // namespace

TEST_CASE("operations: the made sheet, Chinese headers: 29 rows, 19 operations, nothing lost") {
  const OperationReading reading = testing::made_operations();
  CHECK(reading.count.read == 29);
  CHECK(reading.count.kept == 29);
  CHECK(reading.rejects.empty());
  CHECK(reading.operation_count == 19);
  CHECK(reading.numbered);
  const Operation& first = reading.operations[0];
  CHECK(first.patent_id == "P01");
  CHECK(first.patent_kind == AssetKind::invention);
  CHECK(first.kind == OperationKind::transfer);
  CHECK(to_iso(first.date) == "2016-03-01");
  CHECK(first.technology_class == "H01M");
  CHECK(first.region == "Zhejiang");
  CHECK(first.from_party == "甲公司");
  CHECK(first.to_party == "乙公司");
  CHECK(first.from_kind == HolderKind::company);
  CHECK_FALSE(first.international.has_value());
  CHECK(first.price == Money::of_fen(500'000'000));  // 500 万元
  CHECK(first.line == 2);
  CHECK(reading.operations[1].operation == first.operation);
  CHECK(reading.operations[2].operation == first.operation + 1);
  const Operation& licence = reading.operations[3];
  CHECK(licence.kind == OperationKind::licence);
  CHECK(licence.from_kind == HolderKind::university);
  CHECK_FALSE(licence.price.has_value());
  const Operation& pledge = reading.operations[5];
  CHECK(pledge.kind == OperationKind::pledge);
  CHECK(pledge.to_kind == HolderKind::other);
  CHECK(reading.operations[10].patent_kind == AssetKind::design);
  CHECK(reading.operations[10].technology_class == "06-01");
  CHECK(reading.operations[10].international == false);
  bool told = false;
  for (const std::string& note : reading.notes)
    told |= note == "column '专利号' is read as patent_id";
  CHECK(told);
}

TEST_CASE("operations: without ids each row is one; words in any spelling, dates in any style") {
  const auto reading = read(kHeader + "\n" + kGood +
                            "\n P2 ,Design,license,2018/3/5,06-01,-,高校\n"
                            "P3,新型,专利权质押,2018年4月,h01m 10/0525; H02J,无,\n");
  REQUIRE(reading.ok());
  REQUIRE(reading.value().operations.size() == 3);
  CHECK_FALSE(reading.value().numbered);
  CHECK(reading.value().operation_count == 3);
  const Operation& second = reading.value().operations[1];
  CHECK(second.patent_id == "P2");
  CHECK(second.patent_kind == AssetKind::design);
  CHECK(second.kind == OperationKind::licence);
  CHECK(to_iso(second.date) == "2018-03-05");
  CHECK(second.from_party.empty());
  CHECK(second.from_kind == HolderKind::university);
  const Operation& third = reading.value().operations[2];
  CHECK(third.patent_kind == AssetKind::utility_model);
  CHECK(third.kind == OperationKind::pledge);
  CHECK(to_iso(third.date) == "2018-04-30");
  CHECK(third.technology_class == "H01M");
  CHECK_FALSE(third.from_kind.has_value());
}

TEST_CASE("operations: a wrong cell leaves its row out, with place and the nearest word") {
  const auto fault = [](const std::string& bad) { return fault_of(kHeader, kGood, bad); };
  Error error = fault("P2,invention,tranfer,2018-01-02,,,");
  CHECK(error.code == "M-154");
  CHECK(error.origin.column == 14);
  CHECK(error.message == "'tranfer' is no operation");
  CHECK(error.hint == "did you mean 'transfer'?");
  error = fault("P2,trademark,transfer,2018-01-02,,,");
  CHECK(error.code == "M-154");
  CHECK(error.hint == "expected one of: invention, utility_model, design");
  CHECK(fault("P2,invention,transfer,2018-02-30,,,").code == "M-155");
  CHECK(fault("P2,invention,transfer,43101,,,").code == "M-155");
  CHECK(fault("P2,invention,transfer,,,,").code == "M-153");
  CHECK(fault(",invention,transfer,2018-01-02,,,").code == "M-153");
  CHECK(fault("P2,无,transfer,2018-01-02,,,").code == "M-153");
  error = fault("P2,invention,transfer,2018-01-02,H1M,,");
  CHECK(error.code == "M-155");
  CHECK(error.message == "'H1M' is no technology class");
  error = fault("P2,invention,transfer,2018-01-02,H01M,A,compny");
  CHECK(error.hint == "did you mean 'company'?");
  error = fault("P1,invention,transfer,2018-01-02,H01M,A,company");
  CHECK(error.code == "M-157");
  CHECK(error.hint == "first in line 2");
}

TEST_CASE("operations: one id stands for one operation") {
  const std::string header = "operation_id,patent_id,kind,operation,date,from_party,to_party";
  const std::string good = "K1,P1,invention,transfer,2018-01-02,A,B";
  const auto fault = [&](const std::string& bad) { return fault_of(header, good, bad); };
  CHECK(fault("K1,P2,invention,licence,2018-01-02,A,B").code == "M-158");
  CHECK(fault("K1,P2,invention,transfer,2018-01-03,A,B").code == "M-158");
  CHECK(fault("K1,P2,invention,transfer,2018-01-02,C,B").code == "M-158");
  CHECK(fault("K1,P2,invention,transfer,2018-01-02,A,C").code == "M-158");
  CHECK(fault("K1,P1,invention,transfer,2018-01-02,A,B").code == "M-157");
  CHECK(fault(",P2,invention,transfer,2018-01-02,A,B").code == "M-153");
  const auto reading = read(header + "\n" + good +
                            "\nK1,P2,invention,transfer,2018-01-02,A,B\n"
                            "K2,P1,invention,transfer,2018-01-02,A,B\n");
  REQUIRE(reading.ok());
  CHECK(reading.value().operations.size() == 3);
  CHECK(reading.value().operation_count == 2);
}

TEST_CASE("operations: headers that are missing, unknown, twice, or without their unit") {
  Error error = header_fault("patent_id,kind,date");
  CHECK(error.code == "M-151");
  CHECK(error.message == "the column 'operation' is missing");
  error = header_fault("patent_id,kind,operaton,date");
  CHECK(error.code == "M-151");
  CHECK(error.origin.line == 1);
  CHECK(error.origin.column == 16);
  CHECK(error.hint == "did you mean 'operation'?");
  CHECK(header_fault("patent_id,kind,operation,date,备注").hint.find("take any other out") !=
        std::string::npos);
  error = header_fault("patent_id,kind,operation,date,专利号");
  CHECK(error.code == "M-151");
  CHECK(error.message.find("twice") != std::string::npos);
  CHECK(header_fault("patent_id,kind,operation,date,price").code == "M-152");
  CHECK(header_fault("patent_id,kind,operation,date,price_usd").code == "M-152");
  const auto priced = read(
      "patent_id,kind,operation,date,price_yuan\n"
      "P1,design,pledge,2018-01-01,12.5\n"
      "P2,design,pledge,2018-01-01,-1\n"
      "P3,design,pledge,2018-01-01,300美元\n");
  REQUIRE(priced.ok());
  CHECK(priced.value().operations[0].price == Money::of_fen(1'250));
  REQUIRE(priced.value().rejects.size() == 2);
  CHECK(priced.value().rejects[0].error.code == "M-155");
  CHECK(priced.value().rejects[1].error.code == "M-155");
}

TEST_CASE("operations: a file with no row that stands is refused with all its faults") {
  const auto reading = read(kHeader + "\nP1,invention,sale,2018-01-02,,,\nP2,,transfer,,,,\n");
  REQUIRE_FALSE(reading.ok());
  REQUIRE(reading.errors().size() == 3);
  CHECK(reading.errors()[0].code == "M-156");
  CHECK(reading.errors()[1].origin.line == 2);
  CHECK(reading.errors()[2].origin.line == 3);
  CHECK_FALSE(read(kHeader + "\n").ok());
}
