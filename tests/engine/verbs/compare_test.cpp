// A run beside what happened, on the real SBA vintage FY2004 and on small books made by hand.
#include "engine/verbs/compare.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <fstream>
#include <map>
#include <set>

#include "engine/formats/csv.hpp"
#include "engine/verbs/inputs.hpp"
#include "tests/engine/run/fixture.hpp"
#include "tests/models/loss/fixture.hpp"
#include "tests/support/places.hpp"

using namespace pledgelab;

namespace {

const std::string& sba() {
  static const std::string folder = test::source_root() + "/tests/data/sba/";
  return folder;
}

std::map<std::string, std::string> row_of(const Cells& cells, std::size_t row) {
  std::map<std::string, std::string> read;
  for (std::size_t at = 0; at < cells.width(); ++at) {
    read[std::string(cells.header[at].text)] = std::string(cells.at(row, at).text);
  }
  return read;
}

}  // namespace

TEST_CASE("compare: outcomes-fy2004.csv is what the loans file says, row by row") {
  const auto loans = read_csv(sba() + "sba_loans_block.csv");
  const auto outcomes = read_csv(sba() + "outcomes-fy2004.csv");
  REQUIRE(loans.ok());
  REQUIRE(outcomes.ok());
  std::size_t at = 0;
  std::int64_t defaults = 0;
  Money loss;
  for (std::size_t i = 0; i < loans.value().rows(); ++i) {
    auto loan = row_of(loans.value(), i);
    const bool lost = loan["status"] == "CHGOFF";
    if (loan["programme"] != "7A" || loan["approval_fy"] != "2004") continue;
    if (!lost && loan["status"] != "PIF") continue;
    REQUIRE(at < outcomes.value().rows());
    auto outcome = row_of(outcomes.value(), at++);
    CHECK(outcome["loan_id"] == loan["loan_id"]);
    CHECK(outcome["defaulted"] == (lost ? "true" : "false"));
    CHECK(outcome["default_date"] == (lost ? loan["chargeoff_date"] : ""));
    CHECK(outcome["loss_usd"] == (lost ? loan["chargeoff_usd"] : "0"));
    defaults += lost ? 1 : 0;
    loss += *parse_money(outcome["loss_usd"]);
  }
  CHECK(at == outcomes.value().rows());
  CHECK(at == 5547);
  CHECK(defaults == 1262);
  CHECK(loss == Money::of_yuan(41'769'166));
}

TEST_CASE("compare: defaults are counted by month, recoveries are none") {
  LossTape tape;
  tape.month_count = 3;
  for (const std::uint16_t month : std::vector<std::uint16_t>{1, 3, 3}) {
    tape.push_back({0, LoanId{0}, month, TapeKind::loan_default, {}, {}, {}});
  }
  tape.push_back({0, LoanId{0}, 9, TapeKind::recovery, RecoverySource::other, {}, {}});
  DefaultsByMonth counts;
  count_defaults(tape, counts);
  count_defaults(tape, counts);
  CHECK(counts == DefaultsByMonth{2, 0, 4});
}

TEST_CASE("compare: a realised default is a claim, whatever the loan was at the as-of date") {
  // Not a day past due at the as-of date; half of a loss of 100 yuan is the fund's.
  const Book book = test::plain_book(3);
  const Scenario scenario = test::plain_scenario();
  const Law law;
  const SharingPolicy half = test::half_policy("3000");
  RunInputs inputs{book, scenario, law, &half, test::kAsOf, 12, {}};
  inputs.plan.paths = 20;
  const RunResults results = test::run(inputs);
  std::vector<LoanOutcome> outcomes(3);
  outcomes[1] = {true, Money::of_yuan(100), add_months(test::kAsOf, 5)};
  RunControl control;
  const auto compared = compare(inputs, results, outcomes, DefaultsByMonth(12, 0), control);
  REQUIRE(compared.ok());
  const std::vector<ComparisonLine>& lines = compared.value().variants.front().lines;
  REQUIRE(lines.size() == 4);  // defaults, loss, fund, bank
  CHECK(lines[1].realised == 100);
  CHECK(lines[2].realised == 50);
  CHECK(lines[3].realised == 50);
}
