#include "models/exposure/schedule.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace pledgelab {
namespace {

constexpr int kMostDates = 100'000;

Error bad(const std::string& message, const std::string& hint = {}) {
  return {"X-101", {}, message, hint, ErrorKind::input};
}

Date cycle_date(const Cycle& cycle, int k, bool end_of_month) {
  if (cycle.unit == CycleUnit::day) return add_days(cycle.anchor, k * cycle.every);
  const Date date = add_months(cycle.anchor, k * cycle.every);
  return end_of_month && month_end(cycle.anchor) == cycle.anchor ? month_end(date) : date;
}

// The dates of a cycle before `end`; the stub rule says whether the last of them is kept.
std::vector<Date> dates_before(const Cycle& cycle, Date end, bool end_of_month) {
  std::vector<Date> dates;
  int k = 0;
  for (; k < kMostDates && cycle_date(cycle, k, end_of_month) < end; ++k) {
    dates.push_back(cycle_date(cycle, k, end_of_month));
  }
  const bool on_cycle = cycle_date(cycle, k, end_of_month) == end;
  if (cycle.long_last && !on_cycle && !dates.empty()) dates.pop_back();
  return dates;
}

Date rolled(Date date, Roll roll, const HolidayCalendar& calendar) {
  if (roll == Roll::none || calendar.is_business_day(date)) return date;
  const auto move = [&](int step) {
    Date moved = date;
    while (!calendar.is_business_day(moved)) moved = add_days(moved, step);
    return moved;
  };
  const bool forward = roll == Roll::following || roll == Roll::modified_following;
  const Date moved = move(forward ? 1 : -1);
  const bool modified = roll == Roll::modified_following || roll == Roll::modified_preceding;
  const bool same_month = month_end(moved) == month_end(date);
  return modified && !same_month ? move(forward ? -1 : 1) : moved;
}

// A date of the contract: where it is paid, and up to where interest runs.
struct Due {
  Date paid;
  Date accrues_to;
  FlowKind kind = FlowKind::interest;
};

std::optional<Date> maturity_of(const LoanTerms& terms) {
  if (terms.maturity) return terms.maturity;
  const bool derivable = terms.principal == Principal::linear && terms.principal_cycle &&
                         terms.payment_yuan && *terms.payment_yuan > 0;
  if (!derivable) return std::nullopt;
  const double payments = std::ceil(terms.notional_yuan / *terms.payment_yuan);
  if (!(payments >= 1 && payments < kMostDates)) return std::nullopt;
  return cycle_date(*terms.principal_cycle, static_cast<int>(payments) - 1, terms.end_of_month);
}

std::optional<Error> fault_of(const LoanTerms& terms, const std::optional<Date>& maturity) {
  const auto broken = [](const std::optional<Cycle>& cycle) { return cycle && cycle->every < 1; };
  if (broken(terms.interest_cycle) || broken(terms.principal_cycle)) {
    return bad("a payment cycle must be one day or month at least");
  }
  if (!maturity || *maturity <= terms.initial_exchange) {
    return bad("the maturity is missing or not after the start of the loan");
  }
  if (terms.principal != Principal::bullet && !terms.principal_cycle) {
    return bad("a loan repaid in parts needs a principal cycle");
  }
  const bool finite = std::isfinite(terms.notional_yuan) && std::isfinite(terms.rate_annual_frac) &&
                      std::isfinite(terms.accrued_interest_yuan) &&
                      std::isfinite(terms.premium_discount_yuan) &&
                      std::isfinite(terms.payment_yuan.value_or(0));
  if (!finite) return bad("an amount or the rate of the loan is no finite number");
  return std::nullopt;
}

// All dates of the contract in the order in which they happen.
std::vector<Due> due_dates(const LoanTerms& terms, Date maturity,
                           const std::vector<Date>& redemptions) {
  std::vector<Due> dues;
  const auto add = [&](Date date, FlowKind kind, Date accrues_to) {
    const Date paid = rolled(date, terms.roll, terms.calendar);
    dues.push_back(
        {paid, terms.interest_to_shifted_date && paid != date ? paid : accrues_to, kind});
  };
  dues.push_back({terms.initial_exchange, terms.initial_exchange, FlowKind::disbursement});
  for (const Date date : redemptions) add(date, FlowKind::principal, date);
  if (terms.interest_cycle) {
    for (const Date date : dates_before(*terms.interest_cycle, maturity, terms.end_of_month)) {
      add(date, FlowKind::interest, date);
    }
  }
  const Date last = terms.maturity_day_bears_interest ? add_days(maturity, 1) : maturity;
  add(maturity, FlowKind::interest, last);
  add(maturity, FlowKind::maturity, last);
  const auto history = [&](const Due& due) { return due.paid < terms.initial_exchange; };
  dues.erase(std::remove_if(dues.begin(), dues.end(), history), dues.end());
  std::stable_sort(dues.begin(), dues.end(), [](const Due& a, const Due& b) {
    return a.paid != b.paid ? a.paid < b.paid : a.kind < b.kind;
  });
  return dues;
}

double instalment_yuan(const LoanTerms& terms, std::size_t redemptions) {
  if (terms.principal == Principal::bullet) return 0;
  if (terms.payment_yuan) return *terms.payment_yuan;
  const double payments = static_cast<double>(redemptions) + 1;  // the maturity is the last
  const Cycle& cycle = *terms.principal_cycle;
  const double years = cycle.unit == CycleUnit::month ? cycle.every / 12.0 : cycle.every / 365.0;
  const double rate = terms.rate_annual_frac * years;
  if (terms.principal == Principal::linear || rate == 0) return terms.notional_yuan / payments;
  return terms.notional_yuan * rate / (1 - std::pow(1 + rate, -payments));
}

// The state of the loan as flow after flow is paid.
class Ledger {
 public:
  Ledger(const LoanTerms& terms, double payment_yuan)
      : x_terms(terms), x_payment_yuan(payment_yuan) {
    if (terms.initial_exchange <= terms.status_date) {
      x_owed_yuan = terms.notional_yuan;
      x_accrued_yuan = terms.accrued_interest_yuan;
      x_accrued_to = terms.status_date;
    }
  }

