// How the readers of record sheets end: a row is kept once, or put aside with its fault; a sheet
// without a row that can be read is refused.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "models/market/record_sheet.hpp"

namespace pledgelab {

/// What makes a row one of its kind: `told` names it in the fault `code`.
struct OnlyOnce {
  std::string key;
  std::string told;
  const char* code;
};

/// Keeps the row, or rejects it with its first fault. A key of an earlier row is one; `seen` holds
/// the keys' lines.
template <class T>
void keep_once(RecordRow& row, T one, const OnlyOnce& once,
               std::map<std::string, std::uint32_t>& seen, SheetReading<T>& reading) {
  if (row.ok()) {
    const auto [earlier, fresh] = seen.emplace(once.key, row.line());
    if (!fresh) {
      row.fail(0, once.code, once.told + " is given twice",
               "first in line " + std::to_string(earlier->second) + ": take one of them out");
    }
  }
  if (row.ok()) {
    reading.rows.push_back(std::move(one));
  } else {
    reading.rejects.push_back(row.reject());
  }
}

/// The reading with its count and notes; `code` when no row is left, `what` being a row.
template <class T>
Result<SheetReading<T>> finish_reading(const RecordSheet& sheet, const Cells& cells,
                                       const char* code, const char* what,
                                       SheetReading<T> reading) {
  reading.count = {sheet.rows(), reading.rows.size(), reading.rejects.size()};
  reading.notes = sheet.notes();
  if (!reading.rows.empty()) return reading;
  Errors errors = {{code,
                    {cells.file, 0, 0},
                    "the file has no " + std::string(what) + " that can be read: " +
                        std::to_string(reading.rejects.size()) + " rows are left out",
                    "one row each, below the header",
                    ErrorKind::input}};
  for (const Reject& reject : reading.rejects) errors.push_back(reject.error);
  return errors;
}

}  // namespace pledgelab
