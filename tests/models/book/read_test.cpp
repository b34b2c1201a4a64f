#include "models/book/read.hpp"

#include <doctest/doctest.h>

#include <random>

#include "models/book/write.hpp"
#include "tests/models/book/cells_of.hpp"

using namespace pledgelab;
using pledgelab::testing::cells_of;

namespace {

struct Files {
  std::string loans =
      "id,borrower_id,origination,maturity,principal_yuan,balance_yuan,rate\n"
      "L-1,B-1,2023-06-15,2024-06-14,5000000,4300000.50,5.22%\n"
      "L-2,B-2,2023-07-01,2025-07-01,2000000,2000000,4.35%\n";
  std::string assets =
      "id,kind,status,expiry_date,technology_class,node_nm,product_id,product_share\n"
      "A-1,invention,valid,2035-03-02,H01M,,P,60%\n"
      "A-2,trademark,valid,,,,,\n"
      "A-3,layout_design,valid,,,28,P,40%\n";
  std::string pledges =
      "id,loan_id,asset_id,rank,registration_number\n"
      "Z-1,L-1,A-1,1,Y1\nZ-2,L-1,A-3,1,Y2\nZ-3,L-2,A-2,1,Y3\n";
  std::string appraisals =
      "asset_id,date,评估值(万元)\nA-1,2023-05-31,860.00\nA-2,2023-05-31,700\n";
};

Result<BookReading> read(const Files& files, const ReadOptions& options = {}) {
  const Cells loans = cells_of("loans.csv", files.loans);
  const Cells assets = cells_of("assets.csv", files.assets);
  const Cells pledges = cells_of("pledges.csv", files.pledges);
  const Cells appraisals = cells_of("appraisals.csv", files.appraisals);
  const std::vector<TableCells> tables = {{BookTable::loans, &loans},
                                          {BookTable::assets, &assets},
                                          {BookTable::pledges, &pledges},
                                          {BookTable::appraisals, &appraisals}};
  return read_book(tables, options);
}

// One text of a file replaced.
std::string with(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

const Reject* reject_with(const BookReading& reading, const std::string& code) {
  for (const Reject& reject : reading.book.rejects) {
    if (reject.error.code == code) return &reject;
  }
  return nullptr;
}

void check_control_totals(const BookReading& reading) {
  for (const Control& control : reading.controls) {
    CAPTURE(control.table);
    CAPTURE(control.field);
    CHECK(control.rows_in == control.rows_kept + control.rows_quarantined + control.rows_excluded);
    CHECK(control.in == control.kept + control.quarantined + control.excluded);
  }
}

// The file refused as a whole, with this code.
void check_refused(const Files& files, const std::string& code) {
  const auto reading = read(files);
  REQUIRE_FALSE(reading.ok());
  CHECK(reading.errors().front().code == code);
}

// One reject of this code in this file and line, nothing else lost.
void check_quarantined(const Files& files, const std::string& code, const std::string& file,
                       std::uint32_t line) {
  const auto reading = read(files);
  REQUIRE(reading.ok());
  check_control_totals(reading.value());
  const Reject* reject = reject_with(reading.value(), code);
  REQUIRE_MESSAGE(reject != nullptr, code);
  CHECK(reject->error.origin.file == file);
  CHECK(reject->error.origin.line == line);
}

}  // namespace

TEST_CASE("a folder of four tables is one book, to the fen") {
  const auto reading = read({});
  REQUIRE(reading.ok());
  const Book& book = reading.value().book.value;
  CHECK(reading.value().book.rejects.empty());
  CHECK(book.currency == "CNY");
  REQUIRE(book.loans.size() == 2);
  CHECK(book.loans[0].balance == Money::of_fen(430'000'050));
  CHECK(book.loans[0].rate == Rate{52'200});
  CHECK(to_iso(book.loans[1].maturity) == "2025-07-01");
  CHECK(book.borrowers.size() == 2);
  CHECK(book.borrowers[1].id == "B-2");
  CHECK(book.lenders.size() == 1);
  REQUIRE(book.pledges.size() == 3);
  CHECK(book.pledges[1].asset.index == 2);
  CHECK(std::get<LayoutDesign>(book.assets[2].facts).node_nm == 28.0);
  CHECK(book.appraisals[0].value == Money::of_yuan(8'600'000));
  check_control_totals(reading.value());
}

TEST_CASE("a file that cannot be read as a whole is refused, all its faults at once") {
  Files files;
  files.loans = with(files.loans, "origination", "original_date");
  check_refused(files, "B-102");
  CHECK(read(files).errors().size() == 2);  // unknown column, and the missing one
  files = {};
  files.loans = with(files.loans, "principal_yuan", "贷款金额(斤)");
  check_refused(files, "B-105");
  files = {};
  files.loans = with(files.loans, "principal_yuan", "贷款金额");
  check_refused(files, "B-104");
  files = {};
  files.loans = with(files.loans, "principal_yuan", "principal_usd");
  check_refused(files, "B-106");
  files = {};
  files.loans = with(files.loans, ",rate", ",余额（元）");
  check_refused(files, "B-103");
  files = {};
  files.loans = with(files.loans, "rate\n", "rate(万元)\n");
  check_refused(files, "B-107");
}

TEST_CASE("a wrong row goes to quarantine with its reason, its money and its dependants") {
  Files files;
  files.loans = with(files.loans, "4300000.50", "-4300000.50");
  const auto reading = read(files);
  REQUIRE(reading.ok());
  const BookReading& got = reading.value();
  check_control_totals(got);
  REQUIRE(got.book.rejects.size() == 3);  // the loan and its two pledges
  CHECK(got.book.rejects[0].error.message == "balance is negative: -4300000.50");
  CHECK(got.book.rejects[0].at_stake_fen == 500'000'000);
  CHECK(got.book.rejects[0].error.origin.column == 6);
  CHECK(got.book.rejects[1].error.code == "B-303");
  CHECK(got.book.value.loans.size() == 1);
  CHECK(got.book.value.loans[0].borrower.index == 1);
  CHECK(got.book.value.pledges.size() == 1);
  CHECK(got.book.value.pledges[0].loan.index == 0);
  CHECK(got.book.value.pledges[0].asset.index == 1);
  for (const Control& control : got.controls) {
    if (control.table != "loans" || control.field != "balance") continue;
    CHECK(control.in == Money::of_fen(-430'000'050 + 200'000'000));
    CHECK(control.quarantined == Money::of_fen(-430'000'050));
  }
}

TEST_CASE("each kind of bad row is found and placed") {
  Files files;
  files.loans = with(files.loans, "L-2,B-2", "L-1,B-2");
  check_quarantined(files, "B-301", "loans.csv", 3);
  files = {};
  files.pledges = with(files.pledges, "Z-3,L-2", "Z-3,L-9");
  check_quarantined(files, "B-302", "pledges.csv", 4);  // orphan pledge
  check_quarantined(files, "B-304", "loans.csv", 3);    // and a loan without pledge
  files = {};
  files.assets = with(files.assets, "A-2,trademark,valid", "A-2,trademark,expired");
  check_quarantined(files, "B-305", "pledges.csv", 4);
  files = {};
  files.assets = with(files.assets, "2035-03-02", "2023-06-15");  // ends as the loan begins
  check_quarantined(files, "B-305", "pledges.csv", 2);
  files = {};
  files.assets = with(files.assets, "40%", "41%");  // 101%
  check_quarantined(files, "B-308", "assets.csv", 2);
  files = {};
  files.assets = with(files.assets, "A-2,trademark,valid,,,,", "A-2,trademark,valid,,,7,");
  check_quarantined(files, "B-203", "assets.csv", 3);  // node_nm of a trademark
  files = {};
  files.loans = with(files.loans, "2024-06-14", "2023-06-15");
  check_quarantined(files, "B-205", "loans.csv", 2);
  files = {};
  files.pledges = with(files.pledges, "Z-3,L-2,A-2", "Z-3,L-2,A-1");
  check_quarantined(files, "B-306", "pledges.csv", 4);  // A-1 twice at rank 1
  files = {};
  files.pledges = with(files.pledges, "Z-2,L-1,A-3,1", "Z-2,L-1,A-1,2");
  check_quarantined(files, "B-307", "pledges.csv", 3);
  files = {};
  files.loans = with(files.loans, "2023-06-15", "43707");
  check_quarantined(files, "B-201", "loans.csv", 2);
  files = {};
  files.loans = with(files.loans, "5.22%", "5.22");
  check_quarantined(files, "B-201", "loans.csv", 2);
  files = {};
  files.appraisals += "A-1,2023-05-31,900\n";
  check_quarantined(files, "B-310", "appraisals.csv", 4);
}

TEST_CASE("a loan whose only pledge went to quarantine goes too, and says so") {
  Files files;
  files.assets = with(files.assets, "A-2,trademark,valid", "A-2,trademark,lapsed");
  check_quarantined(files, "B-304", "loans.csv", 3);
  const auto reading = read(files);
  CHECK(reject_with(reading.value(), "B-304")->error.message ==
        "loan 'L-2' has no pledge left: all its pledges are in quarantine");
  CHECK(reading.value().book.value.loans.size() == 1);
}

TEST_CASE("one registration over two contracts, and a second rank, are no conflict") {
  Files files;
  files.pledges =
      "id,loan_id,asset_id,rank,registration_number\n"
      "Z-1,L-1,A-1,1,Y1\nZ-2,L-2,A-1,1,Y1\n";
  CHECK(read(files).value().book.rejects.empty());
  files.pledges =
      "id,loan_id,asset_id,rank,registration_number\n"
      "Z-1,L-1,A-1,1,Y1\nZ-2,L-2,A-1,2,Y7\n";
  CHECK(read(files).value().book.rejects.empty());
}

TEST_CASE("an Excel serial date is refused with the day it would mean") {
  Files files;
  files.loans = with(files.loans, "2023-06-15", "43707");
  const auto reading = read(files);
  CHECK(reading.value().book.rejects.front().error.hint ==
        "it would mean 2019-08-30: format the column as YYYY-MM-DD");
}

TEST_CASE("expiry is tested at the as-of date when there is one") {
  ReadOptions options;
  options.as_of = make_date(2035, 3, 2);
  const auto at = read({}, options);
  CHECK(reject_with(at.value(), "B-305") != nullptr);
  options.as_of = make_date(2035, 3, 1);
  const auto before = read({}, options);
  CHECK(reject_with(before.value(), "B-305") == nullptr);
}

TEST_CASE("read(write(book)) is the book, over every field") {
  for (int round = 0; round < 7; ++round) {
    Book book;
    for (int i = 0; i < 3; ++i) {
      for (std::uint8_t table = 0; table < kBookTables; ++table) {
        add_row(book, static_cast<BookTable>(table));
      }
    }
    const auto word = static_cast<std::size_t>(round);
    for (const Field& field : book_fields()) {
      for (std::uint32_t row = 0; row < 3; ++row) {
        const std::string unit = std::to_string(row);
        if (!field.holds(book, row)) continue;
        const std::int32_t n = static_cast<std::int32_t>(row) * 17 + round;
        FieldValue value;
        switch (field.type) {
          case FieldType::text:
            value = field.name == "product_id" ? "P" + unit : field.name + ",\"\n" + unit;
            break;
          case FieldType::word:
            value = (*field.words)[(word + (field.name == "kind" ? 0 : row)) % field.words->size()];
            if (field.name == "status") value = std::string("valid");
            break;
          case FieldType::reference:
            value = std::int64_t{row};
            break;
          case FieldType::money:
            value = Money::of_fen(1'234'567 + n);
            break;
          case FieldType::share:
            value = Share{333'333 + n};
            break;
          case FieldType::rate:
            value = Rate{52'200 + n};
            break;
          case FieldType::date:
            value = Date{20'000 + n + (field.name == "maturity" ? 400 : 0) +
                         (field.name == "expiry_date" ? 4000 : 0)};
            break;
          case FieldType::count:
            value = std::int64_t{1 + n};
            break;
          case FieldType::number:
            value = 0.1 + n / 300.0;
            break;
          case FieldType::boolean:
            value = field.name != "term_from_scenario" && n % 2 == 0;
            break;
        }
        field.set(book, row, value);
      }
    }
    std::vector<Cells> cells;
    for (std::uint8_t table = 0; table < kBookTables; ++table) {
      cells.push_back(table_cells(book, static_cast<BookTable>(table)));
    }
    std::vector<TableCells> tables;
    for (std::uint8_t table = 0; table < kBookTables; ++table) {
      tables.push_back({static_cast<BookTable>(table), &cells[table]});
    }
    const auto again = read_book(tables, {});
    REQUIRE(again.ok());
    for (const Reject& reject : again.value().book.rejects) MESSAGE(to_text(reject.error));
    REQUIRE(again.value().book.rejects.empty());
    for (const Field& field : book_fields()) {
      for (std::uint32_t row = 0; row < 3; ++row) {
        CAPTURE(field.name);
        CHECK(field.get(again.value().book.value, row) == field.get(book, row));
      }
    }
  }
}

TEST_CASE("law: whatever is broken in a good file, rows and fen in = kept + quarantined") {
  std::mt19937 random(20261124);
  const auto pick = [&](std::size_t below) { return random() % below; };
  int refused = 0;
  for (int round = 0; round < 3000; ++round) {
    Files files;
    std::string* const all[] = {&files.loans, &files.assets, &files.pledges, &files.appraisals};
    for (std::size_t cut = 1 + pick(4); cut > 0; --cut) {
      std::string& text = *all[pick(4)];
      const std::size_t header = text.find('\n') + 1;
      const std::size_t at = header + pick(text.size() - header);
      if (text[at] == ',' || text[at] == '\n') continue;
      static const std::string kBytes = "0123456789-.%ABLZyx \xE5\xFF";
      text[at] = kBytes[pick(kBytes.size())];
    }
    const auto reading = read(files);
    if (!reading.ok()) {
      ++refused;
      continue;
    }
    const BookReading& got = reading.value();
    check_control_totals(got);
    std::size_t quarantined = 0;
    for (const Control& control : got.controls) {
      if (control.field.empty()) quarantined += control.rows_quarantined;
    }
    CHECK(quarantined == got.book.rejects.size());
    for (const Pledge& pledge : got.book.value.pledges) {
      CHECK(pledge.loan.index < got.book.value.loans.size());
      CHECK(pledge.asset.index < got.book.value.assets.size());
    }
  }
  CHECK(refused == 0);  // only bodies were broken
}

TEST_CASE("quarantine opens in a spreadsheet and runs nothing there") {
  const std::vector<Reject> rejects = {
      {{"B-201", {"loans.csv", 4, 2}, "bad, \"very\"", {}, ErrorKind::input},
       "=cmd|' /C calc'!A0,1",
       5}};
  CHECK(quarantine_csv(rejects) ==
        "\xEF\xBB\xBF"
        "file,line,column,code,message,hint,at_stake_fen,raw\n"
        "loans.csv,4,2,B-201,\"bad, \"\"very\"\"\",,5,\"'=cmd|' /C calc'!A0,1\"\n");
}

TEST_CASE("book: an essential right in quarantine is told, by its product") {
  const auto told = [](const std::string& cells) {
    Files files;
    files.assets = "id,kind,status,expiry_date,technology_class,node_nm,product_id,essential\n" +
                   cells + "A-2,trademark,valid,,,,,\nA-3,layout_design,valid,,,28,P,false\n";
    const auto reading = read(files);
    REQUIRE(reading.ok());
    for (const Error& warning : reading.value().warnings) {
      if (warning.code == "W-143") return warning.message;
    }
    return std::string();
  };
  CHECK(told("A-1,invention,valid,2035-02-30,H01M,,P,true\n").find("'P'") != std::string::npos);
  CHECK(told("A-1,invention,valid,2035-02-30,H01M,,P,false\n").empty());
  CHECK(told("A-1,invention,valid,2035-03-02,H01M,,P,true\n").empty());
}

TEST_CASE("a right without status is kept as unknown, never taken as valid") {
  Files files;
  files.assets = with(files.assets, "A-2,trademark,valid", "A-2,trademark,");
  const auto reading = read(files).value();
  CHECK(reading.book.value.assets[0].status == LegalStatus::valid);
  CHECK(reading.book.value.assets[1].status == LegalStatus::unknown);
  bool told = false;
  for (const Error& warning : reading.warnings) told = told || warning.code == "W-104";
  CHECK(told);
  files.assets = with(files.assets, "A-2,trademark,", "A-2,trademark,待查");
  CHECK(read(files).value().book.value.assets[1].status == LegalStatus::unknown);
}

TEST_CASE("dates of a right that contradict each other are rejected") {
  Files files;
  files.assets = with(files.assets, "technology_class,node_nm",
                      "filing_date,grant_date,technology_class,node_nm");
  files.assets = with(files.assets, "2035-03-02,H01M", "2035-03-02,2016-01-02,2016-01-02,H01M");
  files.assets = with(files.assets, "A-2,trademark,valid,,,,,", "A-2,trademark,valid,,,,,,,");
  files.assets = with(files.assets, "valid,,,28", "valid,,,,,28");
  CHECK(reject_with(read(files).value(), "B-206") == nullptr);
  files.assets = with(files.assets, "2016-01-02,2016-01-02", "2016-01-02,2016-01-01");
  const auto early = read(files).value();
  REQUIRE(reject_with(early, "B-206") != nullptr);
  CHECK(reject_with(early, "B-206")->error.message ==
        "grant_date 2016-01-01 is before filing_date 2016-01-02");
  files.assets = with(files.assets, "2016-01-02,2016-01-01", "2036-01-02,");
  CHECK(reject_with(read(files).value(), "B-206")->error.message ==
        "expiry_date 2035-03-02 is before filing_date 2036-01-02");
}

TEST_CASE("what the as-of date does not know yet is told: grants, loans, values") {
  Files files;
  files.assets =
      with(files.assets, "technology_class,node_nm", "grant_date,technology_class,node_nm");
  files.assets = with(files.assets, "2035-03-02,H01M", "2035-03-02,2023-07-01,H01M");
  files.assets = with(files.assets, "A-2,trademark,valid,,,,,", "A-2,trademark,valid,,,,,,");
  files.assets = with(files.assets, "valid,,,28", "valid,,,,28");
  const auto codes = [&](Date as_of) {
    ReadOptions options;
    options.as_of = as_of;
    const BookReading reading = read(files, options).value();
    std::string all;
    for (const Error& warning : reading.warnings) all += warning.code + " ";
    return all;
  };
  const auto day = [](const char* text) { return *parse_date(text); };
  for (const char* code : {"W-144", "W-145", "W-146"}) {
    CHECK(codes(day("2023-07-01")).find(code) == std::string::npos);
  }
  CHECK(codes(day("2023-06-30")).find("W-144") != std::string::npos);
  CHECK(codes(day("2023-06-30")).find("W-145") != std::string::npos);
  CHECK(codes(day("2023-05-31")).find("W-146") == std::string::npos);
  CHECK(codes(day("2023-05-30")).find("W-146") != std::string::npos);
}

TEST_CASE("a right without an owner is the borrower's who pledges it") {
  Files files;
  const BookReading reading = read(files).value();
  CHECK(reading.book.value.assets[0].owner_id == "B-1");
  CHECK(reading.book.value.assets[1].owner_id == "B-2");
  files.assets =
      with(files.assets, "technology_class,node_nm", "owner_id,technology_class,node_nm");
  files.assets = with(files.assets, "2035-03-02,H01M", "2035-03-02,B-2,H01M");
  files.assets = with(files.assets, "A-2,trademark,valid,,,,,", "A-2,trademark,valid,,,,,,");
  files.assets = with(files.assets, "valid,,,28", "valid,,,,28");
  CHECK(read(files).value().book.value.assets[0].owner_id == "B-2");
}
