// Lenders of a book: which one holds most of it, and the book without it.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "models/book/book.hpp"

namespace pledgelab {

/// The lender with the most loans, the first of the book's lenders among equals; none when the book
/// has no loans.
std::optional<LenderId> largest_lender(const Book& book);

/// The book without the loans of one lender: `loan_of[i]` is the row that loan i of `book` had in
/// the whole one. Pledges of loans that left go with them; borrowers, lenders and rights stay.
struct BookPart {
  Book book;
  std::vector<std::uint32_t> loan_of;
};
BookPart without_lender(const Book& book, LenderId lender);

}  // namespace pledgelab
