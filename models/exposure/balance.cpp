#include "models/exposure/balance.hpp"

#include <algorithm>
#include <cmath>

#include "models/base/check.hpp"
#include "models/base/money.hpp"

namespace pledgelab {
namespace {

constexpr std::int64_t kMonthsPpm = 12'000'000;  // months of a year × parts of a million

std::int64_t interest_fen(std::int64_t balance_fen, std::int64_t ppm_months) {
  return round_quotient(static_cast<__int128>(balance_fen) * ppm_months, kMonthsPpm,
                        Rounding::half_up);
}

// The payment dates after as_of, as an index k of the cycle and how many there are to maturity.
struct Remaining {
  int next_k = 0;  // origination + next_k intervals is the first date after as_of
  int count = 0;   // payments left, maturity included
};

Remaining remaining_payments(const Loan& loan, Date as_of) {
  const int step = loan.payment_interval_months;
  Remaining left;
  left.next_k = std::max(1, months_between(loan.origination, as_of) / step + 1);
  int k = left.next_k;
  while (add_months(loan.origination, k * step) < loan.maturity) ++k;
  left.count = k - left.next_k + 1;
  return left;
}

// What one payment takes off the principal.
class Amortiser {
 public:
  Amortiser(const Loan& loan, int payments) : x_kind(loan.repayment) {
    const std::int64_t owed = loan.balance.fen();
    if (x_kind == Repayment::equal_instalment && loan.rate && loan.rate->annual_ppm > 0) {
      x_ppm_months = std::int64_t{loan.rate->annual_ppm} * loan.payment_interval_months;
      x_amount_fen = level_instalment_fen(owed, x_ppm_months, payments);
    } else {
      x_amount_fen = round_quotient(owed, payments, Rounding::half_up);
    }
  }
  [[nodiscard]] std::int64_t principal_fen(std::int64_t owed_fen) const {
    if (x_kind == Repayment::bullet || x_kind == Repayment::interest_only) return 0;
    return std::clamp<std::int64_t>(x_amount_fen - interest_fen(owed_fen, x_ppm_months), 0,
                                    owed_fen);
  }

 private:
  Repayment x_kind;
  std::int64_t x_ppm_months = 0;
  std::int64_t x_amount_fen = 0;
};

}  // namespace

std::int64_t level_instalment_fen(std::int64_t balance_fen, std::int64_t interval_ppm_months,
                                  int payments) {
  PL_CHECK(payments >= 1 && balance_fen >= 0 && balance_fen < (std::int64_t{1} << 53));
  if (interval_ppm_months <= 0) return round_quotient(balance_fen, payments, Rounding::half_up);
  const double rate_frac =
      static_cast<double>(interval_ppm_months) / static_cast<double>(kMonthsPpm);
  double discount = 1;  // a loop, not pow: the same bits from every C library
  for (int payment = 0; payment < payments; ++payment) discount /= 1 + rate_frac;
  return std::llround(static_cast<double>(balance_fen) * rate_frac / (1 - discount));
}

std::int64_t unpaid_interest_fen(std::int64_t balance_fen, Rate rate, int accrual_months) {
  PL_CHECK(balance_fen >= 0 && accrual_months >= 0);
  if (rate.annual_ppm <= 0) return 0;
  return interest_fen(balance_fen, std::int64_t{rate.annual_ppm} * accrual_months);
}

void fill_scheduled_balance_fen(const Loan& loan, Date as_of, std::span<std::int64_t> balance_fen) {
  std::int64_t owed = loan.balance.fen();
  PL_CHECK(owed >= 0 && owed < (std::int64_t{1} << 53) && loan.payment_interval_months >= 1);
  if (balance_fen.empty()) return;
  balance_fen[0] = owed;
  if (loan.maturity <= as_of) {
    std::fill(balance_fen.begin() + 1, balance_fen.end(), 0);
    return;
  }
  const Remaining left = remaining_payments(loan, as_of);
  const Amortiser amortiser(loan, left.count);
  const auto due = [&](int k) {
    return add_months(loan.origination, k * loan.payment_interval_months);
  };
  int k = left.next_k;
  for (std::size_t month = 1; month < balance_fen.size(); ++month) {
    const Date date = add_months(as_of, static_cast<int>(month));
    if (date >= loan.maturity) owed = 0;
    for (; owed > 0 && due(k) <= date; ++k) owed -= amortiser.principal_fen(owed);
    balance_fen[month] = owed;
  }
}

std::vector<std::int64_t> scheduled_balance_fen(const Loan& loan, Date as_of, int months) {
  PL_CHECK(months >= 0);
  std::vector<std::int64_t> balance_fen(static_cast<std::size_t>(months) + 1);
  fill_scheduled_balance_fen(loan, as_of, balance_fen);
  return balance_fen;
}

}  // namespace pledgelab
