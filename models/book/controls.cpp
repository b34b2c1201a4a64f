#include "models/book/controls.hpp"

namespace pledgelab {
namespace {

// The money column of the input that says what is owed; a wide sheet's fields carry their table.
const Control* owed(const std::vector<Control>& controls, const std::string& name) {
  for (const Control& control : controls) {
    if (control.derived) continue;
    const bool loans = control.table == table_name(BookTable::loans) && control.field == name;
    if (loans || control.field == row_name(BookTable::loans) + "." + name) return &control;
  }
  return nullptr;
}

}  // namespace

Control total_of(const BookReading& reading) {
  Control total;
  const Control* money = owed(reading.controls, "balance");
  if (money == nullptr) money = owed(reading.controls, "principal");
  if (money != nullptr) total = *money;
  total.rows_in = total.rows_kept = total.rows_quarantined = total.rows_excluded = 0;
  for (const Control& control : reading.controls) {
    if (control.derived || !control.field.empty()) continue;
    total.rows_in += control.rows_in;
    total.rows_kept += control.rows_kept;
    total.rows_quarantined += control.rows_quarantined;
    total.rows_excluded += control.rows_excluded;
  }
  return total;
}

}  // namespace pledgelab
