// The canonical book: six tables of neutral cells to one Book, strictly. A fault of a file as a
// whole refuses it; a wrong row goes to quarantine with its reason and its money, and so do the
// rows that depend on it. Rows and fen in = kept + quarantined.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "models/base/cells.hpp"
#include "models/base/error.hpp"
#include "models/book/cell.hpp"
#include "models/book/fields.hpp"

namespace pledgelab {

struct ReadOptions {
  std::string currency;            // empty: that of the headers; CNY when they state none
  std::optional<Date> as_of;       // rights that ended by then cannot be pledged
  bool unsecured_allowed = false;  // loans may come without a pledged right
  std::optional<CellUnit> unit;    // of money columns whose header states none (--unit wan)
};

struct TableCells {
  BookTable table;
  const Cells* cells;  // outlives the call
};

/// What became of one table's rows and of one money column of it (`field` empty: rows only).
struct Control {
  std::string table;
  std::string field;
  std::uint64_t rows_in = 0;
  std::uint64_t rows_kept = 0;
  std::uint64_t rows_quarantined = 0;
  std::uint64_t rows_excluded = 0;  // wide sheets: totals rows, blank rows, rows filtered out
  std::uint64_t unreadable = 0;     // cells whose amount could not be read: in no sum
  bool derived = false;  // of a table that is no file: cut from a wide sheet, made from the loans
  Money in;              // in = kept + quarantined + excluded
  Money kept;
  Money quarantined;
  Money excluded;
};

/// A header and what it was taken for; shown to the user when nobody wrote a map.
struct Guess {
  std::string header;
  std::string field;  // "loan.balance"; empty: not read
  std::string unit;
};

/// What `read` made of the files. Rejects name file, line and column; their `raw` is the row as it
/// stood. Warnings (codes W-…) changed nothing, or tell of a repair.
struct BookReading {
  Loaded<Book> book;
  std::vector<Control> controls;
  Errors warnings;
  std::vector<Guess> guesses;
};

/// Reads the tables. Loans are required; assets and pledges too unless `unsecured_allowed`;
/// borrowers and lenders are made from the loans when their file is absent, and told.
/// Errors (the whole import is refused): table or required column missing, unknown or repeated
/// column, money column without unit, unknown unit, several currencies.
Result<BookReading> read_book(std::span<const TableCells> tables, const ReadOptions& options);

/// The field of `fields` that a header's name means: its name, "loan.principal", a spelling; or
/// null.
const Field* match_field(std::span<const Field> fields, const std::string& name);

}  // namespace pledgelab
