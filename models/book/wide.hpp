// One wide sheet, a row per pledged right, as banks have it: cut into the canonical tables and read
// by read_book. Loan, borrower, right and appraisal may repeat over rows and must agree.
#pragma once

#include "models/book/map.hpp"
#include "models/book/read.hpp"

namespace pledgelab {

/// The map that the headers of a sheet suggest, by the field table's spellings; `guesses` says what
/// each header was taken for, so that it can be shown.
ColumnMap guess_map(const Cells& sheet, std::vector<Guess>& guesses);

/// Reads the sheet through `map`, or through a guessed one when null.
/// - Repaired and told (W-120..129): full-width characters, blanks, thousands separators, dates in
///   the trade's forms, a unit in the cell, 2024年3月, words for empty cells, places, industries,
///   ways of repayment (see repair_cell); what no list knows is kept and told (W-134). Months
///   between payments come from the way of repayment where no column gives them (W-135).
/// - Rows of totals (合计, 总计, 小计) are excluded and told; their amounts are checked against the
///   rows, plain or with each loan, right and borrower counted once (W-131 where they differ).
///   Blank rows and rows that `where` filters out are excluded.
/// - Columns that no field takes are told, those of money with their sum (W-126).
/// - A later row that disagrees with an earlier one on the same loan, borrower, right or appraisal
///   is rejected, and the disagreement named.
/// - Without a rank column, a right that secures several loans gets ranks in the order of the rows,
///   told; rows of one registration number share a rank.
/// - Without a column of appraisal dates, a value is of the loan's origination, told.
/// Controls: one entry a money column and one of rows, table = the sheet's file, rows in = kept +
/// quarantined + excluded; then those of the canonical tables, `derived`.
/// Errors: as read_book; also no column for a loan's id, a borrower or a right; a mapped column
/// that is absent; rates whose column states no unit and could be either.
Result<BookReading> read_wide(const Cells& sheet, const ColumnMap* map, ReadOptions options);

}  // namespace pledgelab
