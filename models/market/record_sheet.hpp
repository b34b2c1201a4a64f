// A sheet of register records while it is read: its columns by their names in English or Chinese,
// and one row's cells with the row's first fault. Used by the readers of this room.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "models/base/cells.hpp"
#include "models/base/date.hpp"
#include "models/base/error.hpp"
#include "models/base/money.hpp"
#include "models/book/cell.hpp"

namespace pledgelab {

/// A column that a reader knows. Spellings and words are parted by bars.
struct RecordColumn {
  const char* name;       // canonical header; of money without its unit
  const char* spellings;  // other headers: "专利号|申请号"
  const char* field;      // the book's field whose cells are written alike: "asset.number"
  bool required;          // the column must be there and its cells filled
};

/// A closed list of words: canonical, then spellings.
struct RecordWord {
  const char* word;
  const char* spellings;
};

/// What a word of a closed list may be, in order; index = enumerator.
using RecordWords = std::span<const RecordWord>;

class RecordSheet {
 public:
  /// Finds the columns. Faults of the header, all at once: M-151 a column that is missing, unknown
  /// (with the nearest known header) or given twice; M-152 money without a unit or in another
  /// currency than `currency`, or a unit on a column that has none.
  RecordSheet(const Cells& cells, std::span<const RecordColumn> columns, std::string currency);

  [[nodiscard]] const Errors& faults() const { return x_faults; }
  [[nodiscard]] std::size_t rows() const { return x_cells.rows(); }
  [[nodiscard]] bool has(std::size_t column) const { return x_at[column].has_value(); }
  /// What was made plain, with the number of cells: "column '地区': full-width characters (3)".
  [[nodiscard]] std::vector<std::string> notes() const;

 private:
  friend class RecordRow;
  const Cells& x_cells;
  std::span<const RecordColumn> x_columns;
  std::string x_currency;
  std::vector<std::optional<std::size_t>> x_at;  // by column: where it stands in the file
  std::vector<CellUnit> x_units;                 // by column
  std::vector<const Field*> x_fields;            // by column: the book's field of its kind
  Errors x_faults;
  std::map<std::string, std::size_t> x_told;

  void find(std::size_t at);
  void fail(const Cell& cell, const char* code, const std::string& message,
            const std::string& hint);
};

/// One row. Reading goes on after a fault; the first one is the row's.
/// Faults: M-153 a required cell is empty; M-154 a word outside its list, with the nearest; M-155
/// an unreadable date, amount or class.
class RecordRow {
 public:
  RecordRow(RecordSheet& sheet, std::size_t row) : x_sheet(sheet), x_row(row) {}

  /// Made plain (half width, trimmed; 无, 空, 待补 and dashes are empty).
  std::string text(std::size_t column);
  std::optional<Date> date(std::size_t column);
  std::optional<Money> money(std::size_t column);
  /// 50 % as "50%".
  std::optional<Share> share(std::size_t column);
  /// -5 % as "-5%", of a rate's column.
  std::optional<Rate> rate(std::size_t column);
  /// Of a number's or a count's column.
  std::optional<double> number(std::size_t column);
  /// The word's index.
  std::optional<std::size_t> word(std::size_t column, RecordWords words);
  std::optional<bool> flag(std::size_t column);
  /// Canonical (market/technology_class.hpp).
  std::string technology_class(std::size_t column);

  void fail(std::size_t column, const char* code, const std::string& message,
            const std::string& hint = {});
  [[nodiscard]] bool ok() const { return !x_fault.has_value(); }
  [[nodiscard]] std::uint32_t line() const;
  /// The row with its fault, as quarantine keeps it: cells joined by commas.
  [[nodiscard]] Reject reject() const;

 private:
  RecordSheet& x_sheet;
  std::size_t x_row;
  std::optional<Error> x_fault;

  [[nodiscard]] const Cell& cell(std::size_t column) const;
  std::optional<FieldValue> value(std::size_t column);
};

/// How many rows were read, kept and left out: read = kept + rejected, always.
struct RecordCount {
  std::size_t read = 0;
  std::size_t kept = 0;
  std::size_t rejected = 0;
};

/// What a sheet gives: read = kept + rejected.
template <class T>
struct SheetReading {
  std::vector<T> rows;
  std::vector<Reject> rejects;
  RecordCount count;
  std::vector<std::string> notes;  // what was read as what
};

}  // namespace pledgelab
