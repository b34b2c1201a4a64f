// What page one must not hide.
#include <doctest/doctest.h>

#include "engine/report/report.hpp"
#include "tests/engine/report/sample_input.hpp"

using namespace pledgelab;

namespace {

std::string notices_of(const ReportInput& input) {
  std::string text;
  for (const Notice& notice : make_report(input).notices) {
    text += (notice.alarm ? "! " : "- ") + notice.text.en + "\n" + notice.text.zh + "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("report: page one tells of quarantined rows, with the balance that is out") {
  ReportInput input = sample_report_input();
  REQUIRE(input.rejects.size() == 3);
  CHECK(notices_of(input).find("! 3 rows are quarantined: in no figure here; of loans.csv, "
                               "2,525.00 of ") != std::string::npos);
  input.rejects.clear();
  CHECK(notices_of(input).find("quarantined") == std::string::npos);
}

TEST_CASE("report: page one tells what is undecided and why, and gives no odds of the fund") {
  ReportInput input = sample_report_input();
  CHECK(make_report(input).headline.en.find("runs dry") != std::string::npos);
  input.undecided = UndecidedLosses{
      0.25, {{"19 笔：loan.insurer_id 为空", "19 loans: loan.insurer_id is empty"}}};
  const std::string text = notices_of(input);
  CHECK(text.find("! 25.0 % of the expected loss is undecided") != std::string::npos);
  CHECK(text.find("19 loans: loan.insurer_id is empty") != std::string::npos);
  CHECK(text.find("19 笔：loan.insurer_id 为空") != std::string::npos);
  CHECK(make_report(input).headline.en.find("runs dry") == std::string::npos);
}

TEST_CASE("report: page one parts loans already in default from those to come") {
  ReportInput input = sample_report_input();
  CHECK(notices_of(input).find("already in default") == std::string::npos);
  input.defaulted = {2, input.loss->expected.value / 4};
  CHECK(notices_of(input).find("as-of date: 2, 25.0 % of the expected loss") != std::string::npos);
}
