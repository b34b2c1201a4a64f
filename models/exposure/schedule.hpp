// The cash flows a loan contract promises: dates, principal, interest, as ACTUS defines them for
// bullet (PAM), linear (LAM) and level-instalment loans at a fixed rate.
// Source: ACTUS Technical Specification 1.1; its reference cases are met to 1e-5 (README.md).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "models/base/date.hpp"
#include "models/base/error.hpp"
#include "models/book/loan.hpp"

namespace pledgelab {

enum class CycleUnit : std::uint8_t { day, month };  // a week is 7 days, a year 12 months

/// Payments every so many days or months from an anchor date.
struct Cycle {
  Date anchor;
  int every = 1;  // ≥ 1
  CycleUnit unit = CycleUnit::month;
  /// When the maturity lies between two dates of the cycle: true drops the last date before it
  /// (one long last period, ACTUS L0), false keeps it (a short one, L1).
  bool long_last = false;
};

/// Where a payment goes whose date is no business day.
enum class Roll : std::uint8_t {
  none,
  following,
  modified_following,
  preceding,
  modified_preceding
};

/// How principal comes back.
enum class Principal : std::uint8_t { bullet, linear, level_instalment };

/// What the contract says. Amounts in yuan (units of the book's currency), as the lender sees them;
/// `borrower_view` turns every sign.
struct LoanTerms {
  Principal principal = Principal::bullet;
  Date status_date;  // flows on or before it are history; interest runs from it if already lent
  Date initial_exchange;
  std::optional<Date> maturity;  // linear with a payment may leave it out: the last payment's date
  bool maturity_day_bears_interest = false;  // 算头又算尾: the day of maturity counts too
  double notional_yuan = 0;
  double premium_discount_yuan = 0;  // paid above the notional at the initial exchange
  double rate_annual_frac = 0;
  DayCount day_count = DayCount::actual_365;
  double accrued_interest_yuan = 0;      // at the later of status date and initial exchange
  std::optional<Cycle> interest_cycle;   // none: interest with the principal at maturity
  std::optional<Cycle> principal_cycle;  // linear and level_instalment need it
  std::optional<double> payment_yuan;    // linear: each redemption; level: the instalment
  bool end_of_month = false;             // an anchor on a month's last day stays on last days
  Roll roll = Roll::none;
  bool interest_to_shifted_date = false;  // interest runs to the moved date (SC), else not (CS)
  HolidayCalendar calendar;               // no holidays: Monday to Friday
  bool borrower_view = false;
};

enum class FlowKind : std::uint8_t { disbursement, principal, interest, maturity };

/// One flow and the state after it. Sorted by date; on one date as FlowKind is ordered.
struct CashFlow {
  Date date;
  FlowKind kind = FlowKind::disbursement;
  double payoff_yuan = 0;            // positive: comes in
  double notional_yuan = 0;          // owed after this flow
  double accrued_interest_yuan = 0;  // accrued and unpaid after this flow
};

/// All flows after the status date. F12 interest of a period: owed × rate × year_frac(from, to).
/// F11 linear: payment = given, or notional / number of principal dates (maturity included), never
/// more than is owed; the maturity clears the rest. F10 level instalment: B·i / (1 − (1+i)^−n) with
/// i = rate × months of a period / 12, less the interest accrued at its date.
/// Errors: maturity missing (and not derivable) or not after the start, a cycle below 1, principal
/// cycle missing, notional or rate not finite, more than 100,000 dates.
Result<std::vector<CashFlow>> schedule(const LoanTerms& terms);

/// The contract of a loan of the book, from its origination. Bullet pays interest at maturity only,
/// the others each payment interval; short last period; no calendar. A loan without a rate bears
/// none: fill it first.
LoanTerms terms_of(const Loan& loan, DayCount day_count);

/// Owed after all flows on or before the date; 0 before the first.
double balance_at(const std::vector<CashFlow>& flows, Date date);

}  // namespace pledgelab
