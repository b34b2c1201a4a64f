#include "models/policy/facts.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <sstream>

using namespace pledgelab;

namespace {

// A table from lines of comma-separated cells, without quotes; enough for these tests.
Cells cells_of(const std::string& text) {
  Cells cells;
  cells.file = "losses.csv";
  auto bytes = std::make_shared<const std::string>(text);
  cells.bytes = bytes;
  std::string_view rest = *bytes;
  for (std::uint32_t line = 1; !rest.empty(); ++line) {
    std::string_view row = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), row.size() + 1));
    std::uint32_t column = 1;
    for (;;) {
      const std::size_t comma = row.find(',');
      const Cell cell{row.substr(0, comma), line, column};
      (line == 1 ? cells.header : cells.body).push_back(cell);
      if (comma == std::string_view::npos) break;
      row.remove_prefix(comma + 1);
      column += static_cast<std::uint32_t>(comma) + 1;
    }
  }
  return cells;
}

}  // namespace

TEST_CASE("facts: the kind of a column follows from its header and its cells") {
  const auto table =
      read_facts(cells_of("loss_id,approved_usd,loan.tenor,loan.ip_share,borrower.first_loan,"
                          "loan.origination_date,loan.grade,term_months\n"
                          "a,60000.05,36mo,60%,true,2024-02-29,A,12\n"
                          "b,,12mo,,false,,B,\n"),
                 "USD");
  REQUIRE(table.ok());
  const FactTable& facts = table.value();
  CHECK(facts.rows == 2);
  CHECK(facts.find("loan.approved_usd")->kind == FactKind::money);
  CHECK(facts.find("loan.approved_usd")->value[0] == 6'000'005);
  CHECK_FALSE(facts.find("loan.approved_usd")->has(1));
  CHECK(facts.find("loan.tenor")->kind == FactKind::months);
  CHECK(facts.find("loan.ip_share")->value[0] == 600'000);
  CHECK(facts.find("borrower.first_loan")->kind == FactKind::boolean);
  CHECK(facts.find("loan.origination_date")->kind == FactKind::date);
  CHECK(facts.find("loan.grade")->kind == FactKind::text);
  CHECK(facts.find("loan.grade")->value[1] == *facts.word("B"));
  CHECK(facts.find("loan.term_months")->kind == FactKind::months);
  CHECK(facts.find("loan.nothing") == nullptr);
}

TEST_CASE("facts: money that is none, another currency, wan, a column twice are told with places") {
  const auto table =
      read_facts(cells_of("loss_id,a_usd,b_yuan,c_wan,b_yuan\nx,1,12.345,1,1\n"), "CNY");
  REQUIRE_FALSE(table.ok());
  std::string codes;
  for (const Error& error : table.errors()) {
    codes += error.code + "@" + std::to_string(error.origin.line) + ":" +
             std::to_string(error.origin.column) + " ";
  }
  CHECK(codes == "P-152@1:9 P-151@2:5 P-152@1:22 P-153@1:28 ");
}

TEST_CASE("facts: numbers beside rates are told with both forms, their lines and what to write") {
  const auto fault = [](const std::string& cells) {
    const auto table = read_facts(cells_of("loss_id,ip_share\n" + cells), "CNY");
    REQUIRE(table.ok());
    const FactColumn* column = table.value().find("loan.ip_share");
    if (!column->fault) return std::string("none");
    const Error& error = *column->fault;
    return error.code + "@" + std::to_string(error.origin.line) + ":" +
           std::to_string(error.origin.column) + " " + error.message + " | " + error.hint;
  };
  CHECK(fault("a,0.6\nb,49.99%\n") ==
        "P-155@3:3 the column 'ip_share' mixes plain numbers ('0.6', line 2) and rates ('49.99%', "
        "line 3) | write every cell as a rate: 60% for 0.6");
  // The lines of each, of many the first five; an empty cell is of no form.
  CHECK(fault("a,150bp\nb,\nc,1/4\nd,0.5\ne,1\nf,1\ng,1\nh,1\ni,1\nj,1\n")
            .find("P-155@5:3 the column 'ip_share' mixes plain numbers ('0.5', lines 5, 6, 7, 8, 9 "
                  "and 2 more) and rates ('150bp', lines 2, 4) | write every cell as a rate: 50% "
                  "for 0.5") == 0);
  CHECK(fault("a,0.6\nb,0.5\n") == "none");
  CHECK(fault("a,60%\nb,50%\n") == "none");
  CHECK(fault("a,0.6\nb,50%\nc,none\n") == "none");  // a column of texts
  CHECK(fault("a,0.6\nb,3mo\n") == "none");
}
