// A book while it is read: every row of the input with its faults, before the wrong rows are taken
// out. Of this room's read*.cpp only.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "models/book/read.hpp"

namespace pledgelab::draft {

struct Column {
  const Field* field;
  CellUnit unit;
  std::size_t at;  // column of the cells
};

struct RowFaults {
  std::uint32_t row;
  Errors errors;
};

struct Table {
  const Cells* cells = nullptr;  // null: no such file
  std::vector<Column> columns;   // in the order of the field table
  std::vector<const Column*> money_columns;
  std::vector<std::optional<std::int64_t>> money_fen;  // rows × money columns; none: unreadable
  std::vector<std::uint32_t> fault_of;                 // 0 = none, else 1 + index into faults
  std::vector<RowFaults> faults;

  [[nodiscard]] bool bad(std::uint32_t row) const { return fault_of[row] != 0; }
  [[nodiscard]] const Column* column(const std::string& name) const;
};

/// Rows are numbered as in the input, the wrong ones included.
struct Draft {
  ReadOptions options;
  Book book;
  std::array<Table, kBookTables> tables;
  Errors errors;                                              // of a whole file
  std::map<std::string, std::pair<Error, std::size_t>> told;  // a warning and how often

  Table& of(BookTable table) { return tables.at(static_cast<std::size_t>(table)); }
};

struct DraftRow {
  BookTable table;
  std::uint32_t row;
};

/// Sends a row to quarantine; `column` null: the row as a whole.
void refuse(Draft& draft, DraftRow at, const Column* column, const std::string& code,
            const std::string& message, const std::string& hint = {});
/// A warning; equal ones are counted and told once, with the first place.
void tell(Draft& draft, BookTable table, std::uint32_t row, const std::string& code,
          const std::string& message);

void resolve_headers(Draft& draft);  // read_headers.cpp: columns, units, the currency
void parse_rows(Draft& draft);       // read.cpp: cells to members, and what one row must obey
void link_rows(Draft& draft);        // read_links.cpp: references, duplicates, rules across rows
BookReading finish(Draft& draft);    // read_finish.cpp: wrong rows out, control totals

}  // namespace pledgelab::draft
