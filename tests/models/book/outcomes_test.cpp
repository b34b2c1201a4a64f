// outcomes.csv: every right file and every fault with its place.
#include "models/book/outcomes.hpp"

#include <doctest/doctest.h>

#include "engine/formats/csv.hpp"

using namespace pledgelab;

namespace {

Book book_of(const std::string& currency) {
  Book book;
  book.currency = currency;
  for (const char* id : {"A", "B", "C"}) {
    Loan loan;
    loan.id = id;
    loan.origination = *make_date(2004, 1, 31);
    book.loans.push_back(loan);
  }
  return book;
}

Result<std::vector<LoanOutcome>> read(const std::string& text, const std::string& money = "USD") {
  const auto cells = parse_csv(text, "outcomes.csv");
  REQUIRE(cells.ok());
  return read_outcomes(cells.value(), book_of(money));
}

const std::string kHead = "loan_id,defaulted,loss_usd\n";
const std::string kRest = "B,false,0\nC,false,0\n";

// The one fault of a file as code, line:column and hint.
std::string fault_of(const std::string& text, const std::string& money = "USD") {
  const auto outcomes = read(text, money);
  if (outcomes) return "none";
  REQUIRE(outcomes.errors().size() == 1);
  const Error& error = outcomes.errors().front();
  CHECK(error.origin.file == "outcomes.csv");
  return error.code + " " + std::to_string(error.origin.line) + ":" +
         std::to_string(error.origin.column) + " " + error.hint;
}

bool starts(const std::string& text, const std::string& with) { return text.rfind(with, 0) == 0; }

}  // namespace

TEST_CASE("outcomes: one a loan, in the book's order whatever the file's") {
  const auto outcomes = read(
      "default_date,loan_id,loss_usd,defaulted\n"
      ",C,0,false\n2004-01-31,A,1234.56,true\n,B,0,true\n");
  REQUIRE(outcomes.ok());
  REQUIRE(outcomes.value().size() == 3);
  CHECK(outcomes.value()[0].defaulted);
  CHECK(outcomes.value()[0].loss.fen() == 123'456);
  CHECK(outcomes.value()[0].default_date == make_date(2004, 1, 31));
  CHECK(outcomes.value()[1].defaulted);  // a default may cost nothing
  CHECK(outcomes.value()[1].loss.fen() == 0);
  CHECK_FALSE(outcomes.value()[1].default_date);
  CHECK_FALSE(outcomes.value()[2].defaulted);
}

TEST_CASE("outcomes: the loss in any unit of the book's currency") {
  const auto wan = read("loan_id,defaulted,损失\n", "CNY");
  REQUIRE_FALSE(wan.ok());
  const auto yuan = read("loan_id,defaulted,loss(万元)\nA,true,1.5\n" + kRest, "CNY");
  REQUIRE(yuan.ok());
  CHECK(yuan.value()[0].loss.fen() == 1'500'000);
}

TEST_CASE("outcomes: columns missing, unknown, twice, without unit, in another currency") {
  CHECK(starts(fault_of("loan_id,loss_usd\nA,0\n"), "B-601 1:0"));
  CHECK(starts(fault_of("loan_id,defaulted\nA,false\n"), "B-601 1:0"));
  CHECK(starts(fault_of("defaulted,loss_usd\nfalse,0\n"), "B-601 1:0"));
  CHECK(fault_of("loan_id,defaulted,loss_usd,default_dat\nA,false,0,\n") ==
        "B-601 1:28 did you mean 'default_date'?");
  CHECK(starts(fault_of("loan_id,defaulted,loan_id,loss_usd\nA,false,A,0\n"), "B-601 1:19"));
  CHECK(starts(fault_of("loan_id,defaulted,loss_usd,loss_usd\nA,false,0,0\n"), "B-601 1:28"));
  CHECK(fault_of("loan_id,defaulted,loss\nA,false,0\n") == "B-602 1:19 write loss_usd");
  CHECK(fault_of("loan_id,defaulted,loss_yuan\nA,false,0\n") == "B-602 1:19 write loss_usd");
  CHECK(fault_of(kHead + "A,false,0\n", "CNY") == "B-602 1:19 write loss_yuan");
}

TEST_CASE("outcomes: a loan unknown, given twice, or without a row") {
  CHECK(starts(fault_of(kHead + "A,false,0\n" + kRest + "D,false,0\n"), "B-603 5:1"));
  CHECK(fault_of(kHead + "A,false,0\n" + kRest + "A,true,9\n") == "B-603 5:1 first in line 2");
  const auto missing = read(kHead + "B,false,0\n");
  REQUIRE_FALSE(missing.ok());
  REQUIRE(missing.errors().size() == 1);
  CHECK(missing.errors()[0].code == "B-603");
  CHECK(missing.errors()[0].message == "2 loans of the book have no outcome: A, C");
}

TEST_CASE("outcomes: cells that cannot be, and all faults at once") {
  CHECK(starts(fault_of(kHead + "A,yes,0\n" + kRest), "B-604 2:3 write true or false"));
  CHECK(starts(fault_of(kHead + "A,true,\n" + kRest), "B-604 2:8"));
  CHECK(starts(fault_of(kHead + "A,true,1e3\n" + kRest), "B-604 2:8"));
  CHECK(starts(fault_of(kHead + "A,true,-0.01\n" + kRest), "B-604 2:8"));
  CHECK(starts(fault_of(kHead + "A,false,0.01\n" + kRest), "B-605 2:9"));
  const std::string dated = "loan_id,defaulted,default_date,loss_usd\n";
  const std::string rest = "B,false,,0\nC,false,,0\n";
  CHECK(starts(fault_of(dated + "A,true,2004-13-01,0\n" + rest), "B-604 2:8"));
  CHECK(starts(fault_of(dated + "A,true,2004-01-30,0\n" + rest), "B-605 2:8"));
  CHECK(fault_of(dated + "A,true,2004-01-31,0\n" + rest) == "none");
  CHECK(starts(fault_of(dated + "A,false,2005-01-30,0\n" + rest), "B-605 2:9"));
  const auto many = read(kHead + "A,maybe,x\nB,false,1\nE,false,0\n");
  REQUIRE_FALSE(many.ok());
  CHECK(many.errors().size() == 5);  // two cells of A, B's loss, E unknown, C missing
}
