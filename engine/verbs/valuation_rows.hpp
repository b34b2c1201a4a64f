// A kept valuation as CSV: one row a right, its whole distribution, written so that it reads back
// to the bit.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "models/base/error.hpp"
#include "models/book/book.hpp"
#include "models/valuation/valuation.hpp"

namespace pledgelab {

/// A row read back. The valuation has no drivers and its asset is 0: the row names the right.
struct ValuationRow {
  std::string valuation_id;  // of the recipe
  std::string asset_id;
  std::string kind;      // word of the asset's kind
  std::string currency;  // of all amounts
  Valuation valuation;
};

/// The header with its line end; a further column is one line of the table in the source.
std::string valuation_header();

/// The rows of `valuations` (their assets are the book's), each with its line end.
std::string valuation_rows(const Book& book, std::span<const Valuation> valuations,
                           const std::string& valuation_id);

/// Header and rows. Error RUN-112: other columns, or a cell that this program did not write, with
/// line and column.
Result<std::vector<ValuationRow>> read_valuation_rows(std::string bytes, const std::string& file);

}  // namespace pledgelab
