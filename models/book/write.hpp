// A book as canonical tables of text: read(write(book)) == book.
#pragma once

#include <string>
#include <vector>

#include "models/base/cells.hpp"
#include "models/base/error.hpp"
#include "models/book/book.hpp"
#include "models/book/fields.hpp"

namespace pledgelab {

/// The table as CSV (RFC 4180, LF), header first, every field of the table as a column.
std::string table_csv(const Book& book, BookTable table);

/// The same as cells with the places they would have in that file.
Cells table_cells(const Book& book, BookTable table);

/// The header alone: the template of an empty book.
std::string template_csv(BookTable table, const std::string& currency);

/// Rejected rows for a spreadsheet: UTF-8 with BOM; file, line, column, code, message, hint,
/// at_stake_fen, raw. A cell that begins with = + - @, tab or CR is written after an apostrophe,
/// so that no spreadsheet runs it (OWASP: CSV injection).
std::string quarantine_csv(const std::vector<Reject>& rejects);

/// A field of CSV: quoted when it holds a comma, quote, CR or LF, or a blank at an end.
std::string csv_field(const std::string& text);

}  // namespace pledgelab
