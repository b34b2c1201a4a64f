// The book: everything one lender (or fund) holds at a date, as rows. One currency.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/base/date.hpp"
#include "models/book/asset.hpp"
#include "models/book/loan.hpp"

namespace pledgelab {

/// Rows are the record; every link is an index into these vectors. Order = order of the input.
/// Invariants after `read`: indexes are in range; ids are unique in each table; a loan has at least
/// one pledge unless `unsecured_allowed`; amounts are in fen of `currency`.
struct Book {
  std::string currency = "CNY";
  std::optional<Date> as_of;
  bool unsecured_allowed = false;  // the column map says that loans come without pledged rights
  std::vector<Borrower> borrowers;
  std::vector<Lender> lenders;
  std::vector<Loan> loans;
  std::vector<Asset> assets;
  std::vector<Pledge> pledges;
  std::vector<Appraisal> appraisals;
};

/// For each loan, the indexes of its pledges; for each asset, those of its appraisals.
struct BookLinks {
  std::vector<std::vector<PledgeId>> pledges_of_loan;
  std::vector<std::vector<std::uint32_t>> appraisals_of_asset;  // ascending by date
};
BookLinks link(const Book& book);

}  // namespace pledgelab
