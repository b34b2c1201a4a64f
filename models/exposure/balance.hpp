// What a loan of the book still owes, month by month, in whole fen: the exposure that a simulation
// reads. Exact integers; the instalment alone passes through a double and is rounded once.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "models/base/date.hpp"
#include "models/base/ratio.hpp"
#include "models/book/loan.hpp"

namespace pledgelab {

/// Scheduled principal owed at months 0..balance_fen.size()-1 after `as_of` (month m = the date
/// add_months(as_of, m), after the payments due on or before it).
/// Month 0 is loan.balance as the ledger has it, whatever was paid or missed before; from there the
/// loan amortises over its payment dates (origination + k × payment_interval_months) that lie after
/// `as_of` and before maturity, and maturity itself. The last payment clears the rest, so every
/// month at or past maturity is 0: a default by not repaying at maturity is a loss of the balance
/// of the month before. A loan whose maturity is not after `as_of` but still has a balance is
/// overdue: month 0 shows it, and the caller must treat it as past due.
/// bullet, interest_only: all at maturity. equal_principal (F11): round(balance / n) each time.
/// equal_instalment (F10): the level instalment less the interest of one interval; without a rate
/// it cannot be known, and the loan amortises as equal_principal, its limit at rate 0: fill
/// loan.rate from the scenario first. Amounts half up to the fen. Never rises, never negative.
/// PL_CHECK: balance ≥ 0 and < 2^53 fen; payment_interval_months ≥ 1.
void fill_scheduled_balance_fen(const Loan& loan, Date as_of, std::span<std::int64_t> balance_fen);

/// The same as a vector of months 0..months (months + 1 entries). months ≥ 0.
std::vector<std::int64_t> scheduled_balance_fen(const Loan& loan, Date as_of, int months);

/// F10. Level instalment of an annuity in fen: B·i / (1 − (1+i)^−n), half up; B / n when i = 0.
/// `interval_ppm_months` = yearly rate in ppm × months of one interval (i = that / 12,000,000).
/// payments ≥ 1, balance_fen ≥ 0.
std::int64_t level_instalment_fen(std::int64_t balance_fen, std::int64_t interval_ppm_months,
                                  int payments);

/// F13. Interest owed and unpaid when a loan defaults `accrual_months` after its last interest
/// payment: balance × yearly rate × months / 12, half up to the fen; 0 for a negative rate.
std::int64_t unpaid_interest_fen(std::int64_t balance_fen, Rate rate, int accrual_months);

}  // namespace pledgelab