  CashFlow pay(const Due& due) {
    const double payoff_yuan = due.kind == FlowKind::disbursement ? disburse(due) : collect(due);
    const double sign = x_terms.borrower_view ? -1 : 1;
    return {due.paid, due.kind, sign * payoff_yuan, sign * x_owed_yuan, sign * x_accrued_yuan};
  }

 private:
  double disburse(const Due& due) {
    x_owed_yuan = x_terms.notional_yuan;
    x_accrued_yuan = x_terms.accrued_interest_yuan;
    x_accrued_to = due.accrues_to;
    return -(x_terms.notional_yuan + x_terms.premium_discount_yuan);
  }

  double collect(const Due& due) {
    if (x_accrued_to < due.accrues_to) {
      x_accrued_yuan += x_owed_yuan * x_terms.rate_annual_frac *
                        year_frac(x_accrued_to, due.accrues_to, x_terms.day_count);
      x_accrued_to = due.accrues_to;
    }
    if (due.kind == FlowKind::interest) return std::exchange(x_accrued_yuan, 0.0);
    if (due.kind == FlowKind::maturity) return std::exchange(x_owed_yuan, 0.0);
    const bool level = x_terms.principal == Principal::level_instalment;
    const double interest_yuan = level ? x_accrued_yuan : 0;
    const double part = std::clamp(x_payment_yuan - interest_yuan, 0.0, x_owed_yuan);
    x_owed_yuan -= part;
    return part;
  }

  const LoanTerms& x_terms;
  double x_payment_yuan = 0;
  double x_owed_yuan = 0;
  double x_accrued_yuan = 0;
  Date x_accrued_to;
};

}  // namespace

Result<std::vector<CashFlow>> schedule(const LoanTerms& terms) {
  const auto maturity = maturity_of(terms);
  if (const auto fault = fault_of(terms, maturity)) return *fault;
  std::vector<Date> redemptions;
  if (terms.principal != Principal::bullet) {
    redemptions = dates_before(*terms.principal_cycle, *maturity, terms.end_of_month);
  }
  const std::vector<Due> dues = due_dates(terms, *maturity, redemptions);
  if (dues.size() >= kMostDates) return bad("the loan has more than 100,000 payment dates");
  Ledger ledger(terms, instalment_yuan(terms, redemptions.size()));
  std::vector<CashFlow> flows;
  for (const Due& due : dues) {
    if (due.paid > terms.status_date) flows.push_back(ledger.pay(due));
  }
  return flows;
}

LoanTerms terms_of(const Loan& loan, DayCount day_count) {
  LoanTerms terms;
  const Cycle cycle{add_months(loan.origination, loan.payment_interval_months),
                    loan.payment_interval_months, CycleUnit::month, false};
  terms.status_date = add_days(loan.origination, -1);
  terms.initial_exchange = loan.origination;
  terms.maturity = loan.maturity;
  terms.notional_yuan = loan.principal.yuan();
  terms.rate_annual_frac = loan.rate ? loan.rate->annual_frac() : 0;
  terms.day_count = day_count;
  if (loan.repayment != Repayment::bullet) terms.interest_cycle = cycle;
  if (loan.repayment == Repayment::equal_principal) terms.principal = Principal::linear;
  if (loan.repayment == Repayment::equal_instalment) terms.principal = Principal::level_instalment;
  if (terms.principal != Principal::bullet) terms.principal_cycle = cycle;
  return terms;
}

double balance_at(const std::vector<CashFlow>& flows, Date date) {
  double owed_yuan = 0;
  for (const CashFlow& flow : flows) {
    if (flow.date <= date) owed_yuan = flow.notional_yuan;
  }
  return owed_yuan;
}

}  // namespace pledgelab
