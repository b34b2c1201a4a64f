// The table of evidence, read strictly.
#include "models/evidence/read_evidence.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/models/book/cells_of.hpp"

using namespace pledgelab;

namespace {

const std::vector<std::string> kIds = {"A1", "A2", "TM-7"};
const std::string kHeader =
    "asset_id,kind,date,basis,value_yuan,valuer_id,annual_fee_yuan,until,licence_form\n";

Result<std::vector<EvidenceRow>> read(const std::string& text) {
  const Cells cells = testing::cells_of("evidence.csv", text);
  return read_evidence(cells, {kIds, "CNY", *make_date(2026, 9, 30)});
}

// Code and hint of the only fault of one row.
Error fault_of(const std::string& row) {
  const auto found = read(kHeader + row + "\n");
  REQUIRE_MESSAGE(!found.ok(), row);
  REQUIRE(found.errors().size() == 1);
  return found.errors()[0];
}

}  // namespace

TEST_CASE("evidence: three kinds are read, each with its own columns") {
  const auto found =
      read(kHeader +
           "A1,own_transaction,2025-05-01,arms_length,1200000,,,,\n"
           "TM-7,outside_appraisal,2024-03-31,use_value,800000.50,V1,,,\n"
           "A2,licence_contract,2025-01-01,arms_length,,,150000,2028-12-31,exclusive\n");
  REQUIRE_MESSAGE(found.ok(), to_text(found.errors()[0]));
  const std::vector<EvidenceRow>& rows = found.value();
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].asset == AssetId{0});
  CHECK(rows[0].kind == EvidenceKind::own_transaction);
  CHECK(rows[0].basis == EvidenceBasis::arms_length);
  CHECK(rows[0].date == *make_date(2025, 5, 1));
  CHECK(rows[0].amount == Money::of_yuan(1'200'000));
  CHECK(rows[0].line == 2);
  CHECK(rows[1].asset == AssetId{2});
  CHECK(rows[1].kind == EvidenceKind::outside_appraisal);
  CHECK(rows[1].basis == EvidenceBasis::use_value);
  CHECK(rows[1].amount == Money::of_fen(80'000'050));
  CHECK(rows[1].valuer_id == "V1");
  CHECK(rows[2].kind == EvidenceKind::licence_contract);
  CHECK(rows[2].amount == Money::of_yuan(150'000));
  CHECK(*rows[2].until == *make_date(2028, 12, 31));
  CHECK(rows[2].licence_form == LicenceForm::exclusive);
}

TEST_CASE("evidence: Chinese headers, words and 万元") {
  const auto found = read(
      "权利编号,证据种类,日期,价值类型,价值(万元),评估机构,年许可费(万元),许可期限至,许可方式\n"
      "A1,外部评估,2025/3/5,市场价值,120.5,中天评估,,,\n"
      "A1,许可合同,2025-01-01,公平交易,,,15,2027-12-31,普通许可\n"
      "A2,转让,2024-01-01,司法拍卖,30,,,,\n");
  REQUIRE_MESSAGE(found.ok(), to_text(found.errors()[0]));
  CHECK(found.value()[0].basis == EvidenceBasis::use_value);
  CHECK(found.value()[0].amount == Money::of_yuan(1'205'000));
  CHECK(found.value()[0].date == *make_date(2025, 3, 5));
  CHECK(found.value()[1].licence_form == LicenceForm::ordinary);
  CHECK(found.value()[1].amount == Money::of_yuan(150'000));
  CHECK(found.value()[2].basis == EvidenceBasis::forced_sale);
}

TEST_CASE("evidence: a right that the book lacks is an error with the nearest id") {
  const Error fault = fault_of("TM-8,own_transaction,2025-05-01,arms_length,1,,,,");
  CHECK(fault.code == "EV-101");
  CHECK(fault.origin.line == 2);
  CHECK(fault.origin.column == 1);
  CHECK(fault.hint.find("TM-7") != std::string::npos);
}

TEST_CASE("evidence: what came after the as-of date was not known") {
  CHECK(fault_of("A1,own_transaction,2026-10-01,arms_length,1,,,,").code == "EV-102");
  CHECK(read(kHeader + "A1,own_transaction,2026-09-30,arms_length,1,,,,\n").ok());
  CHECK(fault_of("A1,licence_contract,2025-01-01,arms_length,,,5,2025-01-01,sole").code ==
        "EV-102");
}

TEST_CASE("evidence: amounts of 0 or less, or no number, are refused") {
  CHECK(fault_of("A1,own_transaction,2025-05-01,arms_length,0,,,,").code == "EV-103");
  CHECK(fault_of("A1,licence_contract,2025-01-01,arms_length,,,0,2027-01-01,sole").code ==
        "EV-103");
  CHECK(fault_of("A1,own_transaction,2025-05-01,arms_length,-5,,,,").code == "M-155");
  CHECK(fault_of("A1,own_transaction,2025-05-01,arms_length,NaN,,,,").code == "M-155");
  CHECK(fault_of("A1,own_transaction,2025-02-30,arms_length,5,,,,").code == "M-155");
}

TEST_CASE("evidence: a cell that the kind needs, or cannot use") {
  const std::vector<std::string> bad = {
      "A1,own_transaction,2025-05-01,arms_length,,,,,",             // no price
      "A1,own_transaction,2025-05-01,arms_length,5,V1,,,",          // a sale has no valuer
      "A1,own_transaction,2025-05-01,arms_length,5,,7,,",           // nor a fee
      "A1,own_transaction,2025-05-01,arms_length,5,,,2027-01-01,",  // nor an end
      "A1,own_transaction,2025-05-01,arms_length,5,,,,sole",        // nor a form
      "A1,own_transaction,2025-05-01,use_value,5,,,,",              // a price is agreed
      "A1,outside_appraisal,2025-05-01,use_value,5,,,,",            // who signed?
      "A1,outside_appraisal,2025-05-01,related_party,5,V1,,,",
      "A1,outside_appraisal,2025-05-01,arms_length,5,V1,,,",
      "A1,licence_contract,2025-05-01,arms_length,5,,,2027-01-01,sole",
      "A1,licence_contract,2025-05-01,arms_length,,,5,,sole",
      "A1,licence_contract,2025-05-01,arms_length,,,5,2027-01-01,",
      "A1,licence_contract,2025-05-01,forced_sale,,,5,2027-01-01,sole",
      "A1,licence_contract,2025-05-01,use_value,,,5,2027-01-01,sole"};
  for (const std::string& row : bad) CHECK_MESSAGE(fault_of(row).code == "EV-104", row);
}

TEST_CASE("evidence: words outside the lists are told with the nearest") {
  const Error kind = fault_of("A1,own_transactoin,2025-05-01,arms_length,5,,,,");
  CHECK(kind.code == "M-154");
  CHECK(kind.hint.find("own_transaction") != std::string::npos);
  CHECK(fault_of("A1,own_transaction,2025-05-01,arms_lenght,5,,,,").code == "M-154");
  CHECK(fault_of("A1,licence_contract,2025-05-01,arms_length,,,5,2027-01-01,soul").code == "M-154");
  CHECK(fault_of("A1,own_transaction,,arms_length,5,,,,").code == "M-153");
}

TEST_CASE(
    "evidence: the same piece twice is one too many; another valuer or day is another piece") {
  const std::string once = "A1,outside_appraisal,2025-05-01,use_value,5,V1,,,\n";
  const auto twice = read(kHeader + once + once);
  REQUIRE_FALSE(twice.ok());
  CHECK(twice.errors()[0].code == "EV-105");
  CHECK(twice.errors()[0].origin.line == 3);
  CHECK(twice.errors()[0].message.find("line 2") != std::string::npos);
  CHECK(read(kHeader + once + "A1,outside_appraisal,2025-05-01,use_value,5,V2,,,\n" +
             "A1,outside_appraisal,2025-05-02,use_value,5,V1,,,\n" +
             "A2,outside_appraisal,2025-05-01,use_value,5,V1,,,\n" +
             "A1,own_transaction,2025-05-01,arms_length,5,,,,\n")
            .ok());
}

TEST_CASE("evidence: all faults at once, columns by name, and an empty table") {
  const auto rows = read(kHeader + "A9,own_transaction,2025-05-01,arms_length,5,,,,\n" +
                         "A1,own_transaction,2025-05-01,arms_length,0,,,,\n" +
                         "A1,own_transaction,2025-05-01,arms_length,7,,,,\n");
  REQUIRE_FALSE(rows.ok());
  REQUIRE(rows.errors().size() == 2);
  CHECK(rows.errors()[0].origin.line == 2);
  CHECK(rows.errors()[1].origin.line == 3);
  const auto unit =
      read("asset_id,kind,date,basis,value\nA1,own_transaction,2025-05-01,arms_length,5\n");
  CHECK(unit.errors()[0].code == "M-152");
  const auto dollars =
      read("asset_id,kind,date,basis,value_usd\nA1,own_transaction,2025-05-01,arms_length,5\n");
  CHECK(dollars.errors()[0].code == "M-152");
  const auto missing = read("asset_id,kind,date,value_yuan\nA1,own_transaction,2025-05-01,5\n");
  CHECK(missing.errors()[0].code == "M-151");
  const auto unknown = read("asset_id,knid,date,basis,value_yuan\n");
  CHECK(unknown.errors()[0].hint.find("kind") != std::string::npos);
  CHECK(read(kHeader).errors()[0].code == "EV-106");
}

namespace {

const std::string kEarningsHeader =
    "asset_id,kind,date,basis,value_yuan,revenue_yuan,ebit_margin,contributory_charge_yuan,"
    "revenue_growth\n";

Error earnings_fault(const std::string& row) {
  const auto found = read(kEarningsHeader + row + "\n");
  REQUIRE_MESSAGE(!found.ok(), row);
  REQUIRE(found.errors().size() == 1);
  return found.errors()[0];
}

}  // namespace

TEST_CASE("evidence: excess earnings, with and without a growth, in Chinese and 万元") {
  const auto found = read(kEarningsHeader +
                          "A1,excess_earnings,2025-12-31,use_value,,2000000,20%,100000,-5%\n"
                          "A2,excess_earnings,2025-12-31,use_value,,2000000,12.5%,0,\n");
  REQUIRE_MESSAGE(found.ok(), to_text(found.errors()[0]));
  const EvidenceRow& first = found.value()[0];
  CHECK(first.kind == EvidenceKind::excess_earnings);
  CHECK(first.amount == Money::of_yuan(2'000'000));
  REQUIRE(first.earnings.has_value());
  CHECK(first.earnings->margin_frac == doctest::Approx(.20).epsilon(1e-12));
  CHECK(first.earnings->charge_frac == doctest::Approx(.05).epsilon(1e-12));  // 100,000 of 2 m
  CHECK(*first.earnings->growth_frac == doctest::Approx(-.05).epsilon(1e-12));
  CHECK(found.value()[1].earnings->charge_frac == 0);
  CHECK_FALSE(found.value()[1].earnings->growth_frac.has_value());
  const auto chinese = read(
      "权利编号,证据种类,日期,价值类型,产品收入(万元),息税前利润率,贡献资产回报(万元),收入增长率\n"
      "A1,超额收益,2025/12/31,在用价值,200,20%,10,5%\n");
  REQUIRE_MESSAGE(chinese.ok(), to_text(chinese.errors()[0]));
  CHECK(chinese.value()[0].amount == Money::of_yuan(2'000'000));
  CHECK(chinese.value()[0].earnings->charge_frac == doctest::Approx(.05).epsilon(1e-12));
  CHECK_FALSE(
      read(kHeader + "A1,own_transaction,2025-05-01,arms_length,5,,,,\n").value()[0].earnings);
}

TEST_CASE("evidence: excess earnings that cannot be are told by cell") {
  const std::string begin = "A1,excess_earnings,2025-12-31,";
  for (const char* basis : {"arms_length", "forced_sale", "related_party"}) {
    const Error fault = earnings_fault(begin + basis + ",,2000000,20%,100000,");
    CHECK(fault.code == "EV-104");
    CHECK(fault.hint == "excess_earnings is of use_value");
  }
  for (const char* cells :
       {"use_value,7,2000000,20%,100000,",  // a value is not a revenue
        "use_value,,,20%,100000,", "use_value,,2000000,,100000,", "use_value,,2000000,20%,,"}) {
    CHECK_MESSAGE(earnings_fault(begin + cells).code == "EV-104", cells);
  }
  const Error empty = earnings_fault(begin + "use_value,,2000000,20%,,5%");
  CHECK(empty.message == "excess_earnings needs contributory_charge");
  CHECK(empty.origin.line == 2);
  CHECK(empty.origin.column == 8);
  for (const char* cells : {"use_value,,0,20%,100000,", "use_value,,2000000,0%,100000,",
                            "use_value,,2000000,20%,100000,-100%"}) {
    CHECK_MESSAGE(earnings_fault(begin + cells).code == "EV-103", cells);
  }
  for (const char* cells : {"use_value,,nan,20%,100000,", "use_value,,2000000,nan,100000,",
                            "use_value,,2000000,20,100000,", "use_value,,2000000,120%,100000,",
                            "use_value,,2000000,20%,-1,", "use_value,,2000000,20%,100000,5",
                            "use_value,,2000000,-20%,100000,"}) {
    CHECK_MESSAGE(earnings_fault(begin + cells).code == "M-155", cells);
  }
  // The other kinds have none of its columns.
  for (const char* cells : {"5,,,,5%", "5,,20%,,", "5,,,1,", "5,1,,,"}) {
    const Error fault =
        earnings_fault("A1,own_transaction,2025-05-01,arms_length," + std::string(cells));
    CHECK_MESSAGE(fault.code == "EV-104", cells);
  }
  CHECK(fault_of("A1,excess_earnings,2025-05-01,use_value,,,,,").code == "EV-104");
  CHECK(fault_of("A1,excess_earning,2025-05-01,use_value,,,,,").hint ==
        "did you mean 'excess_earnings'?");
  const std::string once = begin + "use_value,,2000000,20%,100000,\n";
  CHECK(read(kEarningsHeader + once + once).errors()[0].code == "EV-105");
}

namespace {

const std::string kIndexHeader = "asset_id,kind,date,basis,value_yuan,z,percentile\n";
const std::vector<AssetKind> kKinds = {AssetKind::invention, AssetKind::design,
                                       AssetKind::trademark};

Result<std::vector<EvidenceRow>> read_ranked(const std::string& rows) {
  const Cells cells = testing::cells_of("evidence.csv", kIndexHeader + rows);
  return read_evidence(cells, {kIds, "CNY", *make_date(2026, 9, 30), kKinds});
}

Error index_fault(const std::string& row) {
  const auto found = read_ranked(row + "\n");
  REQUIRE_MESSAGE(!found.ok(), row);
  REQUIRE(found.errors().size() == 1);
  return found.errors()[0];
}

}  // namespace

TEST_CASE("evidence: an index by its standard score or its percentile") {
  const auto found = read_ranked(
      "A1,index_on_prior,2025-12-31,use_value,,-1.25,\n"
      "A2,index_on_prior,2025-12-31,use_value,,,0.975\n"
      "A2,index_on_prior,2025-11-30,use_value,,,97.5%\n"
      "A1,index_on_prior,2025-11-30,use_value,,0,\n");
  REQUIRE_MESSAGE(found.ok(), to_text(found.errors()[0]));
  CHECK(found.value()[0].kind == EvidenceKind::index_on_prior);
  CHECK(*found.value()[0].index_z == -1.25);
  CHECK(found.value()[0].amount == Money());
  CHECK(*found.value()[1].index_z == doctest::Approx(1.959964).epsilon(1e-6));  // of any table
  CHECK(*found.value()[2].index_z == *found.value()[1].index_z);
  CHECK(*found.value()[3].index_z == 0);
  const auto chinese =
      read("权利编号,证据种类,日期,价值类型,百分位\nA1,指数先验,2025/12/31,使用价值,0.5\n");
  REQUIRE_MESSAGE(chinese.ok(), to_text(chinese.errors()[0]));
  CHECK(*chinese.value()[0].index_z == doctest::Approx(0).epsilon(1e-12));
}

TEST_CASE("evidence: an index that cannot be is told by cell") {
  const std::string begin = "A1,index_on_prior,2025-12-31,";
  for (const char* cells : {"87.5,", "5.1,", "-5.1,", "high,", "1e2,", "nan,", "5%,", ",0", ",1",
                            ",95", ",-0.1", ",1.5", ",top", ",100%", ",0.0000001"}) {
    CHECK_MESSAGE(index_fault(begin + "use_value,," + cells).code == "EV-115", cells);
  }
  const Error score = index_fault(begin + "use_value,,87.5,");
  CHECK(score.origin.column == 6);
  CHECK(score.hint.find("an index of 0 to 100 is no z") == 0);
  CHECK(index_fault(begin + "use_value,,,95").hint.find("write 0.95") == 0);
  CHECK(index_fault(begin + "use_value,,,95").origin.column == 7);
  CHECK(read_ranked(begin + "use_value,,5,\n").ok());
  for (const char* cells : {"use_value,,,", "use_value,,1,0.5", "use_value,7,1,", "arms_length,,1,",
                            "forced_sale,,1,"}) {
    CHECK_MESSAGE(index_fault(begin + cells).code == "EV-104", cells);
  }
  CHECK(index_fault("A1,own_transaction,2025-05-01,arms_length,5,1,").code == "EV-104");
  CHECK(index_fault("A1,own_transaction,2025-05-01,arms_length,5,,0.5").code == "EV-104");
  const Error mark = index_fault("TM-7,index_on_prior,2025-12-31,use_value,,1,");
  CHECK(mark.code == "EV-116");
  CHECK(mark.origin.column == 2);
  CHECK(read_ranked("A2,index_on_prior,2025-12-31,use_value,,1,\n").ok());  // a design
  const std::string once = begin + "use_value,,1,\n";
  CHECK(read_ranked(once + once).errors()[0].code == "EV-105");
}

namespace {

const std::string kProfitHeader =
    "asset_id,kind,date,basis,value_yuan,extra_profit_yuan,operating_profit_yuan,split_share,"
    "revenue_growth\n";

Error profit_fault(const std::string& row) {
  const auto found = read(kProfitHeader + row + "\n");
  REQUIRE_MESSAGE(!found.ok(), row);
  REQUIRE(found.errors().size() == 1);
  return found.errors()[0];
}

}  // namespace

TEST_CASE("evidence: an incremental profit and an income split, in English and Chinese") {
  const auto found = read(kProfitHeader +
                          "A1,incremental_profit,2025-12-31,use_value,,300000,,,-5%\n"
                          "A2,income_split,2025-12-31,use_value,,,2000000,25%,\n"
                          "TM-7,income_split,2025-12-31,use_value,,,2000000,100%,3%\n");
  REQUIRE_MESSAGE(found.ok(), to_text(found.errors()[0]));
  const EvidenceRow& extra = found.value()[0];
  CHECK(extra.kind == EvidenceKind::incremental_profit);
  CHECK(extra.amount == Money::of_yuan(300'000));
  REQUIRE(extra.profit.has_value());
  CHECK(extra.profit->split_frac == 1);
  CHECK(*extra.profit->growth_frac == doctest::Approx(-.05).epsilon(1e-12));
  CHECK_FALSE(extra.earnings.has_value());
  const EvidenceRow& split = found.value()[1];
  CHECK(split.kind == EvidenceKind::income_split);
  CHECK(split.amount == Money::of_yuan(2'000'000));
  CHECK(split.profit->split_frac == doctest::Approx(.25).epsilon(1e-12));
  CHECK_FALSE(split.profit->growth_frac.has_value());
  CHECK(found.value()[2].profit->split_frac == 1);
  const auto chinese = read(
      "权利编号,证据种类,日期,价值类型,增量利润(万元),营业利润(万元),分成率\n"
      "A1,增量收益,2025/12/31,使用价值,30,,\n"
      "A1,收益分成,2025/12/31,使用价值,,200,25%\n");
  REQUIRE_MESSAGE(chinese.ok(), to_text(chinese.errors()[0]));
  CHECK(chinese.value()[0].amount == Money::of_yuan(300'000));
  CHECK(chinese.value()[1].amount == Money::of_yuan(2'000'000));
  CHECK(chinese.value()[1].profit->split_frac == doctest::Approx(.25).epsilon(1e-12));
  CHECK_FALSE(
      read(kHeader + "A1,own_transaction,2025-05-01,arms_length,5,,,,\n").value()[0].profit);
}

TEST_CASE("evidence: a profit that cannot be is told by cell") {
  const std::string extra = "A1,incremental_profit,2025-12-31,";
  const std::string split = "A1,income_split,2025-12-31,";
  for (const char* basis : {"arms_length", "forced_sale", "related_party"}) {
    CHECK(profit_fault(extra + basis + ",,300000,,,").hint == "incremental_profit is of use_value");
    CHECK(profit_fault(split + basis + ",,,2000000,25%,").code == "EV-104");
  }
  for (const char* cells : {"use_value,,,,,", "use_value,300000,,,,", "use_value,,,300000,,",
                            "use_value,,300000,300000,,", "use_value,,300000,,25%,"}) {
    CHECK_MESSAGE(profit_fault(extra + cells).code == "EV-104", cells);
  }
  for (const char* cells : {"use_value,,,,25%,", "use_value,,,2000000,,", "use_value,,300000,,25%,",
                            "use_value,5,,2000000,25%,"}) {
    CHECK_MESSAGE(profit_fault(split + cells).code == "EV-104", cells);
  }
  const Error empty = profit_fault(split + "use_value,,,2000000,,");
  CHECK(empty.message == "income_split needs split_share");
  CHECK(empty.origin.line == 2);
  CHECK(empty.origin.column == 8);
  CHECK(profit_fault(extra + "use_value,,,,,").message == "incremental_profit needs extra_profit");
  CHECK(profit_fault(extra + "use_value,,0,,,").code == "EV-103");
  CHECK(profit_fault(extra + "use_value,,5,,,-100%").code == "EV-103");
  CHECK(profit_fault(split + "use_value,,,0,25%,").hint.find("no profit to split") !=
        std::string::npos);
  CHECK(profit_fault(split + "use_value,,,5,0%,").code == "EV-103");
  CHECK(profit_fault(split + "use_value,,,5,25%,-100%").code == "EV-103");
  for (const char* cells : {"use_value,,-1,,,", "use_value,,nan,,,", "use_value,,5,,,5"}) {
    CHECK_MESSAGE(profit_fault(extra + cells).code == "M-155", cells);
  }
  for (const char* cells : {"use_value,,,-1,25%,", "use_value,,,nan,25%,", "use_value,,,5,101%,",
                            "use_value,,,5,25,", "use_value,,,5,-25%,", "use_value,,,5,nan,"}) {
    CHECK_MESSAGE(profit_fault(split + cells).code == "M-155", cells);
  }
  // The other kinds have none of its columns.
  for (const char* cells : {"5,5,,,", "5,,5,,", "5,,,25%,", "5,,,,5%"}) {
    CHECK_MESSAGE(
        profit_fault("A1,own_transaction,2025-05-01,arms_length," + std::string(cells)).code ==
            "EV-104",
        cells);
  }
  CHECK(profit_fault("A1,income_spilt,2025-05-01,use_value,,,5,25%,").hint ==
        "did you mean 'income_split'?");
  const std::string once = split + "use_value,,,2000000,25%,\n";
  CHECK(read(kProfitHeader + once + once).errors()[0].code == "EV-105");
}

namespace {

Result<std::vector<EvidenceRow>> read_developed(const std::string& rows) {
  const Cells cells = testing::cells_of(
      "evidence.csv",
      "asset_id,kind,date,basis,value_yuan,project_value_yuan,development_cost_yuan,volatility\n" +
          rows);
  return read_evidence(cells, {kIds, "CNY", *make_date(2026, 9, 30), kKinds});
}

Error development_fault(const std::string& row) {
  const auto found = read_developed(row + "\n");
  REQUIRE_MESSAGE(!found.ok(), row);
  REQUIRE(found.errors().size() == 1);
  return found.errors()[0];
}

}  // namespace

TEST_CASE("evidence: an option to develop, with and without its volatility, in Chinese") {
  const auto found = read_developed(
      "A1,development_option,2025-12-31,use_value,,3422000,2875000,47%\n"
      "A2,development_option,2025-12-31,use_value,,3422000,2875000,\n");
  REQUIRE_MESSAGE(found.ok(), to_text(found.errors()[0]));
  const EvidenceRow& first = found.value()[0];
  CHECK(first.kind == EvidenceKind::development_option);
  CHECK(first.amount == Money::of_yuan(3'422'000));
  REQUIRE(first.development.has_value());
  CHECK(first.development->cost_yuan == 2'875'000);
  CHECK(*first.development->volatility_frac == doctest::Approx(.47).epsilon(1e-12));
  CHECK_FALSE(found.value()[1].development->volatility_frac.has_value());
  const auto chinese = read(
      "权利编号,证据种类,日期,价值类型,项目价值(万元),开发成本(万元),波动率\n"
      "A1,开发期权,2025/12/31,使用价值,342.2,287.5,100%\n");
  REQUIRE_MESSAGE(chinese.ok(), to_text(chinese.errors()[0]));
  CHECK(chinese.value()[0].amount == Money::of_yuan(3'422'000));
  CHECK(chinese.value()[0].development->cost_yuan == 2'875'000);
  CHECK(*chinese.value()[0].development->volatility_frac == 1);
}

TEST_CASE("evidence: an option to develop that cannot be is told by cell") {
  const std::string begin = "A1,development_option,2025-12-31,";
  for (const char* cells : {"arms_length,,5,4,", "forced_sale,,5,4,", "use_value,,,4,47%",
                            "use_value,,5,,47%", "use_value,5,5,4,", "use_value,5,,4,"}) {
    CHECK_MESSAGE(development_fault(begin + cells).code == "EV-104", cells);
  }
  const Error empty = development_fault(begin + "use_value,,5,,47%");
  CHECK(empty.message == "development_option needs development_cost");
  CHECK(empty.origin.column == 7);
  for (const char* cells : {"use_value,,0,4,", "use_value,,5,0,", "use_value,,5,4,0%"}) {
    CHECK_MESSAGE(development_fault(begin + cells).code == "EV-103", cells);
  }
  for (const char* cells :
       {"use_value,,-5,4,", "use_value,,5,-4,", "use_value,,nan,4,", "use_value,,5,nan,",
        "use_value,,5,4,nan", "use_value,,5,4,101%", "use_value,,5,4,47", "use_value,,5,4,-1%"}) {
    CHECK_MESSAGE(development_fault(begin + cells).code == "M-155", cells);
  }
  const Error mark = development_fault("TM-7,development_option,2025-12-31,use_value,,5,4,");
  CHECK(mark.code == "EV-117");
  CHECK(mark.origin.column == 2);
  for (const char* cells : {"5,5,,", "5,,4,", "5,,,47%"}) {
    CHECK_MESSAGE(
        development_fault("A1,own_transaction,2025-05-01,arms_length," + std::string(cells)).code ==
            "EV-104",
        cells);
  }
  const std::string once = begin + "use_value,,5,4,\n";
  CHECK(read_developed(once + once).errors()[0].code == "EV-105");
}
