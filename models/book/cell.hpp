// One header or one cell of a book's table: text to a unit, text to a value, value to text. Strict:
// what cannot be read exactly is a fault with a hint, never a guess.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "models/book/fields.hpp"

namespace pledgelab {

/// The unit that a header, a map or a cell states. `none`: no unit written. `neutral`: days, nm,
/// persons, pieces: the field's own unit.
struct CellUnit {
  enum class Kind : std::uint8_t { none, money, percent, basis_points, fraction, neutral, unknown };
  Kind kind = Kind::none;
  std::int64_t fen_per_unit = 0;  // of money
  std::string currency;           // of money: "CNY", "USD"
  std::string text;               // as written
};

/// "万元", "yuan", "USD", "%", "bp", "frac", "天": the unit's word alone.
CellUnit parse_unit(const std::string& word);

/// A header cut into its name and unit: "评估值(万元)" → 评估值 + wan; "principal_yuan" → principal
/// + yuan; "rate" → rate + none. Blanks are dropped, full-width brackets are read as brackets.
struct Header {
  std::string name;
  CellUnit unit;
};
Header parse_header(std::string_view text);

/// A cell read as `field` under `unit`. `why` empty: `value` holds (monostate for an empty cell).
struct CellReading {
  FieldValue value;
  std::string why;
  std::string hint;
};
CellReading read_cell(const Field& field, const CellUnit& unit, const std::string& text);

/// The value as the canonical file writes it: 12.30, 5.22%, 2024-03-05, true; empty for monostate.
std::string cell_text(const FieldValue& value);

/// "2019-08-30" when `text` looks like an Excel serial date (43707), else empty. Days are counted
/// from 1899-12-30 (ECMA-376 part 1, 18.17.4.1, 1900 system).
std::string excel_serial_date(std::string_view text);

}  // namespace pledgelab
