#include "models/book/columns.hpp"

#include <algorithm>

namespace pledgelab {
namespace {

// Whole months that cover the time left; 0 when the loan is due.
std::int32_t months_up(Date from, Date to) {
  if (to <= from) return 0;
  const int months = months_between(from, to);
  return add_months(from, months) < to ? months + 1 : months;
}

void add_loan(BookColumns& columns, const Loan& loan, Date as_of) {
  columns.principal_fen.push_back(loan.principal.fen());
  columns.balance_fen.push_back(loan.balance.fen());
  columns.rate_ppm.push_back(loan.rate ? loan.rate->annual_ppm : 0);
  columns.rate_known.push_back(loan.rate ? 1 : 0);
  columns.origination_days.push_back(loan.origination.days);
  columns.maturity_days.push_back(loan.maturity.days);
  columns.months_left.push_back(loan.term_from_scenario ? 0 : months_up(as_of, loan.maturity));
  columns.term_known.push_back(loan.term_from_scenario ? 0 : 1);
  columns.repayment.push_back(static_cast<std::uint8_t>(loan.repayment));
  columns.payment_interval_months.push_back(loan.payment_interval_months);
  columns.days_past_due.push_back(loan.days_past_due);
  columns.borrower.push_back(loan.borrower.index);
  columns.lender.push_back(loan.lender.index);
  columns.multiplicity.push_back(loan.multiplicity);
}

}  // namespace

BookColumns make_columns(const Book& book, Date as_of) {
  BookColumns columns;
  columns.as_of = as_of;
  BookLinks links = link(book);
  columns.pledge_offset.push_back(0);
  for (std::size_t row = 0; row < book.loans.size(); ++row) {
    add_loan(columns, book.loans[row], as_of);
    auto& pledges = links.pledges_of_loan[row];
    std::stable_sort(pledges.begin(), pledges.end(), [&](PledgeId a, PledgeId b) {
      return book.pledges[a.index].rank < book.pledges[b.index].rank;
    });
    for (const PledgeId pledge : pledges) {
      columns.pledge_asset.push_back(book.pledges[pledge.index].asset.index);
      columns.pledge_rank.push_back(book.pledges[pledge.index].rank);
    }
    columns.pledge_offset.push_back(static_cast<std::uint32_t>(columns.pledge_asset.size()));
  }
  columns.appraisal_offset.push_back(0);
  for (const auto& appraisals : links.appraisals_of_asset) {
    for (const std::uint32_t row : appraisals) {
      columns.appraisal_days.push_back(book.appraisals[row].date.days);
      columns.appraisal_fen.push_back(book.appraisals[row].value.fen());
    }
    columns.appraisal_offset.push_back(static_cast<std::uint32_t>(columns.appraisal_days.size()));
  }
  return columns;
}

}  // namespace pledgelab
