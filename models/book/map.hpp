// A column map (schema: map/1): which column of a wide sheet is which field, in which unit, and
// which rows and columns are not for us.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "models/base/document.hpp"
#include "models/book/cell.hpp"
#include "models/book/fields.hpp"

namespace pledgelab {

/// Keeps a row when the cell compares so with one of `values` (in: any; ne: none of them).
/// lt, le, gt, ge compare numbers.
struct RowFilter {
  enum class Test : std::uint8_t { eq, ne, in, lt, le, gt, ge };
  std::string column;
  Test test = Test::eq;
  std::vector<std::string> values;
};

struct ColumnMap {
  struct Source {
    const Field* field;
    std::string column;            // the header as it stands in the file
    std::optional<CellUnit> unit;  // else the header's, the cell's, or --unit
    std::string otherwise;         // `else`: the column read where this one's cell is empty; told
  };
  struct Constant {
    const Field* field;
    FieldValue value;
  };
  struct Word {
    const Field* field;
    std::string from;
    std::string to;  // a canonical word
  };
  std::string file;
  std::string currency;         // empty: by the units
  bool unsecured = false;       // pledges: none
  std::vector<Source> columns;  // two fields may come from one column
  std::vector<Constant> constants;
  std::vector<Word> words;
  std::vector<RowFilter> where;
  std::vector<std::string> drop;  // never read, not even into quarantine
};

/// Reads a map. Errors: unknown key or field, unit that is none, a constant or word that does not
/// read, a dropped column that is mapped or filtered on.
Result<ColumnMap> read_map(const Document& document);

}  // namespace pledgelab
