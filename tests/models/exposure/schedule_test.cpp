#include "models/exposure/schedule.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace pledgelab;

namespace {

Date day(const char* text) { return *parse_date(text); }

LoanTerms bullet() {
  LoanTerms terms;
  terms.status_date = day("2024-01-01");
  terms.initial_exchange = day("2024-01-31");
  terms.maturity = day("2024-05-10");
  terms.notional_yuan = 36'500;
  terms.rate_annual_frac = 0.10;  // 10 yuan a day
  terms.interest_cycle = Cycle{day("2024-02-29"), 1, CycleUnit::month, false};
  return terms;
}

std::vector<std::string> dates(const std::vector<CashFlow>& flows) {
  std::vector<std::string> texts;
  for (const CashFlow& flow : flows) texts.push_back(to_iso(flow.date));
  return texts;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("schedule: interest by the day, a short or one long last period") {
  LoanTerms terms = bullet();
  auto flows = schedule(terms).value();
  CHECK(dates(flows) ==
        Texts{"2024-01-31", "2024-02-29", "2024-03-29", "2024-04-29", "2024-05-10", "2024-05-10"});
  CHECK(flows[0].payoff_yuan == doctest::Approx(-36'500));
  CHECK(flows[1].payoff_yuan == doctest::Approx(290));
  CHECK(flows[2].payoff_yuan == doctest::Approx(290));
  CHECK(flows[4].payoff_yuan == doctest::Approx(110));
  CHECK(flows[5].payoff_yuan == doctest::Approx(36'500));
  terms.interest_cycle->long_last = true;
  flows = schedule(terms).value();
  CHECK(dates(flows) ==
        Texts{"2024-01-31", "2024-02-29", "2024-03-29", "2024-05-10", "2024-05-10"});
  CHECK(flows[3].payoff_yuan == doctest::Approx(420));
  terms.maturity_day_bears_interest = true;
  CHECK(schedule(terms).value()[3].payoff_yuan == doctest::Approx(430));
}

TEST_CASE("schedule: a loan seen on a later day shows what comes after that day only") {
  LoanTerms terms = bullet();
  terms.status_date = day("2024-02-29");  // the payment of that day is history
  auto flows = schedule(terms).value();
  CHECK(dates(flows) == Texts{"2024-03-29", "2024-04-29", "2024-05-10", "2024-05-10"});
  CHECK(flows[0].payoff_yuan == doctest::Approx(290));
  terms.accrued_interest_yuan = 5;
  CHECK(schedule(terms).value()[0].payoff_yuan == doctest::Approx(295));
  terms.status_date = terms.initial_exchange;  // lent that day: owed, not lent again
  flows = schedule(terms).value();
  CHECK(dates(flows)[0] == "2024-02-29");
  CHECK(flows[0].notional_yuan == doctest::Approx(36'500));
}

TEST_CASE("schedule: month ends, and payments moved to business days") {
  LoanTerms terms = bullet();
  terms.end_of_month = true;
  CHECK(dates(schedule(terms).value()) ==
        Texts{"2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30", "2024-05-10", "2024-05-10"});
  terms.roll = Roll::following;  // 2024-03-31 is a Sunday
  auto flows = schedule(terms).value();
  CHECK(to_iso(flows[2].date) == "2024-04-01");
  CHECK(flows[2].payoff_yuan == doctest::Approx(310));
  terms.interest_to_shifted_date = true;
  flows = schedule(terms).value();
  CHECK(flows[2].payoff_yuan == doctest::Approx(320));
  CHECK(flows[3].payoff_yuan == doctest::Approx(290));
  terms.roll = Roll::modified_following;
  CHECK(to_iso(schedule(terms).value()[2].date) == "2024-03-29");
  terms.roll = Roll::preceding;
  CHECK(to_iso(schedule(terms).value()[2].date) == "2024-03-29");
  terms.interest_cycle->anchor = day("2024-03-03");  // a Sunday: preceding leaves no month
  terms.roll = Roll::modified_preceding;
  terms.calendar.holidays = {day("2024-03-01")};
  CHECK(to_iso(schedule(terms).value()[1].date) == "2024-03-04");
}

TEST_CASE("schedule: level instalments of a book loan, by hand") {
  Loan loan;
  loan.origination = day("2024-01-15");
  loan.maturity = day("2027-01-15");
  loan.principal = Money::of_yuan(1'000);
  loan.balance = loan.principal;
  loan.rate = Rate{100'000};
  loan.repayment = Repayment::equal_instalment;
  loan.payment_interval_months = 12;
  const auto flows = schedule(terms_of(loan, DayCount::thirty_e_360)).value();
  REQUIRE(flows.size() == 7);
  // 402.1148 a year: 302.1148 of principal and 100 of interest, then 332.3263, then 365.5589.
  CHECK(flows[1].payoff_yuan == doctest::Approx(302.1148));
  CHECK(flows[2].payoff_yuan == doctest::Approx(100));
  CHECK(flows[3].payoff_yuan == doctest::Approx(332.3263));
  CHECK(flows[6].payoff_yuan == doctest::Approx(365.5589));
  CHECK(flows[5].payoff_yuan + flows[6].payoff_yuan == doctest::Approx(402.1148));
  CHECK(balance_at(flows, day("2025-01-15")) == doctest::Approx(697.8852));
  CHECK(balance_at(flows, day("2024-01-14")) == 0);
  CHECK(balance_at(flows, day("2027-01-15")) == 0);
  loan.repayment = Repayment::bullet;
  CHECK(schedule(terms_of(loan, DayCount::thirty_e_360)).value()[1].payoff_yuan ==
        doctest::Approx(300));
}

TEST_CASE("schedule: terms that no loan can have are refused") {
  LoanTerms terms = bullet();
  terms.maturity = terms.initial_exchange;
  CHECK_FALSE(schedule(terms).ok());
  terms.maturity = std::nullopt;
  CHECK_FALSE(schedule(terms).ok());
  terms = bullet();
  terms.interest_cycle->every = 0;
  CHECK_FALSE(schedule(terms).ok());
  terms = bullet();
  terms.principal = Principal::linear;
  CHECK_FALSE(schedule(terms).ok());
  terms = bullet();
  terms.rate_annual_frac = std::numeric_limits<double>::quiet_NaN();
  CHECK_FALSE(schedule(terms).ok());
  terms = bullet();
  terms.maturity = day("2999-01-01");
  terms.interest_cycle->unit = CycleUnit::day;
  CHECK_FALSE(schedule(terms).ok());
}
