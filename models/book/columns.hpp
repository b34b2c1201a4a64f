// A book as plain arrays for loops: one value a loan, and lists of pledges by offset. A view made
// from the rows; the rows stay the record.
#pragma once

#include <cstdint>
#include <vector>

#include "models/book/book.hpp"

namespace pledgelab {

/// Arrays of size loans; lists by offset: the items of i are [offset[i], offset[i + 1]). Order of
/// the book. Absent numbers have their own flag, never a made-up value: a rate that is absent is 0
/// beside rate_known = 0.
struct BookColumns {
  Date as_of;
  // --- by loan
  std::vector<std::int64_t> principal_fen;
  std::vector<std::int64_t> balance_fen;
  std::vector<std::int32_t> rate_ppm;
  std::vector<std::uint8_t> rate_known;
  std::vector<std::int32_t> origination_days;
  std::vector<std::int32_t> maturity_days;  // = origination where the scenario gives the term
  std::vector<std::int32_t> months_left;    // whole months from as_of to maturity, rounded up
  std::vector<std::uint8_t> term_known;
  std::vector<std::uint8_t> repayment;  // Repayment
  std::vector<std::int32_t> payment_interval_months;
  std::vector<std::int32_t> days_past_due;
  std::vector<std::uint32_t> borrower;  // row of book.borrowers
  std::vector<std::uint32_t> lender;    // row of book.lenders
  std::vector<double> multiplicity;
  std::vector<std::uint32_t> pledge_offset;  // loans + 1
  // --- by pledge, in the order of loans, then of ranks
  std::vector<std::uint32_t> pledge_asset;  // row of book.assets
  std::vector<std::int32_t> pledge_rank;
  // --- by asset
  std::vector<std::uint32_t> appraisal_offset;  // assets + 1
  std::vector<std::int32_t> appraisal_days;     // ascending within an asset
  std::vector<std::int64_t> appraisal_fen;
};

/// `as_of` is what months_left counts from.
BookColumns make_columns(const Book& book, Date as_of);

}  // namespace pledgelab
