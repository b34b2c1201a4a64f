// The largest lender, and the book without it.
#include "models/book/lenders.hpp"

#include <doctest/doctest.h>

using namespace pledgelab;

namespace {

// Loans 0..n−1 of the lenders given; loan i secured by right i and by right 0.
Book book_of(const std::vector<std::uint32_t>& lenders) {
  Book book;
  for (const char* id : {"X", "Y", "Z"}) {
    book.lenders.emplace_back();
    book.lenders.back().id = id;
  }
  for (std::uint32_t i = 0; i < lenders.size(); ++i) {
    Loan loan;
    loan.id = std::to_string(i);
    loan.lender = LenderId{lenders[i]};
    book.loans.push_back(loan);
    book.assets.emplace_back();
    for (const std::uint32_t asset : {i, 0U}) {
      Pledge pledge;
      pledge.loan = LoanId{i};
      pledge.asset = AssetId{asset};
      book.pledges.push_back(pledge);
    }
  }
  return book;
}

}  // namespace

TEST_CASE("lenders: the most loans, the first among equals, none without loans") {
  CHECK(largest_lender(book_of({0, 1, 1, 2}))->index == 1);
  CHECK(largest_lender(book_of({2, 2, 1, 1}))->index == 1);
  CHECK_FALSE(largest_lender(book_of({})));
}

TEST_CASE("lenders: without one of them the rest keeps its order, its pledges and its rights") {
  const Book book = book_of({0, 1, 2, 1, 0});
  const BookPart part = without_lender(book, LenderId{1});
  CHECK(part.loan_of == std::vector<std::uint32_t>{0, 2, 4});
  REQUIRE(part.book.loans.size() == 3);
  CHECK(part.book.loans[1].id == "2");
  CHECK(part.book.assets.size() == 5);
  CHECK(part.book.lenders.size() == 3);
  REQUIRE(part.book.pledges.size() == 6);
  CHECK(part.book.pledges[2].loan.index == 1);
  CHECK(part.book.pledges[2].asset.index == 2);
  CHECK(part.book.pledges[5].loan.index == 2);
  CHECK(part.book.pledges[5].asset.index == 0);
}
