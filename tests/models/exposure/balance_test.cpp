#include "models/exposure/balance.hpp"

#include <doctest/doctest.h>

#include "models/base/random.hpp"

using namespace pledgelab;

namespace {

Loan loan_of(Repayment repayment, std::int64_t balance_fen, const char* origination,
             const char* maturity) {
  Loan loan;
  loan.repayment = repayment;
  loan.origination = *parse_date(origination);
  loan.maturity = *parse_date(maturity);
  loan.principal = Money::of_fen(balance_fen);
  loan.balance = Money::of_fen(balance_fen);
  loan.rate = Rate{60'000};
  return loan;
}

using Fen = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("exposure: a bullet is owed whole until maturity") {
  const Loan loan = loan_of(Repayment::bullet, 1'000, "2024-01-15", "2024-04-15");
  CHECK(scheduled_balance_fen(loan, *parse_date("2024-01-31"), 4) == Fen{1000, 1000, 1000, 0, 0});
  CHECK(scheduled_balance_fen(loan, *parse_date("2024-01-15"), 3) == Fen{1000, 1000, 1000, 0});
  const Loan monthly = loan_of(Repayment::interest_only, 1'000, "2024-01-15", "2024-04-15");
  CHECK(scheduled_balance_fen(monthly, *parse_date("2024-01-15"), 3) == Fen{1000, 1000, 1000, 0});
}

TEST_CASE("exposure: equal principal, by hand: 1,000 fen over three payments") {
  // 1000 / 3 = 333.33 → 333, 333, and the last 334.
  const Loan loan = loan_of(Repayment::equal_principal, 1'000, "2024-01-15", "2024-04-15");
  CHECK(scheduled_balance_fen(loan, *parse_date("2024-01-15"), 3) == Fen{1000, 667, 334, 0});
  // Two payments left after 20 February, whatever the ledger says is owed: 901 / 2 = 450.5 → 451.
  Loan later = loan;
  later.balance = Money::of_fen(901);
  CHECK(scheduled_balance_fen(later, *parse_date("2024-02-20"), 2) == Fen{901, 450, 0});
  // Quarterly, with a short last period: payments on 04-15, 07-15 and at maturity.
  Loan quarterly = loan_of(Repayment::equal_principal, 900, "2024-01-15", "2024-08-01");
  quarterly.payment_interval_months = 3;
  CHECK(scheduled_balance_fen(quarterly, *parse_date("2024-01-15"), 7) ==
        Fen{900, 900, 900, 600, 600, 600, 300, 0});
  // More payments than fen: 3 / 5 = 0.6 → 1, and never below zero.
  const Loan tiny = loan_of(Repayment::equal_principal, 3, "2024-01-15", "2024-06-15");
  CHECK(scheduled_balance_fen(tiny, *parse_date("2024-01-15"), 5) == Fen{3, 2, 1, 0, 0, 0});
}

TEST_CASE("exposure: the level instalment of the textbooks (F10)") {
  // 100,000 over 360 months at 6 % a year is paid by 599.55 a month, the standard mortgage table.
  CHECK(level_instalment_fen(10'000'000, 60'000, 360) == 59'955);
  // 1,000 over 3 years at 10 %: 402.1148 (1000 × 0.1 / (1 − 1.1^−3)).
  CHECK(level_instalment_fen(100'000, 100'000 * 12, 3) == 40'211);
  CHECK(level_instalment_fen(1'000, 0, 3) == 333);
}

TEST_CASE("exposure: equal instalment, by hand: 1,000.00 over three years at 10 %") {
  Loan loan = loan_of(Repayment::equal_instalment, 100'000, "2024-01-15", "2027-01-15");
  loan.rate = Rate{100'000};
  loan.payment_interval_months = 12;
  const auto fen = scheduled_balance_fen(loan, *parse_date("2024-01-15"), 36);
  // 402.11 − 100.00 = 302.11 → 697.89; interest 69.79, principal 332.32 → 365.57; then the rest.
  CHECK(fen[11] == 100'000);
  CHECK(fen[12] == 69'789);
  CHECK(fen[24] == 36'557);
  CHECK(fen[35] == 36'557);
  CHECK(fen[36] == 0);
  loan.rate = std::nullopt;  // no rate: equal principal
  CHECK(scheduled_balance_fen(loan, *parse_date("2024-01-15"), 12)[12] == 100'000 - 33'333);
}

TEST_CASE("exposure: month ends pay on the last day, and an overdue loan is only month 0") {
  const Loan loan = loan_of(Repayment::equal_principal, 400, "2023-12-31", "2024-04-30");
  CHECK(scheduled_balance_fen(loan, *parse_date("2023-12-31"), 4) == Fen{400, 300, 200, 100, 0});
  CHECK(scheduled_balance_fen(loan, *parse_date("2024-04-30"), 2) == Fen{400, 0, 0});
  // A loan not yet drawn pays from its own first date.
  const Loan planned = loan_of(Repayment::equal_principal, 200, "2024-03-15", "2024-05-15");
  CHECK(scheduled_balance_fen(planned, *parse_date("2024-01-15"), 4) == Fen{200, 200, 200, 100, 0});
}

TEST_CASE("exposure: unpaid interest (F13), half up") {
  CHECK(unpaid_interest_fen(1'000'000, Rate{60'000}, 3) == 15'000);
  CHECK(unpaid_interest_fen(100, Rate{60'000}, 1) == 1);  // 0.5 fen
  CHECK(unpaid_interest_fen(99, Rate{60'000}, 1) == 0);   // 0.495 fen
  CHECK(unpaid_interest_fen(1'000'000, Rate{-60'000}, 3) == 0);
  CHECK(unpaid_interest_fen(1'000'000, Rate{60'000}, 0) == 0);
}

TEST_CASE("exposure: of any loan the balance never rises, is never negative, and ends at zero") {
  for (std::uint32_t i = 0; i < 3'000; ++i) {
    const PhiloxBlock draw = draw_block(7, i, Stream::sample_book, 0);
    Loan loan = loan_of(static_cast<Repayment>(draw[0] % 4), draw[1] % 5'000'000, "2023-01-01",
                        "2023-02-01");
    loan.origination = Date{19'000 + static_cast<std::int32_t>(draw[2] % 700)};
    loan.maturity = add_days(loan.origination, 1 + static_cast<std::int32_t>(draw[3] % 2'000));
    loan.payment_interval_months = 1 + static_cast<int>(draw[0] / 4 % 6);
    loan.rate = Rate{static_cast<std::int32_t>(draw[1] % 200'000)};
    const auto fen = scheduled_balance_fen(loan, Date{19'350}, 90);
    REQUIRE(fen[0] == loan.balance.fen());
    for (std::size_t month = 1; month < fen.size(); ++month) {
      REQUIRE(fen[month] <= fen[month - 1]);
      REQUIRE(fen[month] >= 0);
    }
    REQUIRE(fen[90] == 0);
  }
}
