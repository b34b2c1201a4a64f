// A wide sheet while it is read. Of wide*.cpp only.
#pragma once

#include <array>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "models/book/wide.hpp"

namespace pledgelab::sheet {

struct Binding {
  const Field* field;
  std::size_t at;  // column of the sheet
  CellUnit unit;
  std::optional<std::size_t> otherwise;  // column read where this one's cell is empty
};

enum class Fate : std::uint8_t { kept, quarantined, excluded };

struct Row {
  Fate fate = Fate::kept;
  std::optional<Reject> reject;
};

/// Running sums of one money column, for totals rows: of all rows, and of those since the last
/// subtotal; each also with the repeated amount of one loan, right or borrower counted once.
struct Sums {
  std::int64_t all = 0;
  std::int64_t once = 0;
  std::int64_t since = 0;
  std::int64_t since_once = 0;
  std::size_t unreadable = 0;            // in none of them
  std::unordered_set<std::string> seen;  // loans, rights, borrowers whose amount was counted
};

/// A canonical table that the sheet is cut into.
struct Part {
  std::vector<const Field*> fields;
  Cells cells;
  std::unordered_map<std::string, std::size_t> row_of;  // key → row of `cells`
};

struct Sheet {
  const Cells& cells;
  const ColumnMap& map;
  ReadOptions& options;
  std::vector<Binding> bindings;
  std::vector<Binding> money;             // those of money
  std::vector<std::size_t> filters;       // column of each of map.where
  std::vector<bool> dropped;              // by column
  std::vector<std::size_t> unread_money;  // columns of money that no field takes
  std::vector<Row> rows;
  std::vector<std::optional<std::int64_t>> money_fen;  // rows × money
  std::vector<Sums> sums;                              // by money
  std::array<Part, kBookTables> parts;
  std::shared_ptr<std::deque<std::string>> texts;  // what the parts' cells point into
  /// By right: registration number and rank of its pledges so far.
  std::unordered_map<std::string, std::vector<std::pair<std::string, std::string>>> ranks;
  Errors errors;
  std::map<std::string, std::pair<Error, std::size_t>> told;

  [[nodiscard]] bool bound(const std::string& path) const;
  Part& part(BookTable table) { return parts.at(static_cast<std::size_t>(table)); }
  void tell(const Cell& cell, const std::string& code, const std::string& message);
};

/// One row's texts, a slot per field of the field table.
struct Slots {
  std::vector<std::string> text;
  std::vector<std::size_t> column;  // where it came from; 0 for derived ones
  Errors faults;

  std::string& of(const Field* field) {
    return text[static_cast<std::size_t>(field - book_fields().data())];
  }
  std::string& of(const char* path) { return of(find_field(path)); }
};

void bind(Sheet& sheet);                                // wide_columns.cpp
void read_rows(Sheet& sheet);                           // wide_rows.cpp
void cut(Sheet& sheet, std::size_t row, Slots& slots);  // wide_parts.cpp
void open_parts(Sheet& sheet);                          // wide_parts.cpp
std::vector<TableCells> tables_of(Sheet& sheet);        // wide_parts.cpp

}  // namespace pledgelab::sheet
