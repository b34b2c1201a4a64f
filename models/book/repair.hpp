// Repair and tell: what people write in sheets, made plain. Each repair is named; none is silent.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/book/cell.hpp"

namespace pledgelab {

/// ASCII for full-width letters, digits and signs (U+FF01..FF5E) and ￥; ideographic, no-break and
/// zero-width blanks to one blank or nothing; minus signs U+2212, U+2013 to '-'.
std::string half_width(std::string_view text);
/// Without blanks at both ends.
std::string trim(std::string_view text);

/// A cell made plain for `field`: `text` is what read_cell takes, `repairs` the names of what was
/// done ("full-width characters", "thousands separators", "date written 2024/3/5", …). `unit` is
/// set when the cell carries its own (860万元).
/// - A month without a day ("2024年3月") becomes the day that is worse for the lender: the first
/// for
///   dates of rights, of their values and of a registration's end, the last for those of loans.
/// - 无, 空, 待补, a dash: an empty cell. What is unknown is never zero.
/// - Places, industries, ways of repayment and register numbers: see trade_words.hpp. `doubts` are
///   texts kept as they stand because no list knows them.
struct Repaired {
  std::string text;
  std::vector<std::string> repairs;
  std::vector<std::string> doubts;
  std::optional<CellUnit> unit;
};
Repaired repair_cell(const Field& field, std::string_view text);

/// Does the cell open a row of totals (合计, 总计, 小计, total, subtotal)?
bool names_total(std::string_view text);
/// Is it a subtotal (小计, subtotal): of the rows since the last total?
bool names_subtotal(std::string_view text);

}  // namespace pledgelab
