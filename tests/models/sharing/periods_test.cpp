// A periods file: what it takes, that every fault is told by place, and what its rows answer.
#include "models/sharing/periods.hpp"

#include <doctest/doctest.h>

#include "engine/formats/csv.hpp"

using namespace pledgelab;

namespace {

const std::string kTop = "party_id,scheme_id,period_start,period_end,cohort,measure,value_yuan\n";

Result<Periods> read(const std::string& text, const std::string& currency = "CNY") {
  const auto cells = parse_csv(text, "periods.csv");
  REQUIRE(cells.ok());
  return read_periods(cells.value(), currency);
}

// "P-162 2:5 message | hint" of the first fault.
std::string fault(const std::string& rows, const std::string& top = kTop) {
  const auto periods = read(top + rows);
  if (periods.ok()) return "ok";
  const Error& error = periods.errors().front();
  return error.code + " " + std::to_string(error.origin.line) + ":" +
         std::to_string(error.origin.column) + " " + error.message + " | " + error.hint;
}

bool has(const std::string& text, const std::string& part) {
  const bool found = text.find(part) != std::string::npos;
  if (!found) MESSAGE(text);
  return found;
}

Date day(const char* text) { return *parse_date(text); }

}  // namespace

TEST_CASE("periods: a file is read, its rows by their end") {
  const auto periods = read(kTop +
                            "B1,x,2024-01-01,2024-12-31,2023,lent,1000.50\n"
                            ",,,2024-06-30,,npl_balance,7\n");
  REQUIRE(periods.ok());
  REQUIRE(periods.value().rows.size() == 2);
  const PeriodRow& stock = periods.value().rows[0];
  CHECK(stock.measure == MeasureKind::npl_balance);
  CHECK(stock.party.empty());
  CHECK(stock.start == day("2024-06-30"));
  CHECK(stock.fen == 700);
  CHECK(!stock.cohort);
  const PeriodRow& flow = periods.value().rows[1];
  CHECK(flow.party == "B1");
  CHECK(flow.scheme == "x");
  CHECK(flow.start == day("2024-01-01"));
  CHECK(flow.end == day("2024-12-31"));
  CHECK(flow.cohort == 2023);
  CHECK(flow.fen == 100'050);
  CHECK(flow.line == 2);
  // The cohort's column may be missing; the suffix is that of the policy's currency.
  CHECK(read("party_id,scheme_id,period_start,period_end,measure,value_gbp\n"
             "B,x,2024-01-01,2024-12-31,lent,1\n",
             "GBP")
            .ok());
}

TEST_CASE("periods: faults of the header") {
  CHECK(has(fault("", "party_id,scheme_id,period_start,period_end,cohort,measure,value_usd\n"),
            "P-152 1:"));
  CHECK(has(fault("", "party_id,scheme_id,period_start,period_end,cohort,measure,value_wan\n"),
            "P-152 1:"));
  const std::string twice = fault("", "party_id,party_id," + kTop.substr(9));
  CHECK(has(twice, "P-161 1:10 the column 'party_id' is given twice"));
  const std::string near =
      fault("", "party_id,scheme_id,period_start,period_end,cohrot,measure,value_yuan\n");
  CHECK(has(near, "P-161 1:44 a periods file has no column 'cohrot'"));
  CHECK(has(near, "did you mean 'cohort'?"));
  const std::string lacks =
      fault("", "party_id,scheme_id,period_start,cohort,measure,value_yuan\n");
  CHECK(has(lacks, "P-161 1:0 the column 'period_end' of a periods file is missing"));
}

TEST_CASE("periods: faults of a cell are told with line and column") {
  const std::string measure = fault("B,x,2024-01-01,2024-12-31,,premium_earnd,1\n");
  CHECK(has(measure, "P-163 2:28 'premium_earnd' in column 'measure' is not a measure"));
  CHECK(has(measure, "did you mean 'premium_earned'?"));
  CHECK(has(fault("B,x,2024-01-01,2024-12-31,,gross.bank,1\n"), "P-163 2:28"));
  CHECK(has(fault("B,x,2024-01-01,2024-02-30,,lent,1\n"), "P-162 2:16"));
  CHECK(has(fault("B,x,,2024-02-28,,lent,1\n"), "P-162 2:5"));
  CHECK(has(fault("B,x,2024-01-02,2024-01-01,,lent,1\n"), "P-162 2:16"));
  CHECK(fault("B,x,2024-01-01,2024-01-01,,lent,1\n") == "ok");
  CHECK(has(fault("B,x,2024-01-01,2024-12-31,24,lent,1\n"), "P-162 2:27"));
  CHECK(has(fault("B,x,2024-01-01,2024-12-31,,lent,\n"), "P-162 2:33"));
  CHECK(has(fault("B,x,2024-01-01,2024-12-31,,lent,1e6\n"), "P-162 2:33"));
  CHECK(has(fault("B,x,2024-01-01,2024-12-31,,lent,-0.01\n"), "is negative"));
  CHECK(fault("B,x,2024-01-01,2024-12-31,,lent,0\n") == "ok");
}

TEST_CASE("periods: one figure is given once") {
  const std::string row = "B,x,2024-01-01,2024-12-31,,lent,1\n";
  CHECK(has(fault(row + row), "P-164 3:16"));
  CHECK(has(fault(row + row), "gives the same figure as line 2"));
  // Flows that share a day count it twice; neighbours do not.
  CHECK(has(fault(row + "B,x,2024-12-31,2025-12-31,,lent,1\n"), "P-164 3:16"));
  CHECK(has(fault(row + "B,x,2024-03-01,2024-03-31,,lent,1\n"), "P-164 2:16"));
  CHECK(fault(row + "B,x,2025-01-01,2025-12-31,,lent,1\n") == "ok");
  // Another party, scheme, cohort or measure is another figure.
  CHECK(fault(row + "C,x,2024-01-01,2024-12-31,,lent,1\n" + "B,,2024-01-01,2024-12-31,,lent,1\n" +
              "B,x,2024-01-01,2024-12-31,2020,lent,1\nB,x,2024-01-01,2024-12-31,,repaid,1\n") ==
        "ok");
  // A stock stands on a day: its first day says nothing.
  CHECK(has(fault("B,x,2024-01-01,2024-12-31,,loan_balance,1\n"
                  "B,x,2024-12-01,2024-12-31,,loan_balance,1\n"),
            "P-164 3:16"));
  CHECK(fault("B,x,2024-01-01,2024-12-31,,loan_balance,1\n"
              "B,x,2024-01-01,2024-12-30,,loan_balance,1\n") == "ok");
}

TEST_CASE("periods: flows add up over a span, a stock is the last of it") {
  const auto periods =
      read(kTop +
           "B,x,2024-01-01,2024-03-31,,lent,1\nB,x,2024-04-01,2024-06-30,,lent,2\n"
           "B,x,2025-01-01,2025-03-31,,lent,4\nB,x,,2024-03-31,,npl_balance,8\n"
           "B,x,,2024-06-30,,npl_balance,16\nC,x,2024-01-01,2024-03-31,,lent,32\n");
  REQUIRE(periods.ok());
  const auto lent = [&](const char* from, const char* to) {
    return figure_of(series_of(periods.value(), MeasureKind::lent, "B", "x"), MeasureKind::lent,
                     {day(from), day(to), {}});
  };
  CHECK(lent("2024-01-01", "2024-12-31") == 300);
  CHECK(lent("2024-01-01", "2024-06-30") == 300);
  CHECK(lent("2024-01-01", "2024-06-29") == 100);
  CHECK(lent("2024-03-31", "2024-03-31") == 100);
  CHECK(lent("2024-04-01", "2025-12-31") == 600);
  CHECK(!lent("2024-01-01", "2024-03-30"));
  const auto bad = [&](const char* to) {
    return figure_of(series_of(periods.value(), MeasureKind::npl_balance, "B", "x"),
                     MeasureKind::npl_balance, {kFirstDay, day(to), {}});
  };
  CHECK(bad("2024-06-30") == 1600);
  CHECK(bad("2024-06-29") == 800);
  CHECK(!bad("2024-03-30"));
  CHECK(series_of(periods.value(), MeasureKind::lent, "B", "").empty());
}

TEST_CASE("periods: cohorts apart, together, and beside their total") {
  const std::string cohorts =
      "B,x,2024-01-01,2024-12-31,2023,lent,1\nB,x,2024-01-01,2024-12-31,2024,lent,2\n"
      "B,x,2025-01-01,2025-12-31,2024,lent,4\n";
  const auto figure = [](const std::string& rows, std::optional<int> cohort) {
    const auto periods = read(kTop + rows);
    REQUIRE(periods.ok());
    return figure_of(series_of(periods.value(), MeasureKind::lent, "B", "x"), MeasureKind::lent,
                     {kFirstDay, kLastDay, cohort});
  };
  CHECK(figure(cohorts, 2024) == 600);
  CHECK(figure(cohorts, 2023) == 100);
  CHECK(!figure(cohorts, 2022));
  CHECK(figure(cohorts, {}) == 700);
  // A row without a cohort is of all: the cohorts are not added to it again.
  CHECK(figure(cohorts + "B,x,2024-01-01,2024-12-31,,lent,8\n", {}) == 800);
  CHECK(figure(cohorts + "B,x,2024-01-01,2024-12-31,,lent,8\n", 2023) == 100);
}

TEST_CASE("periods: Chinese headers and measures are read as those of a losses file are") {
  const std::string top = "银行代码,办法编号,期初,期末,放款年度,指标,金额(万元)\n";
  const auto periods = read(top +
                            "B1,wuhan,2024年1月,2024/12/31,2023年,发放额,１００.5\n"
                            "-,wuhan,-,2024-06-30,,不良余额,7\n"
                            "-,,-,2024-06-30,,loan_balance,8\n");
  REQUIRE_MESSAGE(periods.ok(), (periods.ok() ? "" : to_text(periods.errors().front())));
  const auto& rows = periods.value().rows;
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].measure == MeasureKind::npl_balance);
  CHECK(rows[0].party.empty());
  CHECK(rows[0].fen == 7'000'000);
  CHECK(rows[1].measure == MeasureKind::loan_balance);
  CHECK(rows[2].measure == MeasureKind::lent);
  CHECK(rows[2].party == "B1");
  CHECK(rows[2].scheme == "wuhan");
  CHECK(rows[2].start == day("2024-01-01"));
  CHECK(rows[2].end == day("2024-12-31"));
  CHECK(rows[2].cohort == 2023);
  CHECK(rows[2].fen == 100'500'000);
  // What is no column is refused by name; an amount has a unit; a measure is one of the list.
  CHECK(has(fault("B,x,2024-01-01,2024-12-31,,发放额,1,2\n",
                  "银行代码,办法编号,期初,期末,放款年度,指标,金额(元),备注\n"),
            "P-161 1:"));
  CHECK(has(fault("B,x,2024-01-01,2024-12-31,,发放额,1\n",
                  "银行代码,办法编号,期初,期末,放款年度,指标,金额\n"),
            "P-158"));
  CHECK(has(fault("B,x,2024-01-01,2024-12-31,,发放数,1\n", top), "P-163"));
}

TEST_CASE("periods: a fault of a row tells whose figure it is") {
  CHECK(has(fault("B,wuhan,2024-01-01,2024-13-31,,lent,1\n"),
            "is no date (scheme_id 'wuhan', party_id 'B', measure 'lent')"));
}
