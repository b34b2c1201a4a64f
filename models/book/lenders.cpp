#include "models/book/lenders.hpp"

#include <algorithm>
#include <limits>

namespace pledgelab {

std::optional<LenderId> largest_lender(const Book& book) {
  if (book.loans.empty()) return std::nullopt;
  std::vector<std::size_t> counts(book.lenders.size(), 0);
  for (const Loan& loan : book.loans) ++counts[loan.lender.index];
  const auto most = std::max_element(counts.begin(), counts.end());
  return LenderId{static_cast<std::uint32_t>(most - counts.begin())};
}

BookPart without_lender(const Book& book, LenderId lender) {
  constexpr std::uint32_t kGone = std::numeric_limits<std::uint32_t>::max();
  BookPart part;
  part.book = book;
  part.book.loans.clear();
  part.book.pledges.clear();
  std::vector<std::uint32_t> now(book.loans.size(), kGone);
  for (std::uint32_t i = 0; i < book.loans.size(); ++i) {
    if (book.loans[i].lender == lender) continue;
    now[i] = static_cast<std::uint32_t>(part.loan_of.size());
    part.loan_of.push_back(i);
    part.book.loans.push_back(book.loans[i]);
  }
  for (const Pledge& pledge : book.pledges) {
    if (now[pledge.loan.index] == kGone) continue;
    part.book.pledges.push_back(pledge);
    part.book.pledges.back().loan = LoanId{now[pledge.loan.index]};
  }
  return part;
}

}  // namespace pledgelab
